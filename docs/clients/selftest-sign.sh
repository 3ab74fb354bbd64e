#!/usr/bin/env bash
# Signs a synthetic request, and sends it with -s. Needs openssl, and curl for -s. See docs/clients/README.md.
#
#   selftest-sign.sh [options] METHOD URL [-- options of curl]
#
#   -d TEXT | -d @FILE | -d @-   the body, as it is sent; a file keeps it off the command line
#   -t TENANT                    sandbox tenant
#   -f FAULT                     fault
#   -r RUN                       what you call this run; not signed
#   -s                           send the request by curl; else print the headers, one a line, for curl -H @FILE
#   -T SECONDS, -N NONCE         for tests of this script
#
# From the environment: MONITOR_KEY_ID, MONITOR_SECRET (32 bytes or more), MONITOR_AUDIENCE (the service's name).
# The secret is on no command line, where 'ps' would show it to everybody: so the HMAC is put together here.
set -euo pipefail
export LC_ALL=C

fail() {
	printf 'selftest-sign: %s\n' "$1" >&2
	exit 2
}

# one line without control characters, as a line break would let one part pose as two
one_line() {
	case $2 in *[[:cntrl:]]*) fail "'$1' must be one line without control characters" ;; esac
}

hex() { od -An -v -tx1 | tr -d ' \n'; }

sha256() { openssl dgst -sha256 -binary; }

# the key, filled up with zeros and xor-ed with a byte, in the notation of printf
pad() {
	local key=$1 with=$2 i out=
	for ((i = 0; i < 128; i += 2)); do
		printf -v out '%s\\x%02x' "$out" $((0x${key:i:2} ^ with))
	done
	printf '%s' "$out"
}

# of what stands in $signed, by the secret
hmac_sha256() {
	local key
	key=$(printf '%s' "$MONITOR_SECRET" | hex)
	[ ${#key} -le 128 ] || key=$(printf '%s' "$MONITOR_SECRET" | sha256 | hex)
	while [ ${#key} -lt 128 ]; do key+=00; done
	{
		printf "$(pad "$key" 0x5c)"
		{
			printf "$(pad "$key" 0x36)"
			printf '%s' "$signed"
		} | sha256
	} | sha256 | hex
}

tenant= fault= run= send= seconds=$(date +%s) nonce= body=
trap '[ -z "$body" ] || rm -f "$body"' EXIT
while getopts 'd:t:f:r:sT:N:' option; do
	case $option in
	d)
		[ -n "$body" ] || body=$(mktemp)
		case $OPTARG in
		@-) cat >"$body" ;;
		@*) cat -- "${OPTARG#@}" >"$body" ;;
		*) printf '%s' "$OPTARG" >"$body" ;;
		esac
		;;
	t) tenant=$OPTARG ;;
	f) fault=$OPTARG ;;
	r) run=$OPTARG ;;
	s) send=yes ;;
	T) seconds=$OPTARG ;;
	N) nonce=$OPTARG ;;
	*) exit 2 ;;
	esac
done
shift $((OPTIND - 1))
[ $# -ge 2 ] || fail 'expected METHOD and URL'
method=$1 url=$2
shift 2
[ "${1-}" != -- ] || shift

: "${MONITOR_KEY_ID:?is not set}" "${MONITOR_SECRET:?is not set}" "${MONITOR_AUDIENCE:?is not set}"
[ ${#MONITOR_SECRET} -ge 32 ] ||
	fail "the secret of key '$MONITOR_KEY_ID' must have at least 32 bytes but has ${#MONITOR_SECRET}"

# what goes over the wire: path and query as they are written in the URL
target=${url%%#*}
case $target in
http://* | https://*)
	target=${target#*://}
	case $target in
	*/* | *\?*) target=${target#"${target%%[/?]*}"} ;;
	*) target=/ ;;
	esac
	case $target in \?*) target=/$target ;; esac
	;;
esac
case $method in '' | *[!A-Z]*) fail "the method must be in capital letters but was '$method'" ;; esac
case $target in /*) ;; *) fail "the URL must start with 'http://', 'https://' or '/' but was '$url'" ;; esac
case $target in *[!!-~]*) fail 'the URL must be encoded: ASCII without blanks and control characters' ;; esac
one_line audience "$MONITOR_AUDIENCE"
one_line tenant "$tenant"
one_line fault "$fault"
one_line run "$run"

[ -n "$nonce" ] || nonce=$(openssl rand -base64 18 | tr '+/' '-_')
hash=
[ ! -s "$body" ] || hash=$(sha256 <"$body" | hex)
printf -v signed 'v1\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s' \
	"$MONITOR_AUDIENCE" "$method" "$target" "$seconds" "$nonce" "$tenant" "$fault" "$hash"
signature=$(hmac_sha256)

headers() {
	printf 'X-Synthetic-Request: true\n'
	[ -z "$tenant" ] || printf 'X-Synthetic-Tenant: %s\n' "$tenant"
	[ -z "$fault" ] || printf 'X-Synthetic-Fault: %s\n' "$fault"
	[ -z "$run" ] || printf 'X-Synthetic-Run: %s\n' "$run"
	printf 'X-Synthetic-Signature: kid=%s,t=%s,n=%s,v1=%s\n' "$MONITOR_KEY_ID" "$seconds" "$nonce" "$signature"
}

if [ -z "$send" ]; then
	headers
	exit
fi
# neither dots nor brackets of the URL are worked on, as they are signed as they stand
call=(--path-as-is --globoff --user-agent SyntheticMonitor/1.0)
case $method in
HEAD) call+=(--head) ;;
*) call+=(--request "$method") ;;
esac
[ ! -s "$body" ] || call+=(--data-binary @"$body" --header 'Content-Type: application/json')
curl "${call[@]}" --header @<(headers) "$@" "$url"
