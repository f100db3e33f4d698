"""A tokenizer of whole words. A word that training did not see is [UNK], so that a program can tell its user."""

import re
import unicodedata
from collections import Counter
from typing import List

import torch

from drawn_scenes.scenes import Scene
from drawn_scenes.speaker import Speaker

MOST_TOKENS = 64
SPECIAL_TOKENS = ["[PAD]", "[UNK]"]
PADDING, UNKNOWN = 0, 1


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
