#!/bin/bash
# Runs the demo, the server, searches and the page in a network namespace of their own, where there is nothing
# but a loopback device, and tells whether anything tried to leave it:
#
#   src/reliability/offline.sh             # ends with 0 where all was answered and nothing tried
#   src/reliability/offline.sh --control   # tries on purpose: ends with 1, so that the counting can be trusted
#
# Needs Linux, unshare and ip (Debian's util-linux, iproute2) and curl. Where strace can be used, it tells what
# was connected to; where there is Chromium, the page is shown in it.
#
# What the kernel counts in the namespace are attempts: packets without a route (Ip OutNoRoutes, of both
# families), and every datagram (Udp OutDatagrams), since nothing here speaks UDP but a look-up of a name,
# which may go to a resolver on the loopback device.
#
# Environment: WORK (target/offline), where the collections and the traces go; OFFLINE_WITHOUT_BROWSER (any
# value), for no browser where there is one.
set -euo pipefail

HERE=$(cd "$(dirname "$0")" && pwd)
HOME_DIR=$(cd "$HERE/../.." && pwd)
WORK=${WORK:-$HOME_DIR/target/offline}

if [ "${OFFLINE_INSIDE:-}" != yes ]; then
  # Builds the program, where that is due, while there is a network.
  "$HOME_DIR/hnsw-search" --version >/dev/null
  OFFLINE_INSIDE=yes exec unshare -rn "$0" "$@"
fi

mkdir -p "$WORK"
TRACE=
# Traced only as far as system calls of the network go, so that the rest keeps its speed.
if strace -qq -e trace=none true 2>/dev/null; then
  TRACE="strace -f -qq --seccomp-bpf -e trace=connect,sendto,sendmsg,sendmmsg -o"
fi

ip link set lo up

# Sum of a counter of this namespace in IPv4's table and in IPv6's list.
counter() { # TABLE NAME NAME6
  local four six
  four=$(awk -v table="$1:" -v name="$2" '
    $1 == table && !at { for (i = 2; i <= NF; i++) if ($i == name) at = i; next }
    $1 == table { print $at }' /proc/net/snmp)
  six=$(awk -v name="$3" '$1 == name {print $2}' /proc/net/snmp6 2>/dev/null || true)
  echo $((four + ${six:-0}))
}

report() {
  local routes datagrams traced
  routes=$(counter Ip OutNoRoutes Ip6OutNoRoutes)
  datagrams=$(counter Udp OutDatagrams Udp6OutDatagrams)
  traced=none
  if [ -n "$TRACE" ]; then
    # Addresses of the internet that are not of this machine, and the port of names.
    cat "$WORK"/*.trace | { grep -E 'AF_INET6?' || true; } |
      { grep -vE '"(::ffff:)?127\.|"::1"|AF_UNSPEC' || true; } >"$WORK/outbound.txt"
    traced=$(wc -l <"$WORK/outbound.txt")
    cut -c1-200 "$WORK/outbound.txt"
  fi
  echo "Without a route: $routes; datagrams: $datagrams; calls that strace saw leave: $traced"
  [ "$routes" = 0 ] && [ "$datagrams" = 0 ] && { [ "$traced" = none ] || [ "$traced" = 0 ]; }
}

rm -f "$WORK"/*.trace
traced() { # NAME COMMAND...
  local name=$1
  shift
  if [ -n "$TRACE" ]; then
    $TRACE "$WORK/$name.trace" "$@"
  else
    "$@"
  fi
}

if [ "${1:-}" = --control ]; then
  traced address curl -s --max-time 5 http://192.0.2.1/ || true
  traced name curl -s --max-time 5 http://somewhere.example/ || true
  report
  exit
fi

traced demo "$HOME_DIR/hnsw-search" demo --no-serve --index-data "$WORK/index-data" >"$WORK/demo.log"
traced serve "$HOME_DIR/hnsw-search" serve --port 0 --index-data "$WORK/index-data" >"$WORK/serve.log" 2>&1 &
SERVER=$!
# strace waits for the server, which SIGTERM reaches by itself.
stop() {
  for process in $(cat "/proc/$SERVER/task/$SERVER/children" 2>/dev/null || true) "$SERVER"; do
    kill "$process" 2>/dev/null || true
  done
  wait "$SERVER" 2>/dev/null || true
}
trap stop EXIT

URL=
for _ in $(seq 240); do
  URL=$(sed -n 's/^Serving on \(http:[^ ]*[0-9]\)\/.*/\1/p' "$WORK/serve.log")
  [ -n "$URL" ] && break
  kill -0 "$SERVER" 2>/dev/null || { cat "$WORK/serve.log" >&2; exit 1; }
  sleep 0.5
done
[ -n "$URL" ] || { echo "The server did not start; see $WORK/serve.log." >&2; exit 1; }

get() { curl -sf --max-time 30 "$URL$1"; }
holds() { # ADDRESS TEXT
  get "$1" >"$WORK/answer" || { echo "$1 was not answered" >&2; exit 1; }
  grep -q "$2" "$WORK/answer" || { echo "$1 has no $2" >&2; exit 1; }
}

holds /readyz '"ready"'
holds '/api/collections/papers/search?q=detecting+planets+around+other+stars' '"hits":\[{'
holds '/api/collections/papers/search?q=planets&mode=vector' '"hits":\[{'
holds '/api/collections/images/search?q=a+red+boat' '"hits":\[{'
get /api/collections/images/documents/scene-000001.jpg/image >"$WORK/picture"
printf 'planets of other stars' >"$WORK/note.txt"
curl -sf -F "file=@$WORK/note.txt" "$URL/api/collections/papers/search/file" >"$WORK/answer"
grep -q '"hits":\[{' "$WORK/answer" || { echo "a file found nothing" >&2; exit 1; }

ASSETS=0
for page in '/c/papers?q=planets' '/c/images?q=boat' /docs; do
  holds "$page" '<!doctype html>'
  cp "$WORK/answer" "$WORK/page.html"
  while read -r asset; do
    get "$asset" >/dev/null || { echo "$page: $asset was not answered" >&2; exit 1; }
    ASSETS=$((ASSETS + 1))
  done < <(grep -oE '(src|href)="/(assets|docs/assets)/[^"]+"' "$WORK/page.html" | cut -d'"' -f2)
done
[ "$ASSETS" -gt 10 ] || { echo "only $ASSETS assets on the pages" >&2; exit 1; }
echo "Searches, an upload, a picture, the pages and $ASSETS of their assets were answered."

if [ -z "${OFFLINE_WITHOUT_BROWSER:-}" ] && command -v chromium >/dev/null; then
  # Not traced, and counted apart: what a browser asks for on its own account is not this program's.
  before=$(counter Ip OutNoRoutes Ip6OutNoRoutes)/$(counter Udp OutDatagrams Udp6OutDatagrams)
  result=0
  report || result=1
  HITS=$(chromium --headless=new --no-sandbox --disable-gpu --user-data-dir="$WORK/chromium" \
    --virtual-time-budget=5000 --dump-dom "$URL/c/papers?q=planets" 2>/dev/null | grep -c '<li class="hit"' || true)
  echo "Chromium shows $HITS hits (counters before it: $before)."
  [ "$HITS" -gt 0 ] || exit 1
  exit "$result"
fi
report
