"""A second implementation of the tokenizers of CLIP and RoBERTa, to hold the program's against.

Reads a tokenizer.json of byte-level BPE. Needs the package regex (Debian: python3-regex).
"""

import json
import unicodedata
from pathlib import Path

import regex

from tiny_tokenizers import byte_characters

# GPT-2's; what ByteLevel stands for unless another pattern has split the text before.
WORDS = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"


class ByteLevelBpe:
    def __init__(self, file):
        content = json.loads(Path(file).read_text(encoding="utf-8"))
        model = content["model"]
        self.vocabulary = model["vocab"]
        merges = [merge.split(" ") if isinstance(merge, str) else merge for merge in model["merges"]]
        self.ranks = {tuple(merge): rank for rank, merge in enumerate(merges)}
        self.end_of_word = model.get("end_of_word_suffix") or ""
        self.start, self.end = (content["post_processor"][key][1] for key in ("cls", "sep"))
        splits = [part for part in content["pre_tokenizer"].get("pretokenizers", []) if part["type"] == "Split"]
        self.words = regex.compile(splits[0]["pattern"]["Regex"] if splits else WORDS)
        self.is_clip = bool(self.end_of_word)
        self.characters = byte_characters()

    def ids(self, text, max_tokens):
        """Start, the text cut to what fits, end."""
        if self.is_clip:
            text = regex.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).lower()
        ids = [piece for word in self.words.findall(text) for piece in self.pieces(word)]
        return [self.start, *ids[: max_tokens - 2], self.end]

    def pieces(self, word):
        symbols = [self.characters[byte] for byte in word.encode("utf-8")]
        symbols[-1] += self.end_of_word
        while len(symbols) > 1:
            pairs = list(zip(symbols, symbols[1:]))
            best = min(range(len(pairs)), key=lambda i: self.ranks.get(pairs[i], len(self.ranks)))
            if pairs[best] not in self.ranks:
                break
            symbols[best : best + 2] = ["".join(pairs[best])]
        return [self.vocabulary[symbol] for symbol in symbols]
