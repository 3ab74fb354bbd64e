#!/usr/bin/env bash
# Has a real Prometheus scrape two shops, a stable one and a canary of which every tenth answer is an error, with the
# rules of docs/rollouts, and holds the queries of its templates, the alerts and the verdict against what the docs say
# of no data, no errors, low traffic, 10 % errors and synthetic requests only, and the names that rules and dashboard
# ask for against what the shops show. Runs the tests of promtool first.
# Takes about three minutes. Needs bash, curl, jq and prometheus with promtool (apt-get install curl jq prometheus),
# and the sample's jar: mvn -pl selftest-sample-app -am package
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly rollouts=$PWD/../docs/rollouts
readonly stable=${STABLE_PORT:-18080} canary=${CANARY_PORT:-18082} port=${PROMETHEUS_PORT:-19090}
readonly prometheus=http://127.0.0.1:$port
readonly jar=${SHOP_JAR:-$(ls target/selftest-sample-app-*-SNAPSHOT.jar 2>/dev/null | head -1)}
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

# start_shop <name> <port> <arguments...>
start_shop() {
	local name=$1 at=$2
	shift 2
	java -jar "$jar" --server.port="$at" --shop.demo-account.password=acceptance "$@" >"$work/$name.log" 2>&1 &
	pids+=($!)
}

await_shop() {
	for _ in $(seq 240); do
		! curl -sf -o /dev/null --max-time 2 "http://127.0.0.1:$2/health" || return 0
		sleep 0.5
	done
	echo "the $1 shop does not start:" && tail -20 "$work/$1.log" && exit 1
}

start_prometheus() {
	sed -e "s/STABLE/127.0.0.1:$stable/; s/CANARY/127.0.0.1:$canary/" -e "s#RULES#$rollouts/prometheus/rules.yaml#" \
		>"$work/prometheus.yaml" <<-YAML
		global: {scrape_interval: 2s, evaluation_interval: 2s}
		rule_files: [RULES]
		scrape_configs:
		  - job_name: shop
		    metrics_path: /actuator/prometheus
		    static_configs:
		      - targets: [STABLE]
		        labels: {namespace: shop, service: shop-service, pod: farm-shop-5d8f9b-fghij, rollouts_pod_template_hash: 5d8f9b}
		      - targets: [CANARY]
		        labels: {namespace: shop, service: shop-service, pod: farm-shop-7c9f6d-abcde, rollouts_pod_template_hash: 7c9f6d}
		  - job_name: honoured
		    honor_labels: true
		    metrics_path: /actuator/prometheus
		    static_configs:
		      - targets: [STABLE]
		        labels: {service: shop-service}
		    metric_relabel_configs: [{target_label: application, replacement: honoured}]
		YAML
	prometheus --config.file="$work/prometheus.yaml" --storage.tsdb.path="$work/data" --web.listen-address="127.0.0.1:$port" \
		>"$work/prometheus.log" 2>&1 &
	pids+=($!)
	for _ in $(seq 60); do
		! curl -sf -o /dev/null --max-time 2 "$prometheus/-/ready" || return 0
		sleep 0.5
	done
	echo "prometheus does not start:" && tail -20 "$work/prometheus.log" && exit 1
}

# ask <expression>: the value, "nothing" when there is none, or "several"
ask() {
	curl -sS --max-time 10 --data-urlencode "query=$1" "$prometheus/api/v1/query" |
		jq -r 'if .status != "success" then .error
			elif (.data.result | length) == 0 then "nothing"
			elif (.data.result | length) > 1 then "several"
			else .data.result[0].value[1] end'
}

