#!/usr/bin/env python3
"""Trains the small paper encoder that ships with HNSW Search.

The encoder turns a query, a title or an abstract into a unit vector, so that texts about the same thing point
the same way. It is a *static* embedding model: one learned row a token, summed. There is no neural network to
run, which is why embedding a query costs microseconds and the whole model fits into a few megabytes.

    python3 train_paper_encoder.py arxiv-snapshot.jsonl.gz --output encoder

reads papers in the layout of the arXiv metadata snapshot (one JSON object a line, of which `id`, `title`,
`abstract` and `categories` are used), and works in five steps:

1. Split: the records are sorted by the SHA-1 of their id; the first --held-out are for testing, the next
   --tuning for choosing settings, and only the rest is ever looked at while training.
2. Vocabulary: WordPiece tokens are learned by merging the most frequent pairs of neighbours.
3. Start: a truncated SVD of the tokens' PMI matrix gives the rows, idf gives their weights.
4. Training: a title should find its own abstract among the abstracts of a batch, and a short passage of it; the
   first half of an abstract should find its second half, and a few words the abstract they are from (InfoNCE in
   both directions).
5. Storing: rows are rounded to int8 with one scale a row, and every claim about the result is measured on
   papers the model has not seen.

Written to the output folder:

    arxiv-static-<dimension>/model.pt         TorchScript: (input_ids, attention_mask) -> embeddings
    arxiv-static-<dimension>/tokenizer.json   the tokenizer, in the format of Hugging Face tokenizers
    arxiv-static-<dimension>/training.json    settings, sizes and measurements
    model-fp32.pt                             the model before rounding, for comparison only

Needs Python 3.9+, PyTorch 1.13+, NumPy and SciPy; no GPU. About ten minutes and 2 GB of memory for 60,000
papers on two cores. The result depends only on the input, the settings and the seed (the last digits also on
the versions of the libraries and the number of threads).
"""

import argparse
import gzip
import hashlib
import heapq
import io
import json
import math
import platform
import re
import time
import unicodedata
import zipfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Dict, List, NamedTuple

import numpy as np
import scipy
import scipy.sparse
import torch
import torch.nn.functional as F

SPECIAL_TOKENS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
UNKNOWN = SPECIAL_TOKENS.index("[UNK]")
CONTINUATION = "##"
LONGEST_WORD = 100


# ---------------------------------------------------------------------------------------------------------
# Papers
# ---------------------------------------------------------------------------------------------------------


class Paper(NamedTuple):
    id: str
    title: str
    abstract: str
    category: str


class Split(NamedTuple):
    train: List[Paper]
    tuning: List[Paper]
    held_out: List[Paper]


def read_papers(path: Path) -> List[Paper]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines if line.strip()]
    return [
        Paper(record["id"], record["title"], record["abstract"], (record.get("categories") or "none").split()[0])
        for record in records
    ]


def split_papers(papers: List[Paper], held_out: int, tuning: int) -> Split:
    """Splits by a hash of the id, so that other programs find the same split without a list of ids."""
    ordered = sorted(papers, key=lambda paper: hashlib.sha1(paper.id.encode("utf-8")).hexdigest())
    return Split(
        train=ordered[held_out + tuning :],
        tuning=ordered[held_out : held_out + tuning],
        held_out=ordered[:held_out],
    )


# ---------------------------------------------------------------------------------------------------------
# Tokenizer: the same ids as BertNormalizer + BertPreTokenizer + WordPiece of Hugging Face tokenizers. The two can
# differ only in accents and punctuation of scripts that came into Unicode lately, where their tables differ.
# ---------------------------------------------------------------------------------------------------------

CHINESE_BLOCKS = [
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF),
    (0x2F800, 0x2FA1F),
]


def normalise_character(character: str) -> str:
    """What one character becomes: nothing, a space, itself, or something that stands between two spaces."""
    if character in "\t\n\r" or unicodedata.category(character) in ("Zs", "Zl", "Zp"):
        return " "
    if character == "\ufffd" or unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs"):
        return ""
    code = ord(character)
    chinese = any(first <= code <= last for first, last in CHINESE_BLOCKS)
    result = ""
    for part in unicodedata.normalize("NFD", character):
        if unicodedata.category(part) != "Mn":
            lower = part.lower()
            result += f" {lower} " if chinese or is_punctuation(lower) else lower
    return result


