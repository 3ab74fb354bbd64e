#!/usr/bin/env bash
# Starts the sample on a separate management port, behind its Spring Security, and holds each row of
# docs/endpoint.md and docs/health.md against the answers to curl. Prints every answer whole with -v.
# Needs bash and curl (apt-get install curl), and the sample's jar: mvn -pl selftest-sample-app -am package
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly app=${APP_PORT:-18080} management=${MANAGEMENT_PORT:-18081}
readonly shop=http://127.0.0.1:$app actuator=http://127.0.0.1:$management/actuator
verbose=${1:-}
answer=$(mktemp) log=$(mktemp)
pid=
failed=0 held=0

stop() {
	[ -z "$pid" ] || { kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null; } || true
	pid=
}
trap 'stop; rm -f "$answer" "$log"' EXIT

start() {
	stop
	: >"$log"
	java -jar target/selftest-sample-app-*-SNAPSHOT.jar --server.port="$app" --management.server.port="$management" \
		"$@" >"$log" 2>&1 &
	pid=$!
	for _ in $(seq 240); do
		if grep -q "Self-test 'smoke'" "$log"; then
			return
		fi
		kill -0 "$pid" 2>/dev/null || break
		sleep 0.5
	done
	echo "the sample gave no first verdict:" && tail -20 "$log" && exit 1
}

# row <title> <expected status> <pattern that the answer matches, or -> <arguments of curl...>
row() {
	local title=$1 status=$2 pattern=$3 seen
	shift 3
	curl -sS -i --max-time 30 "$@" | tr -d '\r' >"$answer"
	seen=$(awk 'NR == 1 { print $2 }' "$answer")
	if [ "$seen" = "$status" ] && { [ "$pattern" = - ] || grep -qE -- "$pattern" "$answer"; }; then
		held=$((held + 1))
		printf 'ok    %s %s\n' "$seen" "$title"
	else
		failed=$((failed + 1))
		printf 'WRONG %s %s: expected %s and /%s/\n' "$seen" "$title" "$status" "$pattern"
		cat "$answer" && echo
	fi
	[ "$verbose" != -v ] || { sed 's/^/      /' "$answer" && echo; }
}

# the first verdict of a group comes a moment after the start
await_verdict() {
	for _ in $(seq 60); do
		! curl -sS --max-time 10 "$actuator/selftest/$1?http=report" | grep -q INCONCLUSIVE || { sleep 1 && continue; }
		return
	done
}

json=(-H 'Content-Type: application/json')

echo "== read and run, everybody may see details"
start --selftest.endpoint.post-groups=smoke,continuous,canary
row 'overview' 200 '"groups"' "$actuator/selftest"
row 'overview is not stored' 200 '^Cache-Control: no-store' "$actuator/selftest"
row 'group, gate' 200 '"verdict":"PASS"' "$actuator/selftest/smoke"
row 'group, report closes the connection' 200 '^Connection: close' "$actuator/selftest/smoke?http=report"
row 'group, report is compact' 200 '"truncated":(true|false)' "$actuator/selftest/smoke?http=report"
row 'group, report with all details' 200 '"checks":\{"[a-z]' "$actuator/selftest/smoke?http=report&detail=full"
row 'group, rollback of a passing group' 424 '"pass":true' "$actuator/selftest/smoke?http=rollback"
row 'group that never ran' 424 '"verdict":"INCONCLUSIVE"' "$actuator/selftest/deep"
row 'group that never ran, inconclusive=pass' 200 '"verdict":"INCONCLUSIVE"' "$actuator/selftest/deep?inconclusive=pass"
row 'long poll of a conclusive group' 200 '"verdict":"PASS"' "$actuator/selftest/smoke?wait=2"
row 'run a group' 200 '"verdict":"PASS"' -X POST "$actuator/selftest/smoke"
row 'run closes the connection' 200 '^Connection: close' -X POST "$actuator/selftest/smoke"
row 'run a group, typed in by a person' 200 '"verdict":"PASS"' -X POST -H 'Sec-Fetch-Site: none' "$actuator/selftest/smoke"
row 'run a group, body of Flagger' 200 '"verdict":"PASS"' "${json[@]}" \
	-d '{"name":"shop","namespace":"test","phase":"Progressing","metadata":{"a":{"b":[1]}}}' "$actuator/selftest/smoke"
