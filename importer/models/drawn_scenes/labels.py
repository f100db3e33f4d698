"""What the image tower is to make out in each picture, and the loss of what it does make out."""

from typing import Dict, List

import numpy as np
import torch
import torch.nn.functional as F

from drawn_scenes.scenes import Scene
from drawn_scenes.towers import LIGHTS, SETTINGS, Sight
from drawn_scenes.words import COLOURS, KINDS

KIND_NAMES, COLOUR_NAMES = list(KINDS), list(COLOURS)
NOTHING = -100  # where there is nothing to say


class SceneLabels:
    def __init__(self, scenes: List[Scene]):
        count, kinds = len(scenes), len(KIND_NAMES)
        self.settings = np.array(
            [[names.index(getattr(scene, name)) for name, names in SETTINGS.items()] for scene in scenes]
        )
        self.lights = np.array([[light in scene.sky for light in LIGHTS] for scene in scenes], np.float32)
        self.present = np.zeros((count, kinds), np.float32)
        self.colour = np.full((count, kinds), NOTHING)
        self.number = np.full((count, kinds), NOTHING)
        self.place = np.zeros((count, kinds, 2), np.float32)
        self.roof = np.full(count, NOTHING)
        for row, scene in enumerate(scenes):
            for group in scene.groups:
                at = row, KIND_NAMES.index(group.kind)
                self.present[at] = 1
                self.colour[at] = COLOUR_NAMES.index(group.colour)
                self.number[at] = group.count - 1
                self.place[at] = group.x, group.y
                if group.roof:
                    self.roof[row] = COLOUR_NAMES.index(group.roof)

    def losses(self, sight: Sight, rows: np.ndarray) -> Dict[str, torch.Tensor]:
        def of_rows(values: np.ndarray) -> torch.Tensor:
            return torch.from_numpy(values[rows])

        there = of_rows(self.present)
        seen = there > 0
        number, roof = of_rows(self.number)[seen], of_rows(self.roof)
        parts = sight.settings.split([len(names) for names in SETTINGS.values()] + [len(LIGHTS)], 1)
        settings = [F.cross_entropy(part, of_rows(self.settings[:, i])) for i, part in enumerate(parts[:-1])]
        losses = {
            "kind": 10 * F.binary_cross_entropy_with_logits(sight.presence, there),
            "colour": F.cross_entropy(sight.colours[seen], of_rows(self.colour)[seen]),
            "count": F.cross_entropy(sight.counts[seen], number),
            "amount": F.smooth_l1_loss(sight.amounts[seen], number + 1.0),
            "centre": 4 * F.smooth_l1_loss(sight.centres[seen], of_rows(self.place)[seen], beta=0.1),
            "setting": 0.5 * torch.stack(settings).sum(),
            "light": F.binary_cross_entropy_with_logits(parts[-1], of_rows(self.lights)),
        }
        if (roof >= 0).any():
            losses["roof"] = 0.3 * F.cross_entropy(sight.roofs, roof, ignore_index=NOTHING)
        return losses
