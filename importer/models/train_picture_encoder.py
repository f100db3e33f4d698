#!/usr/bin/env python3
"""Trains the small dual encoder of drawn scenes that ships with HNSW Search.

Two towers turn a text and a picture into unit vectors of one space, so that a picture lies near what can be said
about it. They know the scenes that `hnsw-search gallery` draws, and nothing else: they are what lets text -> image
and image -> image search be tried offline, not a replacement of CLIP.

    ./hnsw-search gallery --count 40000 --seed 1 --size 96 --format raw --output drawn
    ./hnsw-search gallery --count 8000 --seed 2 --size 480 --format raw --output drawn-large
    ./hnsw-search gallery --count 1000 --seed 3 --size 96 --format raw --output unseen
    python3 train_picture_encoder.py drawn drawn-large --held-out unseen --output .

Folders hold `pictures.u8` (N x side x side x 3 bytes, RGB) and `scenes.jsonl`. Pictures that are larger than the
encoder's input go through JPEG and a bicubic resize once, as a user's files do; the smaller file is kept beside.

How it is trained:

1. Seeing. The image tower learns to name kinds, colours, counts, places and surroundings from the facts that come
   with the pictures, which are moved, tinted and brightened a little (never mirrored: left is not right). Half of the
   batches are of few kinds of objects, so that they are hard to tell apart.
2. Speaking. For each picture a few true texts are made up (drawn_scenes/speaker.py), and some with one thing changed.
   Facts decide which text is true of which picture. InfoNCE in both directions over all pairs of the batch, and of its
   texts with many other pictures: each true pair against the pairs that are false; what is neither is left out.
   Pictures that show the same main object are to lie nearer than others in the same way.
3. The towers are stored as TorchScript, batch norms folded, weights as fp16 (computed in fp32), and measured as
   stored, on pictures that training never saw.

Written to the output folder:

    drawn-scenes-<dimension>/text.pt          (input_ids, attention_mask: int64 [B, T]) -> float32 [B, dimension]
    drawn-scenes-<dimension>/image.pt         (pixels: float32 [B, 3, side, side]) -> float32 [B, dimension]
    drawn-scenes-<dimension>/tokenizer.json   whole words; every other word is [UNK]
    drawn-scenes-<dimension>/training.json    settings, sizes and measurements
    seeing.pt, descriptions.pt, speaking.pt   how far it is: run the same command again to go on from there

    python3 train_picture_encoder.py --evaluate drawn-scenes-256 --held-out unseen

measures stored towers again. Needs Python 3.9+, PyTorch 1.13+, NumPy and Pillow; no GPU.
"""

import argparse
import json
import platform
from pathlib import Path
from typing import Sequence

import numpy as np
import PIL
import torch
import torch.nn as nn

from drawn_scenes import measures
from drawn_scenes.pictures import MEAN, SIDE, STD, read_pictures
from drawn_scenes.scenes import read_scenes
from drawn_scenes.seeing import Seeing, describe
from drawn_scenes.speaking import Speaking, Speech
from drawn_scenes.stored import Encoder, write_tower
from drawn_scenes.tokenizer import MOST_TOKENS, PADDING, UNKNOWN, Words, learn_words
from drawn_scenes.towers import DESCRIPTION, ImageTower, TextTower
from drawn_scenes.training import Training


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__.split("\n\n")[0],
        epilog="See the top of this file for what it does and writes.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("pictures", type=Path, nargs="*", help="folders of drawn scenes to train with")
    parser.add_argument(
        "--held-out", type=Path, nargs="+", required=True, help="folders of other seeds, to measure with"
    )
    target = parser.add_mutually_exclusive_group(required=True)
    target.add_argument("--output", type=Path, help="folder to write to")
    target.add_argument("--evaluate", type=Path, help="folder of stored towers to measure; nothing is trained")
    parser.add_argument("--seed", type=int, default=1, help="seed of every random choice")
    parser.add_argument("--threads", type=int, default=2, help="batches that are worked on side by side, a core each")

    parser.add_argument("--dimension", type=int, default=256, help="values in an embedding")

    training = parser.add_argument_group("training")
    training.add_argument("--seeing-steps", type=int, default=2000, help="steps of the image tower")
    training.add_argument("--speaking-steps", type=int, default=2000, help="steps of the text tower")
    training.add_argument("--batch", type=int, default=64, help="pictures in a batch, of which there are --threads a step")
    training.add_argument("--kinds", type=int, default=4, help="kinds of objects in every other batch")
    training.add_argument("--others", type=int, default=1024, help="pictures besides the batch that its texts meet")
    training.add_argument("--short-texts", type=int, default=3, help="true short texts a picture")
    training.add_argument("--almost-texts", type=int, default=1, help="texts a picture with one thing changed")
    training.add_argument("--alike", type=float, default=0.3, help="weight of pictures of the same main object")
    training.add_argument("--rate", type=float, default=2e-3, help="highest learning rate")
    training.add_argument("--warm-up", type=int, default=200, help="steps until the highest learning rate")
    training.add_argument("--decay", type=float, default=0.05, help="weight decay")
    training.add_argument("--most-scale", type=float, default=50.0, help="limit of the learned 1 / temperature")
    return parser.parse_args()


