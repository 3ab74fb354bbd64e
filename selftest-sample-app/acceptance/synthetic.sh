#!/usr/bin/env bash
# Starts the sample, sends it synthetic requests from each client of docs/clients, and holds what it counts and what it
# refuses against docs/synthetic.md. Prints each answer whole with -v.
# Needs bash, curl and openssl (apt-get install curl openssl), and the sample's jar: mvn -pl selftest-sample-app -am package
# The suite needs python3 and pytest (pip install pytest), the load k6 (https://grafana.com/docs/k6/latest/set-up/install-k6/);
# where one of them is not there, its part is skipped and said to be.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly clients=../docs/clients app=${APP_PORT:-18080} requests=${REQUESTS:-200}
readonly shop=http://127.0.0.1:$app
# what is measured of single requests; a maximum fades by itself. The meters of pool, cache and JVM are of all requests.
readonly user='(http_server_requests|jdbc_(query|connection|result_set)|spring_security)_[a-z_]*(count|sum|bucket|total)[{ ]'
verbose=${1:-}
work=$(mktemp -d)
pid=
failed=0 held=0 skipped=0

stop() {
	[ -z "$pid" ] || { kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null; } || true
	rm -rf "$work"
}
trap stop EXIT

export MONITOR_URL=$shop MONITOR_KEY_ID=monitor MONITOR_AUDIENCE=farm-shop
MONITOR_SECRET=$(openssl rand -hex 32)
MONITOR_PASSWORD=$(openssl rand -hex 16)
export MONITOR_SECRET MONITOR_PASSWORD
readonly secret_of_slow=$(openssl rand -hex 32) secret_of_old=$(openssl rand -hex 32)

# three keys: one that monitors have, one that may ask once a second, one that has ended
start() {
	: >"$work/log"
	env MONITOR_PASSWORD= SHOP_TEST_ACCOUNT_PASSWORD="$MONITOR_PASSWORD" \
		SELFTEST_SYNTHETIC_KEYS_0_ID=monitor SELFTEST_SYNTHETIC_KEYS_0_SECRET="$MONITOR_SECRET" \
		SELFTEST_SYNTHETIC_KEYS_0_REQUESTSPERSECOND=100 \
		SELFTEST_SYNTHETIC_KEYS_1_ID=slow SELFTEST_SYNTHETIC_KEYS_1_SECRET="$secret_of_slow" \
		SELFTEST_SYNTHETIC_KEYS_1_REQUESTSPERSECOND=1 \
		SELFTEST_SYNTHETIC_KEYS_2_ID=old SELFTEST_SYNTHETIC_KEYS_2_SECRET="$secret_of_old" \
		SELFTEST_SYNTHETIC_KEYS_2_NOTAFTER=2026-01-01T00:00:00Z \
		java -jar target/selftest-sample-app-*-SNAPSHOT.jar --server.port="$app" --selftest.schedule.enabled=false \
		>"$work/log" 2>&1 &
	pid=$!
	for _ in $(seq 240); do
		if grep -q 'Started FarmShopApplication' "$work/log"; then
			return
		fi
		kill -0 "$pid" 2>/dev/null || break
		sleep 0.5
	done
	echo 'the sample does not start:' && tail -20 "$work/log" && exit 1
}

sign() { "$clients/selftest-sign.sh" "$@"; }

ok() {
	held=$((held + 1))
	printf 'ok    %s\n' "$1"
}

wrong() {
	failed=$((failed + 1))
	printf 'WRONG %s\n' "$1"
}

# row <title> <expected status> <pattern that the answer matches, or -> <file with headers, or -> <arguments of curl...>
row() {
	local title=$1 status=$2 pattern=$3 headers=$4 seen
	shift 4
	[ "$headers" = - ] || set -- -H @"$headers" "$@"
	curl -sS -i --max-time 30 -A SyntheticMonitor/1.0 "$@" | tr -d '\r' >"$work/answer"
	seen=$(awk 'NR == 1 { print $2 }' "$work/answer")
	if [ "$seen" = "$status" ] && { [ "$pattern" = - ] || grep -qE -- "$pattern" "$work/answer"; }; then
		ok "$seen $title"
	else
		wrong "$seen $title: expected $status and /$pattern/"
		cat "$work/answer" && echo
	fi
	[ "$verbose" != -v ] || { sed 's/^/      /' "$work/answer" && echo; }
}

equal() {
	if [ "$2" = "$3" ]; then
		ok "$1: $3"
	else
		wrong "$1: $3, expected $2"
	fi
}

# what Prometheus reads; signed, as the scrape is a request as well
scrape() {
	sleep 0.5
	sign -s GET "$shop/actuator/prometheus" -- -sS --max-time 10 >"$1"
}

