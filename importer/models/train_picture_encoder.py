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

1. Each step takes a batch of pictures, half of the time of few kinds of objects, so that they are hard to tell
   apart, and moves, tints and brightens them a little (never mirrored: left is not right).
2. For each picture a few true texts are made up (scene_language.py), and some with one thing changed.
3. Facts decide which text is true of which picture. InfoNCE in both directions over all pairs of the batch: each
   true pair against the pairs that are false; what is neither is left out. Texts also meet the pictures of the
   steps before.
4. A head on the image tower names kinds, colours, counts and places. It is thrown away afterwards; while it is
   there, every picture says what is to be seen in it, which takes far fewer pictures than captions alone.
5. The towers are stored as TorchScript, batch norms folded, weights as fp16 (computed in fp32), and measured as
   stored, on pictures that training never saw.

Written to the output folder:

    drawn-scenes-<dimension>/text.pt          (input_ids, attention_mask: int64 [B, T]) -> float32 [B, dimension]
    drawn-scenes-<dimension>/image.pt         (pixels: float32 [B, 3, side, side]) -> float32 [B, dimension]
    drawn-scenes-<dimension>/tokenizer.json   whole words; every other word is [UNK]
    drawn-scenes-<dimension>/training.json    settings, sizes and measurements
    checkpoint.pt                             the newest state: run the same command again to go on from there

    python3 train_picture_encoder.py --evaluate drawn-scenes-256 --held-out unseen

