"""Training: batches of pictures, texts made up about them, and the losses."""

import argparse
import copy
import math
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Dict, List, NamedTuple, Sequence

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from drawn_scenes.head import FactHead, SceneLabels
from drawn_scenes.pictures import Pictures, varied
from drawn_scenes.scenes import Scene, scene_facts
from drawn_scenes.speaker import Speaker, Text
from drawn_scenes.tokenizer import MOST_TOKENS, UNKNOWN, Words, learn_words, pad
from drawn_scenes.towers import ImageTower, TextTower
from drawn_scenes.words import KINDS


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
        state.update(
            words=self.material.words.tokens, step=self.step, seconds=self.seconds, torch=str(torch.__version__)
        )
        partial = self.checkpoint.with_suffix(".partial")
        torch.save(state, partial)
        partial.replace(self.checkpoint)


def sharing_weights(model: Trainee) -> Trainee:
    """A copy with the same parameters in memory, and gradients and running averages of its own."""
    copied = copy.deepcopy(model)
    for mine, other in zip(model.parameters(), copied.parameters()):
        other.data = mine.data
    return copied
