#!/usr/bin/env bash
# Puts a real shared cache, Varnish, in front of the sample and holds what the group 'deep' says about the caching of
# the shop against what the cache then does: hit, revalidation, invalidation. Prints hit ratio and time to first byte.
# Needs bash, curl and varnish (apt-get install curl varnish), and the sample's jar:
# mvn -pl selftest-sample-app -am package
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly app=${APP_PORT:-18080} cache=${CACHE_PORT:-18090} requests=${REQUESTS:-500}
readonly shop=http://127.0.0.1:$app cached=http://127.0.0.1:$cache
work=$(mktemp -d)
# the cache gives up the rights of root, and must still read its configuration
chmod 755 "$work"
app_pid= cache_pid=
failed=0 held=0

stop() {
	local pid
	for pid in $cache_pid $app_pid; do
		kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true
	done
	rm -rf "$work"
}
trap stop EXIT

start_shop() {
	: >"$work/shop.log"
	java -jar target/selftest-sample-app-*-SNAPSHOT.jar --server.port="$app" \
		--selftest.loopback.max-requests-per-second=100 --shop.demo-account.password=acceptance \
		"$@" >"$work/shop.log" 2>&1 &
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

# The cache does what the answers say and nothing else, but for telling what it did. Content is kept for revalidation.
start_cache() {
	cat >"$work/cache.vcl" <<-VCL
		vcl 4.1;
		backend shop { .host = "127.0.0.1"; .port = "$app"; }
		sub vcl_backend_response { set beresp.grace = 0s; set beresp.keep = 10m; }
		sub vcl_deliver { if (obj.hits > 0) { set resp.http.X-Cache = "hit"; } else { set resp.http.X-Cache = "miss"; } }
	VCL
	varnishd -F -n "$work/varnish" -a "127.0.0.1:$cache" -f "$work/cache.vcl" -s malloc,64m -i acceptance \
		>"$work/cache.log" 2>&1 &
	cache_pid=$!
	for _ in $(seq 60); do
		! curl -s -o /dev/null --max-time 2 "$cached/health" || return 0
		kill -0 "$cache_pid" 2>/dev/null || break
		sleep 0.5
	done
	echo "the cache does not start:" && tail -20 "$work/cache.log" && exit 1
}

# says <title> <seen> <expected pattern>
says() {
	if grep -qE -- "^($3)$" <<<"$2"; then
		held=$((held + 1)) && printf 'ok    %s: %s\n' "$1" "$2"
	else
		failed=$((failed + 1)) && printf 'WRONG %s: %s, expected %s\n' "$1" "$2" "$3"
	fi
}

# field <name> <arguments of curl...>
field() {
	local name=$1
	shift
	curl -sS -o /dev/null -D - --max-time 10 "$@" | tr -d '\r' | awk -F': ' -v name="$name" 'tolower($1) == tolower(name) { print $2 }'
}

status() { curl -sS -o /dev/null -w '%{http_code}' --max-time 10 "$@"; }

# how often the shop has answered a route with a status so far, without what it asks itself
asked() {
	curl -sS --max-time 10 "$shop/actuator/metrics/http.server.requests?tag=uri:$1&tag=status:$2" 2>/dev/null |
		sed -n 's/.*"statistic":"COUNT","value":\([0-9]*\).*/\1/p' | grep . || echo 0
}

counter() { varnishstat -n "$work/varnish" -1 -f "MAIN.$1" | awk '{ print $2 }'; }

# median time to first byte of <url> in milliseconds
first_byte() {
	for _ in $(seq 50); do curl -sS -o /dev/null -w '%{time_starttransfer}\n' --max-time 10 "$1"; done |
		sort -n | awk '{ all[NR] = $1 } END { printf "%.2f", all[int((NR + 1) / 2)] * 1000 }'
}

start_shop
start_cache

echo "== what the check says"
curl -sS -X POST --max-time 90 "$shop/actuator/selftest/deep?http=report&detail=full&wait=80s" >"$work/deep.json"
says 'the shop passes deep' "$(grep -oE '"verdict":"[A-Z]+"' "$work/deep.json" | head -1)" '"verdict":"PASS"'
for check in httpCacheProduct httpCacheStylesheet httpCacheMutationPrice; do
	says "$check" "$(grep -oE "\"$check\":\{\"verdict\":\"[A-Z]+\"" "$work/deep.json" | grep -oE '[A-Z]{4,}' | head -1)" PASS