row 'one check' 200 '"databaseAnswers"' "$actuator/selftest/smoke/databaseAnswers"
row 'run one check' 200 '"databaseAnswers"' -X POST "$actuator/selftest/smoke/databaseAnswers"
row 'unknown group' 404 'nightly' "$actuator/selftest/nightly"
row 'unknown group is not stored' 404 '^Cache-Control: no-store' "$actuator/selftest/nightly"
row 'unknown group is told in JSON' 404 '^Content-Type: application/json' "$actuator/selftest/nightly"
row 'unknown check' 404 'nothing' "$actuator/selftest/smoke/nothing"
row 'unknown parameter value' 400 'gate' "$actuator/selftest/smoke?http=teapot"
row 'wait beyond its bound' 400 'wait' "$actuator/selftest/smoke?wait=1h"
row 'wrong method' 405 '^Allow: ' -X PUT "$actuator/selftest/smoke"
row 'body that is no JSON' 415 'application/xml' -H 'Content-Type: application/xml' -d '<a/>' "$actuator/selftest/smoke"
row 'POST from another site' 403 '[Cc]ross' -X POST -H 'Sec-Fetch-Site: cross-site' "$actuator/selftest/smoke"
row 'POST of a group that is not open' 403 'post-groups' -X POST "$actuator/selftest/deep"
await_verdict continuous
row 'health view of continuous' 200 '"status":"(UP|UNKNOWN)"' "$actuator/health/selftest"
row 'the health of the host names no group of ours' 200 '^\{"groups":\["liveness","readiness"\],"status":"UP"\}$' "$actuator/health"
row '/health on the main port' 200 '"status":"ok"' "$shop/health"
row '/health, draft' 200 '"status":"pass"' -H 'Accept: application/health+json' "$shop/health"
row '/health, type of the draft' 200 '^Content-Type: application/health\+json' -H 'Accept: application/health+json' "$shop/health"
row '/health is not on the management port' 404 - "http://127.0.0.1:$management/health"
row 'the endpoint is not on the main port' 401 - "$shop/actuator/selftest"

echo "== a service that is broken"
start --spring.profiles.active=fault-orphans
row 'gate' 424 '"failed":\["ordersHaveLines"\]' "$actuator/selftest/smoke"
row 'the reason names the check' 424 '"reason":"ordersHaveLines' "$actuator/selftest/smoke"
row 'report' 200 '"fail":true' "$actuator/selftest/smoke?http=report"
row 'rollback' 200 '"fail":true' "$actuator/selftest/smoke?http=rollback"
await_verdict continuous
row 'health view of a broken service' 503 '"status":"DOWN"' "$actuator/health/selftest"
row 'the health of the host is what it was' 200 '"status":"UP"' "$actuator/health"
row '/health leaves the instance in: its data are those of all' 200 '"status":"(ok|warn)"' "$shop/health"
row 'inconclusive=pass changes no FAIL' 424 '"fail":true' "$actuator/selftest/smoke?inconclusive=pass"

echo "== defaults: read-only, details for those who may see them"
start --management.endpoint.selftest.access=read-only --selftest.endpoint.show-details=when-authorized
row 'group without details' 200 '"checks":\{\}' "$actuator/selftest/smoke"
row 'POST' 405 '^Allow: GET' -X POST "$actuator/selftest/smoke"

echo "== not exposed, or no access"
start --management.endpoint.selftest.access=none
row 'no access is the 404 or 401 of the host' 401 - "$actuator/selftest/smoke"

echo "$held rows hold, $failed do not"
[ "$failed" = 0 ]