# sum <file> <pattern of series>
sum() { awk -v pattern="$2" '$0 ~ pattern { sum += $NF } END { printf "%d", sum }' "$1"; }

same_users() {
	if diff <(grep -E "^$user" "$work/before" | sort) <(grep -E "^$user" "$work/after" | sort) >"$work/diff"; then
		ok "$1: all $(grep -cE "^$user" "$work/after") series of users are what they were, to the letter"
	else
		wrong "$1: series of users have changed" && cat "$work/diff"
	fi
}

start
echo "== users first, so that they have series"
for path in '/products?limit=1' /products/1 /sensors/readings/latest /products/0 /orders; do
	for _ in 1 2 3 4; do
		curl -sS -o "$work/answer" "$shop$path"
	done
done

echo "== $requests signed requests"
scrape "$work/before"
for ((i = 0; i < requests; i++)); do
	case $((i % 5)) in
	0) path='/products?limit=1' ;;
	1) path=/products/$((i % 3 + 1)) ;;
	2) path=/sensors/readings/latest ;;
	3) path=/products/0 ;;
	4) path=/orders ;;
	esac
	sign -s GET "$shop$path" -- -sS -o "$work/answer" --max-time 10
done
scrape "$work/after"
same_users "$requests signed requests"
readonly count='^synthetic_http_server_requests_seconds_count'
scrapes=$(sum "$work/after" "$count.*uri=\"/actuator/prometheus\"")
equal 'signed requests in synthetic_http_server_requests_seconds_count' "$requests" \
	$(($(sum "$work/after" "$count") - $(sum "$work/before" "$count") - scrapes))
equal 'lines of logger selftest.synthetic, the scrapes among them' $((requests + 2)) \
	"$(grep -c 'selftest\.synthetic' "$work/log")"
[ "$verbose" != -v ] || grep -E '^(synthetic_http_server_requests_seconds_count|selftest_synthetic)' "$work/after"

echo "== a mark that proves nothing"
json=(-H 'Content-Type: application/json')
readonly rejected='"code" *: *"synthetic.claim-rejected"'
row 'POST with the mark alone' 403 "$rejected" - -X POST -H 'X-Synthetic-Request: true' "${json[@]}" -d '{}' "$shop/auth/token"
row 'it is a problem document' 403 '^Content-Type: application/problem\+json' - -X POST -H 'X-Synthetic-Request: true' "$shop/auth/token"
row 'it says what was decided' 403 '^X-Synthetic-Decision: rejected' - -X POST -H 'X-Synthetic-Request: true' "$shop/auth/token"
row 'GET with the mark alone is a user' 200 - - -H 'X-Synthetic-Request: true' "$shop/products?limit=1"
row 'POST without the mark is a user' 400 - - -X POST "${json[@]}" -d '{}' "$shop/auth/token"

echo "== replay"
sign -d '{}' POST "$shop/auth/token" >"$work/headers"
row 'POST, signed: the shop misses the password' 400 - "$work/headers" "${json[@]}" -d '{}' "$shop/auth/token"
row 'the same again' 403 "$rejected" "$work/headers" "${json[@]}" -d '{}' "$shop/auth/token"
sign GET "$shop/products?limit=7" >"$work/headers"
row 'GET, signed' 200 - "$work/headers" "$shop/products?limit=7"
scrape "$work/before"
row 'the same again is a user' 200 - "$work/headers" "$shop/products?limit=7"
scrape "$work/after"
readonly products='^http_server_requests_seconds_count.*uri="/products"'
equal 'which is counted among the users' 1 $(($(sum "$work/after" "$products") - $(sum "$work/before" "$products")))
readonly replays='^selftest_synthetic_claims_total.*reason="replayed"'
equal 'and as a claim that was rejected' 1 $(($(sum "$work/after" "$replays") - $(sum "$work/before" "$replays")))

echo "== another request than the one that was signed"
for altered in "-X PUT -d {} $shop/auth/token" "-d {} $shop/auth/token?x=1" "-d {\"a\":1} $shop/auth/token" \
	"-d {} -H X-Synthetic-Tenant:sandbox-1 $shop/auth/token" "-d {} -H X-Synthetic-Fault:delay $shop/auth/token" \
	"-d {} -H X-Synthetic-Request:true $shop/auth/token"; do
	sign -d '{}' POST "$shop/auth/token" >"$work/headers"
	# shellcheck disable=SC2086 # words on purpose
	row "altered: ${altered%% http*}" 403 "$rejected" "$work/headers" "${json[@]}" $altered