measures stored towers again. Needs Python 3.9+, PyTorch 1.13+, NumPy and Pillow; no GPU.
"""

import argparse
import copy
import io
import json
import math
import platform
import re
import time
import unicodedata
import zipfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Dict, List, NamedTuple, Sequence

import numpy as np
import PIL
import torch
import torch.nn as nn
import torch.nn.functional as F
from PIL import Image

import scene_measures
from scene_language import COLOURS, KINDS, Scene, Speaker, Text, read_scenes, scene_facts

SIDE = 96
MEAN = (0.5, 0.5, 0.5)
STD = (0.25, 0.25, 0.25)
MOST_TOKENS = 64
CELL, SLOT = 96, 48  # features of a cell of the picture, and of the objects of one kind
SPECIAL_TOKENS = ["[PAD]", "[UNK]"]
PADDING, UNKNOWN = 0, 1


# ---------------------------------------------------------------------------------------------------------
# Pictures
# ---------------------------------------------------------------------------------------------------------


class Pictures(NamedTuple):
    """Pixels uint8 [N, SIDE, SIDE, 3], and what each picture shows."""

    pixels: np.ndarray
    scenes: List[Scene]


def read_pictures(folders: Sequence[Path]) -> Pictures:
    scenes: List[Scene] = []
    pixels = []
    for folder in folders:
        some = read_scenes(folder / "scenes.jsonl")
        pixels.append(read_pixels(folder, len(some)))
        scenes += some
    return Pictures(pixels[0] if len(pixels) == 1 else np.concatenate(pixels), scenes)


def read_pixels(folder: Path, count: int) -> np.ndarray:
    file = folder / "pictures.u8"
    side = math.isqrt(file.stat().st_size // (3 * count))
    if side * side * 3 * count != file.stat().st_size:
        raise SystemExit(f"{file}: {file.stat().st_size:,} bytes are not {count:,} square pictures")
    if side == SIDE:
        return np.memmap(file, np.uint8, "r", shape=(count, SIDE, SIDE, 3))
    shrunk = folder / f"pictures-{SIDE}.u8"
    if not shrunk.exists():
        large = np.memmap(file, np.uint8, "r", shape=(count, side, side, 3))
        quality = np.random.default_rng(0).integers(75, 97, count)
        partial = folder / "partial.u8"
        with partial.open("wb") as out:
            for pixels, each in zip(large, quality):
                out.write(shrink(pixels, int(each)))
        partial.rename(shrunk)
    return np.memmap(shrunk, np.uint8, "r", shape=(count, SIDE, SIDE, 3))


def shrink(pixels: np.ndarray, quality: int) -> bytes:
    jpeg = io.BytesIO()
    Image.fromarray(pixels).save(jpeg, "JPEG", quality=quality)
    return Image.open(jpeg).convert("RGB").resize((SIDE, SIDE), Image.BICUBIC).tobytes()


def to_input(pixels: np.ndarray) -> torch.Tensor:
    """uint8 [N, SIDE, SIDE, 3] -> float32 [N, 3, SIDE, SIDE], as the image tower expects it."""
    floats = torch.from_numpy(np.array(pixels)).permute(0, 3, 1, 2).float() / 255
    return (floats - torch.tensor(MEAN).view(3, 1, 1)) / torch.tensor(STD).view(3, 1, 1)


def varied(pixels: np.ndarray, random: np.random.Generator, most_shift: int = 4) -> torch.Tensor:
    """Shift, brightness, contrast and tint: little of each."""
    count = len(pixels)
    shift = random.integers(-most_shift, most_shift + 1, (2, count, 1))
    rows, columns = np.clip(np.arange(SIDE)[None] + shift, 0, SIDE - 1)
    x = to_input(pixels[np.arange(count)[:, None, None], rows[:, :, None], columns[:, None, :]])

    def uniform(low: float, high: float, *shape: int) -> torch.Tensor:
        return torch.from_numpy(random.uniform(low, high, shape).astype(np.float32))

    return x * uniform(0.92, 1.08, count, 3, 1, 1) + uniform(-0.15, 0.15, count, 1, 1, 1)


class Sampler:
    """Chooses the pictures of a batch: any, or some kinds' only."""

    def __init__(self, scenes: List[Scene], batch: int, random: np.random.Generator):
        self.count, self.batch, self.random = len(scenes), batch, random
        self.of_kind = {kind: [] for kind in KINDS}
        for i, scene in enumerate(scenes):
            for group in scene.groups:
                self.of_kind[group.kind].append(i)
        self.of_kind = {kind: np.array(those) for kind, those in self.of_kind.items() if len(those) >= batch}

    def next(self, kinds: int) -> np.ndarray:
        if not kinds or not self.of_kind:
            return self.random.choice(self.count, self.batch, replace=False)
        chosen = self.random.choice(sorted(self.of_kind), min(kinds, len(self.of_kind)), replace=False)
        parts = [self.random.choice(self.of_kind[kind], self.batch // len(chosen), replace=False) for kind in chosen]
        return np.unique(np.concatenate(parts))


# ---------------------------------------------------------------------------------------------------------
# Texts
# ---------------------------------------------------------------------------------------------------------


class Words:
    """A tokenizer of whole words: lower case, without accents; what is no letter or digit parts words."""

    def __init__(self, tokens: List[str]):
        self.tokens = tokens
        self.ids = {token: i for i, token in enumerate(tokens)}

    @staticmethod
    def split(text: str) -> List[str]:
        letters = (c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
        return re.findall(r"[^\W_]+", "".join(letters).lower())

    def encode(self, text: str) -> List[int]:
        return [self.ids.get(word, UNKNOWN) for word in self.split(text)][:MOST_TOKENS]

    def to_json(self) -> dict:
        special = [
            {
                "id": i,
                "content": token,
                "single_word": False,
                "lstrip": False,
                "rstrip": False,
                "normalized": False,
                "special": True,
            }
            for i, token in enumerate(SPECIAL_TOKENS)
        ]
        return {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": special,
            "normalizer": {
                "type": "Sequence",
                "normalizers": [
                    {"type": "NFD"},
                    {"type": "StripAccents"},
                    {"type": "Lowercase"},
                    {"type": "Replace", "pattern": {"Regex": "[^\\p{L}\\p{N}]+"}, "content": " "},
                ],
            },
            "pre_tokenizer": {"type": "WhitespaceSplit"},
            "post_processor": None,
            "decoder": None,
            "model": {"type": "WordLevel", "vocab": self.ids, "unk_token": SPECIAL_TOKENS[UNKNOWN]},
        }

    @staticmethod
    def from_json(tokenizer: dict) -> "Words":
        vocabulary = tokenizer["model"]["vocab"]
        return Words(sorted(vocabulary, key=vocabulary.get))


def learn_words(scenes: List[Scene], seed: int, texts: int = 100000, rarest: int = 7) -> Words:
    """The words of made-up texts. One that training would hardly see stays unknown, so that users are told."""
    speaker = Speaker(seed)
    counts: Counter = Counter()
    for i in range(texts):
        scene = scenes[i % len(scenes)]
        counts.update(Words.split((speaker.long(scene) if i % 4 == 0 else speaker.short(scene)).words))
    return Words(SPECIAL_TOKENS + sorted(word for word, count in counts.items() if count >= rarest))


def pad(encoded: List[List[int]]):
    length = max(1, max(len(ids) for ids in encoded))
    ids = torch.full((len(encoded), length), PADDING, dtype=torch.int64)
    mask = torch.zeros_like(ids)
    for row, each in enumerate(encoded):
        ids[row, : len(each)] = torch.tensor(each, dtype=torch.int64)
        mask[row, : len(each)] = 1
    return ids, mask


class FactTable:
    """Which picture has which facts, as one column a fact, for all pictures at once."""

    def __init__(self, scenes: List[Scene]):
        facts = [scene_facts(scene) for scene in scenes]
        self.columns = {fact: i for i, fact in enumerate(sorted(set().union(*facts)))}
        self.never, self.always = len(self.columns), len(self.columns) + 1
        self.bits = np.zeros((len(scenes), len(self.columns) + 2), bool)
        for row, some in enumerate(facts):
            self.bits[row, [self.columns[fact] for fact in some]] = True
        self.bits[:, self.always] = True

    def truth(self, wanted: Sequence[frozenset], pictures: np.ndarray) -> torch.Tensor:
        """Whether each picture has all of each set of facts: bool [sets, pictures]."""
        most = max(len(facts) for facts in wanted)
        columns = np.full((len(wanted), max(1, most)), self.always)
        for row, facts in enumerate(wanted):
            columns[row, : len(facts)] = [self.columns.get(fact, self.never) for fact in facts]
        bits = self.bits[pictures]
        true = np.ones((len(wanted), len(pictures)), bool)
        for column in columns.T:
            true &= bits[:, column].T
        return torch.from_numpy(true)


# ---------------------------------------------------------------------------------------------------------
# Towers
# ---------------------------------------------------------------------------------------------------------


def convolution(inputs: int, outputs: int, stride: int = 1, size: int = 3) -> nn.Sequential:
    conv = nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(outputs), nn.ReLU())


class Sight(NamedTuple):
    """What the image tower makes out. `slots`: [B, kinds, SLOT]; `centres`: [B, kinds, 2]; the rest [B, kinds]."""

    amounts: torch.Tensor
    centres: torch.Tensor
    slots: torch.Tensor
    presence: torch.Tensor
    surroundings: torch.Tensor


class ImageTower(nn.Module):
    """Convolutions; then one map for each kind of object, of how much of it is where.

    The sum of a map is how many there are, its centre of gravity is where they are, and the average of the features
    under it is what they look like. So a colour learned from cars is known of boats, and anywhere in the picture.
    """

    def __init__(self, dimension: int, hidden: int):
        super().__init__()
        kinds = len(KINDS)
        self.fine = nn.Sequential(
            nn.PixelUnshuffle(4),
            convolution(48, 32),
            convolution(32, 96, stride=2),
            convolution(96, 96),
        )
        self.coarse = nn.Sequential(convolution(96, 128, stride=2), convolution(128, 128))
        self.from_fine = nn.Conv2d(96, CELL, 1)
        self.from_coarse = nn.Conv2d(128, CELL, 1)
        self.looks = nn.Conv2d(CELL, SLOT, 1)
        self.maps = nn.Conv2d(CELL, kinds, 1)
        nn.init.constant_(self.maps.bias, -5.0)
        self.seen = nn.Linear(1, 1)
        nn.init.constant_(self.seen.weight, 2.0)
        nn.init.constant_(self.seen.bias, 1.0)
        self.around = convolution(128, 128, size=1)
        self.mix = nn.Linear(kinds * (SLOT + 4) + 256, hidden, bias=False)
        self.norm = nn.BatchNorm1d(hidden)
        self.out = nn.Linear(hidden, dimension)

    def sight(self, pixels: torch.Tensor) -> Sight:
        fine = self.fine(pixels)
        coarse = self.coarse(fine)
        larger = F.interpolate(self.from_coarse(coarse), scale_factor=2.0, mode="nearest")
        cells = F.relu(self.from_fine(fine) + larger)
        rows, _, height, width = cells.shape
        density = F.softplus(self.maps(cells)).flatten(2)
        amounts = density.sum(2)
        shares = density / amounts.unsqueeze(2).clamp(min=1e-4)
        slots = shares @ self.looks(cells).flatten(2).transpose(1, 2)
        x = ((torch.arange(width, device=pixels.device) + 0.5) / width).repeat(height)
        y = ((torch.arange(height, device=pixels.device) + 0.5) / height).repeat_interleave(width)
        centres = shares @ torch.stack([x, y], 1)
        presence = self.seen((amounts + 1e-3).log().unsqueeze(2)).squeeze(2)
        around = self.around(coarse).flatten(2)
        return Sight(amounts, centres, slots, presence, torch.cat([around.mean(2), around.amax(2)], 1))

    def embed(self, sight: Sight) -> torch.Tensor:
        there = sight.presence.sigmoid().unsqueeze(2)
        amounts = sight.amounts.unsqueeze(2)
        slots = torch.cat([F.relu(sight.slots), amounts, sight.centres - 0.5, torch.ones_like(amounts)], 2) * there
        return self.out(F.relu(self.norm(self.mix(torch.cat([slots.flatten(1), sight.surroundings], 1)))))

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        return self.embed(self.sight(pixels))


class Attention(nn.Module):
    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.before = nn.LayerNorm(width)
        self.to_qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)

    def forward(self, x: torch.Tensor, absent: torch.Tensor) -> torch.Tensor:
        rows, length, width = x.shape
        qkv = self.to_qkv(self.before(x)).view(rows, length, 3, self.heads, width // self.heads)
        query, key, value = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        scores = query @ key.transpose(2, 3) / math.sqrt(width // self.heads)
        weights = scores.masked_fill(absent, -1e9).softmax(3)
        return x + self.out((weights @ value).transpose(1, 2).reshape(rows, length, width))


class FeedForward(nn.Module):
    def __init__(self, width: int, inner: int):
        super().__init__()
        self.before = nn.LayerNorm(width)
        self.expand = nn.Linear(width, inner)
        self.out = nn.Linear(inner, width)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.out(F.gelu(self.expand(self.before(x))))


class TextTower(nn.Module):
    """A small transformer; the words' average and maximum make the vector. Padding changes nothing."""

    def __init__(self, words: int, dimension: int, width: int = 128, heads: int = 4):
        super().__init__()
        self.tokens = nn.Embedding(words, width)
        self.places = nn.Embedding(MOST_TOKENS, width)
        nn.init.normal_(self.tokens.weight, std=0.05)
        nn.init.normal_(self.places.weight, std=0.05)
        self.attention1, self.forward1 = Attention(width, heads), FeedForward(width, 2 * width)
        self.attention2, self.forward2 = Attention(width, heads), FeedForward(width, 2 * width)
        self.after = nn.LayerNorm(width)
        self.out = nn.Linear(2 * width, dimension)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        present = (attention_mask != 0).unsqueeze(2).to(torch.float32)
        absent = (attention_mask == 0).unsqueeze(1).unsqueeze(1)
        place = torch.arange(input_ids.shape[1], device=input_ids.device).clamp(max=63)
        x = self.tokens(input_ids) + self.places(place)
        x = self.forward1(self.attention1(x, absent))
        x = self.forward2(self.attention2(x, absent))
        x = F.gelu(self.after(x))
        mean = (x * present).sum(1) / present.sum(1).clamp(min=1.0)
        most = (F.relu(x) * present).amax(1)
        return self.out(torch.cat([mean, most], 1))


# ---------------------------------------------------------------------------------------------------------
# The head that names facts
# ---------------------------------------------------------------------------------------------------------

KIND_NAMES, COLOUR_NAMES = list(KINDS), list(COLOURS)
SETTINGS = {
    "ground": ["meadow", "sand", "snow", "hills", "sea", "underwater"],
    "time": ["day", "sunset", "night"],
    "weather": ["clear", "cloudy", "rain", "snowfall"],
    "backdrop": ["mountains", "hills", "none"],
}
LIGHTS = ["sun", "moon", "stars"]
MOST_COUNT = 5


class SceneLabels:
    """What the head is to say about each picture; -100 where there is nothing to say."""

    def __init__(self, scenes: List[Scene]):
        count, kinds = len(scenes), len(KIND_NAMES)
        self.settings = np.array(
            [[names.index(getattr(scene, name) or "none") for name, names in SETTINGS.items()] for scene in scenes]
        )
        self.lights = np.array([[light in scene.sky for light in LIGHTS] for scene in scenes], np.float32)
        self.present = np.zeros((count, kinds), np.float32)
        self.colour = np.full((count, kinds), -100)
        self.roof = np.full((count, kinds), -100)
        self.number = np.full((count, kinds), -100)
        self.place = np.zeros((count, kinds, 2), np.float32)
        for row, scene in enumerate(scenes):
            for group in scene.groups:
                at = row, KIND_NAMES.index(group.kind)
                self.present[at] = 1
                self.colour[at] = COLOUR_NAMES.index(group.colour)
                self.roof[at] = COLOUR_NAMES.index(group.roof) if group.roof else -100
                self.number[at] = group.count - 1
                self.place[at] = group.x, group.y


class FactHead(nn.Module):
    """For each kind whether it is there and its colour, roof, count and place; and the surroundings."""

    def __init__(self):
        super().__init__()
        self.colour = nn.Linear(SLOT, len(COLOUR_NAMES))
        self.roof = nn.Linear(SLOT, len(COLOUR_NAMES))
        self.numbers = nn.Linear(SLOT + 1, MOST_COUNT)
        self.setting_sizes = [len(names) for names in SETTINGS.values()] + [len(LIGHTS)]
        self.settings = nn.Linear(256, sum(self.setting_sizes))

    def loss(self, sight: Sight, labels: SceneLabels, rows: np.ndarray) -> Dict[str, torch.Tensor]:
        def tensor(values: np.ndarray) -> torch.Tensor:
            return torch.from_numpy(values[rows])

        there = tensor(labels.present)
        seen = there > 0
        slots, amounts, number = sight.slots[seen], sight.amounts[seen], tensor(labels.number)[seen]
        losses = {
            "kind": 10 * F.binary_cross_entropy_with_logits(sight.presence, there),
            "colour": F.cross_entropy(self.colour(slots), tensor(labels.colour)[seen]),
            "count": F.cross_entropy(self.numbers(torch.cat([slots, amounts.unsqueeze(1)], 1)), number),
            "amount": F.smooth_l1_loss(amounts, number + 1.0),
            "centre": 4 * F.smooth_l1_loss(sight.centres[seen], tensor(labels.place)[seen], beta=0.1),
        }
        roof = tensor(labels.roof)[seen]
        if (roof >= 0).any():
            losses["roof"] = 0.3 * F.cross_entropy(self.roof(slots), roof)
        parts = self.settings(sight.surroundings).split(self.setting_sizes, 1)
        settings = [F.cross_entropy(part, tensor(labels.settings[:, i])) for i, part in enumerate(parts[:-1])]
        losses["setting"] = 0.5 * torch.stack(settings).sum()
        losses["light"] = F.binary_cross_entropy_with_logits(parts[-1], tensor(labels.lights))
        return losses


# ---------------------------------------------------------------------------------------------------------
# Training
# ---------------------------------------------------------------------------------------------------------


class Trainee(nn.Module):
    """Everything that is learned."""

    def __init__(self, words: int, options: argparse.Namespace):
        super().__init__()
        self.image = ImageTower(options.dimension, options.hidden)
        self.text = TextTower(words, options.dimension)
        self.head = FactHead()
        self.scale = nn.Parameter(torch.tensor(math.log(14.0)))


def pair_loss(scores: torch.Tensor, true: torch.Tensor, false: torch.Tensor) -> torch.Tensor:
    """InfoNCE of each true pair of a row against all false pairs of that row; rows count the same."""
    against = scores.masked_fill(~false, -1e4).logsumexp(1, keepdim=True)
    each = F.softplus(against - scores) * true
    pairs = true.sum(1)
    return (each.sum(1) / pairs.clamp(min=1)).sum() / (pairs > 0).sum().clamp(min=1)


def vary_words(ids: List[int], random: np.random.Generator) -> List[int]:
    """Unknown words come in anywhere, so that they mean nothing."""
    if random.random() < 0.1:
        ids = list(ids)
        for _ in range(random.integers(1, 3)):
            ids.insert(random.integers(0, len(ids) + 1), UNKNOWN)
    return ids[:MOST_TOKENS]


def embed_batch(tower: nn.Module, encoded: List[List[int]]) -> torch.Tensor:
    """Short texts and long ones apart, so that short ones are not padded much."""
    order = sorted(range(len(encoded)), key=lambda i: len(encoded[i]))
    back = torch.empty(len(order), dtype=torch.int64)
    back[torch.tensor(order)] = torch.arange(len(order))
    cut = len(order) * 3 // 5
    parts = [tower(*pad([encoded[i] for i in some])) for some in (order[:cut], order[cut:]) if some]
    return torch.cat(parts)[back]


class Material(NamedTuple):
    """What a worker learns from."""

    pictures: Pictures
    words: Words
    facts: FactTable
    labels: SceneLabels


class Worker:
    """Computes gradients for batches of its own, on one core."""

    def __init__(self, number: int, model: Trainee, material: Material, options: argparse.Namespace, step: int):
        self.model, self.material, self.options = model, material, options
        self.random = np.random.default_rng([options.seed, number, step])
        self.sampler = Sampler(material.pictures.scenes, options.batch, self.random)
        self.speaker = Speaker(int(self.random.integers(1 << 30)))
        # Pictures of the last steps: their rows, and their vectors as they were then.
        self.past_rows = np.zeros(0, np.int64)
        self.past_vectors = torch.zeros(0, options.dimension)

    def texts(self, rows: np.ndarray) -> List[Text]:
        texts = []
        for row in rows:
            scene = self.material.pictures.scenes[row]
            texts.append(self.speaker.long(scene))
            texts += [self.speaker.short(scene) for _ in range(self.options.short_texts)]
            texts += [self.speaker.almost(scene) for _ in range(self.options.almost_texts)]
        return texts

    def gradients(self, step: int) -> Dict[str, float]:
        """Leaves the gradients in its model; gives back the losses."""
        options, model, material = self.options, self.model, self.material
        torch.set_num_threads(1)
        rows = self.sampler.next(options.kinds if step % 2 else 0)
        pixels = varied(material.pictures.pixels[rows], self.random).contiguous(memory_format=torch.channels_last)
        sight = model.image.sight(pixels)
        named = model.head.loss(sight, material.labels, rows)
        losses = {name: each.item() for name, each in named.items()}
        loss = options.head_weight * torch.stack(list(named.values())).sum()
        if step >= options.naming_steps:
            images = F.normalize(model.image.embed(sight), dim=1)
            text_loss, image_loss = self.contrast(rows, images)
            losses.update(text=text_loss.item(), image=image_loss.item(), scale=model.scale.exp().item())
            loss = loss + text_loss + image_loss
        model.zero_grad(set_to_none=True)
        loss.backward()
        return losses

    def contrast(self, rows: np.ndarray, images: torch.Tensor):
        """The loss of texts among pictures, and of pictures among texts."""
        options, model, material = self.options, self.model, self.material
        texts = self.texts(rows)
        encoded = [vary_words(material.words.encode(each.words), self.random) for each in texts]
        vectors = F.normalize(embed_batch(model.text, encoded), dim=1)
        all_rows = np.concatenate([rows, self.past_rows])
        true = material.facts.truth([each.stated for each in texts], all_rows)
        false = ~material.facts.truth([each.required for each in texts], all_rows)
        scale = model.scale.clamp(max=math.log(options.most_scale)).exp()
        scores = scale * vectors @ torch.cat([images, self.past_vectors]).T
        now = len(rows)
        text_loss = pair_loss(scores, true, false)
        image_loss = pair_loss(scores[:, :now].T, true[:, :now].T, false[:, :now].T)
        self.past_rows = all_rows[: options.memory]
        self.past_vectors = torch.cat([images.detach(), self.past_vectors])[: options.memory]
        return text_loss, image_loss


class Training:
    """Workers side by side on the same weights. Two of them share a busy machine better than one with two threads."""

    def __init__(self, pictures: Pictures, options: argparse.Namespace, checkpoint: Path):
        self.options, self.checkpoint = options, checkpoint
        state = torch.load(checkpoint) if checkpoint.exists() else None
        words = Words(state["words"]) if state else learn_words(pictures.scenes, options.seed)
        self.material = Material(pictures, words, FactTable(pictures.scenes), SceneLabels(pictures.scenes))
        self.model = Trainee(len(words.tokens), options)
        self.model.image.to(memory_format=torch.channels_last)
        decayed = [p for p in self.model.parameters() if p.dim() > 1]
        others = [p for p in self.model.parameters() if p.dim() <= 1]
        groups = [{"params": decayed, "weight_decay": options.decay}, {"params": others, "weight_decay": 0.0}]
        self.optimizer = torch.optim.AdamW(groups, lr=options.rate)
        self.step, self.seconds = 0, 0.0
        if state:
            self.model.load_state_dict(state["model"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.step, self.seconds = state["step"], state["seconds"]
            print(f"going on from step {self.step}", flush=True)
        models = [self.model] + [sharing_weights(self.model) for _ in range(options.threads - 1)]
        self.workers = [Worker(i, each, self.material, options, self.step) for i, each in enumerate(models)]

    def rate(self) -> float:
        warm = min(1.0, (self.step + 1) / self.options.warm_up)
        return warm * self.options.rate * 0.5 * (1 + math.cos(math.pi * self.step / self.options.steps))

    def advance(self, pool: ThreadPoolExecutor) -> Dict[str, float]:
        for group in self.optimizer.param_groups:
            group["lr"] = self.rate()
        losses = list(pool.map(lambda worker: worker.gradients(self.step), self.workers))
        for together in zip(*(worker.model.parameters() for worker in self.workers)):
            gradients = [each.grad for each in together if each.grad is not None]
            together[0].grad = sum(gradients) / len(together) if gradients else None
        nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
        self.optimizer.step()
        self.step += 1
        return {name: sum(each.get(name, 0.0) for each in losses) / len(losses) for name in losses[-1]}

    def run(self) -> None:
        sums: Counter = Counter()
        started, since = time.time() - self.seconds, time.time()
        for worker in self.workers:
            worker.model.train()
        with ThreadPoolExecutor(len(self.workers)) as pool:
            while self.step < self.options.steps:
                sums.update(self.advance(pool))
                if self.step % 25 == 0:
                    line = " ".join(f"{name} {value / 25:.3f}" for name, value in sums.items())
                    print(f"{self.step} {time.time() - started:.0f} s ({time.time() - since:.1f}) {line}", flush=True)
                    sums, since = Counter(), time.time()
                if self.step % 100 == 0 or self.step == self.options.steps:
                    self.seconds = time.time() - started
                    self.save()
        self.model.eval()

    def save(self) -> None:
        state = {"model": self.model.state_dict(), "optimizer": self.optimizer.state_dict()}
        state.update(words=self.material.words.tokens, step=self.step, seconds=self.seconds, torch=str(torch.__version__))
        partial = self.checkpoint.with_suffix(".partial")
        torch.save(state, partial)
        partial.replace(self.checkpoint)


def sharing_weights(model: Trainee) -> Trainee:
    """A copy with the same parameters in memory, and gradients and running averages of its own."""
    copied = copy.deepcopy(model)
    for mine, other in zip(model.parameters(), copied.parameters()):
        other.data = mine.data
    return copied


# ---------------------------------------------------------------------------------------------------------
# The stored towers: weights in fp16, computing in fp32
# ---------------------------------------------------------------------------------------------------------


class StoredConvolution(nn.Module):
    def __init__(self, conv: nn.Conv2d):
        super().__init__()
        self.stride, self.padding = conv.stride[0], conv.padding[0]
        self.register_buffer("weight", conv.weight.detach().half())
        self.register_buffer("bias", conv.bias.detach().half())

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.conv2d(x, self.weight.float(), self.bias.float(), self.stride, self.padding)


class StoredLinear(nn.Module):
    def __init__(self, linear: nn.Linear):
        super().__init__()
        self.register_buffer("weight", linear.weight.detach().half())
        self.register_buffer("bias", linear.bias.detach().half())

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.linear(x, self.weight.float(), self.bias.float())


class StoredEmbedding(nn.Module):
    def __init__(self, embedding: nn.Embedding):
        super().__init__()
        self.register_buffer("weight", embedding.weight.detach().half())

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return F.embedding(ids, self.weight).float()


def stored(module: nn.Module) -> nn.Module:
    """The same in eval mode, for storing: batch norms are folded into what they follow."""
    if isinstance(module, ImageTower):
        module.mix = nn.utils.fusion.fuse_linear_bn_eval(module.mix, module.norm)
        module.norm = nn.Identity()
    for name, child in list(module.named_children()):
        if isinstance(child, nn.Sequential) and len(child) == 3 and isinstance(child[1], nn.BatchNorm2d):
            conv = nn.utils.fusion.fuse_conv_bn_eval(child[0], child[1])
            setattr(module, name, nn.Sequential(StoredConvolution(conv), nn.ReLU()))
        elif isinstance(child, nn.Linear):
            setattr(module, name, StoredLinear(child))
        elif isinstance(child, nn.Embedding):
            setattr(module, name, StoredEmbedding(child))
        else:
            stored(child)
    return module


def write_tower(tower: nn.Module, path: Path) -> None:
    buffer = io.BytesIO()
    torch.jit.save(torch.jit.script(stored(tower.eval().to(memory_format=torch.contiguous_format))), buffer)
    # The debug records name folders of the machine that trained the model, and nothing reads them but stack traces.
    with zipfile.ZipFile(buffer) as archive, zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as stripped:
        for record in archive.infolist():
            if not record.filename.endswith(".debug_pkl"):
                stripped.writestr(zipfile.ZipInfo(record.filename), archive.read(record))


class Encoder:
    """The stored files, used as the application uses them."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.text_tower = torch.jit.load(str(folder / "text.pt")).eval()
        self.image_tower = torch.jit.load(str(folder / "image.pt")).eval()
        self.words = Words.from_json(json.loads((folder / "tokenizer.json").read_text(encoding="utf-8")))

    def texts(self, texts: Sequence[str], batch: int = 64) -> torch.Tensor:
        results = []
        with torch.no_grad():
            for first in range(0, len(texts), batch):
                encoded = [self.words.encode(each) for each in texts[first : first + batch]]
                results.append(F.normalize(self.text_tower(*pad(encoded)), dim=1))
        return torch.cat(results)

    def pictures(self, pixels: np.ndarray, batch: int = 32) -> torch.Tensor:
        with torch.no_grad():
            parts = [self.image_tower(to_input(pixels[i : i + batch])) for i in range(0, len(pixels), batch)]
        return F.normalize(torch.cat(parts), dim=1)

    def speed(self, pixels: np.ndarray) -> Dict[str, float]:
        """On one thread: pictures a second in batches, and milliseconds for one short text."""
        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        self.pictures(pixels[:64])
        started = time.time()
        self.pictures(pixels[:256])
        per_second = len(pixels[:256]) / (time.time() - started)
        self.texts(["two red boats at night"] * 20, batch=1)
        started = time.time()
        self.texts(["two red boats at night"] * 200, batch=1)
        milliseconds = (time.time() - started) / 200 * 1000
        torch.set_num_threads(threads)
        return {"pictures_per_second": round(per_second), "text_ms": round(milliseconds, 2)}

    def check_padding(self) -> float:
        """The greatest change of a value by padding, before scaling to unit length."""
        ids, mask = pad([self.words.encode("two red boats left of a house with a blue roof at night")])
        longer = F.pad(ids, (0, 20), value=PADDING), F.pad(mask, (0, 20))
        with torch.no_grad():
            return (self.text_tower(ids, mask) - self.text_tower(*longer)).abs().max().item()


# ---------------------------------------------------------------------------------------------------------
# The program
# ---------------------------------------------------------------------------------------------------------


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__.split("\n\n")[0],
        epilog="See the top of this file for what it does and writes.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("pictures", type=Path, nargs="*", help="folders of drawn scenes to train with")
    parser.add_argument("--held-out", type=Path, nargs="+", required=True, help="folders of other seeds, to measure with")
    target = parser.add_mutually_exclusive_group(required=True)
    target.add_argument("--output", type=Path, help="folder to write to")
    target.add_argument("--evaluate", type=Path, help="folder of stored towers to measure; nothing is trained")
    parser.add_argument("--seed", type=int, default=1, help="seed of every random choice")
    parser.add_argument("--threads", type=int, default=2, help="batches that are worked on side by side, a core each")

    size = parser.add_argument_group("size")
    size.add_argument("--dimension", type=int, default=256, help="values in an embedding")
    size.add_argument("--hidden", type=int, default=384, help="values before the last layer of the image tower")

    training = parser.add_argument_group("training")
    training.add_argument("--steps", type=int, default=5000, help="batches")
    training.add_argument("--batch", type=int, default=64, help="pictures in a batch, of which there are --threads a step")
    training.add_argument("--kinds", type=int, default=4, help="kinds of objects in every other batch")
    training.add_argument("--naming-steps", type=int, default=300, help="steps at the start without texts")
    training.add_argument("--memory", type=int, default=1024, help="pictures of earlier steps that texts meet")
    training.add_argument("--short-texts", type=int, default=2, help="true short texts a picture")
    training.add_argument("--almost-texts", type=int, default=1, help="texts a picture with one thing changed")
    training.add_argument("--rate", type=float, default=2e-3, help="highest learning rate")
    training.add_argument("--warm-up", type=int, default=200, help="steps until the highest learning rate")
    training.add_argument("--decay", type=float, default=0.05, help="weight decay")
    training.add_argument("--head-weight", type=float, default=0.5, help="weight of the facts named")
    training.add_argument("--most-scale", type=float, default=50.0, help="limit of the learned 1 / temperature")
    return parser.parse_args()


def measure(encoder: Encoder, folders: Sequence[Path]) -> dict:
    measured = {}
    for folder in folders:
        pictures = read_pictures([folder])
        images = encoder.pictures(pictures.pixels)
        measured[folder.name] = scene_measures.measure(pictures.scenes, images, encoder.texts)
        print(f"\n{folder.name}\n{scene_measures.table(measured[folder.name])}", flush=True)
    return {**measured, "padding_changes": encoder.check_padding(), "speed_one_thread": encoder.speed(pictures.pixels)}


def train(options: argparse.Namespace) -> Path:
    """Trains and stores; gives back the folder of the stored files."""
    options.output.mkdir(parents=True, exist_ok=True)
    pictures = read_pictures(options.pictures)
    training = Training(pictures, options, options.output / "checkpoint.pt")
    words = training.material.words
    print(f"{len(pictures.scenes):,} pictures, {len(words.tokens)} words", flush=True)
    training.run()

    folder = options.output / f"drawn-scenes-{options.dimension}"
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = json.dumps(words.to_json(), ensure_ascii=False, indent=1)
    (folder / "tokenizer.json").write_text(tokenizer + "\n", encoding="utf-8")
    parameters = {name: sum(p.numel() for p in getattr(training.model, name).parameters()) for name in ("text", "image")}
    write_tower(training.model.text, folder / "text.pt")
    write_tower(training.model.image, folder / "image.pt")
    paths = ("pictures", "held_out", "output", "evaluate")
    report = {
        "settings": {name: value for name, value in vars(options).items() if name not in paths},
        "input": {"side": SIDE, "mean": MEAN, "std": STD, "most_tokens": MOST_TOKENS, "padding": PADDING, "unknown": UNKNOWN},
        "trained_on": {folder.name: len(read_scenes(folder / "scenes.jsonl")) for folder in options.pictures},
        "words": len(words.tokens),
        "parameters": parameters,
        "bytes": {name: (folder / name).stat().st_size for name in ("text.pt", "image.pt", "tokenizer.json")},
        "versions": {
            "python": platform.python_version(),
            "torch": torch.__version__,
            "torch_trained": torch.load(training.checkpoint)["torch"],
            "numpy": np.__version__,
            "pillow": PIL.__version__,
        },
        "seconds_of_training": round(training.seconds),
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