def is_punctuation(text: str) -> bool:
    ascii_symbol = len(text) == 1 and text.isascii() and text.isprintable() and not text.isalnum() and text != " "
    return ascii_symbol or unicodedata.category(text[0]).startswith("P")


class CharacterTable(Dict[int, str]):
    """For str.translate: computes what a character becomes when it is met for the first time."""

    def __missing__(self, code: int) -> str:
        self[code] = normalise_character(chr(code))
        return self[code]


CHARACTERS = CharacterTable()
SPECIAL_PATTERN = re.compile("(" + "|".join(re.escape(token) for token in SPECIAL_TOKENS) + ")")


def split_words(text: str) -> List[str]:
    return text.translate(CHARACTERS).split()


class WordPiece:
    """Splits a word into the longest token that starts it, the longest that goes on from there, and so on."""

    def __init__(self, tokens: List[str]):
        self.tokens = tokens
        self.ids = {token: i for i, token in enumerate(tokens)}
        self.known_words: Dict[str, List[int]] = {}

    def encode(self, text: str) -> List[int]:
        ids: List[int] = []
        for part in SPECIAL_PATTERN.split(text):
            if part in SPECIAL_TOKENS:
                ids.append(self.ids[part])
                continue
            for word in split_words(part):
                if word not in self.known_words:
                    self.known_words[word] = self._encode_word(word)
                ids += self.known_words[word]
        return ids

    def _encode_word(self, word: str) -> List[int]:
        if len(word) > LONGEST_WORD:
            return [UNKNOWN]
        ids, start = [], 0
        while start < len(word):
            prefix = CONTINUATION if start else ""
            for end in range(len(word), start, -1):
                token = self.ids.get(prefix + word[start:end])
                if token is not None:
                    break
            else:
                return [UNKNOWN]
            ids.append(token)
            start = end
        return ids

    def to_json(self) -> dict:
        return {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": [
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
            ],
            "normalizer": {
                "type": "BertNormalizer",
                "clean_text": True,
                "handle_chinese_chars": True,
                "strip_accents": None,
                "lowercase": True,
            },
            "pre_tokenizer": {"type": "BertPreTokenizer"},
            "post_processor": None,
            "decoder": {"type": "WordPiece", "prefix": CONTINUATION, "cleanup": True},
            "model": {
                "type": "WordPiece",
                "unk_token": SPECIAL_TOKENS[UNKNOWN],
                "continuing_subword_prefix": CONTINUATION,
                "max_input_chars_per_word": LONGEST_WORD,
                "vocab": self.ids,
            },
        }


def learn_vocabulary(papers: List[Paper], size: int, rarest_character: int = 20, rarest_word: int = 2) -> List[str]:
    """Starts from single characters and keeps merging the most frequent pair of neighbours into a new token."""
    counts = Counter(word for paper in papers for text in (paper.title, paper.abstract) for word in split_words(text))
    character_counts: Counter = Counter()
    for word, count in counts.items():
        for character in word:
            character_counts[character] += count
    alphabet = {character for character, count in character_counts.items() if count >= rarest_character}
    words = [
        (word, count)
        for word, count in sorted(counts.items())
        if rarest_word <= count and len(word) <= LONGEST_WORD and alphabet.issuperset(word)
    ]
    tokens = SPECIAL_TOKENS + sorted(alphabet) + [CONTINUATION + character for character in sorted(alphabet)]
    merge_pairs(tokens, words, size)
    return tokens