done
# signed <title> <expected status> <pattern> <options of selftest-sign.sh...>
signed() {
	local title=$1 status=$2 pattern=$3
	shift 3
	sign -d '{}' "$@" POST "$shop/auth/token" >"$work/headers"
	row "$title" "$status" "$pattern" "$work/headers" "${json[@]}" -d '{}' "$shop/auth/token"
}
signed 'five minutes ago' 403 "$rejected" -T $(($(date +%s) - 300))
signed 'in five minutes' 403 "$rejected" -T $(($(date +%s) + 300))
signed 'a tenant that the key does not have' 403 "$rejected" -t somebody-else
MONITOR_AUDIENCE=orders signed 'for another service' 403 "$rejected"
MONITOR_KEY_ID=nobody signed 'a key that nobody has' 403 "$rejected"
MONITOR_SECRET=$(openssl rand -hex 32) signed 'another secret' 403 "$rejected"
MONITOR_KEY_ID=old MONITOR_SECRET=$secret_of_old signed 'a key that has ended' 403 "$rejected"
sign -d '{"lines":[{"productId":5,"quantity":1}]}' POST "$shop/orders" >"$work/headers"
row 'an order of a monitor' 403 '"code" *: *"synthetic.no-grant"' "$work/headers" "${json[@]}" \
	-d '{"lines":[{"productId":5,"quantity":1}]}' "$shop/orders"

echo "== more than the key may ask for"
limited=0
for _ in $(seq 20); do
	MONITOR_KEY_ID=slow MONITOR_SECRET=$secret_of_slow sign GET "$shop/products?limit=1" >"$work/headers"
	curl -sS -i -H @"$work/headers" "$shop/products?limit=1" | tr -d '\r' >"$work/answer"
	if grep -q '^HTTP/1.1 429' "$work/answer" && grep -qE '^Retry-After: [1-9]' "$work/answer"; then
		limited=$((limited + 1))
	fi
done
if [ "$limited" -gt 0 ]; then ok "429 with Retry-After: $limited of 20 requests"; else wrong '429 with Retry-After: none of 20 requests'; fi

echo "== pytest"
if python3 -m pytest --version >"$work/answer" 2>&1; then
	scrape "$work/before"
	if python3 -m pytest -q "$clients/pytest/test_farm_shop.py" >"$work/answer" 2>&1; then
		ok "journeys: $(tail -1 "$work/answer")"
	else
		wrong 'journeys' && cat "$work/answer"
	fi
	scrape "$work/after"
	same_users 'journeys of pytest'
	if python3 -m pytest -q "$clients/pytest/test_claims.py" >"$work/answer" 2>&1; then
		ok "claims: $(tail -1 "$work/answer")"
	else
		wrong 'claims' && cat "$work/answer"
	fi
else
	skipped=$((skipped + 1))
	echo 'SKIPPED: there is no pytest; pip install pytest'
fi

echo "== k6"
if command -v k6 >"$work/answer"; then
	if k6 run --quiet "$clients/k6/golden-vectors.js" >"$work/answer" 2>&1; then
		ok "golden vectors: $(grep 'checks_succeeded' "$work/answer" | tr -s ' .')"
	else
		wrong 'golden vectors' && cat "$work/answer"
	fi
	scrape "$work/before"
	if k6 run --quiet "$clients/k6/farm-shop.js" >"$work/answer" 2>&1; then
		ok "load: $(grep 'checks_succeeded' "$work/answer" | tr -s ' .')"
	else
		wrong 'load' && cat "$work/answer"
	fi
	scrape "$work/after"
	same_users 'load of k6'
else
	skipped=$((skipped + 1))
	echo 'SKIPPED: there is no k6; see https://grafana.com/docs/k6/latest/set-up/install-k6/'
fi

echo "== the shop tests itself, and tells no secret"
scrape "$work/before"
row 'the smoke suite' 200 '"verdict":"PASS"' - -X POST "$shop/actuator/selftest/smoke?wait=60s"
scrape "$work/after"
equal 'sign-ins of the smoke suite among those of users' 0 $((
	$(sum "$work/after" '^http_server_requests_seconds_count.*uri="/auth/token"') -
	$(sum "$work/before" '^http_server_requests_seconds_count.*uri="/auth/token"')))
told=0
for secret in "$MONITOR_SECRET" "$secret_of_slow" "$secret_of_old" "$(sed -n 's/.*v1=//p' "$work/headers")"; do
	! grep -qF -- "$secret" "$work/log" "$work/after" || told=$((told + 1))
done
equal 'secrets and signatures in log and metrics' 0 "$told"

echo "$held hold, $failed do not, $skipped skipped"
[ "$failed" = 0 ]
