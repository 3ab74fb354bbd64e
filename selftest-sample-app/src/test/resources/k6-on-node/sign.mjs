// Prints, one JSON a line, the headers that selftest-sign.js makes for each vector, or what it says of one it refuses.
import { readFileSync } from 'node:fs';
import { Signer } from './selftest-sign.mjs';

const golden = JSON.parse(readFileSync(0, 'utf8'));
for (const vector of [...golden.vectors, ...golden.refused]) {
  const body = new Uint8Array(Buffer.from(vector.bodyBase64, 'base64')).buffer;
  let answer;
  try {
    const signer = new Signer(vector.keyId, vector.secret, vector.audience);
    answer = { headers: signer.headers(vector.method, vector.target, body, vector) };
  } catch (refusal) {
    answer = { refused: refusal.message };
  }
  console.log(JSON.stringify({ name: vector.name, ...answer }));
}