# query <template> <metric> <scope label> <hash>: the query of a template, its arguments filled in
query() {
	awk -v template="$1" -v metric="$2" '
		/^  name: / { in_template = ($2 == template); metrics = 0 }
		/^  metrics:/ { metrics = 1 }
		in_template && /^    - name: / { name = $3; in_metric = (metrics && $3 == metric); in_query = 0 }
		in_template && !metrics && /^      value: / { gsub(/"/, "", $2); values[name] = $2 }
		in_metric && /^          query: / { in_query = 1; next }
		in_query && /^            / { text = text substr($0, 13) "\n"; next }
		in_query { in_query = 0; in_metric = 0; in_template = 0 }
		END { for (name in values) { gsub("[{][{]args\\." name "[}][}]", values[name], text) } printf "%s", text }
	' "$rollouts/argo/analysis-prometheus.yaml" |
		sed -e "s/{{args.selector}}/application='farm-shop'/g" -e "s/{{args.canary-hash}}/$4/g" -e "s/pod_template_hash=~/$3=~/g; s/\([, ]\)pod_template_hash!=/\1$3!=/g"
}

# argo <title> <template> <metric> <hash> <expected phase>: what the controller itself makes of the answer, where argo.sh
# has built it
argo() {
	[ -n "${ARGO:-}" ] || return 0
	says "Argo, $1: $3" "$("$ARGO" ask "$rollouts/argo/analysis-prometheus.yaml" "$2" "$3" prometheus="$prometheus" \
		selector="application='farm-shop'" scope-label=rollouts_pod_template_hash canary-hash="$4" 2>&1 | head -1 | cut -d' ' -f1)" "$5"
}

answers() { ask "$(query "$1" "$2" rollouts_pod_template_hash "$3")"; }

# traffic <port> <number> <path>: requests of users; every tenth is an error in the shop with the fault
traffic() {
	for _ in $(seq "$2"); do echo "url = http://127.0.0.1:$1$3" && echo 'output = /dev/null'; done >"$work/urls"
	curl -sS --max-time 120 -K "$work/urls" >/dev/null
}

# run <port> <group>: runs a group, and keeps its verdict
run() {
	curl -sS -X POST --max-time 60 "http://127.0.0.1:$1/actuator/selftest/$2?http=report&wait=50s" >"$work/verdict.json"
}

# a scrape, and an evaluation of the rules after it
settle() { sleep 6; }

state() {
	curl -sS --max-time 10 "$prometheus/api/v1/alerts" |
		jq -r --arg name "$1" '[.data.alerts[] | select(.labels.alertname == $name) | .labels.hash // .labels.application // "" ] | sort | join(",")'
}

echo "== promtool"
for command in "check rules rules.yaml" "test rules rules-test.yaml" "test rules queries-test.yaml"; do
	# shellcheck disable=SC2086 # the command is several words
	says "promtool $command" "$(cd "$rollouts/prometheus" && promtool $command >"$work/promtool.log" 2>&1 && echo success || tail -5 "$work/promtool.log")" success
done

[ -n "$jar" ] || { echo "there is no jar of the shop: mvn -pl selftest-sample-app -am package" && exit 1; }
echo "== two shops, of which the canary fails every tenth request; checks run when we say so"
# 'application' is the habit of many services; 'service' is a label that the Prometheus Operator gives, too
quiet=(--selftest.schedule.enabled=false --management.metrics.tags.application=farm-shop --management.metrics.tags.service=mine)
start_shop stable "$stable" "${quiet[@]}" --management.metrics.tags.pod_template_hash=5d8f9b \
	--management.metrics.distribution.slo.http.server.requests=500ms
start_shop canary "$canary" "${quiet[@]}" --spring.profiles.active=fault-errors
await_shop stable "$stable"
await_shop canary "$canary"
start_prometheus
settle

echo "== nothing but Actuator has been asked"
says 'a hash that is not there: samples' "$(answers selftest-http samples 000000)" nothing
says 'a hash that is not there: errors' "$(answers selftest-http errors 000000)" nothing
says 'canary: samples' "$(answers selftest-http samples 7c9f6d)" nothing
says 'canary: errors' "$(answers selftest-http errors 7c9f6d)" nothing
says 'canary: success-rate' "$(answers selftest-success-rate success-rate 7c9f6d)" nothing
argo 'a hash that is not there' selftest-http samples 000000 Inconclusive
argo 'a hash that is not there' selftest-http errors 000000 Inconclusive
argo 'a hash that is not there' selftest-success-rate success-rate 000000 Inconclusive
argo 'a hash that is not there' selftest-latency slow-share 000000 Inconclusive
argo 'Actuator only' selftest-http samples 7c9f6d Inconclusive
argo 'Actuator only' selftest-http errors 7c9f6d Inconclusive

echo "== synthetic requests only: the smoke suite of the stable shop"
run "$stable" smoke
settle
says 'the verdict' "$(jq -r .verdict "$work/verdict.json")" 'PASS|WARN'
says 'synthetic requests are there' "$(ask 'sum(synthetic_http_server_requests_seconds_count{rollouts_pod_template_hash="5d8f9b",job="shop"}) > bool 5')" 1
says 'stable: samples' "$(answers selftest-http samples 5d8f9b)" nothing
says 'stable: errors' "$(answers selftest-http errors 5d8f9b)" nothing
argo 'synthetic requests only' selftest-http samples 5d8f9b Inconclusive
argo 'synthetic requests only' selftest-http errors 5d8f9b Inconclusive
argo 'synthetic requests only' selftest-success-rate success-rate 5d8f9b Inconclusive
run "$stable" canary
says 'the verdict of an idle canary' "$(jq -r '.verdict + " " + (.samples | tostring)' "$work/verdict.json")" 'INCONCLUSIVE 0'

echo "== low traffic: the first error, among ten requests"
traffic "$canary" 10 /products/1
settle
says 'canary: samples' "$(answers selftest-http samples 7c9f6d)" 10
says 'canary: errors are not judged' "$(answers selftest-http errors 7c9f6d)" nothing
says 'recorded: the first error is there' "$(ask 'selftest:http_errors:raw{hash="7c9f6d"}')" 1
says 'recorded: increase() has not seen it' "$(ask 'selftest:http_errors:increase5m{hash="7c9f6d"}')" 0
says 'no alert' "$(state SelftestErrorsProvenBad)" ''
argo 'low traffic' selftest-http samples 7c9f6d Inconclusive
argo 'low traffic' selftest-http errors 7c9f6d Inconclusive
argo 'low traffic' selftest-success-rate success-rate 7c9f6d Inconclusive

echo "== no errors"
traffic "$stable" 200 /products/1
settle
traffic "$stable" 400 /products/2
settle
says 'stable: samples' "$(answers selftest-http samples 5d8f9b)" 600
says 'stable: errors are fewer than may be' "$(answers selftest-http errors 5d8f9b)" '-2\.4.*'
says 'stable: success-rate' "$(answers selftest-success-rate success-rate 5d8f9b)" 1
says 'stable: samples by our common tag' "$(ask "$(query selftest-http samples pod_template_hash 5d8f9b)")" 600
says 'stable: samples by the name of the pod' "$(ask "$(query selftest-http samples pod 5d8f9b)")" 600
says 'stable, with buckets: latency-buckets' "$(answers selftest-latency latency-buckets 5d8f9b)" '[1-9]'
says 'stable, with buckets: slow-share' "$(answers selftest-latency slow-share 5d8f9b)" '(0|0\.0.*)'
says 'stable: pool-timeouts' "$(answers selftest-pool pool-timeouts 5d8f9b)" 0
says 'stable: pool-pending' "$(answers selftest-pool pool-pending 5d8f9b)" 0
says 'stable, without breakers: breakers-open' "$(answers selftest-breakers breakers-open 5d8f9b)" nothing
argo 'no errors' selftest-http samples 5d8f9b Successful
argo 'no errors' selftest-http errors 5d8f9b Successful
argo 'no errors' selftest-success-rate success-rate 5d8f9b Successful
argo 'no errors, with buckets' selftest-latency slow-share 5d8f9b Successful
argo 'no errors' selftest-pool pool-timeouts 5d8f9b Successful
argo 'without breakers' selftest-breakers breakers-open 5d8f9b Inconclusive

echo "== 10 % errors"
traffic "$canary" 390 /products/2
settle
says 'canary: samples' "$(answers selftest-http samples 7c9f6d)" 400
says 'canary: errors are proven' "$(answers selftest-http errors 7c9f6d)" '18\.09.*'
says 'canary: success-rate' "$(answers selftest-success-rate success-rate 7c9f6d)" '0\.(89|9)[0-9]*'
says 'canary, without buckets: latency-buckets' "$(answers selftest-latency latency-buckets 7c9f6d)" nothing
says 'canary, without buckets: slow-share' "$(answers selftest-latency slow-share 7c9f6d)" nothing
argo '10 % errors' selftest-http samples 7c9f6d Successful
argo '10 % errors' selftest-http errors 7c9f6d Failed
argo '10 % errors' selftest-success-rate success-rate 7c9f6d Failed
argo 'without buckets' selftest-latency slow-share 7c9f6d Inconclusive
says 'recorded: the rate of errors is at least' "$(ask 'selftest:http_error_ratio_since_start:wilson_lower{hash="7c9f6d"}')" '0\.06.*'
says 'recorded: and at most' "$(ask 'selftest:http_error_ratio_since_start:wilson_upper{hash="7c9f6d"}')" '0\.1[45].*'
says 'the alert is about the canary alone' "$(state SelftestErrorsProvenBad)" 7c9f6d

echo "== what the canary says of itself"
run "$canary" canary
says 'the verdict' "$(jq -r .verdict "$work/verdict.json")" FAIL
says 'the reason names the check and what it saw' "$(jq -r .reason "$work/verdict.json")" 'sloSuccessRate: Requests of users: 40 of 400 failed, .*'
says 'it counted what Prometheus did' "$(jq -r '"\(.samples) \(.errors)"' "$work/verdict.json")" '400 40'
says 'the answer fits into an event' "$(($(wc -c <"$work/verdict.json") <= 1024))" 1

echo "== the names that rules and dashboard ask for"
for shop in "$stable" "$canary"; do curl -sS --max-time 10 "http://127.0.0.1:$shop/actuator/prometheus"; done |
	sed -n 's/^\([a-z][a-zA-Z0-9_]*\).*/\1/p' | sort -u >"$work/shown"
cat "$rollouts/prometheus/rules.yaml" "$rollouts/grafana/rollout.json" | grep -v '^ *#' |
	grep -oP '(?<![:a-z0-9_])(selftest|synthetic|hikaricp|http_server|jvm|process)_[a-z0-9_]+' | sort -u >"$work/asked"
# fallbacks are counted where there are some
says 'names that no shop shows' "$(comm -23 "$work/asked" "$work/shown" | grep -v '^selftest_fallback_calls_total$' | tr '\n' ' ')" ' *'

echo "== the dashboard: each of its queries is answered"
jq -r '.. | objects | select(has("expr")) | .expr | gsub("\\s+"; " ") | gsub("\\$namespace"; "shop") | gsub("\\$application"; "farm-shop") | gsub("\\$__rate_interval"; "1m")' \
	"$rollouts/grafana/rollout.json" >"$work/panels"
while read -r expression; do
	# the shops have no fallback that ran
	expected='[1-9][0-9]*'
	[[ $expression != *fallback* ]] || expected='[0-9]+'
	says "${expression:0:60}..." "$(curl -sS --max-time 10 --data-urlencode "query=$expression" "$prometheus/api/v1/query" |
		jq -r 'if .status == "success" then .data.result | length else .error end')" "$expected"
done <"$work/panels"

echo "== the label 'service', which both give"
series='http_server_requests_seconds_count{uri="/products/{id}",pod_template_hash="5d8f9b"'
says "honor_labels false, the default: the target's" "$(ask "count($series,job=\"shop\",service=\"shop-service\",exported_service=\"mine\"})")" 1
says 'honor_labels true: ours' "$(ask "count($series,job=\"honoured\",service=\"mine\"})")" 1
says 'honor_labels true: a query by service finds nothing' "$(ask "count($series,job=\"honoured\",service=\"shop-service\"})")" nothing

echo "== a canary that is gone"
kill "${pids[1]}" && wait "${pids[1]}" 2>/dev/null || true
settle
says 'canary: samples' "$(answers selftest-http samples 7c9f6d)" nothing
says 'canary: errors' "$(answers selftest-http errors 7c9f6d)" nothing

echo "$held hold, $failed do not"
[ "$failed" = 0 ]
