#!/usr/bin/env bash
# Starts the sample with its partners, proves its fallbacks, lets single requests meet faults, and holds what breakers have recorded
# and what users feel against docs/faults.md. Prints each answer whole with -v.
# Needs bash, curl and openssl (apt-get install curl openssl), and the sample's jar: mvn -pl selftest-sample-app -am package
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly app=${APP_PORT:-18081} proofs=${PROOFS:-100}
readonly shop=http://127.0.0.1:$app
verbose=${1:-}
work=$(mktemp -d)
pid=
failed=0 held=0

stop() {
	[ -z "$pid" ] || { kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null; } || true
	rm -rf "$work"
}
trap stop EXIT

export MONITOR_KEY_ID=rehearsal MONITOR_AUDIENCE=farm-shop
MONITOR_SECRET=$(openssl rand -hex 32)
export MONITOR_SECRET

# the pace of requests to itself is lifted, else proofs by request would take 10 seconds a hundred
start() {
	: >"$work/log"
	if [ -n "${SAMPLE:-}" ]; then read -ra command <<<"$SAMPLE"; else command=(java -jar target/selftest-sample-app-*-SNAPSHOT.jar); fi
	env -u MONITOR_SECRET REHEARSAL_SECRET="$MONITOR_SECRET" "${command[@]}" --server.port="$app" \
		--spring.profiles.active="partners${1:+,$1}" --selftest.schedule.enabled=false --selftest.endpoint.min-interval=1ms \
		--selftest.fault.stop-file="$work/stop" --selftest.loopback.max-requests-per-second=1000 \
		--management.endpoints.web.exposure.include=selftest,prometheus,circuitbreakers \
		>"$work/log" 2>&1 &
	pid=$!
	for _ in $(seq 240); do
		# checks that are found in beans are there a moment after the start
		if grep -q 'Started FarmShopApplication' "$work/log" &&
			curl -sSf -o "$work/answer" "$shop/actuator/selftest/smoke/fallbackInventory?http=report" 2>"$work/answer"; then
			return
		fi
		kill -0 "$pid" 2>/dev/null || break
		sleep 0.5
	done
	echo 'the sample does not start:' && tail -20 "$work/log" && exit 1
}

ok() {
	held=$((held + 1))
	printf 'ok    %s\n' "$1"
}

wrong() {
	failed=$((failed + 1))
	printf 'WRONG %s\n' "$1"
}

# matches <title> <pattern> <file>
matches() {
	if grep -qE -- "$2" "$3"; then ok "$1"; else wrong "$1: expected /$2/" && cat "$3" && echo; fi
	[ "$verbose" != -v ] || { sed 's/^/      /' "$3" && echo; }
}

prove() { curl -sS --max-time 30 -X POST "$shop/actuator/selftest/deep/$1?http=report&detail=full&wait=20s"; }

# ask <fault> <path>: a signed request; prints its answer with headers, and the milliseconds it took
ask() {
	../docs/clients/selftest-sign.sh -t sandbox-1 -f "$1" GET "$shop$2" >"$work/headers"
	curl -sS -i --max-time 30 -H @"$work/headers" -w '\nmillis=%{time_total}\n' "$shop$2" | tr -d '\r'
}

millis() { awk -F= '/^millis=/ { printf "%d", $2 * 1000 }' "$1"; }

start
for path in /products/1/stock /devices/sensor.greenhouse; do
	for _ in 1 2 3; do curl -sS -o "$work/answer" "$shop$path"; done
done

echo "== $proofs proofs, half by the method and half by a request with a fault"
curl -sS "$shop/actuator/circuitbreakers" >"$work/before"
passed=0
for ((i = 0; i < proofs; i++)); do
	case $((i % 4)) in
	0) check=fallbackProofStockClientOf ;;
	1) check=fallbackProofHubClientDevice ;;
	2) check=fallbackProofStockWhileInventoryFails ;;
	3) check=fallbackProofDeviceWhileHubIsAway ;;
	esac
	prove "$check" >"$work/answer"
	if grep -q '"verdict":"PASS"' "$work/answer"; then passed=$((passed + 1)); elif [ "$verbose" = -v ]; then cat "$work/answer"; fi
