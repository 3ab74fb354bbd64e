// The critical path of the farm shop under a little load, signed: k6 run docs/clients/k6/farm-shop.js
// Needs MONITOR_SECRET and MONITOR_PASSWORD in the environment; the others have defaults, see below. Stay below the
// rate that the key may ask for (selftest.synthetic.keys[*].requests-per-second), or be told 429.
import { check, fail } from 'k6';
import http from 'k6/http';
import { Signer } from './selftest-sign.js';

const url = __ENV.MONITOR_URL || 'http://localhost:8080';
const signer = new Signer(__ENV.MONITOR_KEY_ID || 'monitor', __ENV.MONITOR_SECRET,
  __ENV.MONITOR_AUDIENCE || 'farm-shop');
// what the run is called in the log of the service
const run = __ENV.MONITOR_RUN || 'k6';

export const options = {
  userAgent: 'SyntheticMonitor/1.0',
  scenarios: {
    journey: {
      executor: 'constant-arrival-rate',
      // each iteration is four requests
      rate: Number(__ENV.RATE || 5),
      timeUnit: '1s',
      duration: __ENV.DURATION || '10s',
      preAllocatedVUs: 10,
    },
  },
  thresholds: {
    checks: ['rate==1'],
    http_req_failed: ['rate<0.01'],
    http_req_duration: ['p(95)<750'],
  },
};

export function setup() {
  const answer = post('/auth/token', {
    username: __ENV.MONITOR_USERNAME || 'smoke-test',
    password: __ENV.MONITOR_PASSWORD,
  });
  if (answer.status !== 200) {
    fail(`sign-in answered ${answer.status}: ${answer.body}`);
  }
  return { Authorization: `Bearer ${answer.json('accessToken')}` };
}

export default function (customer) {
  const list = get('/products?limit=1');
  check(list, {
    'visitor sees the catalogue': (answer) => answer.status === 200 && answer.json('0.price') > 0,
  });
  check(get(`/products/${list.json('0.id')}`), {
    'visitor opens a product': (answer) => answer.status === 200 && answer.json('name') === list.json('0.name'),
  });
  check(get('/sensors/readings/latest'), {
    'visitor sees what the sensors report': (answer) => answer.status === 200,
  });
  check(get('/orders', customer), {
    'customer sees own orders': (answer) => answer.status === 200 && answer.json('#') === 1,
  });
}

function get(path, headers) {
  return http.get(url + path, { headers: { ...signer.headers('GET', url + path, '', { run }), ...headers } });
}

function post(path, document) {
  const body = JSON.stringify(document);
  const headers = { ...signer.headers('POST', url + path, body, { run }), 'Content-Type': 'application/json' };
  return http.post(url + path, body, { headers });
}
