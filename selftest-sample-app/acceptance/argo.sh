#!/usr/bin/env bash
# Has the analysis controller of Argo Rollouts 1.9.2 itself, built from its sources and without a cluster, validate the files
# of docs/rollouts/argo and run them against two shops: an idle one, a well one, one of which every tenth answer is an error,
# a pod of another release, and one that is gone. With Prometheus (apt-get install prometheus), what Argo says of its answers
# is held against the docs as well: by prometheus.sh, with the controller in place of what the docs promise of it.
# Takes about two minutes, and four more with Prometheus; the first build ten, for the sources of Kubernetes.
# Needs bash, curl, Go 1.24.9 or later with a module proxy, and the sample's jar: mvn -pl selftest-sample-app -am package
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly templates=$PWD/../docs/rollouts/argo
readonly well=${WELL_PORT:-18280} failing=${FAILING_PORT:-18281}
readonly run=${RUN_SAMPLE:-java -jar $(echo target/selftest-sample-app-*-SNAPSHOT.jar)}
work=$(mktemp -d)
pids=()
failed=0 held=0

stop() {
	local pid
	for pid in "${pids[@]}"; do
		kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true
	done
	rm -rf "$work"
}
trap stop EXIT

# says <title> <seen> <expected pattern>
says() {
	if grep -qE -- "^($3)$" <<<"$2"; then
		held=$((held + 1)) && printf 'ok    %s: %s\n' "$1" "$2"
	else
		failed=$((failed + 1)) && printf 'WRONG %s: %s, expected %s\n' "$1" "${2:-nothing}" "$3"
	fi
}

build() {
	cp acceptance/argo/{go.mod,main.go} "$work" && (cd "$work" && go mod tidy && go build -o argo .) >"$work/build.log" 2>&1 ||
		{ echo "the controller can't be built:" && tail -20 "$work/build.log" && exit 1; }
}

# start <port> <arguments...>
start() {
	local port=$1
	shift
	POD_NAME=farm-shop-7c9f6d-abcde POD_TEMPLATE_HASH=7c9f6d $run --server.port="$port" --selftest.check.slo.warm-up=0s \
		--selftest.check.slo.p50.target=1s --selftest.check.slo.p50.alert=1s "$@" >"$work/$port.log" 2>&1 &
	pids+=($!)
}

await() {
	for _ in $(seq 240); do
		! curl -sf -o /dev/null --max-time 2 "http://127.0.0.1:$1/health" || return 0
		sleep 0.5
	done
	echo "the shop does not start:" && tail -20 "$work/$1.log" && exit 1
}

users() { curl -s -o /dev/null --max-time 60 "http://127.0.0.1:$1/products?limit=[1-$2]"; }

# verdict <port> <hash of the canary> <count>: what the controller makes of it, on one line
verdict() {
	"$argo" run "$templates/analysis-verdict.yaml" selftest-verdict url="http://127.0.0.1:$1/actuator/selftest/canary" \
		canary-hash="$2" interval=1s count="$3" >"$work/run" || true
	grep -E '^[a-z]+: ' "$work/run" | tr '\n' ' '
	tail -1 "$work/run"
}

[ -n "${ARGO:-}" ] || build
readonly argo=${ARGO:-$work/argo}

echo "== the files"
for file in "$templates"/analysis-*.yaml "$templates/cluster-analysis.yaml"; do
	says "$(basename "$file")" "$("$argo" check "$templates/rollout.yaml" "$file" | tail -1)" '[0-9]+ templates, [0-9]+ of the cluster, 1 rollouts, 0 problems'
done

start "$well"
start "$failing" --spring.profiles.active=fault-errors
await "$well"
await "$failing"
echo "== a shop that nobody has come to"
says 'not known pauses' "$(verdict "$well" 7c9f6d 8)" 'verdict: 0 successful, 0 failed, 5 inconclusive, 0 errors Inconclusive .*'
says 'the reason is in the value' "$(grep -c 'sloSuccessRate: Requests of users: 0 seen in .*, 30 more needed to tell' "$work/run")" 5
users "$well" 100
users "$failing" 300
# a run of the group each ten seconds
sleep 12
echo "== a shop that is well"
says 'passes' "$(verdict "$well" 7c9f6d 8)" 'verdict: 8 successful, 0 failed, 0 inconclusive, 0 errors Successful'
says 'a pod of another release is no proof' "$(verdict "$well" 5d8f9b 8)" 'verdict: 0 successful, 0 failed, 5 inconclusive, 0 errors Inconclusive .*'
echo "== a shop of which every tenth answer is an error"
says 'the third failure aborts' "$(verdict "$failing" 7c9f6d 8)" 'verdict: 0 successful, 3 failed, 0 inconclusive, 0 errors Failed .*'
says 'the reason is in the value' "$(grep -c 'sloSuccessRate: Requests of users: [0-9]* of [0-9]* failed' "$work/run")" 3
says 'a gate in place of a report does not pass' "$(sed 's/http=report/http=gate/' "$templates/analysis-verdict.yaml" >"$work/gate.yaml" &&
	"$argo" ask "$work/gate.yaml" selftest-verdict verdict url="http://127.0.0.1:$failing/actuator/selftest/canary" canary-hash=7c9f6d)" \
	'Error .*received non 2xx response code: 424'
echo "== a shop that is gone"
kill "${pids[1]}" && wait "${pids[1]}" 2>/dev/null || true
says 'an error, not a pass' "$("$argo" ask "$templates/analysis-verdict.yaml" selftest-verdict verdict \
	url="http://127.0.0.1:$failing/actuator/selftest/canary" canary-hash=7c9f6d)" 'Error .*refused'

if command -v prometheus >/dev/null; then
	kill "${pids[0]}" && wait "${pids[0]}" 2>/dev/null || true
	ARGO=$argo acceptance/prometheus.sh || failed=$((failed + 1))
fi
echo "$held hold, $failed do not"
[ "$failed" = 0 ]