done

echo "== hit"
says 'a product, first asked' "$(field X-Cache "$cached/products/1")" miss
says 'a product, asked again' "$(field X-Cache "$cached/products/1")" hit
asset=$(grep -oE '/assets/shop-[0-9a-f]{32}\.css' <(curl -sS "$shop/actuator/selftest/deep/httpCacheStylesheet") | head -1)
says 'the style sheet, first asked' "$(field X-Cache "$cached$asset")" miss
says 'the style sheet, asked again' "$(field X-Cache "$cached$asset")" hit
says 'compressed and not are told apart' "$(field Content-Encoding -H 'Accept-Encoding: gzip' "$cached$asset")$(field Content-Encoding "$cached$asset")" gzip
says 'an order list is not stored' "$(field X-Cache "$cached/products?limit=1")$(field X-Cache "$cached/products?limit=1")" missmiss

echo "== revalidation"
tag=$(field ETag "$cached/products/1")
says 'a browser that has the product' "$(status -H "If-None-Match: $tag" "$cached/products/1")" 304
before=$(asked '/products/%7Bid%7D' 304)
sleep 11
says 'after its lifetime the product is fetched' "$(status "$cached/products/1")" 200
says 'and the shop said only that it is the same' "$(($(asked '/products/%7Bid%7D' 304) - before))" 1

echo "== invalidation"
token=$(curl -sS --max-time 10 -H 'Content-Type: application/json' -d '{"username":"farmer","password":"acceptance"}' "$shop/auth/token" |
	sed 's/.*"accessToken":"\([^"]*\)".*/\1/')
stock() { curl -sS --max-time 10 "$1/products/2" | sed 's/.*"stock":\([0-9]*\).*/\1/'; }
old=$(stock "$cached")
says 'an order changes the stock' "$(status -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \
	-d '{"lines":[{"productId":2,"quantity":3}]}' "$shop/orders")" '20[01]'
says 'the shop shows it at once' "$(stock "$shop")" "$((old - 3))"
sleep 11
says 'the cache shows it after its lifetime' "$(stock "$cached")" "$((old - 3))"
says 'with another ETag' "$([ "$(field ETag "$cached/products/2")" = "$(field ETag "$shop/products/2")" ] && echo same)" same

echo "== a broken cache policy: what the check says, and what the cache does"
kill "$app_pid" && wait "$app_pid" 2>/dev/null || true
start_shop --spring.profiles.active=fault-cache-personal,fault-cache-identity-tag
curl -sS -X POST --max-time 90 "$shop/actuator/selftest/deep?http=report&detail=full&wait=80s" >/dev/null
curl -sS --max-time 10 "$shop/actuator/selftest/deep/httpCacheProduct" >"$work/product.json"
says 'the check says that others see it' "$(grep -o 'http-cache.cc-personalised-shared' "$work/product.json" | head -1)" http-cache.cc-personalised-shared
says 'the check says that the tag never stays' "$(grep -o 'http-cache.etag-stable' "$work/product.json" | head -1)" http-cache.etag-stable
before=$(asked '/products/%7Bid%7D' 304)
first=$(status "$cached/products/3")
sleep 11
says 'the cache fetches the whole again' "$first $(status "$cached/products/3") with $(($(asked '/products/%7Bid%7D' 304) - before)) times 304" '200 200 with 0 times 304'

echo "== what it is worth"
kill "$app_pid" && wait "$app_pid" 2>/dev/null || true
start_shop
hits=$(counter cache_hit) misses=$(counter cache_miss)
for _ in $(seq "$requests"); do echo "url = $cached/products/$((RANDOM % 10 + 1))" && echo 'output = /dev/null'; done >"$work/urls"
curl -sS --max-time 120 -K "$work/urls"
hits=$(($(counter cache_hit) - hits)) misses=$(($(counter cache_miss) - misses))
awk -v hits="$hits" -v misses="$misses" 'BEGIN { printf "hit ratio of %d requests for 10 products: %.1f %%\n", hits + misses, 100 * hits / (hits + misses) }'
says 'more than 90 % are hits' "$((100 * hits / (hits + misses) > 90))" 1
printf 'median time to first byte: cached %s ms, not cached %s ms\n' "$(first_byte "$cached/products/1")" "$(first_byte "$shop/products/1")"

echo "$held hold, $failed do not"
[ "$failed" = 0 ]