def merge_pairs(tokens: List[str], words: list, size: int) -> None:
    """Appends merged tokens until there are `size`. Ties go to the older tokens, so the order is always the same."""
    ids = {token: i for i, token in enumerate(tokens)}
    pieces = [[ids[(CONTINUATION if at else "") + character] for at, character in enumerate(word)] for word, _ in words]
    pair_counts: Counter = Counter()
    pair_words = defaultdict(set)
    for w, (_, count) in enumerate(words):
        for pair in zip(pieces[w], pieces[w][1:]):
            pair_counts[pair] += count
            pair_words[pair].add(w)
    queue = [(-count, pair) for pair, count in pair_counts.items()]
    heapq.heapify(queue)

    while queue and len(tokens) < size:
        negative_count, pair = heapq.heappop(queue)
        if -negative_count != pair_counts[pair]:  # the count has changed since: an up-to-date entry is queued too
            continue
        merged = tokens[pair[0]] + tokens[pair[1]][len(CONTINUATION) :]
        if merged not in ids:  # two different pairs can spell the same token
            ids[merged] = len(tokens)
            tokens.append(merged)
        changed = set()
        for w in pair_words.pop(pair):
            count = words[w][1]
            old = pieces[w]
            new = pieces[w] = merge_in_word(old, pair, ids[merged])
            for neighbours in zip(old, old[1:]):
                pair_counts[neighbours] -= count
                changed.add(neighbours)
            for neighbours in zip(new, new[1:]):
                pair_counts[neighbours] += count
                pair_words[neighbours].add(w)
                changed.add(neighbours)
        del pair_counts[pair]
        changed.discard(pair)
        for neighbours in changed:
            if pair_counts[neighbours] > 0:
                heapq.heappush(queue, (-pair_counts[neighbours], neighbours))


def merge_in_word(pieces: List[int], pair: tuple, merged: int) -> List[int]:
    result, at = [], 0
    while at < len(pieces):
        if at + 1 < len(pieces) and (pieces[at], pieces[at + 1]) == pair:
            result.append(merged)
            at += 2
        else:
            result.append(pieces[at])
            at += 1
    return result


# ---------------------------------------------------------------------------------------------------------
# Token counts
# ---------------------------------------------------------------------------------------------------------


class Texts:
    """Many tokenised texts in one array: text i is tokens[ends[i-1]:ends[i]]. Special tokens are left out."""

    def __init__(self, tokenizer: WordPiece, texts: List[str]):
        encoded = [[t for t in tokenizer.encode(text) if t >= len(SPECIAL_TOKENS)] for text in texts]
        self.vocabulary = len(tokenizer.tokens)
        self.tokens = np.array([token for ids in encoded for token in ids], dtype=np.int64)
        self.ends = np.cumsum([len(ids) for ids in encoded])
        self.starts = self.ends - np.array([len(ids) for ids in encoded])

    def __len__(self) -> int:
        return len(self.ends)


class Bags(NamedTuple):
    """Texts as bags of tokens, in the form embedding_bag takes. A weight is the square root of a count."""

    tokens: torch.Tensor
    weights: torch.Tensor
    offsets: torch.Tensor


def count_tokens(texts: Texts, starts: np.ndarray, ends: np.ndarray):
    """The distinct tokens of each span, ordered by span: (span, token, count)."""
    lengths = ends - starts
    spans = np.repeat(np.arange(len(lengths)), lengths)
    positions = np.arange(lengths.sum()) + np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
    keys, counts = np.unique(spans * texts.vocabulary + texts.tokens[positions], return_counts=True)
    return keys // texts.vocabulary, keys % texts.vocabulary, counts


def make_bags(texts: Texts, starts: np.ndarray, ends: np.ndarray, dropout: float = 0.0, random=None) -> Bags:
    """Dropout leaves whole tokens out, not occurrences: the model must not lean on a single shared word."""
    spans, tokens, counts = count_tokens(texts, starts, ends)
    if dropout > 0:
        kept = random.random(len(tokens)) >= dropout
        spans, tokens, counts = spans[kept], tokens[kept], counts[kept]
    return Bags(
        torch.from_numpy(tokens),
        torch.from_numpy(np.sqrt(counts).astype(np.float32)),
        torch.from_numpy(np.searchsorted(spans, np.arange(len(starts)))),
    )


# ---------------------------------------------------------------------------------------------------------
# Start: idf and PMI
# ---------------------------------------------------------------------------------------------------------


def inverse_document_frequency(texts: Texts) -> np.ndarray:
    _, tokens, _ = count_tokens(texts, texts.starts, texts.ends)
    return np.log((len(texts) + 1) / (np.bincount(tokens, minlength=texts.vocabulary) + 1)).astype(np.float32)


