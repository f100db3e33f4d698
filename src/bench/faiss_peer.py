#!/usr/bin/python3
"""Measures the HNSW index of faiss on the arrays that make_vectors.py writes, and prints one JSON document.

    src/bench/faiss_peer.py DIR ROWS DIM QUERIES

Built with two threads (M 16, efConstruction 200), asked by one, one query a call. Recall, passes and percentiles
are those of bench. A call through Python costs some microseconds that are part of the times.
Needs python3-faiss and python3-numpy.
"""
import json
import math
import sys
import time
from pathlib import Path

import faiss
import numpy as np

K = 10
MAX_CONN = 16
BEAM_WIDTH = 200
BUILD_THREADS = 2
LADDER = (10, 16, 25, 40, 64, 100, 160, 250, 400, 800)
ENOUGH = 0.999
MIN_PASSES = 5
MIN_SECONDS = 1.0
ROUNDING = 1e-6


def read(file, kind, rows, columns):
    values = np.fromfile(file, kind)
    if columns is None:
        columns = len(values) // rows
    if len(values) != rows * columns:
        sys.exit(
            f"error: {file}: expected {rows * columns} values, found {len(values)}. Name the shape that"
            " make_vectors.py was given."
        )
    return values.reshape(rows, columns)


def resident_bytes():
    """Anonymous resident memory; 0 where the system does not tell as Linux does."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) * 1024
    return 0


def percentile(ordered, percent):
    return round(float(ordered[max(1, math.ceil(percent / 100 * len(ordered))) - 1]), 1)


def measure(index, test, farthest, ef):
    index.hnsw.efSearch = ef
    near = 0
    for i in range(len(test)):
        cosines, _ = index.search(test[i : i + 1], K)
        near += int((cosines[0] >= farthest[i]).sum())
    latencies, speeds = [], []
    started = time.perf_counter()
    while len(speeds) < MIN_PASSES or time.perf_counter() - started < MIN_SECONDS:
        first = before = time.perf_counter()
        for i in range(len(test)):
            index.search(test[i : i + 1], K)
            after = time.perf_counter()
            latencies.append((after - before) * 1e6)
            before = after
        speeds.append(len(test) / (before - first))
    latencies.sort()
    return {
        "ef": ef,
        "recall": round(near / (len(test) * min(K, index.ntotal)), 5),
        "qps": round(sorted(speeds)[len(speeds) // 2], 1),
        "p50_us": percentile(latencies, 50),
        "p95_us": percentile(latencies, 95),
        "p99_us": percentile(latencies, 99),
    }


def main():
    if len(sys.argv) != 5:
        sys.exit("usage: faiss_peer.py DIR ROWS DIM QUERIES")
    folder = Path(sys.argv[1])
    rows, dim, queries = (int(word) for word in sys.argv[2:5])
    train = read(folder / "train.f32", "<f4", rows, dim)
    test = read(folder / "test.f32", "<f4", queries, dim)
    truth = read(folder / "neighbors.i32", "<i4", queries, None)[:, :K]
    farthest = np.einsum("qd,qkd->qk", test, train[truth]).min(axis=1) - ROUNDING

    before = resident_bytes()
    faiss.omp_set_num_threads(BUILD_THREADS)
    index = faiss.IndexHNSWFlat(dim, MAX_CONN, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = BEAM_WIDTH
    started = time.perf_counter()
    index.add(train)
    build_seconds = time.perf_counter() - started
    faiss.omp_set_num_threads(1)
    report = {
        "peer": f"faiss {faiss.__version__}",
        "rows": rows,
        "dimension": dim,
        "queries": queries,
        "k": K,
        "quantization": "none",
        "max_conn": MAX_CONN,
        "beam_width": BEAM_WIDTH,
        "build_threads": BUILD_THREADS,
        "threads": 1,
        "build_seconds": round(build_seconds, 2),
        "resident_bytes": resident_bytes() - before,
        "points": [],
    }
    for ef in LADDER:
        report["points"].append(measure(index, test, farthest, ef))
        if report["points"][-1]["recall"] >= ENOUGH:
            break
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
