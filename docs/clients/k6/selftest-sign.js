// Signs synthetic requests in k6. See docs/clients/README.md.
//
//   import { Signer } from './selftest-sign.js';
//   const signer = new Signer('monitor', __ENV.MONITOR_SECRET, 'farm-shop');
//   http.get(url, { headers: signer.headers('GET', url) });

import crypto from 'k6/crypto';
import encoding from 'k6/encoding';

const MIN_SECRET = 32;
const NONCE_BYTES = 18;

/** Signs for one service with one key. */
export class Signer {

  constructor(keyId, secret, audience) {
    const bytes = utf8Length(secret || '');
    if (bytes < MIN_SECRET) {
      throw new Error(`the secret of key '${keyId}' must have at least ${MIN_SECRET} bytes but has ${bytes}`);
    }
    this.keyId = keyId;
    this.secret = secret;
    this.audience = oneLine('audience', audience);
  }

  /**
   * Returns the headers of one request: each call makes a new nonce, and each nonce is good for once.
   * `body` is a string or an ArrayBuffer, as it is given to k6; of the options, `tenant` and `fault` are signed and
   * `run` is not.
   */
  headers(method, url, body, { tenant = '', fault = '', run = '', seconds, nonce } = {}) {
    if (!/^[A-Z]+$/.test(method)) {
      throw new Error(`the method must be in capital letters but was '${method}'`);
    }
    const t = seconds === undefined ? Math.floor(Date.now() / 1000) : seconds;
    const n = nonce === undefined ? encoding.b64encode(crypto.randomBytes(NONCE_BYTES), 'rawurl') : nonce;
    const signed = ['v1', this.audience, method, targetOf(url), t, n, oneLine('tenant', tenant),
      oneLine('fault', fault), isEmpty(body) ? '' : crypto.sha256(body, 'hex')].join('\n');
    const headers = { 'X-Synthetic-Request': 'true' };
    if (tenant) {
      headers['X-Synthetic-Tenant'] = tenant;
    }
    if (fault) {
      headers['X-Synthetic-Fault'] = fault;
    }
    if (run) {
      headers['X-Synthetic-Run'] = oneLine('run', run);
    }
    headers['X-Synthetic-Signature'] =
      `kid=${this.keyId},t=${t},n=${n},v1=${crypto.hmac('sha256', this.secret, signed, 'hex')}`;
    return headers;
  }

}

/** Returns path and query as they go over the wire, which is as they are written. */
export function targetOf(url) {
  const absolute = /^https?:\/\//.test(url);
  let target = url.replace(/#.*$/s, '').replace(/^https?:\/\/[^/?]*/, '');
  if (absolute && !target.startsWith('/')) {
    target = '/' + target;
  }
  if (!target.startsWith('/')) {
    throw new Error(`the URL must start with 'http://', 'https://' or '/' but was '${url}'`);
  }
  if (!/^[!-~]+$/.test(target)) {
    throw new Error('the URL must be encoded: ASCII without blanks and control characters');
  }
  return target;
}

function isEmpty(body) {
  return body === undefined || body === null || (body instanceof ArrayBuffer ? body.byteLength : body.length) === 0;
}

// a line break would let one part pose as two
function oneLine(name, part) {
  if (/[\u0000-\u001f\u007f]/.test(part)) {
    throw new Error(`'${name}' must be one line without control characters`);
  }
  return part;
}

function utf8Length(text) {
  return encodeURIComponent(text).replace(/%../g, '.').length;
}