done
curl -sS "$shop/actuator/circuitbreakers" >"$work/after"
if [ "$passed" = "$proofs" ]; then ok "$passed of $proofs proofs pass"; else wrong "$passed of $proofs proofs pass" && cat "$work/answer"; fi
if cmp -s "$work/before" "$work/after"; then
	ok 'every figure of /actuator/circuitbreakers is what it was'
else
	wrong 'figures of /actuator/circuitbreakers have changed' && diff "$work/before" "$work/after" || true
fi
[ "$verbose" != -v ] || cat "$work/after"

echo '== a request with a delay is slow, that of a user is not'
ask inventory=delay:2s /products/1/stock >"$work/slow" &
asking=$!
curl -sS -i --max-time 30 -w '\nmillis=%{time_total}\n' "$shop/products/1/stock" | tr -d '\r' >"$work/user"
wait "$asking"
matches 'the fault happened' '^X-Synthetic-Injected: inventory=delay:2000ms' "$work/slow"
slow=$(millis "$work/slow") user=$(millis "$work/user")
if [ "$slow" -ge 2000 ] && [ "$user" -lt 1000 ]; then
	ok "signed: $slow ms, user meanwhile: $user ms"
else
	wrong "signed: $slow ms, user meanwhile: $user ms"
fi
ask hub=error /devices/sensor.greenhouse >"$work/answer"
matches 'hub away for one request: the last known state and its age' '"source":"last-known","ageSeconds":[0-9]+' "$work/answer"
curl -sS "$shop/devices/sensor.greenhouse" >"$work/answer"
matches 'a user sees the hub' '"source":"hub"' "$work/answer"

echo '== what gets no fault'
curl -sS -i -H 'X-Synthetic-Request: true' -H 'X-Synthetic-Tenant: sandbox-1' -H 'X-Synthetic-Fault: hub=error' \
	"$shop/devices/sensor.greenhouse" | tr -d '\r' >"$work/answer"
matches 'a claim without proof' '"source":"hub"' "$work/answer"
ask hub=errors /devices/sensor.greenhouse >"$work/answer"
matches 'a fault that cannot be read is refused' '"code":"fault.malformed"' "$work/answer"
ask hub=delay:1h /devices/sensor.greenhouse >"$work/answer"
matches 'a unit that does not exist is refused' '"code":"fault.malformed"' "$work/answer"
ask hub=delay:60s /devices/sensor.greenhouse >"$work/answer"
matches 'a minute is too long' '"code":"fault.too-long"' "$work/answer"
: >"$work/stop"
ask hub=error /devices/sensor.greenhouse >"$work/answer"
matches 'the stop file is there' '"source":"hub"' "$work/answer"
rm "$work/stop"
curl -sS "$shop/actuator/prometheus" | grep '^selftest_fault' >"$work/answer"
matches 'which is counted' '^selftest_fault_skipped_total.*reason="stopped".* 1.0' "$work/answer"

echo '== journeys without a partner'
curl -sS --max-time 60 -X POST "$shop/actuator/selftest/partners?http=report&detail=full&wait=40s" >"$work/answer"
matches 'both pass' '"verdict":"PASS","rawVerdict":"PASS"' "$work/answer"
for journey in hubAwayShowsLastKnownState slowInventoryShowsCachedStock; do
	curl -sS "$shop/actuator/selftest/partners/$journey?http=report" >"$work/answer"
	matches "$journey tells how long visitors wait for the partner" '"name":"recoveryTime","value":[0-9.]+,"unit":"ms","limit":4000' "$work/answer"
done

echo '== fallbacks that do not work are named'
kill "$pid" && wait "$pid" 2>/dev/null || true
start fault-fallback-throws,fault-fallback-signature,fault-fallback-never-opens,fault-fallback-retry-outside
curl -sS -X POST "$shop/actuator/selftest/smoke/fallbackInventory?http=report&detail=full&wait=20s" >"$work/answer"
matches 'wrong signature' '"fallback.parameter-types"' "$work/answer"
matches 'breaker that never opens' '"fallback.never-opens"' "$work/answer"
matches 'retry outside of the breaker' '"fallback.retry-outside-breaker"' "$work/answer"
prove fallbackProofWeather >"$work/answer"
matches 'fallback that throws' '"fallback.proof-failed"' "$work/answer"

echo "$held hold, $failed do not"
[ "$failed" = 0 ]
