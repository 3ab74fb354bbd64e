#!/usr/bin/env bash
# Puts a real pooler, PgBouncer, between the sample and its database, stops it under load, starts it again and
# lets it hang, and holds what the checks say against what the shop does. Then lets 100 users at a shop with two connections.
# Needs bash, curl, wrk and pgbouncer (apt-get install curl wrk pgbouncer), and the sample's jar:
# mvn -pl selftest-sample-app -am package
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly app=${APP_PORT:-18080} database=${DATABASE_PORT:-18432} pooler=${POOLER_PORT:-18632}
readonly shop=http://127.0.0.1:$app
work=$(mktemp -d)
# the pooler gives up the rights of root, and must still read its configuration
chmod 755 "$work"
app_pid= pooler_pid= load_pid=
failed=0 held=0

stop_pid() {
	# one that hangs has to go on to end
	[ -z "$1" ] || { kill "$1" 2>/dev/null && kill -CONT "$1" 2>/dev/null && wait "$1" 2>/dev/null || true; }
}

stop() {
	stop_pid "$load_pid" && stop_pid "$app_pid" && stop_pid "$pooler_pid"
	rm -rf "$work"
}
trap stop EXIT

start_shop() {
	: >"$work/shop.log"
	java -jar target/selftest-sample-app-*-SNAPSHOT.jar --server.port="$app" --shop.database.port="$database" \
		--selftest.endpoint.min-interval=1ms "$@" >"$work/shop.log" 2>&1 &
	app_pid=$!
	for _ in $(seq 240); do
		if grep -q "Self-test 'smoke'" "$work/shop.log"; then
			return
		fi
		kill -0 "$app_pid" 2>/dev/null || break
		sleep 0.5
	done
	echo "the sample gave no first verdict:" && tail -20 "$work/shop.log" && exit 1
}

stop_shop() {
	stop_pid "$app_pid"
	app_pid=
}

start_pooler() {
	cat >"$work/pooler.ini" <<-INI
		[databases]
		postgres = host=127.0.0.1 port=$database user=postgres
		[pgbouncer]
		listen_addr = 127.0.0.1
		listen_port = $pooler
		unix_socket_dir =
		auth_type = any
		pool_mode = transaction
		default_pool_size = 10
		ignore_startup_parameters = extra_float_digits
	INI
	local as=()
	[ "$(id -u)" != 0 ] || as=(-u nobody)
	"$(command -v pgbouncer || echo /usr/sbin/pgbouncer)" "${as[@]}" "$work/pooler.ini" >"$work/pooler.log" 2>&1 &
	pooler_pid=$!
}

stop_pooler() {
	kill -KILL "$pooler_pid" && wait "$pooler_pid" 2>/dev/null || true
	pooler_pid=
}

# load <users> <seconds>
load() {
	wrk -t 2 -c "$1" -d "$2" --timeout 10s "$shop/products?limit=10" >"$work/load.txt" 2>&1 &
	load_pid=$!
}

# says <title> <seen> <expected pattern>
says() {
	if grep -qE -- "^($3)$" <<<"$2"; then
		held=$((held + 1)) && printf 'ok    %s: %s\n' "$1" "$2"
	else
		failed=$((failed + 1)) && printf 'WRONG %s: %s, expected %s\n' "$1" "$2" "$3"
	fi
}

meter() {
	curl -sS --max-time 10 "$shop/actuator/metrics/$1" 2>/dev/null | sed -n 's/.*"value":\([0-9.E]*\).*/\1/p' | grep . || echo none
}

# becomes <seconds> <meter> <value>: what it is when it has that value, or when the time is over
becomes() {
	for _ in $(seq $(($1 * 5))); do
		[ "$(meter "$2")" != "$3" ] || break
		sleep 0.2
	done
	meter "$2"
}

answered() {
	local good=0
	for _ in $(seq 100); do
		[ "$(curl -sS -o /dev/null -w '%{http_code}' --max-time 10 "$shop/products?limit=1")" != 200 ] || good=$((good + 1))
	done
	echo "$good of 100"
}

# run <group>[/<check>]: the document after a run
run() { curl -sS -X POST --max-time 90 "$shop/actuator/selftest/$1?http=report&detail=full&wait=60s"; }

# recovers <group>[/<check>]: its verdict when it passes, or after half a minute
recovers() {
	local verdict
	for _ in $(seq 15); do
		verdict=$(run "$1" | text verdict)
		[ "$verdict" != PASS ] || break
		sleep 2
	done
	echo "$verdict"
}

