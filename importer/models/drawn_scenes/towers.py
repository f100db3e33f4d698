"""The two towers: what turns words and what turns pixels into a vector.

Both go through the same description of a scene: for each kind of object whether it is there (or asked for), in which
colour, how many and where; the colour of a roof; and the surroundings. Pictures fill it in with probabilities, texts
with what they ask for, and one learned projection makes vectors of both. So "red" means the same for cars and boats.
"""

import math
from typing import NamedTuple

import torch
import torch.nn as nn
import torch.nn.functional as F

from drawn_scenes.tokenizer import MOST_TOKENS
from drawn_scenes.words import COLOURS, KINDS

CELL, SLOT = 96, 48  # features of a cell of the picture, and of the objects of one kind
MOST_COUNT = 5
SETTINGS = {
    "ground": ["meadow", "sand", "snow", "hills", "sea", "underwater"],
    "time": ["day", "sunset", "night"],
    "weather": ["clear", "cloudy", "rain", "snowfall"],
    "backdrop": ["mountains", "hills", "none"],
}
LIGHTS = ["sun", "moon", "stars"]
SURROUNDINGS = sum(len(names) for names in SETTINGS.values()) + len(LIGHTS)
ATTRIBUTES = 1 + len(COLOURS) + MOST_COUNT + 2  # of a kind: presence, colour, count, place
REST = len(COLOURS) + SURROUNDINGS  # colour of the roof, surroundings
DESCRIPTION = len(KINDS) * ATTRIBUTES + REST


def convolution(inputs: int, outputs: int, stride: int = 1, size: int = 3) -> nn.Sequential:
    conv = nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(outputs), nn.ReLU())


class Sight(NamedTuple):
    """What the image tower makes out, before softmax and sigmoid; B pictures, K kinds."""

    presence: torch.Tensor  # [B, K]
    amounts: torch.Tensor  # [B, K]: about how many
    centres: torch.Tensor  # [B, K, 2]: x and y, 0 to 1
    colours: torch.Tensor  # [B, K, colours]
    counts: torch.Tensor  # [B, K, MOST_COUNT]
    roofs: torch.Tensor  # [B, colours]
    settings: torch.Tensor  # [B, SURROUNDINGS]


class ImageTower(nn.Module):
    """Convolutions; then one map for each kind of object, of how much of it is where.

    The sum of a map is how many there are, its centre of gravity is where they are, and the average of the features
    under it is what they look like.
    """

    def __init__(self, projection: nn.Linear):
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
        self.colour = nn.Linear(SLOT, len(COLOURS))
        self.roof = nn.Linear(SLOT, len(COLOURS))
        self.numbers = nn.Linear(SLOT + 1, MOST_COUNT)
        self.settings = nn.Linear(256, SURROUNDINGS)
        self.setting_sizes = [len(names) for names in SETTINGS.values()] + [len(LIGHTS)]
        self.roofed = list(KINDS).index("house")
        self.projection = projection

    def sight(self, pixels: torch.Tensor) -> Sight:
        fine = self.fine(pixels)
        coarse = self.coarse(fine)
        larger = self.from_coarse(coarse).repeat_interleave(2, 2).repeat_interleave(2, 3)
        cells = F.relu(self.from_fine(fine) + larger)
        height, width = cells.shape[2], cells.shape[3]
        density = F.softplus(self.maps(cells)).flatten(2)
        amounts = density.sum(2)
        shares = density / amounts.unsqueeze(2).clamp(min=1e-4)
        slots = shares @ self.looks(cells).flatten(2).transpose(1, 2)
        x = ((torch.arange(width, device=pixels.device) + 0.5) / width).repeat(height)
        y = ((torch.arange(height, device=pixels.device) + 0.5) / height).repeat_interleave(width)
        around = self.around(coarse).flatten(2)
        return Sight(
            presence=self.seen((amounts + 1e-3).log().unsqueeze(2)).squeeze(2),
            amounts=amounts,
            centres=shares @ torch.stack([x, y], 1),
            colours=self.colour(slots),
            counts=self.numbers(torch.cat([slots, amounts.unsqueeze(2)], 2)),
            roofs=self.roof(slots[:, self.roofed]),
            settings=self.settings(torch.cat([around.mean(2), around.amax(2)], 1)),
        )

    def describe(self, pixels: torch.Tensor) -> torch.Tensor:
        """[B, DESCRIPTION]"""
        sight = self.sight(pixels)
        there = sight.presence.sigmoid().unsqueeze(2)
        attributes = [torch.ones_like(there), sight.colours.softmax(2), sight.counts.softmax(2), sight.centres - 0.5]
        kinds = (torch.cat(attributes, 2) * there).flatten(1)
        roofs = sight.roofs.softmax(1) * there[:, self.roofed]
        parts = sight.settings.split(self.setting_sizes, 1)
        return torch.cat(
            [kinds, roofs, parts[0].softmax(1), parts[1].softmax(1), parts[2].softmax(1), parts[3].softmax(1)]
            + [parts[4].sigmoid()],
            1,
        )

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        return self.projection(self.describe(pixels))


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
    """A small transformer; then each kind looks for the words that speak of it. Padding changes nothing."""

    def __init__(self, words: int, projection: nn.Linear, width: int = 128, heads: int = 4):
        super().__init__()
        self.tokens = nn.Embedding(words, width)
        self.places = nn.Embedding(MOST_TOKENS, width)
        nn.init.normal_(self.tokens.weight, std=0.05)
        nn.init.normal_(self.places.weight, std=0.05)
        self.last_place = MOST_TOKENS - 1
        self.attention1, self.forward1 = Attention(width, heads), FeedForward(width, 2 * width)
        self.attention2, self.forward2 = Attention(width, heads), FeedForward(width, 2 * width)
        self.after = nn.LayerNorm(width)
        self.kinds = nn.Linear(width, len(KINDS))
        nn.init.constant_(self.kinds.bias, -3.0)
        self.expand = nn.Linear(width, width)
        self.attributes = nn.Linear(width, ATTRIBUTES)
        self.rest = nn.Linear(2 * width, REST)
        self.projection = projection

    def mentions(self, input_ids: torch.Tensor, attention_mask: torch.Tensor):
        """What is asked for [B, DESCRIPTION], and logits of which kinds are spoken of [B, kinds]."""
        present = (attention_mask != 0).unsqueeze(2)
        absent = (attention_mask == 0).unsqueeze(1).unsqueeze(1)
        place = torch.arange(input_ids.shape[1], device=input_ids.device).clamp(max=self.last_place)
        x = self.tokens(input_ids) + self.places(place)
        x = self.forward1(self.attention1(x, absent))
        x = self.after(self.forward2(self.attention2(x, absent)))
        matches = self.kinds(x).masked_fill(~present, -1e9)
        spoken_of = matches.amax(1)
        about = matches.softmax(1).transpose(1, 2) @ F.gelu(self.expand(x))
        kinds = self.attributes(about) * spoken_of.sigmoid().unsqueeze(2)
        weights = present.to(x.dtype)
        mean = (x * weights).sum(1) / weights.sum(1).clamp(min=1.0)
        most = (F.relu(x) * weights).amax(1)
        return torch.cat([kinds.flatten(1), self.rest(torch.cat([mean, most], 1))], 1), spoken_of

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        return self.projection(self.mentions(input_ids, attention_mask)[0])
