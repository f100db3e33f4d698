#!/usr/bin/python3
"""Writes vectors that lie as embeddings do, with queries and their exact neighbours.

    src/bench/make_vectors.py DIR ROWS DIM QUERIES [SEED]

Embeddings fill few of their dimensions, gather around topics and share a direction. So a vector is a topic
plus a deviation in a space of at most 256 directions whose variances fall as a power law, turned into DIM
dimensions, with a little noise and one common offset, and scaled to length 1. Uniform vectors would be
the wrong test: nothing lies near anything else.

DIR/vectors.h5                              layout of ann-benchmarks: train, test, neighbors, distances
DIR/train.f32, test.f32, neighbors.i32      the same without a header, little-endian, row-major

The same arguments give the same vectors. Needs python3-numpy and python3-h5py.
"""
import sys
from pathlib import Path

import h5py
import numpy as np

TOPICS = 1_500
DIRECTIONS = 256
DECAY = 0.5  # of the standard deviation of a direction, as a power of its rank
DEVIATION = 1.0  # from a topic, relative to the spread of the topics
NOISE = 0.02
OFFSET = 0.5
NEIGHBOURS = 100
BLOCK = 16_384
DEFAULT_SEED = 1


class Model:
    """A distribution of unit vectors."""

    def __init__(self, dim, rng):
        self.rng = rng
        self.dim = dim
        self.directions = min(DIRECTIONS, dim)
        self.scale = np.arange(1, self.directions + 1, dtype=np.float64) ** -DECAY
        turned, _ = np.linalg.qr(rng.normal(size=(dim, self.directions)))
        self.turn = turned.T.astype(np.float32)
        self.topics = rng.normal(size=(TOPICS, self.directions))
        # Some topics are large and most are small.
        self.shares = rng.dirichlet(np.full(TOPICS, 0.6))
        offset = rng.normal(size=dim)
        self.offset = (OFFSET * offset / np.linalg.norm(offset)).astype(np.float32)

    def draw(self, count):
        topic = self.topics[self.rng.choice(TOPICS, size=count, p=self.shares)]
        latent = (topic + DEVIATION * self.rng.normal(size=topic.shape)) * (self.scale * 0.7)
        rows = latent.astype(np.float32) @ self.turn + self.offset
        rows += NOISE * self.rng.normal(size=(count, self.dim)).astype(np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows.astype("<f4")

    def blocks(self, count):
        for first in range(0, count, BLOCK):
            yield first, self.draw(min(BLOCK, count - first))


class Nearest:
    """The nearest rows of each query among those seen so far."""

    def __init__(self, queries, depth):
        self.queries = queries
        self.depth = depth
        self.rows = np.empty((len(queries), 0), np.int32)
        self.cosines = np.empty((len(queries), 0), np.float32)

    def see(self, first, block):
        numbers = np.arange(first, first + len(block), dtype=np.int32)
        rows = np.hstack([self.rows, np.tile(numbers, (len(self.queries), 1))])
        cosines = np.hstack([self.cosines, self.queries @ block.T])
        order = np.argsort(-cosines, axis=1, kind="stable")[:, : self.depth]
        self.rows = np.take_along_axis(rows, order, axis=1)
        self.cosines = np.take_along_axis(cosines, order, axis=1)


def main():
    if len(sys.argv) not in (5, 6):
        sys.exit("usage: make_vectors.py DIR ROWS DIM QUERIES [SEED]")
    folder = Path(sys.argv[1])
    rows, dim, queries = (int(word) for word in sys.argv[2:5])
    seed = int(sys.argv[5]) if len(sys.argv) == 6 else DEFAULT_SEED
    folder.mkdir(parents=True, exist_ok=True)
    model = Model(dim, np.random.default_rng(seed))
    test = model.draw(queries)
    nearest = Nearest(test, min(NEIGHBOURS, rows))
    with h5py.File(folder / "vectors.h5", "w") as file, open(folder / "train.f32", "wb") as raw:
        train = file.create_dataset("train", (rows, dim), "<f4")
        for first, block in model.blocks(rows):
            train[first : first + len(block)] = block
            raw.write(block.tobytes())
            nearest.see(first, block)
        file["test"] = test
        file["neighbors"] = nearest.rows
        file["distances"] = 1 - nearest.cosines
        file.attrs["distance"] = "angular"
        file.attrs["dimension"] = dim
    (folder / "test.f32").write_bytes(test.tobytes())
    (folder / "neighbors.i32").write_bytes(nearest.rows.astype("<i4").tobytes())
    print(f"{folder}: {rows} x {dim}, {queries} queries, {nearest.rows.shape[1]} neighbours each, seed {seed}")


if __name__ == "__main__":
    main()
