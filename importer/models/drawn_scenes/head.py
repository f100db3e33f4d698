"""The head that names what the image tower makes out. It teaches the tower to see, and is thrown away afterwards."""

from typing import Dict, List

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from drawn_scenes.scenes import Scene
from drawn_scenes.towers import SLOT, Sight
from drawn_scenes.words import COLOURS, KINDS


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
