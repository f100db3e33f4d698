#!/bin/bash
# Measures hnswlib and faiss on the vectors of make_vectors.py, for comparison with ./hnsw-search bench:
#
#   src/bench/peers.sh DIR ROWS DIM QUERIES
#
# Makes the vectors where DIR has none, then prints one JSON document for each peer, one after the other.
# Memory is what the index added to the process. Needs g++ and, on Debian, libhnswlib-dev, python3-faiss,
# python3-numpy and python3-h5py. PYTHON names another Python (/usr/bin/python3), WORK a folder for the
# compiled program (target/bench).
set -euo pipefail

if [ $# -ne 4 ]; then
  echo "usage: src/bench/peers.sh DIR ROWS DIM QUERIES" >&2
  exit 2
fi

HERE=$(cd "$(dirname "$0")" && pwd)
PYTHON=${PYTHON:-/usr/bin/python3}
WORK=${WORK:-$HERE/../../target/bench}

if [ ! -f "$1/train.f32" ]; then
  "$PYTHON" "$HERE/make_vectors.py" "$@" >&2
fi

# Without -march=native hnswlib would compare vectors with SSE alone, which is not what its users have.
mkdir -p "$WORK"
g++ -O3 -march=native -std=c++17 -Wall -Wextra "$HERE/hnswlib_peer.cpp" -o "$WORK/hnswlib_peer" -lpthread
"$WORK/hnswlib_peer" "$@"

# Threads that wait by spinning would take the processor from the one that searches.
OMP_WAIT_POLICY=passive "$PYTHON" "$HERE/faiss_peer.py" "$@"
