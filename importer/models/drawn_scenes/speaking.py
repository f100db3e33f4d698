"""The second half of training: the text tower and the projection learn what is said about what the image tower sees.

The image tower's descriptions of the pictures stay as they are, so that a step costs no more than its texts.
"""

import argparse
import math
from typing import Dict, List, Sequence

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from drawn_scenes.labels import NOTHING
from drawn_scenes.scenes import Scene, scene_facts
from drawn_scenes.seeing import Sampler
from drawn_scenes.speaker import Speaker, Text
from drawn_scenes.tokenizer import MOST_TOKENS, UNKNOWN, Words, pad
from drawn_scenes.towers import REST, TextTower
from drawn_scenes.training import Worker
from drawn_scenes.words import CLASSES, COLOURS, KINDS


class FactTable:
    """Which picture has which facts, as one row a fact, for all pictures at once."""

    def __init__(self, scenes: List[Scene]):
        facts = [scene_facts(scene) for scene in scenes]
        self.rows = {fact: i for i, fact in enumerate(sorted(set().union(*facts)))}
        self.never, self.always = len(self.rows), len(self.rows) + 1
        self.bits = np.zeros((len(self.rows) + 2, len(scenes)), bool)
        for picture, some in enumerate(facts):
            self.bits[[self.rows[fact] for fact in some], picture] = True
        self.bits[self.always] = True

    def truth(self, wanted: Sequence[frozenset], pictures: np.ndarray) -> torch.Tensor:
        """Whether each picture has all of each set of facts: bool [sets, pictures]."""
        most = max(len(facts) for facts in wanted)
        rows = np.full((len(wanted), max(1, most)), self.always)
        for i, facts in enumerate(wanted):
            rows[i, : len(facts)] = [self.rows.get(fact, self.never) for fact in facts]
        bits = np.take(self.bits, pictures, axis=1)
        true = np.ones((len(wanted), len(pictures)), bool)
        for each in rows.T:
            true &= bits[each]
        return torch.from_numpy(true)


class Speech(nn.Module):
    """What is learned: the text tower with the projection, and the temperature of the loss."""

    def __init__(self, text: TextTower):
        super().__init__()
        self.text = text
        self.scale = nn.Parameter(torch.tensor(math.log(14.0)))


def pair_loss(scores: torch.Tensor, true: torch.Tensor, false: torch.Tensor) -> torch.Tensor:
    """InfoNCE of each true pair of a row against all false pairs of that row; rows count the same."""
    against = scores.masked_fill(~false, -1e4).logsumexp(1, keepdim=True)
    each = F.softplus(against - scores) * true
    pairs = true.sum(1)
    return (each.sum(1) / pairs.clamp(min=1)).sum() / (pairs > 0).sum().clamp(min=1)


def spoken_of(texts: Sequence[Text]) -> torch.Tensor:
    """Which kinds each text speaks of: [texts, kinds]."""
    names = list(KINDS)
    result = torch.zeros(len(texts), len(names))
    for row, text in enumerate(texts):
        for fact in text.stated:
            parts = fact.split(":")
            kinds = CLASSES[parts[1]][1] if parts[0] == "class" else [part for part in parts if part in KINDS]
            result[row, [names.index(kind) for kind in kinds]] = 1
    return result


def roof_colours(texts: Sequence[Text]) -> torch.Tensor:
    """The colour of the roof that each text speaks of, or NOTHING."""
    names = list(COLOURS)
    said = [[names.index(fact.split(":")[2]) for fact in text.stated if ":roof:" in fact] for text in texts]
    return torch.tensor([each[0] if each else NOTHING for each in said])


class Speaking(Worker):
    def __init__(
        self,
        number: int,
        model: Speech,
        scenes: List[Scene],
        descriptions: torch.Tensor,
        words: Words,
        options: argparse.Namespace,
    ):
        self.model, self.scenes, self.descriptions, self.words, self.options = model, scenes, descriptions, words, options
        self.random = np.random.default_rng([options.seed, number])
        self.speaker = Speaker(int(self.random.integers(1 << 30)))
        self.sampler = Sampler(scenes, options.batch, self.random)
        self.facts = FactTable(scenes)

    def texts(self, rows: np.ndarray) -> List[Text]:
        texts = []
        for row in rows:
            scene = self.scenes[row]
            texts.append(self.speaker.long(scene))
            texts += [self.speaker.short(scene) for _ in range(self.options.short_texts)]
            texts += [self.speaker.almost(scene) for _ in range(self.options.almost_texts)]
        return sorted(texts, key=lambda text: len(text.words))

    def ids(self, text: Text) -> List[int]:
        """Unknown words come in anywhere, so that they mean nothing."""
        ids = self.words.encode(text.words)
        if self.random.random() < 0.1:
            for _ in range(self.random.integers(1, 3)):
                ids.insert(self.random.integers(0, len(ids) + 1), UNKNOWN)
        return ids[:MOST_TOKENS]

    def losses(self, step: int) -> Dict[str, torch.Tensor]:
        options, model = self.options, self.model
        rows = self.sampler.next(options.kinds if step % 2 else 0)
        texts = self.texts(rows)
        # Short texts and long ones apart, so that short ones are not padded much.
        cut = len(texts) * 3 // 5
        encoded = [self.ids(text) for text in texts]
        parts = [model.text.mentions(*pad(some)) for some in (encoded[:cut], encoded[cut:])]
        asked, matches = (torch.cat(those) for those in zip(*parts))

        now = len(rows)
        all_rows = np.concatenate([rows, self.random.choice(len(self.scenes), options.others, replace=False)])
        images = F.normalize(model.text.projection(self.descriptions[step % 2, all_rows]), dim=1)
        vectors = F.normalize(model.text.projection(asked), dim=1)
        scale = model.scale.clamp(max=math.log(options.most_scale)).exp()
        scores = scale * vectors @ images.T
        true = self.facts.truth([text.stated for text in texts], all_rows)
        false = ~self.facts.truth([text.required for text in texts], all_rows)
        alike = self.facts.truth([frozenset([self.scenes[row].main.kind]) for row in rows], all_rows)
        same = torch.from_numpy(rows[:, None] == all_rows[None])
        return {
            "alike": options.alike * pair_loss(scale * images[:now] @ images.T, alike & ~same, ~alike),
            "text": pair_loss(scores, true, false),
            "image": pair_loss(scores[:, :now].T, true[:, :now].T, false[:, :now].T),
            # Few texts speak of roofs: without help they would be learned late.
            "roofs": F.cross_entropy(asked[:, -REST : -REST + len(COLOURS)], roof_colours(texts), ignore_index=NOTHING)
            if (roof_colours(texts) >= 0).any()
            else asked.new_zeros(()),
            "kinds": 5 * F.binary_cross_entropy_with_logits(matches, spoken_of(texts)),
        }
