#!/usr/bin/env python3
"""Writes checkpoints with random weights in the shapes of the models that published collections were embedded with.

    python3 src/test/python/make_random_models.py --tokenizers FOLDER --output FOLDER

FOLDER of the tokenizers holds clip/tokenizer.json and roberta/tokenizer.json, the real ones. Written are
clip-vit-b-32 (0.6 GB) and all-roberta-large-v1 (1.4 GB), in the layout of the Hugging Face hub, for
convert_checkpoint.py and export_onnx.py to read: what they make of these is as large and as slow as the real
thing, and says as little as random weights do. The same seed gives the same files.
"""

import argparse
from pathlib import Path

from random_checkpoints import CLIP_VIT_B_32, MEAN_OF_256, ROBERTA_LARGE, bert_tensors, clip_tensors, write_checkpoint


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tokenizers", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()

    def tokenizer(name):
        return (options.tokenizers / name / "tokenizer.json").read_text(encoding="utf-8")

    clip = clip_tensors(CLIP_VIT_B_32, options.seed)
    write_checkpoint(options.output / "clip-vit-b-32", CLIP_VIT_B_32, clip, tokenizer("clip"))
    roberta = bert_tensors(ROBERTA_LARGE, options.seed)
    write_checkpoint(
        options.output / "all-roberta-large-v1", ROBERTA_LARGE, roberta, tokenizer("roberta"), MEAN_OF_256
    )


if __name__ == "__main__":
    main()
