#!/usr/bin/env python3
"""Holds the program's vectors of 1,000 texts and 200 pictures against those of a checkpoint in Python.

    python3 src/test/python/compare_vectors.py inputs --papers importer/sample/papers.jsonl --output inputs
    hnsw-search embed --encoder NAME --input inputs/papers.jsonl --fields title --output inputs/papers.h5
    hnsw-search embed --encoder NAME --input inputs/pictures --output inputs/pictures.h5
    python3 src/test/python/compare_vectors.py compare CHECKPOINT inputs

Two implementations from end to end: here tokens come from byte_level_bpe.py, pixels from the formula that drew the
pictures, and vectors from the checkpoint's weights in eager PyTorch. Pictures have the size that the model takes,
as resampling has a test of its own. compare prints JSON, and exits with 1 where a cosine is below --least.

Needs PyTorch, h5py and regex (Debian: python3-torch, python3-h5py, python3-regex). A thousand texts take a minute
with CLIP and ten with RoBERTa-large, on one core.
"""

import argparse
import json
import re
import struct
import sys
import zlib
from pathlib import Path

import h5py
import numpy as np
import torch

from byte_level_bpe import ByteLevelBpe

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "importer" / "models"))

from convert_checkpoint import read_checkpoint  # noqa: E402

TEXTS, PICTURES, SIZE = 1_000, 200, 224
# One text in so many is a whole abstract, or its first sentence; the others are titles.
ABSTRACT_EVERY, SENTENCE_EVERY = 50, 10
CELLS = (1, 2, 4, 7, 14, 28, 56, 112, 224)


def text_of(i, paper):
    if i % ABSTRACT_EVERY == 0:
        return paper["abstract"]
    if i % SENTENCE_EVERY == 1:
        return re.split(r"(?<=[.?!]) ", paper["abstract"])[0]
    return paper["title"]


def texts(papers_file):
    """Records of 1,000 papers with one text each, of 3 to some 300 words."""
    lines = papers_file.read_text(encoding="utf-8").splitlines()
    # The program turns TeX into letters, which is not what is compared here.
    papers = [
        paper for paper in map(json.loads, lines) if not re.search(r"[\\{}$]", paper["title"] + paper["abstract"])
    ]
    if len(papers) < TEXTS:
        raise SystemExit(f"{papers_file}: expected {TEXTS} papers without TeX, found {len(papers)}")
    return [
        {**paper, "title": " ".join(text_of(i, paper).split()), "abstract": ""}
        for i, paper in enumerate(papers[:TEXTS])
    ]


def picture(i):
    """Pixels of picture i, uint8 [size, size, 3]: coloured squares, from one to as many as there are pixels."""
    cells = CELLS[i % len(CELLS)]
    colours = np.random.RandomState(i).randint(0, 256, (cells, cells, 3), dtype=np.uint8)
    return colours.repeat(SIZE // cells, 0).repeat(SIZE // cells, 1)


def write_png(file, pixels):
    height, width, _ = pixels.shape

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))


def picture_name(i):
    return f"{i:03d}.png"


def write_inputs(papers_file, folder):
    pictures = folder / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in texts(papers_file)]
    (folder / "papers.jsonl").write_text("".join(lines), encoding="utf-8")
    for i in range(PICTURES):
        write_png(pictures / picture_name(i), picture(i))


def rows_of(file, ids):
    """Vectors of an embeddings file by what its id ends with."""
    with h5py.File(file) as h5:
        names = next(h5[name] for name in ("urls", "path") if name in h5)
        names = [name.decode() if isinstance(name, bytes) else name for name in names[:].tolist()]
        vectors = h5["embeddings"][:].astype(np.float64)
    if len(names) != len(ids) or not all(name.endswith(i) for name, i in zip(names, ids)):
        raise SystemExit(f"{file}: expected the {len(ids)} inputs in their order, found {len(names)} rows")
    return vectors


@torch.inference_mode()
def text_vectors(text, folder):
    tokenizer = ByteLevelBpe(text.tokenizer)
    for line in (folder / "papers.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        ids = torch.tensor([tokenizer.ids(record["title"], text.max_tokens)])
        yield f"{record['id']}.pdf", ids.shape[1], text.model(ids, torch.ones_like(ids))[0]


@torch.inference_mode()
def picture_vectors(image):
    if image.size != SIZE:
        raise SystemExit(f"expected a model of pictures of {SIZE} pixels, found one of {image.size}")
    mean, std = torch.tensor(image.mean).view(3, 1, 1), torch.tensor(image.std).view(3, 1, 1)
    for i in range(PICTURES):
        pixels = torch.from_numpy(picture(i).copy()).permute(2, 0, 1).float() / 255
        yield picture_name(i), SIZE, image.model(((pixels - mean) / std).unsqueeze(0))[0]


def compare(expected, file):
    """Cosines of the program's vectors with the expected ones."""
    names, sizes, vectors = zip(*expected)
    found, expected = rows_of(file, names), torch.stack(vectors).double().numpy()
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    cosines = (found * expected).sum(1)
    others = (expected @ expected.T)[~np.eye(len(expected), dtype=bool)]
    worst = int(cosines.argmin())
    return {
        "inputs": len(names),
        "sizes": [min(sizes), int(np.median(sizes)), max(sizes)],
        "min_cosine": float(cosines[worst]),
        "mean_cosine": float(cosines.mean()),
        "max_abs_difference": float(np.abs(found - expected).max()),
        "worst": names[worst],
        # Says that the inputs are told apart at all.
        "mean_cosine_of_different_inputs": float(others.mean()),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    inputs = commands.add_parser("inputs", help="write the texts and pictures")
    inputs.add_argument("--papers", type=Path, required=True, help="arXiv JSONL of 1,000 papers or more")
    inputs.add_argument("--output", type=Path, required=True)
    comparison = commands.add_parser("compare", help="compare papers.h5 and pictures.h5, whichever there is")
    comparison.add_argument("checkpoint", type=Path, help="what the encoder was converted from")
    comparison.add_argument("inputs", type=Path)
    comparison.add_argument("--least", type=float, default=0.9999, help="cosine to reach; default: %(default)s")
    options = parser.parse_args()
    if options.command == "inputs":
        write_inputs(options.papers, options.output)
        return 0
    checkpoint = read_checkpoint(options.checkpoint)
    report = {}
    for name, vectors in (
        ("papers.h5", lambda: text_vectors(checkpoint.text, options.inputs)),
        ("pictures.h5", lambda: picture_vectors(checkpoint.image)),
    ):
        if (options.inputs / name).is_file():
            report[name] = compare(vectors(), options.inputs / name)
    if not report:
        raise SystemExit(f"{options.inputs}: expected papers.h5 or pictures.h5, found neither")
    print(json.dumps(report, indent=2))
    return 0 if all(part["min_cosine"] >= options.least for part in report.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
