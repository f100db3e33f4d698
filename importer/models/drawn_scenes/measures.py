"""How well vectors of texts find drawn scenes, with the facts of the scenes as ground truth.

- Captions: the share of captions whose own picture is among the first 1, 5, 10; and, as `true@1`, whose first
  picture is one that the caption is true of.
- Queries: for each query that is true of n >= LEAST pictures, the share of the first min(10, n) pictures that it is
  true of; averaged over queries. Fewer than LEAST pictures would make one picture decide a query.
- Pictures: the share of the ten nearest other pictures that show the main object of the picture asked with.
"""

from typing import Callable, Dict, FrozenSet, List, NamedTuple, Sequence

import torch

from drawn_scenes.scenes import Scene, scene_facts
from drawn_scenes.speaker import Speaker
from drawn_scenes.words import CLASS_FORMS, CLASSES, COLOURS, KIND_FORMS, SAYINGS, article

LEAST = 3
FIRST = 10
NUMBERS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five"}
MADE_UP = 2000


class Query(NamedTuple):
    words: str
    facts: FrozenSet[str]


def queries() -> Dict[str, List[Query]]:
    """Every query of each sort, in the plain words; those that are true of too few pictures fall out later."""

    def query(words: str, *facts: str) -> Query:
        return Query(words, frozenset(facts))

    plain = {kind: forms[0] for kind, forms in KIND_FORMS.items()}
    pairs = [(one, other) for one in plain for other in plain if one != other]
    named = {kind: article(forms[0]) for kind, forms in plain.items()}
    return {
        "scene": [query(words, s.required or s.stated) for s in SAYINGS for words in (s.alone[0], s.after[0])],
        "object": [query(words, kind) for kind in plain for words in (named[kind], plain[kind][1])],
        "synonym": [query(one, kind) for kind, all_forms in KIND_FORMS.items() for one, _ in all_forms[1:]],
        "group of kinds": [query(article(CLASS_FORMS[name][0][0]), f"class:{name}") for name in CLASSES],
        "colour + object": [
            query(f"{colour} {plain[kind][0]}", kind, f"{kind}:{colour}") for kind in plain for colour in COLOURS
        ],
        "count": [
            query(f"{word} {plain[kind][0 if number == 1 else 1]}", f"{kind}:{number}")
            for kind in plain
            for number, word in NUMBERS.items()
        ],
        "count + colour": [
            query(f"{word} {colour} {plain[kind][0 if number == 1 else 1]}", f"{kind}:{number}", f"{kind}:{colour}")
            for kind in plain
            for number, word in NUMBERS.items()
            for colour in COLOURS
        ],
        "object + scene": [
            query(f"{named[kind]} {s.after[0]}", kind, s.required or s.stated) for kind in plain for s in SAYINGS
        ],
        "two objects": [query(f"{named[one]} and {named[other]}", one, other) for one, other in pairs if one < other],
        "roof": [query(f"a house with {article(colour)} roof", f"house:roof:{colour}") for colour in COLOURS],
        "left of": [query(f"{named[one]} left of {named[other]}", f"left:{one}:{other}") for one, other in pairs],
    }


def truth(scenes: Sequence[Scene], asked: Sequence[Query]) -> torch.Tensor:
    """Whether each query is true of each scene: bool [queries, scenes]."""
    with_fact: Dict[str, set] = {}
    for row, scene in enumerate(scenes):
        for fact in scene_facts(scene):
            with_fact.setdefault(fact, set()).add(row)
    result = torch.zeros(len(asked), len(scenes), dtype=torch.bool)
    for i, query in enumerate(asked):
        rows = set.intersection(*(with_fact.get(fact, set()) for fact in query.facts))
        result[i, sorted(rows)] = True
    return result


def precision(
    asked: Sequence[Query], scenes: Sequence[Scene], vectors: torch.Tensor, images: torch.Tensor
) -> torch.Tensor:
    """Precision at min(FIRST, n) of each query; NaN for those true of fewer than LEAST scenes."""
    true = truth(scenes, asked)
    n = true.sum(1)
    best = (vectors @ images.T).topk(min(FIRST, len(scenes)), dim=1).indices
    counted = torch.arange(best.shape[1])[None] < n[:, None]
    right = (true.gather(1, best) & counted).sum(1) / n.clamp(min=1, max=FIRST)
    return right.masked_fill(n < LEAST, float("nan"))


def captions(scenes: Sequence[Scene], vectors: torch.Tensor, images: torch.Tensor) -> dict:
    scores = vectors @ images.T
    rank = (scores > scores.diagonal()[:, None]).sum(1)
    speaker = Speaker(0)
    asked = [Query(scene.caption, speaker.caption(scene).required) for scene in scenes]
    first = truth(scenes, asked).gather(1, scores.argmax(1, keepdim=True)).float().mean().item()
    found = {f"R@{k}": round((rank < k).float().mean().item(), 4) for k in (1, 5, 10)}
    return {"queries": len(scenes), **found, "true@1": round(first, 4)}


def neighbours(scenes: Sequence[Scene], images: torch.Tensor) -> float:
    kinds = [{group.kind for group in scene.groups} for scene in scenes]
    best = (images @ images.T).fill_diagonal_(-2).topk(FIRST, dim=1).indices
    shared = [scenes[row].main.kind in kinds[other] for row, others in enumerate(best.tolist()) for other in others]
    return sum(shared) / len(shared)


def measure(scenes: Sequence[Scene], images: torch.Tensor, embed: Callable[[Sequence[str]], torch.Tensor]) -> dict:
    found = {"pictures": len(scenes), "captions": captions(scenes, embed([scene.caption for scene in scenes]), images)}
    asked = queries()
    speaker = Speaker(2)
    made_up = [speaker.short(scenes[i % len(scenes)]) for i in range(MADE_UP)]
    asked["made-up short queries"] = [Query(each.words, each.required) for each in made_up]
    precisions = {}
    for name, some in asked.items():
        each = precision(some, scenes, embed([query.words for query in some]), images)
        each = each[~each.isnan()]
        if len(each):
            precisions[name] = {"queries": len(each), "precision": round(each.mean().item(), 4)}
    found["precision@min(10,n)"] = precisions
    found["same main object in 10 nearest pictures"] = round(neighbours(scenes, images), 4)
    return found


def table(found: dict) -> str:
    own = found["captions"]
    lines = [f"captions: " + ", ".join(f"{name} {own[name]:.3f}" for name in own if name != "queries")]
    for name, each in found["precision@min(10,n)"].items():
        lines.append(f"{name:24}{each['queries']:6} queries  precision {each['precision']:.3f}")
    lines.append(f"pictures: same main object {found['same main object in 10 nearest pictures']:.3f}")
    return "\n".join(lines)
