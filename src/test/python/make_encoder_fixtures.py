#!/usr/bin/env python3
"""Writes the tiny encoders that the tests of encoder/ read, and the vectors that they should give.

    python3 src/test/python/make_encoder_fixtures.py src/test/resources/encoder/models

Needs PyTorch, onnx and regex (Debian: python3-torch, python3-onnx, python3-regex); the tests themselves need no
Python. The weights are random, so near texts have no near vectors, but everything else is as in the published
encoders: byte-level tokenizers, names of inputs, padding, end-of-text, lengths. Written are

    tiny-clip                         both towers, TorchScript
    tiny-roberta                      its output is the last hidden state: the description asks for mean pooling
    tiny-clip-onnx                    the weights of tiny-clip for ONNX Runtime
    expected.json                     token ids and vectors of texts, vectors of pictures, from eager PyTorch
    pictures/                         of the size that tiny-clip takes, so that nothing is resampled
"""

import contextlib
import io
import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch

from byte_level_bpe import ByteLevelBpe
from compare_vectors import write_png
from random_checkpoints import bert_tensors, clip_tensors, write_checkpoint
from tiny_tokenizers import clip_tokenizer, roberta_tokenizer, vocabulary_size

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "importer" / "models"))

import convert_checkpoint  # noqa: E402
import export_onnx  # noqa: E402

CLIP = {
    "model_type": "clip",
    "projection_dim": 12,
    "text_config": {
        "vocab_size": vocabulary_size(clip_tokenizer()),
        "hidden_size": 4,
        "intermediate_size": 8,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "max_position_embeddings": 24,
        "eos_token_id": 2,
    },
    "vision_config": {
        "hidden_size": 8,
        "intermediate_size": 16,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "image_size": 16,
        "patch_size": 4,
    },
}
ROBERTA = {
    "model_type": "roberta",
    "vocab_size": vocabulary_size(roberta_tokenizer()),
    "hidden_size": 8,
    "intermediate_size": 16,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "max_position_embeddings": 34,
    "type_vocab_size": 1,
    "layer_norm_eps": 1e-5,
}
SENTENCES = {"max_seq_length": 24, "pooling": "mean_tokens", "normalise": True}
TEXTS = [
    "cat",
    "a red boat on the sea at night",
    "Two  BLACK holes: theory, and a proof!",
    "naïve café, 雪 and ☃ – 12 345",
    "the light of a star on a large planet in the snow, the light of a small star in the sea of night",
    "",
]
PICTURES = 4


def written_by(script, checkpoint, output, *options):
    with contextlib.redirect_stdout(io.StringIO()):
        if script.main([str(checkpoint), "--output", str(output), "--licence", "MIT", "--force", *options]):
            raise SystemExit(1)


def rounded(tensor):
    return [round(value, 7) for value in tensor.tolist()]


@torch.inference_mode()
def expected_texts(text):
    tokenizer = ByteLevelBpe(text.tokenizer)
    for sample in TEXTS:
        ids = tokenizer.ids(sample, text.max_tokens)
        output = text.model(torch.tensor([ids]), torch.ones(1, len(ids), dtype=torch.int64))[0]
        if text.unpooled:
            vectors = {"mean": rounded(output.mean(0)), "cls": rounded(output[0])}
        else:
            vectors = {"vector": rounded(output)}
        yield {"text": sample, "ids": ids, **vectors}


@torch.inference_mode()
def expected_pictures(image, folder):
    folder.mkdir(exist_ok=True)
    mean, std = torch.tensor(image.mean).view(3, 1, 1), torch.tensor(image.std).view(3, 1, 1)
    for i in range(PICTURES):
        pixels = np.random.RandomState(i).randint(0, 256, (image.size, image.size, 3), dtype=np.uint8)
        write_png(folder / f"{i}.png", pixels)
        prepared = (torch.from_numpy(pixels).permute(2, 0, 1).float() / 255 - mean) / std
        yield {"picture": f"{i}.png", "vector": rounded(image.model(prepared.unsqueeze(0))[0])}


def main():
    output = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as holder:
        folder = Path(holder)
        clip = write_checkpoint(folder / "tiny-clip", CLIP, clip_tensors(CLIP), clip_tokenizer())
        written_by(convert_checkpoint, clip, output)
        written_by(export_onnx, clip, output)
        roberta = write_checkpoint(
            folder / "tiny-roberta", ROBERTA, bert_tensors(ROBERTA), roberta_tokenizer(), SENTENCES
        )
        written_by(convert_checkpoint, roberta, output, "--unpooled")
        clip = convert_checkpoint.read_checkpoint(clip)
        roberta = convert_checkpoint.read_checkpoint(roberta, unpooled=True)
        expected = {
            "tiny-clip": {
                "texts": list(expected_texts(clip.text)),
                "pictures": list(expected_pictures(clip.image, output / "pictures")),
            },
            "tiny-roberta": {"texts": list(expected_texts(roberta.text))},
        }
    lines = [
        f'  "{name}": {{\n'
        + ",\n".join(
            f'    "{kind}": [\n'
            + ",\n".join(f"      {json.dumps(e, ensure_ascii=False)}" for e in entries)
            + "\n    ]"
            for kind, entries in kinds.items()
        )
        + "\n  }"
        for name, kinds in expected.items()
    ]
    (output / "expected.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
