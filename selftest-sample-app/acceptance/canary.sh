#!/usr/bin/env bash
# Starts the sample twice, as the stable version and as a canary, sends users to both, and polls the canary's
# verdict as Argo Rollouts would: first with the same error rate, then with ten times as many errors in the canary.
# At the end of each round the labels file says 'stable', as after a promotion: the verdict and selftest_pod_info have to
# follow. Prints the poll log, and fails when the verdict at the end is not the expected one or a role does not follow.
# Takes eleven minutes. Needs bash, curl and the sample's jar: mvn -pl selftest-sample-app -am package
#   SECONDS_EACH=300 POLL=10 acceptance/canary.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly each=${SECONDS_EACH:-300} poll=${POLL:-10}
readonly stable=${STABLE_PORT:-18180} canary=${CANARY_PORT:-18181}
readonly run=${RUN_SAMPLE:-java -jar $(echo target/selftest-sample-app-*-SNAPSHOT.jar)}
scratch=$(mktemp -d)
pids=()
failed=0

stop() {
	for pid in "${pids[@]}"; do
		kill "$pid" 2>/dev/null || true
	done
	wait 2>/dev/null || true
	pids=()
}
trap 'stop; rm -rf "$scratch"' EXIT

# role <name>: swaps the labels file as the kubelet does
role() {
	mkdir -p "$scratch/$1"
	echo "role=\"$1\"" >"$scratch/$1/labels"
	ln -sfn "$scratch/$1" "$scratch/..new" && mv -T "$scratch/..new" "$scratch/..data"
}

# start <port> <pod> <hash> <one request in so many fails> <arguments...>
start() {
	local port=$1 pod=$2 hash=$3 share=$4
	shift 4
	POD_NAME=$pod POD_TEMPLATE_HASH=$hash $run --server.port="$port" --spring.profiles.active=fault-errors \
		--shop.fault-errors.one-in="$share" "$@" >"$scratch/$pod.log" 2>&1 &
	pids+=($!)
	for _ in $(seq 240); do
		! curl -sf -o "$scratch/health" "http://127.0.0.1:$port/actuator/health" || return 0
		sleep 0.5
	done
	echo "$pod did not start:" && tail -20 "$scratch/$pod.log" && exit 1
}

# users <port> <pause>: asks for products until it is stopped
users() {
	(while true; do
		curl -s -o /dev/null --max-time 5 "http://127.0.0.1:$1/products?limit=[1-10]" || true
		sleep "$2"
	done) &
	pids+=($!)
}

# ask <what of the sample's Actuator>
ask() {
	curl -s --max-time 5 "http://127.0.0.1:$canary/actuator/$1" || true
}

# field <name>: of the answer, a text or a number
field() {
	grep -o "\"$1\":\"\?[^\",]*" "$scratch/answer" | head -1 | sed 's/^[^:]*:"\?//'
}

# promoted: lets the labels file say 'stable' and waits for the service to follow
promoted() {
	ask prometheus | grep '^selftest_pod_info' | sed 's/^/before: /'
	role stable
	for _ in $(seq 10); do
		sleep 0.3
		ask 'selftest/canary?http=report' >"$scratch/answer"
		ask prometheus | grep '^selftest_pod_info' >"$scratch/info" || true
		if [ "$(field role)" = stable ] && [ "$(grep -c . "$scratch/info")" = 1 ] && grep -q 'role="stable"' "$scratch/info"; then
			printf 'after: role of the verdict %s; %s\n' "$(field role)" "$(cat "$scratch/info")"
			return 0
		fi
	done
	echo "WRONG: after the promotion the verdict says '$(field role)' and Prometheus $(cat "$scratch/info")" && failed=1
}

# round <title> <one request in so many fails in the canary> <pattern of the verdict that is expected at the end>
round() {
	echo "== $1: one request in ${2} fails in the canary, one in 250 in the stable version"
	role canary
	start "$stable" shop-5d8b9f7c4d-x2x9k 5d8b9f7c4d 250
	start "$canary" shop-7c9f6d-b4k2z 7c9f6d "$2" --selftest.rollout.labels-file="$scratch/..data/labels" \
		--selftest.check.slo.success-rate=0.9 --selftest.check.slo.warm-up=10s \
		--selftest.check.slo.p50.target=1s --selftest.check.slo.p50.alert=1s \
		--selftest.slo.peer.url="http://127.0.0.1:$stable/actuator/selftest/canary/sloSuccessRate?detail=full"
	users "$stable" 0.1
	users "$stable" 0.1
	users "$stable" 0.1
	users "$canary" 0.2
	local begun=$SECONDS verdict=
	while [ $((SECONDS - begun)) -lt "$each" ]; do
		sleep "$poll"
		ask 'selftest/canary?http=report' >"$scratch/answer"
		verdict=$(field verdict)
		printf '%4d s  %-12s samples %5s errors %3s role %s  %s\n' $((SECONDS - begun)) "$verdict" \
			"$(field samples)" "$(field errors)" "$(field role)" "$(sed 's/.*"reason":"\([^"]*\)".*/\1/' "$scratch/answer")"
	done
	if ! [[ $verdict =~ ^($3)$ ]]; then
		echo "WRONG: expected $3" && failed=1
	fi
	promoted
	stop
}

round "equal" 250 "PASS|WARN"
round "ten times" 25 FAIL
exit "$failed"
