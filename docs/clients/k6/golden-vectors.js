// Holds selftest-sign.js to the golden vectors, in k6 itself: k6 run docs/clients/k6/golden-vectors.js
import { check } from 'k6';
import encoding from 'k6/encoding';
import { Signer } from './selftest-sign.js';

const golden = JSON.parse(open('../golden-vectors.json'));

export const options = { iterations: 1, thresholds: { checks: ['rate==1'] } };

export default function () {
  for (const vector of golden.vectors) {
    check(sign(vector), {
      [vector.name]: (headers) => JSON.stringify(headers) === JSON.stringify(vector.headers),
    });
  }
  for (const request of golden.refused) {
    check(request, { [request.name]: isRefused });
  }
}

function sign(vector) {
  return new Signer(vector.keyId, vector.secret, vector.audience).headers(vector.method, vector.target,
    encoding.b64decode(vector.bodyBase64), vector);
}

function isRefused(request) {
  try {
    sign(request);
    return false;
  } catch (refusal) {
    return !String(refusal).includes(request.secret);
  }
}
