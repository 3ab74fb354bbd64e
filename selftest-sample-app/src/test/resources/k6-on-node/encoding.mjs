// What selftest-sign.js uses of the module k6/encoding, for Node.
export default {
  b64encode: (data, encoding) => Buffer.from(data).toString(encoding === 'rawurl' ? 'base64url' : 'base64'),
};