def measure(encoder: Encoder, folders: Sequence[Path]) -> dict:
    measured = {}
    for folder in folders:
        pictures = read_pictures([folder])
        images = encoder.pictures(pictures.pixels)
        measured[folder.name] = measures.measure(pictures.scenes, images, encoder.texts)
        print(f"\n{folder.name}\n{measures.table(measured[folder.name])}", flush=True)
    return {**measured, "padding_changes": encoder.check_padding(), "speed_one_thread": encoder.speed(pictures.pixels)}


def train(options: argparse.Namespace) -> Path:
    """Trains and stores; gives back the folder of the stored files."""
    options.output.mkdir(parents=True, exist_ok=True)
    pictures = read_pictures(options.pictures)
    scenes = pictures.scenes
    folder = options.output / f"drawn-scenes-{options.dimension}"
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = folder / "tokenizer.json"
    if not tokenizer.exists():
        learned = json.dumps(learn_words(scenes, options.seed).to_json(), ensure_ascii=False, indent=1)
        tokenizer.write_text(learned + "\n", encoding="utf-8")
    words = Words.from_json(json.loads(tokenizer.read_text(encoding="utf-8")))
    print(f"{len(scenes):,} pictures, {len(words.tokens)} words", flush=True)
    projection = nn.Linear(DESCRIPTION, options.dimension, bias=False)
    image = ImageTower(projection).to(memory_format=torch.channels_last)

    def new_seeing(number: int, model: nn.Module) -> Seeing:
        return Seeing(number, model, pictures, options)

    seeing = Training(image, new_seeing, options.seeing_steps, options.output / "seeing.pt", options)
    seeing.run()
    kept = options.output / "descriptions.pt"
    if not kept.exists():
        torch.save(describe(image, pictures, options.seed), kept)
    descriptions = torch.load(kept)

    def new_speaking(number: int, model: nn.Module) -> Speaking:
        return Speaking(number, model, scenes, descriptions, words, options)

    text = TextTower(len(words.tokens), projection)
    speech = Speech(text)
    speaking = Training(speech, new_speaking, options.speaking_steps, options.output / "speaking.pt", options)
    speaking.run()

    parameters = {name: sum(p.numel() for p in tower.parameters()) for name, tower in (("text", text), ("image", image))}
    write_tower(text, folder / "text.pt")
    write_tower(image, folder / "image.pt")
    paths = ("pictures", "held_out", "output", "evaluate")
    report = {
        "settings": {name: value for name, value in vars(options).items() if name not in paths},
        "input": {
            "side": SIDE,
            "mean": MEAN,
            "std": STD,
            "most_tokens": MOST_TOKENS,
            "padding": PADDING,
            "unknown": UNKNOWN,
        },
        "trained_on": {folder.name: len(read_scenes(folder / "scenes.jsonl")) for folder in options.pictures},
        "words": len(words.tokens),
        "parameters": parameters,
        "bytes": {name: (folder / name).stat().st_size for name in ("text.pt", "image.pt", "tokenizer.json")},
        "versions": {
            "python": platform.python_version(),
            "torch": torch.__version__,
            "torch_trained": torch.load(speaking.checkpoint)["torch"],
            "numpy": np.__version__,
            "pillow": PIL.__version__,
        },
        "seconds_of_training": {"seeing": round(seeing.seconds), "speaking": round(speaking.seconds)},
    }
    (folder / "training.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return folder


def main() -> None:
    options = parse_arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    folder = options.evaluate or train(options)
    metrics = measure(Encoder(folder), options.held_out)
    report = json.loads((folder / "training.json").read_text(encoding="utf-8"))
    report["metrics"] = metrics
    (folder / "training.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