# text <name of a field> of the document on standard input
text() { grep -oE "\"$1\":\"[^\"]*\"" | head -1 | sed 's/^"[^"]*":"//; s/"$//'; }

echo "== by way of the pooler"
start_pooler
start_shop --spring.profiles.active=pooler \
	--SHOP_POOLER_URL="jdbc:postgresql://127.0.0.1:$pooler/postgres?prepareThreshold=0"
says 'connections go by the pooler' "$(meter shop.database.direct)" '0\.0'
says 'its pool is well' "$(run continuous/poolShopPooler | text rawVerdict)" PASS
says 'pooler and database are the same' "$(run continuous/poolTargets | text rawVerdict)" PASS
says 'nothing went past it so far' "$(meter shop.database.direct.activations)" '0\.0'

echo "== under load the pooler is killed"
load 20 45s
sleep 5
stop_pooler
says 'connections go past it' "$(becomes 15 shop.database.direct 1.0)" '1\.0'
says 'that is counted once' "$(meter shop.database.direct.activations)" '1\.0'
says 'the shop serves on' "$(answered)" '100 of 100'
says 'with few connections' "$(meter 'hikaricp.connections?tag=pool:shop-direct')" '[0-3]\.0'
# one failure is an accident, three in a row are a verdict
for _ in 1 2 3; do run continuous >"$work/continuous.json"; done
says 'the verdict warns' "$(text verdict <"$work/continuous.json")" WARN
says 'its reason names the pooler' "$(text reason <"$work/continuous.json")" '.*[pP]ooler.*'
says 'it is refused, by name' "$(run continuous/poolTargets | grep -oE 'pool\.pooler-[a-z-]+' | head -1)" 'pool\.pooler-.*'

echo "== the pooler is back"
start_pooler
says 'connections go by it again' "$(becomes 60 shop.database.direct 0.0)" '0\.0'
says 'without another activation' "$(meter shop.database.direct.activations)" '1\.0'
wait "$load_pid" || true
load_pid=
# at most one for each connection that was in use when the pooler was killed
errors=$(sed -n 's/.*Non-2xx or 3xx responses: //p' "$work/load.txt")
says 'users saw few errors' "$((${errors:-0} <= 20))" 1
grep -E 'Requests/sec|requests in|Non-2xx|Socket errors' "$work/load.txt" || true
says 'its pool is well again' "$(recovers continuous/poolShopPooler)" PASS
says 'all is well again' "$(recovers continuous)" PASS

echo "== under load the pooler hangs"
load 20 45s
sleep 5
kill -STOP "$pooler_pid"
says 'connections go past it' "$(becomes 15 shop.database.direct 1.0)" '1\.0'
says 'the shop serves on' "$(answered)" '100 of 100'
says 'nobody is held there' "$(becomes 20 'hikaricp.connections.active?tag=pool:shop-pooler' 0.0)" '0\.0'
for _ in 1 2 3; do run continuous >"$work/continuous.json"; done
says 'the verdict warns' "$(text verdict <"$work/continuous.json")" WARN
says 'its reason names the pooler' "$(text reason <"$work/continuous.json")" '.*[pP]ooler.*'
kill -CONT "$pooler_pid"
says 'connections go by it again' "$(becomes 60 shop.database.direct 0.0)" '0\.0'
says 'that was the second activation' "$(meter shop.database.direct.activations)" '2\.0'
wait "$load_pid" || true
load_pid=
grep -E 'Requests/sec|requests in|Non-2xx|Socket errors' "$work/load.txt" || true
says 'all is well again' "$(recovers continuous)" PASS
stop_shop
stop_pooler

echo "== 100 users and two connections"
# with time enough that nobody's wait ends in a timeout, unless we add one
start_shop --spring.profiles.active=fault-pool-exhaustion --spring.datasource.hikari.connection-timeout=30000
timeouts=$(meter 'hikaricp.connections.timeout?tag=pool:shop')
load 100 20s
sleep 8
run continuous/poolShop >"$work/pool.json"
says 'the finding says so' "$(grep -oE 'pool\.saturated' "$work/pool.json" | head -1)" 'pool\.saturated'
says 'told without borrowing' "$(grep -o 'told without borrowing' "$work/pool.json" | head -1)" 'told without borrowing'
says 'no timeout was added' "$(meter 'hikaricp.connections.timeout?tag=pool:shop')" "$timeouts"
wait "$load_pid" || true
load_pid=
grep -E 'Requests/sec|requests in|Non-2xx|Socket errors' "$work/load.txt" || true
says 'the pool is well without users' "$(recovers continuous/poolShop)" PASS

echo "$held hold, $failed do not"
[ "$failed" = 0 ]
