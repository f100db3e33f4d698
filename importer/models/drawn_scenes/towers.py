"""The two towers: what turns words and what turns pixels into a vector."""

import math
from typing import NamedTuple

import torch
import torch.nn as nn
import torch.nn.functional as F

from drawn_scenes.tokenizer import MOST_TOKENS
from drawn_scenes.words import KINDS

CELL, SLOT = 96, 48  # features of a cell of the picture, and of the objects of one kind


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
