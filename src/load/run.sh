#!/bin/bash
# Measures the searches of a running server under load, from one connection to far too many:
#
#   src/load/run.sh SNAPSHOT           # JSON Lines in the layout of the arXiv snapshot, .gz too
#
# Needs wrk and Python 3. Makes the collection where it is not there yet, starts a server on a free port with
# a small heap, and prints a table. Ends with 1 where an answer was neither 200 nor 503, a 503 had no
# Retry-After, or a socket failed. wrk shares the processors with the server, and sends the next request of a
# connection when the last is answered: latencies beyond saturation are those of that number of callers.
#
# Environment: PAPERS (100000), SECONDS_A_STEP (10), CONNECTIONS, KINDS, WORK (target/load),
# HEAP (-Xmx512m), SERVE_OPTIONS (none).
set -euo pipefail

HERE=$(cd "$(dirname "$0")" && pwd)
HOME_DIR=$(cd "$HERE/../.." && pwd)
SNAPSHOT=${1:?"expected the file of papers: src/load/run.sh SNAPSHOT"}
PAPERS=${PAPERS:-100000}
SECONDS_A_STEP=${SECONDS_A_STEP:-10}
CONNECTIONS=${CONNECTIONS:-1 2 4 16 64 256}
KINDS=${KINDS:-vector keyword hybrid filtered facets}
WORK=${WORK:-$HOME_DIR/target/load}/$PAPERS
HEAP=${HEAP:--Xmx512m}
SERVE_OPTIONS=${SERVE_OPTIONS:-}
COLLECTION=papers
ENCODER=arxiv-static-384
WRK_THREADS=2

mkdir -p "$WORK"
export HNSW_SEARCH_INDEX_DATA=$WORK/index-data

if [ ! -d "$HNSW_SEARCH_INDEX_DATA/$COLLECTION" ]; then
  python3 "$HERE/make_papers.py" "$SNAPSHOT" --papers "$PAPERS" \
    --papers-to "$WORK/papers.jsonl" --queries-to "$WORK/queries.tsv"
  "$HOME_DIR/hnsw-search" embed --encoder "$ENCODER" --input "$WORK/papers.jsonl" --output "$WORK/papers.h5" --restart
  "$HOME_DIR/hnsw-search" import --collection "$COLLECTION" --embeddings "$WORK/papers.h5" \
    --metadata "$WORK/papers.jsonl" --encoder "$ENCODER" --quantization none
fi

# Builds the program, where that is due.
"$HOME_DIR/hnsw-search" --version >/dev/null

# The launcher replaces itself by the server, whose process this is.
# shellcheck disable=SC2086
HNSW_SEARCH_JAVA_OPTIONS=$HEAP "$HOME_DIR/hnsw-search" serve --port 0 $SERVE_OPTIONS >"$WORK/server.log" 2>&1 &
SERVER=$!
trap 'kill "$SERVER" 2>/dev/null || true; wait "$SERVER" 2>/dev/null || true' EXIT

URL=
for _ in $(seq 120); do
  URL=$(sed -n 's/^Serving on \(http:[^ ]*[0-9]\)\/.*/\1/p' "$WORK/server.log")
  [ -n "$URL" ] && curl -fs "$URL/readyz" >/dev/null && break
  kill -0 "$SERVER" 2>/dev/null || { cat "$WORK/server.log" >&2; exit 1; }
  sleep 0.5
done
[ -n "$URL" ] || { echo "The server did not become ready; see $WORK/server.log." >&2; exit 1; }

memory_mb() { awk -v key="$1:" '$1 == key {printf "%d", $2 / 1024}' "/proc/$SERVER/status"; }

RUN=0
load() { # KIND CONNECTIONS SECONDS RUN
  local threads=$(($2 < WRK_THREADS ? $2 : WRK_THREADS))
  wrk -t "$threads" -c "$2" -d "$3s" --timeout 30s -s "$HERE/search.lua" "$URL" -- \
    "$COLLECTION" "$1" "$WORK/queries.tsv" "$4" | sed -n 's/^RESULT //p'
}
value() { sed -n "s/.*\b$1=\([^ ]*\).*/\1/p" <<<"$2"; }

# The compiler and the page cache need a while.
for kind in $KINDS; do
  load "$kind" 4 "$SECONDS_A_STEP" "$RUN" >/dev/null
  RUN=$((RUN + 1))
done

BAD=0
echo "$PAPERS papers, $HEAP, $SECONDS_A_STEP s a step; others: answers by status; embed: mean of the server's own measurement, no text is sent twice"
echo
echo "| search | connections | answers/s | p50 ms | p99 ms | embed ms | others | RSS MB |"
echo "|---|---|---|---|---|---|---|---|"
for kind in $KINDS; do
  for connections in $CONNECTIONS; do
    result=$(load "$kind" "$connections" "$SECONDS_A_STEP" "$RUN")
    # Not in the function: it runs in a shell of its own there, whose numbers are lost.
    RUN=$((RUN + 1))
    echo "| $kind | $connections | $(value per_second "$result") | $(value p50_ms "$result") |" \
      "$(value p99_ms "$result") | $(value embed_ms "$result") | $(value others "$result") | $(memory_mb VmRSS) |"
    for defect in failed without_retry_after socket_errors timeouts; do
      count=$(value "$defect" "$result")
      if [ "$count" != 0 ]; then
        echo "$kind, $connections connections: $defect=$count" >&2
        BAD=1
      fi
    done
  done
done
echo
echo "Largest RSS: $(memory_mb VmHWM) MB"
exit "$BAD"
