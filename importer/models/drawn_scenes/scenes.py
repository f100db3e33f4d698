"""What a drawn scene shows, as `hnsw-search gallery` writes it, and all the facts that are true of it.

A fact is a word such as "cat", "cat:black", "cat:3", "left:cat:house" or "time:night"."""

import json
from pathlib import Path
from typing import FrozenSet, List, NamedTuple, Optional, Set

from drawn_scenes.words import CLASSES, COLOURS, KINDS


# Centres closer than this are neither left nor right of each other: the drawings keep groups that stand side by
# side at least this far apart, and those above each other may be anywhere. A fraction of the picture's side.
APART = 0.25
LEFT_THIRD, RIGHT_THIRD = 0.36, 0.64
MANY = 3


class Group(NamedTuple):
    """Objects of one kind that stand together. No two groups of a scene are of one kind."""

    kind: str
    colour: str
    roof: Optional[str]
    count: int
    x: float
    y: float
    size: float


class Scene(NamedTuple):
    ground: str
    time: str
    weather: str
    backdrop: str
    sky: FrozenSet[str]
    groups: List[Group]
    caption: str

    @property
    def main(self) -> Group:
        """The group that takes the most of the picture, roughly: members are about as wide as high."""
        return max(self.groups, key=lambda group: group.count * group.size * group.size)


def read_scenes(path: Path) -> List[Scene]:
    with path.open(encoding="utf-8") as lines:
        return [read_scene(json.loads(line)) for line in lines if line.strip()]


def read_scene(line: dict) -> Scene:
    groups = [
        Group(o["kind"], o["colour"], o.get("roof_colour"), o["count"], o["x"], o["y"], o["size"])
        for o in line["objects"]
    ]
    unknown = {group.kind for group in groups} - KINDS.keys() | {group.colour for group in groups} - COLOURS.keys()
    if unknown:
        raise SystemExit(f"there are no words for {', '.join(sorted(unknown))}: add them to drawn_scenes/words.py")
    sky = frozenset(line["sky"])
    return Scene(line["ground"], line["time"], line["weather"], line["backdrop"], sky, groups, line["caption"])


def surroundings(scene: Scene) -> Set[str]:
    """Facts about everything but the objects."""
    facts = {f"ground:{scene.ground}", f"time:{scene.time}", f"weather:{scene.weather}", f"backdrop:{scene.backdrop}"}
    facts |= {f"sky:{light}" for light in scene.sky}
    above_water = scene.ground != "underwater"
    if scene.ground == "snow" or scene.weather == "snowfall":
        facts.add("snow")
    if "hills" in (scene.ground, scene.backdrop):
        facts.add("hills")
    if scene.ground in ("sea", "underwater"):
        facts.add("water")
    if scene.ground in ("meadow", "hills"):
        facts.add("grass")
    if above_water and scene.weather != "clear":
        facts.add("clouds")
    if above_water and scene.weather == "clear":
        facts.add("clear sky")
        if scene.time == "day":
            facts.add("blue sky")
    if "sun" in scene.sky and scene.time == "day":
        facts.add("sunny")
    return facts


def group_facts(group: Group) -> Set[str]:
    kind = group.kind
    facts = {kind, f"{kind}:{group.colour}", f"{kind}:{group.count}", f"any:{group.colour}"}
    if group.count >= MANY:
        facts.add(f"{kind}:many")
    if group.roof:
        facts.add(f"{kind}:roof:{group.roof}")
    if group.x <= LEFT_THIRD:
        facts.add(f"{kind}:left")
    if group.x >= RIGHT_THIRD:
        facts.add(f"{kind}:right")
    for name, (_, kinds) in CLASSES.items():
        if kind in kinds:
            facts |= {f"class:{name}", f"class:{name}:{group.colour}"}
    return facts


def scene_facts(scene: Scene) -> Set[str]:
    facts = surroundings(scene)
    for group in scene.groups:
        facts |= group_facts(group)
        for other in scene.groups:
            if other.x - group.x >= APART:
                facts.add(f"left:{group.kind}:{other.kind}")
            if other.y - group.y >= APART:
                facts.add(f"above:{group.kind}:{other.kind}")
    return facts