def pmi_matrix(texts: Texts, window: int = 8) -> scipy.sparse.csr_matrix:
    """Positive pointwise mutual information of tokens at most `window` apart in one text."""
    size = texts.vocabulary
    owner = np.repeat(np.arange(len(texts)), texts.ends - texts.starts)
    together = scipy.sparse.csr_matrix((size, size), dtype=np.float32)
    for distance in range(1, window + 1):
        same = owner[distance:] == owner[:-distance]
        left, right = texts.tokens[:-distance][same], texts.tokens[distance:][same]
        together += scipy.sparse.coo_matrix((np.ones(len(left), np.float32), (left, right)), (size, size)).tocsr()
    together = (together + together.T).tocoo()
    counts = np.asarray(together.tocsr().sum(axis=1)).ravel().astype(np.float64)
    contexts = counts**0.75  # lifts rare contexts, whose PMI would otherwise be overrated
    expected = counts[together.row] * contexts[together.col] / contexts.sum()
    values = np.log(np.maximum(together.data / expected, 1e-9))
    positive = values > 0
    data = values[positive].astype(np.float32)
    return scipy.sparse.csr_matrix((data, (together.row[positive], together.col[positive])), (size, size))


def leading_directions(matrix: scipy.sparse.csr_matrix, dimension: int, random, rounds: int = 4) -> np.ndarray:
    """Left singular vectors times the root of their values, by subspace iteration; rows of unit length."""
    transposed = matrix.T.tocsr()
    basis = random.standard_normal((matrix.shape[1], dimension + 32)).astype(np.float32)
    for _ in range(rounds):
        basis, _ = np.linalg.qr(transposed @ (matrix @ basis))
    left, values, _ = np.linalg.svd(matrix @ basis, full_matrices=False)
    rows = left[:, :dimension] * np.sqrt(values[:dimension])
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)


# ---------------------------------------------------------------------------------------------------------
# Training
# ---------------------------------------------------------------------------------------------------------


class TokenRows(torch.nn.Module):
    """What is learned: a row and a weight a token."""

    def __init__(self, rows: np.ndarray, weights: np.ndarray):
        super().__init__()
        self.rows = torch.nn.Parameter(torch.from_numpy(rows))
        self.weights = torch.nn.Parameter(torch.from_numpy(weights))

    def forward(self, bags: Bags) -> torch.Tensor:
        weights = bags.weights * self.weights[bags.tokens]
        sums = F.embedding_bag(bags.tokens, self.rows, bags.offsets, mode="sum", per_sample_weights=weights)
        return F.normalize(sums, dim=1)

    def folded(self) -> torch.Tensor:
        """One table with the weights multiplied in; special tokens say nothing."""
        table = (self.rows * self.weights[:, None]).detach().clone()
        table[: len(SPECIAL_TOKENS)] = 0
        return table


def contrastive_loss(left: torch.Tensor, right: torch.Tensor, temperature: float) -> torch.Tensor:
    scores = left @ right.T / temperature
    own = torch.arange(len(left))
    return (F.cross_entropy(scores, own) + F.cross_entropy(scores.T, own)) / 2


