// What selftest-sign.js uses of the module k6/crypto, for Node.
import { createHash, createHmac, randomBytes as bytes } from 'node:crypto';

const buffer = (data) => (typeof data === 'string' ? Buffer.from(data, 'utf8') : Buffer.from(data));

export default {
  sha256: (data, encoding) => createHash('sha256').update(buffer(data)).digest(encoding),
  hmac: (algorithm, key, data, encoding) => createHmac(algorithm, buffer(key)).update(buffer(data)).digest(encoding),
  randomBytes: (length) => new Uint8Array(bytes(length)).buffer,
};
