#!/usr/bin/env bash
# Has the code of Flagger 1.44.0 itself, built from its sources and without a cluster, use the Canary of docs/rollouts/flagger:
# its client calls each webhook at shops that are idle, well, failing, and gone, and its controller rolls a version out at each.
# Takes about three minutes; the first build ten, for the sources of Kubernetes.
# Needs bash, curl, Go 1.26 or later with a module proxy, and the sample's jar: mvn -pl selftest-sample-app -am package
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly canary=$PWD/../docs/rollouts/flagger/canary.yaml
readonly idle=${IDLE_PORT:-18380} well=${WELL_PORT:-18381} failing=${FAILING_PORT:-18382} gone=${GONE_PORT:-18383}
readonly run=${RUN_SAMPLE:-java -jar $(echo target/selftest-sample-app-*-SNAPSHOT.jar)}
work=$(mktemp -d)
failed=0 held=0

stop() {
	local pid
	for pid in $(jobs -pr); do
		kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true
	done
	rm -rf "$work"
}
trap stop EXIT

# says <title> <seen> <expected pattern>
says() {
	if grep -qE -- "^($3)$" <<<"$2"; then
		held=$((held + 1)) && printf 'ok    %s: %s\n' "$1" "${2:0:160}"
	else
		failed=$((failed + 1)) && printf 'WRONG %s: %s, expected %s\n' "$1" "${2:-nothing}" "$3"
	fi
}

build() {
	cp acceptance/flagger/{go.mod,main.go} "$work" && (cd "$work" && go mod tidy && go build -o flagger .) >"$work/build.log" 2>&1 ||
		{ echo "Flagger can't be built:" && tail -20 "$work/build.log" && exit 1; }
}

# start <port> <arguments...>
start() {
	local port=$1
	shift
	$run --server.port="$port" --selftest.check.slo.warm-up=0s --selftest.check.slo.p50.target=1s --selftest.check.slo.p50.alert=1s \
		"$@" >"$work/$port.log" 2>&1 &
}

await() {
	for _ in $(seq 240); do
		! curl -sf -o /dev/null --max-time 2 "http://127.0.0.1:$1/health" || return 0
		sleep 0.5
	done
	echo "the shop does not start:" && tail -20 "$work/$1.log" && exit 1
}

users() { curl -s -o /dev/null --max-time 60 "http://127.0.0.1:$1/products?limit=[1-$2]"; }

ask() { "$flagger" ask "$canary" "$1" "selftest-$2"; }

# roll <name> <port> [hook...]: a rollout in the background
roll() {
	local name=$1 port=$2
	shift 2
	"$flagger" run "$canary" "http://127.0.0.1:$port" 170s "$@" >"$work/$name" 2>&1 &
	rolls+=($!)
}

tells() { grep -oE -- "$2" "$work/$1" | head -1; }

[ -n "${FLAGGER:-}" ] || build
readonly flagger=${FLAGGER:-$work/flagger}
# the answer is printed in an event, which is to stay short: 1,024 characters
readonly short='([0-9]{1,3}|10[01][0-9]|102[0-4])'

echo "== the file"
says "$(basename "$canary")" "$("$flagger" check "$canary" | tail -1)" '4 webhooks, 2 metrics'

start "$idle"
start "$well"
start "$failing" --spring.profiles.active=fault-errors
await "$idle"
await "$well"
await "$failing"
users "$well" 100
users "$failing" 300

echo "== each webhook by itself"
at=http://127.0.0.1:$well
says 'well: before traffic' "$(ask "$at" before-traffic)" yes
says 'well: gate' "$(ask "$at" gate)" yes
says 'well: before promotion' "$(ask "$at" before-promotion)" yes
says 'well: no rollback' "$(ask "$at" rollback)" "no $short .*\"verdict\":\"PASS\".*"
at=http://127.0.0.1:$idle
says 'idle: before traffic' "$(ask "$at" before-traffic)" yes
says 'idle: the gate lets it go on' "$(ask "$at" gate)" yes
says 'idle: no promotion' "$(ask "$at" before-promotion)" "no $short .*\"verdict\":\"INCONCLUSIVE\".*30 more needed to tell.*"
says 'idle: no rollback' "$(ask "$at" rollback)" "no $short .*\"verdict\":\"INCONCLUSIVE\".*"
at=http://127.0.0.1:$failing
says 'failing: gate' "$(ask "$at" gate)" "no $short .*\"verdict\":\"FAIL\".*sloSuccessRate: Requests of users: [0-9]+ of [0-9]+ failed.*"
says 'failing: no promotion' "$(ask "$at" before-promotion)" "no $short .*\"verdict\":\"FAIL\".*"
says 'failing: rollback' "$(ask "$at" rollback)" yes
for hook in before-traffic gate before-promotion rollback; do
	says "status 503: $hook" "$(ask status:503 $hook)" 'no .* giving up after 1 attempt\(s\)'
	says "gone: $hook" "$(ask "http://127.0.0.1:$gone" $hook)" 'no .*connection refused'
done

echo "== rollouts, all at once"
rolls=()
roll idle "$idle"
roll well "$well"
roll failing "$failing"
roll gates "$failing" selftest-rollback selftest-before-traffic
roll gone "$gone"
for _ in $(seq 140); do
	! grep -q 'waiting for promotion approval' "$work/idle" || break
	sleep 1
done
says 'idle: not promoted' "$(tells idle 'Halt .* advancement waiting for promotion approval selftest-before-promotion')" 'Halt .*'
users "$idle" 100
for roll in "${rolls[@]}"; do
	wait "$roll" || true
done
for name in idle well; do
	says "$name: 5, 50, 100 % of the users" "$(grep -oE 'canary weight [0-9]+' "$work/$name" | tr '\n' ' ')" 'canary weight 5 canary weight 50 canary weight 100 '
done
says 'idle: promoted when users had come' "$(tail -1 "$work/idle")" Succeeded
says 'well: promoted' "$(tail -1 "$work/well")" Succeeded
says 'failing: rolled back' "$(tail -1 "$work/failing")" Failed
says 'failing: by the webhook' "$(tells failing 'Rollback check selftest-rollback passed')" '.+'
says 'gates alone: rolled back' "$(tail -1 "$work/gates")" Failed
says 'gates alone: after three failures' "$(tells gates 'Rolling back .* failed checks threshold reached 3')" '.+'
says 'gates alone: the reason is in the event' "$(tells gates 'external check selftest-gate failed .*sloSuccessRate: Requests of users: [0-9]+ of [0-9]+ failed')" '.+'
says 'gone: rolled back' "$(tail -1 "$work/gone")" Failed
says 'gone: before any user came, after three failures' "$(tells gone 'Rolling back .* failed checks threshold reached 3')" '.+'
says 'gone: not by the webhook' "$(grep -c 'Rollback check selftest-rollback passed\|canary weight' "$work/gone")" 0

echo "$held hold, $failed do not"
[ "$failed" = 0 ]