def make_batches(categories: List[str], batch: int, block: int, random) -> List[np.ndarray]:
    """Batches made of blocks of one category, so that there are always papers that are hard to tell apart."""
    members = defaultdict(list)
    for i in random.permutation(len(categories)):
        members[categories[i]].append(i)
    # Ordered by category, cut into blocks: only a block at the border of two categories is mixed.
    ordered = np.array([i for category in sorted(members) for i in members[category]])
    blocks = np.array_split(ordered, max(1, len(ordered) // block))
    shuffled = np.concatenate([blocks[i] for i in random.permutation(len(blocks))])
    return np.array_split(shuffled, max(1, len(shuffled) // batch))


def learning_rate(step: int, steps: int, warm_up: int) -> float:
    """Share of the full rate: a linear rise, then half a cosine down to zero."""
    if step < warm_up:
        return (step + 1) / warm_up
    return 0.5 * (1 + math.cos(math.pi * (step - warm_up) / max(1, steps - warm_up)))


def train(model: TokenRows, titles: Texts, abstracts: Texts, categories: List[str], options, random) -> None:
    optimizer = torch.optim.Adam(model.parameters(), lr=options.rate, betas=(0.9, 0.98))
    epochs = [make_batches(categories, options.batch, options.block, random) for _ in range(options.epochs)]
    steps = sum(len(batches) for batches in epochs)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: learning_rate(step, steps, options.warm_up))
    for number, batches in enumerate(epochs, start=1):
        started, total = time.time(), 0.0
        for batch in batches:
            loss = batch_loss(model, titles, abstracts, batch, options, random)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item()
        seconds = time.time() - started
        print(f"epoch {number}/{options.epochs}: loss {total / len(batches):.4f}, {seconds:.0f} s", flush=True)


def batch_loss(model: TokenRows, titles: Texts, abstracts: Texts, batch: np.ndarray, options, random) -> torch.Tensor:
    starts, ends = abstracts.starts[batch], abstracts.ends[batch]
    middles = (starts + ends) // 2

    def embed(texts: Texts, span_starts: np.ndarray, span_ends: np.ndarray, dropout: float) -> torch.Tensor:
        return model(make_bags(texts, span_starts, span_ends, dropout, random))

    def loss(left: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
        return contrastive_loss(left, right, options.temperature)

    title = embed(titles, titles.starts[batch], titles.ends[batch], options.title_dropout)
    abstract = embed(abstracts, starts, ends, options.dropout)
    total = loss(title, abstract)
    if options.half_weight > 0:
        first_half = embed(abstracts, starts, middles, options.dropout)
        total = total + options.half_weight * loss(first_half, embed(abstracts, middles, ends, options.dropout))
    if options.passage_weight > 0:  # so that a short summary is found as well as a whole abstract
        shares = random.uniform(0.15, 0.5, len(batch))
        passages = random_spans(starts, ends, 1 + (shares * (ends - starts)).astype(np.int64), random)
        total = total + options.passage_weight * loss(title, embed(abstracts, *passages, options.title_dropout))
    if options.query_weight > 0:  # so that a few words, the length of a query, are enough to find a paper
        queries = random_spans(starts, ends, random.integers(3, 9, len(batch)), random)
        total = total + options.query_weight * loss(embed(abstracts, *queries, 0.0), abstract)
    return total


def random_spans(starts: np.ndarray, ends: np.ndarray, lengths: np.ndarray, random):
    """A span of the wanted length inside each text, or all of a text that is too short."""
    room = np.maximum(ends - starts - lengths, 0) + 1
    first = starts + (random.random(len(starts)) * room).astype(np.int64)
    return first, np.minimum(first + lengths, ends)


# ---------------------------------------------------------------------------------------------------------
# The stored model
# ---------------------------------------------------------------------------------------------------------


class PaperEncoder(torch.nn.Module):
    """Sums the rows of a text's tokens. A token that occurs n times counts n^0.5; a text without any gives zeros."""

    def __init__(self, table: torch.Tensor, scale: torch.Tensor):
        super().__init__()
        self.register_buffer("table", table)
        self.register_buffer("scale", scale)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        present = attention_mask != 0
        # Sorting brings equal tokens together; each run of them is then numbered and counted.
        ids, order = torch.sort(input_ids.masked_fill(~present, 0), dim=1)
        present = present.gather(1, order).to(torch.float32)
        starts = torch.ones_like(ids)
        starts[:, 1:] = (ids[:, 1:] != ids[:, :-1]).to(torch.int64)
        run = starts.cumsum(1) - 1
        count = torch.zeros_like(present).scatter_add(1, run, present).gather(1, run)
        # Only the rows needed become floating point, never the whole table.
        weight = present * self.scale[ids] / count.clamp(min=1.0).sqrt()
        total = torch.bmm(weight.unsqueeze(1), self.table[ids].to(torch.float32)).squeeze(1)
        return F.normalize(total, dim=1)


def exact_encoder(table: torch.Tensor) -> PaperEncoder:
    return PaperEncoder(table, torch.ones(len(table)))


def rounded_encoder(table: torch.Tensor) -> PaperEncoder:
    scale = table.abs().amax(dim=1).clamp(min=1e-12) / 127
    return PaperEncoder((table / scale[:, None]).round().to(torch.int8), scale)


def embed_texts(model: torch.nn.Module, tokenizer: WordPiece, texts: List[str], batch: int = 64) -> torch.Tensor:
    """Embeds through the interface that the application uses, padding included."""
    results = []
    with torch.no_grad():
        for first in range(0, len(texts), batch):
            encoded = [torch.tensor(tokenizer.encode(text), dtype=torch.int64) for text in texts[first : first + batch]]
            ids = torch.nn.utils.rnn.pad_sequence(encoded, batch_first=True)
            mask = torch.nn.utils.rnn.pad_sequence([torch.ones_like(e) for e in encoded], batch_first=True)
            results.append(model(ids, mask))
    return torch.cat(results)


# ---------------------------------------------------------------------------------------------------------
# Measurement
# ---------------------------------------------------------------------------------------------------------


def retrieval_quality(titles: torch.Tensor, abstracts: torch.Tensor) -> Dict[str, float]:
    """How well a title finds its own abstract among all of them, by vector alone."""
    reciprocal, found = 0.0, 0
    for first in range(0, len(titles), 1000):
        scores = titles[first : first + 1000] @ abstracts.T
        own = scores[torch.arange(len(scores)), torch.arange(first, first + len(scores))]
        rank = 1 + (scores > own[:, None]).sum(dim=1)
        top = rank <= 10
        reciprocal += (1 / rank[top].double()).sum().item()
        found += int(top.sum())
    return {"mrr@10": round(reciprocal / len(titles), 4), "recall@10": round(found / len(titles), 4)}


def measure(exact: torch.nn.Module, rounded: torch.nn.Module, tokenizer: WordPiece, papers: List[Paper]) -> dict:
    titles, abstracts = [paper.title for paper in papers], [paper.abstract for paper in papers]
    exact_titles, exact_abstracts = (embed_texts(exact, tokenizer, texts) for texts in (titles, abstracts))
    rounded_titles, rounded_abstracts = (embed_texts(rounded, tokenizer, texts) for texts in (titles, abstracts))
    exact_all, rounded_all = torch.cat([exact_titles, exact_abstracts]), torch.cat([rounded_titles, rounded_abstracts])
    said_something = exact_all.norm(dim=1) > 0
    cosines = (exact_all * rounded_all).sum(dim=1)[said_something]
    return {
        "papers": len(papers),
        "fp32": retrieval_quality(exact_titles, exact_abstracts),
        "int8": retrieval_quality(rounded_titles, rounded_abstracts),
        "int8_fp32_cosine": {"min": round(cosines.min().item(), 6), "mean": round(cosines.mean().item(), 6)},
    }


# ---------------------------------------------------------------------------------------------------------
# The program
# ---------------------------------------------------------------------------------------------------------


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__.split("\n\n")[0],
        epilog="See the top of this file for what it does and writes.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("snapshot", type=Path, help="papers as arXiv snapshot JSON lines, plain or .gz")
    parser.add_argument("--output", type=Path, required=True, help="folder to write to")
    parser.add_argument("--seed", type=int, default=1, help="seed of every random choice")
    parser.add_argument("--threads", type=int, default=2, help="threads of PyTorch")

    split = parser.add_argument_group("split")
    split.add_argument("--held-out", type=int, default=7000, help="papers kept for testing")
    split.add_argument("--tuning", type=int, default=3000, help="papers kept for choosing settings")

    size = parser.add_argument_group("size")
    size.add_argument("--vocabulary", type=int, default=24000, help="tokens")
    size.add_argument("--dimension", type=int, default=384, help="values in an embedding")

    training = parser.add_argument_group("training")
    training.add_argument("--epochs", type=int, default=6, help="passes over the training papers")
    training.add_argument("--batch", type=int, default=1024, help="papers in a batch")
    training.add_argument("--block", type=int, default=128, help="papers of one category that stay together")
    training.add_argument("--rate", type=float, default=3e-3, help="highest learning rate")
    training.add_argument("--warm-up", type=int, default=50, help="steps until the highest learning rate")
    training.add_argument("--temperature", type=float, default=0.05, help="of the contrastive loss")
    training.add_argument("--half-weight", type=float, default=0.5, help="weight of the pair of abstract halves")
    training.add_argument("--passage-weight", type=float, default=1.0, help="weight of the pair title, passage")
    training.add_argument("--query-weight", type=float, default=0.2, help="weight of the pair few words, abstract")
    training.add_argument("--dropout", type=float, default=0.4, help="share of an abstract's tokens left out")
    training.add_argument("--title-dropout", type=float, default=0.15, help="share of a title's tokens left out")

    parser.add_argument(
        "--golden",
        type=Path,
        help="JSON lines with a `text`: ids and first values are written into them, for tests of other programs",
    )
    return parser.parse_args()


def train_encoder(split: Split, options: argparse.Namespace):
    """The tokenizer and the table, from the training papers alone."""
    random = np.random.default_rng(options.seed)
    started = time.time()
    tokenizer = WordPiece(learn_vocabulary(split.train, options.vocabulary))
    print(f"vocabulary: {len(tokenizer.tokens):,} tokens, {time.time() - started:.0f} s", flush=True)

    started = time.time()
    titles = Texts(tokenizer, [paper.title for paper in split.train])
    abstracts = Texts(tokenizer, [paper.abstract for paper in split.train])
    print(f"tokens: {len(titles.tokens) + len(abstracts.tokens):,}, {time.time() - started:.0f} s", flush=True)

    started = time.time()
    rows = leading_directions(pmi_matrix(abstracts), options.dimension, random)
    model = TokenRows(rows, inverse_document_frequency(abstracts))
    print(f"start: {time.time() - started:.0f} s", flush=True)

    train(model, titles, abstracts, [paper.category for paper in split.train], options, random)
    return tokenizer, model.folded()


def write_model(model: torch.nn.Module, path: Path) -> torch.nn.Module:
    """Writes TorchScript and gives back what a reader of the file gets."""
    buffer = io.BytesIO()
    torch.jit.save(torch.jit.script(model.eval()), buffer)
    # The debug records name folders of the machine that trained the model, and nothing reads them but stack traces.
    with zipfile.ZipFile(buffer) as archive, zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as stripped:
        for record in archive.infolist():
            if not record.filename.endswith(".debug_pkl"):
                stripped.writestr(zipfile.ZipInfo(record.filename), archive.read(record))
    return torch.jit.load(str(path))


def write_golden(path: Path, model: torch.nn.Module, tokenizer: WordPiece) -> None:
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    with path.open("w", encoding="utf-8") as lines:
        for text in texts:
            embedding = embed_texts(model, tokenizer, [text])[0, :8].tolist()
            values = [round(value, 7) for value in embedding]
            line = {"text": text, "ids": tokenizer.encode(text), "embedding": values}
            lines.write(json.dumps(line) + "\n")


def sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for chunk in iter(lambda: file.read(1 << 20), b""):
            digest.update(chunk)
    return digest.hexdigest()


def main() -> None:
    options = parse_arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    started = time.time()

    papers = read_papers(options.snapshot)
    split = split_papers(papers, options.held_out, options.tuning)
    if not split.train:
        raise SystemExit(f"{len(papers):,} papers are too few: --held-out and --tuning leave none to train with")
    print(f"{len(papers):,} papers: {len(split.train):,} to train with", flush=True)
    tokenizer, table = train_encoder(split, options)
    seconds = round(time.time() - started)

    folder = options.output / f"arxiv-static-{options.dimension}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer.to_json(), ensure_ascii=False), encoding="utf-8")
    exact = write_model(exact_encoder(table), options.output / "model-fp32.pt")
    rounded = write_model(rounded_encoder(table), folder / "model.pt")
    if options.golden:
        write_golden(options.golden, rounded, tokenizer)

    measured = {"held_out": split.held_out, "tuning": split.tuning}
    metrics = {name: measure(exact, rounded, tokenizer, some) for name, some in measured.items() if some}
    files = {name: (folder / name).stat().st_size for name in ("model.pt", "tokenizer.json")}
    paths = ("snapshot", "output", "golden")
    settings = {name: value for name, value in vars(options).items() if name not in paths}
    report = {
        "settings": settings,
        "training_file": {"sha256": sha256(options.snapshot), "records": len(papers), "trained_on": len(split.train)},
        "vocabulary": len(tokenizer.tokens),
        "dimension": options.dimension,
        "bytes": files,
        "versions": {
            "python": platform.python_version(),
            "torch": torch.__version__,
            "numpy": np.__version__,
            "scipy": scipy.__version__,
        },
        "seconds_until_trained": seconds,
        "metrics": metrics,
    }
    (folder / "training.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps({"bytes": files, "metrics": metrics}, indent=2))


if __name__ == "__main__":
    main()
