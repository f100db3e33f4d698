"""Workers that learn side by side on the same weights, with checkpoints."""

import argparse
import copy
import math
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Callable, Dict, Sequence

import torch
import torch.nn as nn


class Worker:
    """Has a model, and computes losses for batches of its own, on one core."""

    model: nn.Module

    def losses(self, step: int) -> Dict[str, torch.Tensor]:
        raise NotImplementedError

    def gradients(self, step: int) -> Dict[str, float]:
        torch.set_num_threads(1)
        losses = self.losses(step)
        self.model.zero_grad(set_to_none=True)
        torch.stack(list(losses.values())).sum().backward()
        return {name: loss.item() for name, loss in losses.items()}


class Training:
    """Steps of AdamW with a warm-up and a cosine. Two workers share a busy machine better than two threads of one."""

    def __init__(
        self,
        model: nn.Module,
        new_worker: Callable[[int, nn.Module], Worker],
        steps: int,
        checkpoint: Path,
        options: argparse.Namespace,
    ):
        self.model, self.steps, self.checkpoint, self.options = model, steps, checkpoint, options
        decayed = [p for p in model.parameters() if p.dim() > 1]
        others = [p for p in model.parameters() if p.dim() <= 1]
        groups = [{"params": decayed, "weight_decay": options.decay}, {"params": others, "weight_decay": 0.0}]
        self.optimizer = torch.optim.AdamW(groups, lr=options.rate)
        self.step, self.seconds = 0, 0.0
        if checkpoint.exists():
            state = torch.load(checkpoint)
            model.load_state_dict(state["model"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.step, self.seconds = state["step"], state["seconds"]
            print(f"{checkpoint.name}: going on from step {self.step}", flush=True)
        models = [model] + [sharing_weights(model) for _ in range(options.threads - 1)]
        self.workers = [new_worker(number, each) for number, each in enumerate(models)]

    def rate(self) -> float:
        warm = min(1.0, (self.step + 1) / self.options.warm_up)
        return warm * self.options.rate * 0.5 * (1 + math.cos(math.pi * self.step / self.steps))

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
        return average(losses)

    def run(self) -> None:
        logged = []
        started, since = time.time() - self.seconds, time.time()
        for worker in self.workers:
            worker.model.train()
        with ThreadPoolExecutor(len(self.workers)) as pool:
            while self.step < self.steps:
                logged.append(self.advance(pool))
                if self.step % 25 == 0:
                    line = " ".join(f"{name} {value:.3f}" for name, value in average(logged).items())
                    print(f"{self.step} {time.time() - started:.0f} s ({time.time() - since:.1f}) {line}", flush=True)
                    logged, since = [], time.time()
                if self.step % 100 == 0 or self.step == self.steps:
                    self.seconds = time.time() - started
                    self.save()
        self.model.eval()

    def save(self) -> None:
        state = {"model": self.model.state_dict(), "optimizer": self.optimizer.state_dict()}
        state.update(step=self.step, seconds=self.seconds, torch=str(torch.__version__))
        partial = self.checkpoint.with_suffix(".partial")
        torch.save(state, partial)
        partial.replace(self.checkpoint)


def average(losses: Sequence[Dict[str, float]]) -> Dict[str, float]:
    sums: Counter = Counter()
    for each in losses:
        sums.update(each)
    return {name: value / len(losses) for name, value in sums.items()}


def sharing_weights(model: nn.Module) -> nn.Module:
    """A copy with the same parameters in memory, and gradients and running averages of its own."""
    copied = copy.deepcopy(model)
    for mine, other in zip(model.parameters(), copied.parameters()):
        other.data = mine.data
    return copied
