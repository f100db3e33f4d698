"""The first half of training: the image tower learns to make out what pictures show."""

import argparse
from typing import Dict, List

import numpy as np
import torch

from drawn_scenes.labels import SceneLabels
from drawn_scenes.pictures import Pictures, to_input, varied
from drawn_scenes.scenes import Scene
from drawn_scenes.towers import ImageTower
from drawn_scenes.training import Worker
from drawn_scenes.words import KINDS


class Sampler:
    """Chooses the pictures of a batch: any, or some kinds' only, which are hard to tell apart."""

    def __init__(self, scenes: List[Scene], batch: int, random: np.random.Generator):
        self.count, self.batch, self.random = len(scenes), batch, random
        of_kind: Dict[str, List[int]] = {kind: [] for kind in KINDS}
        for i, scene in enumerate(scenes):
            for group in scene.groups:
                of_kind[group.kind].append(i)
        self.of_kind = {kind: np.array(those) for kind, those in of_kind.items() if len(those) >= batch}

    def next(self, kinds: int) -> np.ndarray:
        if not kinds or not self.of_kind:
            return self.random.choice(self.count, self.batch, replace=False)
        chosen = self.random.choice(sorted(self.of_kind), min(kinds, len(self.of_kind)), replace=False)
        parts = [self.random.choice(self.of_kind[kind], self.batch // len(chosen), replace=False) for kind in chosen]
        return np.unique(np.concatenate(parts))


class Seeing(Worker):
    def __init__(self, number: int, model: ImageTower, pictures: Pictures, options: argparse.Namespace):
        self.model, self.pictures, self.options = model, pictures, options
        self.random = np.random.default_rng([options.seed, number])
        self.sampler = Sampler(pictures.scenes, options.batch, self.random)
        self.labels = SceneLabels(pictures.scenes)

    def losses(self, step: int) -> Dict[str, torch.Tensor]:
        rows = self.sampler.next(self.options.kinds if step % 2 else 0)
        pixels = varied(self.pictures.pixels[rows], self.random).contiguous(memory_format=torch.channels_last)
        return self.labels.losses(self.model.sight(pixels), rows)


def describe(model: ImageTower, pictures: Pictures, seed: int, batch: int = 64) -> torch.Tensor:
    """What the tower makes out in each picture, as it is and varied a little: [2, N, DESCRIPTION]."""
    random = np.random.default_rng(seed)
    count = len(pictures.scenes)
    parts = [pictures.pixels[first : first + batch] for first in range(0, count, batch)]
    with torch.no_grad():
        plain = torch.cat([model.describe(to_input(part)) for part in parts])
        return torch.stack([plain, torch.cat([model.describe(varied(part, random)) for part in parts])])
