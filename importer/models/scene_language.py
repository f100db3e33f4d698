"""What can be said about a drawn scene, and when it is true.

A picture of `hnsw-search gallery` is described by one line of its `scenes.jsonl`. Here that line becomes a set of
*facts* ("cat", "cat:black", "cat:3", "left:cat:house", "night"), and sentences and short queries are made up from
it without end, each with the facts it states. A text is true of a picture when the picture has all of the text's
facts. That gives training its negatives (and never a false one), and measuring its ground truth.

`stated` is what a text says; `required` is what a picture must have so that the text is not plainly wrong. They
differ where words are vague: "the sea" means the surface, but who sees a picture from below it would not object.
A picture with `required` but without `stated` is neither right nor wrong.
"""

import json
import random
from pathlib import Path
from typing import Dict, FrozenSet, List, NamedTuple, Optional, Set

# Centres closer than this are neither left nor right of each other: the drawings keep groups that stand side by
# side at least this far apart, and those above each other may be anywhere. A fraction of the picture's side.
APART = 0.25
LEFT_THIRD, RIGHT_THIRD = 0.36, 0.64
MANY = 3

# Singular and plural; the first name of a kind is the plain one. The keys are the names in scenes.jsonl.
KINDS = {
    "sailing boat": "sailing boat|sailing boats, boat|boats, sailboat|sailboats, yacht|yachts, ship|ships, "
    "sailing ship|sailing ships, sail boat|sail boats",
    "lighthouse": "lighthouse|lighthouses, light house|light houses, beacon|beacons",
    "whale": "whale|whales",
    "submarine": "submarine|submarines, sub|subs",
    "hot-air balloon": "hot-air balloon|hot-air balloons, hot air balloon|hot air balloons, balloon|balloons, "
    "air balloon|air balloons",
    "house": "house|houses, home|homes, cottage|cottages, cabin|cabins, hut|huts",
    "windmill": "windmill|windmills, mill|mills",
    "car": "car|cars, automobile|automobiles, auto|autos",
    "bicycle": "bicycle|bicycles, bike|bikes, cycle|cycles",
    "tent": "tent|tents, camping tent|camping tents",
    "snowman": "snowman|snowmen, snow man|snow men",
    "umbrella": "umbrella|umbrellas, parasol|parasols, sunshade|sunshades",
    "palm": "palm|palms, palm tree|palm trees, coconut palm|coconut palms, coconut tree|coconut trees",
    "pine": "pine|pines, pine tree|pine trees, fir|firs, fir tree|fir trees, conifer|conifers, spruce|spruces, "
    "christmas tree|christmas trees",
    "leafy tree": "leafy tree|leafy trees, deciduous tree|deciduous trees, broadleaf tree|broadleaf trees",
    "sunflower": "sunflower|sunflowers",
    "tulip": "tulip|tulips",
    "cat": "cat|cats, kitten|kittens, kitty|kitties",
    "dog": "dog|dogs, puppy|puppies, hound|hounds",
    "fish": "fish|fish, fish|fishes",
    "bird": "bird|birds, seagull|seagulls, gull|gulls",
    "kite": "kite|kites",
    "turtle": "turtle|turtles, sea turtle|sea turtles, tortoise|tortoises",
    "crab": "crab|crabs",
    "jellyfish": "jellyfish|jellyfish, jellyfish|jellyfishes, jelly fish|jelly fish, medusa|medusas",
}

# Words for several kinds at once.
CLASSES = {
    "tree": ("tree|trees", ["palm", "pine", "leafy tree"]),
    "flower": ("flower|flowers, blossom|blossoms", ["sunflower", "tulip"]),
    "animal": ("animal|animals, creature|creatures", "cat dog fish bird whale turtle crab jellyfish".split()),
    "pet": ("pet|pets", ["cat", "dog"]),
    "building": ("building|buildings", ["house", "windmill", "lighthouse"]),
    "vehicle": ("vehicle|vehicles", ["car", "bicycle", "submarine", "sailing boat"]),
    "plant": ("plant|plants", ["palm", "pine", "leafy tree", "sunflower", "tulip"]),
}

COLOURS = {
    "red": ["red", "red", "red", "crimson", "scarlet"],
    "orange": ["orange"],
    "yellow": ["yellow", "yellow", "yellow", "golden"],
    "green": ["green"],
    "blue": ["blue"],
    "purple": ["purple", "purple", "violet"],
    "pink": ["pink"],
    "white": ["white"],
    "black": ["black"],
    "brown": ["brown"],
    "grey": ["grey", "grey", "gray"],
}

COUNTS = {
    1: ["one", "1", "a single", "single", "a lone", "exactly one", "just one", "only one"],
    2: ["two", "two", "2", "a pair of", "a couple of"],
    3: ["three", "three", "3"],
    4: ["four", "four", "4"],
    5: ["five", "five", "5"],
}
SEVERAL = ["several", "many", "a group of", "lots of", "a lot of", "numerous", "a bunch of"]


class Saying(NamedTuple):
    """One way to speak of the surroundings: alone ("beach"), and after objects ("at the beach")."""

    stated: str
    alone: List[str]
    after: List[str]
    required: Optional[str] = None


def phrases(text: str) -> List[str]:
    return [phrase.strip() for phrase in text.split(",") if phrase.strip()]


def saying(stated: str, alone: str, after: str, required: Optional[str] = None) -> Saying:
    return Saying(stated, phrases(alone), phrases(after), required)


# Facts in the first column: those of scenes.jsonl, and the wider ones of `surroundings`.
SAYINGS = [
    saying(
        "ground:meadow",
        "meadow, a meadow, grass, green grass, a green meadow, grassland, lawn, field, a field, a grassy field",
        "on a meadow, in a meadow, on the meadow, in the meadow, on grass, on the grass, in the grass, in a field, "
        "on a green meadow, on the lawn",
        "grass",
    ),
    saying(
        "ground:sand",
        "beach, the beach, sand, desert, a sandy beach, shore, seaside, dunes, sandy ground",
        "on the beach, at the beach, on a beach, on sand, on the sand, in the sand, in the desert, on the shore, "
        "on a sandy beach, in the dunes, at the seaside",
    ),
    saying(
        "snow",
        "snow, winter, snowy, a snowy landscape, a snowy scene, winter landscape, a winter scene, snowy weather",
        "in the snow, in snow, in winter, in a snowy landscape, in a winter landscape, with snow",
    ),
    saying(
        "ground:snow",
        "snow on the ground, snowy ground, a snowy field, snow covered ground, a snowy meadow",
        "on snow, on the snow, on snowy ground, in a snowy field, on a snowy field, on a snowy meadow, "
        "on snow covered ground",
    ),
    saying("ground:hills", "green hills, rolling hills", "on the hills, on hills, on rolling hills, on a hill, on green hills"),
    saying("hills", "hills, a hilly landscape, hilly, hill", "in the hills, in a hilly landscape, with hills"),
    saying(
        "ground:sea",
        "sea, the sea, ocean, the ocean, water, open sea, waves, lake",
        "on the sea, at sea, on the ocean, on the water, in the sea, in the ocean, in the water, on the open sea, "
        "on the waves, on the lake",
        "water",
    ),
    saying(
        "ground:underwater",
        "underwater, under water, the sea floor, seabed, an underwater scene, under the sea, the deep sea, coral reef, "
        "the bottom of the sea",
        "underwater, under water, under the sea, in the deep sea, on the sea floor, on the seabed, below the surface, "
        "at the bottom of the sea, beneath the sea, beneath the surface, in deep water",
    ),
    saying("time:day", "day, daytime, daylight, by day", "by day, during the day, in daylight, in the daytime, at day, at noon"),
    saying(
        "time:sunset",
        "sunset, dusk, evening, a sunset, evening sky, sundown, twilight, sunrise, dawn",
        "at sunset, at dusk, in the evening, at sundown, at twilight, in the evening light, during sunset, at sunrise, at dawn",
    ),
    saying("time:night", "night, at night, nighttime, dark, darkness, midnight, a dark night", "at night, by night, in the dark, in the night, at midnight, during the night"),
    saying("clear sky", "clear sky, clear weather, a clear sky, cloudless sky", "under a clear sky, in clear weather, with a clear sky, under a cloudless sky"),
    saying("blue sky", "blue sky, a clear day, a blue sky", "under a blue sky, on a clear day"),
    saying(
        "weather:cloudy",
        "clouds, cloudy, cloudy sky, overcast, cloudy weather, a cloudy sky",
        "under clouds, with clouds, under a cloudy sky, in cloudy weather, under an overcast sky, with clouds in the sky",
        "clouds",
    ),
    saying(
        "weather:rain",
        "rain, rainy, raining, rainy weather, it is raining, a rainy scene, bad weather, wet weather",
        "in the rain, in rain, in rainy weather, while it rains, when it rains, with rain, as rain falls",
    ),
    saying(
        "weather:snowfall",
        "snowfall, snowing, it is snowing, falling snow, snowflakes, a snowfall, snow is falling",
        "in falling snow, during snowfall, while it is snowing, while it snows, with snowflakes, in snowfall, as snow falls",
    ),
    saying(
        "backdrop:mountains",
        "mountains, mountain, mountain range, mountain landscape, the mountains",
        "in front of mountains, with mountains in the background, in the mountains, before mountains, with mountains behind, "
        "near mountains, by the mountains, with mountains",
    ),
    saying(
        "backdrop:hills",
        "hills in the background, distant hills, hills on the horizon",
        "with hills in the background, in front of hills, before hills, with hills behind, before distant hills",
        "hills",
    ),
    saying("sky:sun", "sun, the sun, sunshine, a shining sun", "under the sun, in the sun, in sunshine, with the sun in the sky, while the sun shines"),
    saying("sunny", "sunny, a sunny day, sunny weather, a sunny scene", "on a sunny day, in sunny weather"),
    saying("sky:moon", "moon, the moon, moonlight, moonlit night", "under the moon, in the moonlight, in moonlight, with the moon in the sky, by moonlight"),
    saying("sky:stars", "stars, starry sky, starry night, a starry night, a night sky with stars", "under the stars, under a starry sky, on a starry night, with stars in the sky"),
]
SAYING_OF: Dict[str, List[Saying]] = {}
for each in SAYINGS:
    SAYING_OF.setdefault(each.stated, []).append(each)

OPENINGS = phrases(
    "a picture of, picture of, a photo of, an image of, image of, a drawing of, drawing of, a scene with, a picture with, "
    "there is, there are, show me, i see, we see, find, pictures of, images of, pictures with, a view of"
)


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


class Text(NamedTuple):
    words: str
    stated: FrozenSet[str]
    required: FrozenSet[str]


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
        raise SystemExit(f"there are no words for {', '.join(sorted(unknown))}: add them to scene_language.py")
    sky = frozenset(line["sky"])
    return Scene(line["ground"], line["time"], line["weather"], line["backdrop"], sky, groups, line["caption"])


# ---------------------------------------------------------------------------------------------------------
# Facts
# ---------------------------------------------------------------------------------------------------------


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


# ---------------------------------------------------------------------------------------------------------
# Words
# ---------------------------------------------------------------------------------------------------------


def forms(names: str) -> List[List[str]]:
    return [name.split("|") for name in phrases(names)]


KIND_FORMS = {kind: forms(names) for kind, names in KINDS.items()}
CLASS_FORMS = {name: forms(names) for name, (names, _) in CLASSES.items()}


def article(noun: str) -> str:
    return ("an " if noun[0] in "aeiou" else "a ") + noun


def number_and_noun(count: int, one: str, several: str, rnd: random.Random) -> str:
    """ "a single cat", "two cats", "3 cats"."""
    number = rnd.choice(COUNTS[count])
    return f"{number} {one if count == 1 else several}"


class Speaker:
    """Makes up texts about a scene."""

    def __init__(self, seed: int):
        self.rnd = random.Random(seed)

    # -- parts ------------------------------------------------------------------------------------------

    def noun(self, kind: str) -> List[str]:
        """A singular and a plural: mostly the plain name, else any."""
        options = KIND_FORMS[kind]
        return options[0] if self.rnd.random() < 0.4 else self.rnd.choice(options)

    def name(self, group: Group, facts: Set[str], colour: float = 0.0, count: float = 0.0, roof: float = 0.0) -> str:
        """A noun phrase, with the probability of each attribute; adds what it states to `facts`."""
        rnd = self.rnd
        one, several = self.noun(group.kind)
        facts.add(group.kind)
        if rnd.random() < colour:
            word = rnd.choice(COLOURS[group.colour])
            one, several = f"{word} {one}", f"{word} {several}"
            facts.add(f"{group.kind}:{group.colour}")
        if rnd.random() < count:
            if group.count >= MANY and rnd.random() < 0.08:
                facts.add(f"{group.kind}:many")
                phrase = f"{rnd.choice(SEVERAL)} {several}"
            else:
                facts.add(f"{group.kind}:{group.count}")
                phrase = number_and_noun(group.count, one, several, rnd)
        else:
            # Without a number nothing is said about how many: "boat" and "boats" find the same pictures.
            phrase = rnd.choice([one, article(one), article(one), several, "the " + one])
        if group.roof and rnd.random() < roof:
            facts.add(f"{group.kind}:roof:{group.roof}")
            phrase += self.roof(group)
        return phrase

    def roof(self, group: Group) -> str:
        colour = self.rnd.choice(COLOURS[group.roof])
        options = [f" with {article(colour)} roof", f" with {colour} roof", f" with {colour} roofs", f" and {article(colour)} roof"]
        return self.rnd.choice(options)

    def full_name(self, group: Group, facts: Set[str]) -> str:
        """As in a description: a bare "a" means one."""
        rnd = self.rnd
        one, several = self.noun(group.kind)
        facts |= {group.kind, f"{group.kind}:{group.count}"}
        if rnd.random() < 0.9:
            word = rnd.choice(COLOURS[group.colour])
            one, several = f"{word} {one}", f"{word} {several}"
            facts.add(f"{group.kind}:{group.colour}")
        phrase = article(one) if group.count == 1 and rnd.random() < 0.7 else number_and_noun(group.count, one, several, rnd)
        if group.roof and rnd.random() < 0.8:
            facts.add(f"{group.kind}:roof:{group.roof}")
            phrase += self.roof(group)
        return phrase

    def sayings(self, scene: Scene) -> List[Saying]:
        facts = surroundings(scene)
        return [each for each in SAYINGS if each.stated in facts]

    def settings(self, scene: Scene, most: int, stated: Set[str], required: Set[str]) -> str:
        """ "at night under the stars", in any order."""
        possible = self.sayings(scene)
        chosen = self.rnd.sample(possible, min(most, len(possible)))
        for each in chosen:
            note(each, stated, required)
        return " ".join(self.rnd.choice(each.after) for each in chosen)

    # -- texts ------------------------------------------------------------------------------------------

    def caption(self, scene: Scene) -> Text:
        """The caption that came with the picture: it names all groups, and all of the surroundings that are not plain."""
        facts = {f"ground:{scene.ground}", f"time:{scene.time}", f"weather:{scene.weather}", f"backdrop:{scene.backdrop}"}
        facts |= {f"sky:{light}" for light in scene.sky}
        for group in scene.groups:
            facts |= {group.kind, f"{group.kind}:{group.colour}", f"{group.kind}:{group.count}"}
            if group.roof:
                facts.add(f"{group.kind}:roof:{group.roof}")
        return text(scene.caption, facts)

    def description(self, scene: Scene) -> Text:
        stated, required = set(), set()
        groups = self.rnd.sample(scene.groups, len(scene.groups))
        words = self.rnd.choice([" and ", ", ", " and "]).join(self.full_name(group, stated) for group in groups)
        where = self.settings(scene, self.rnd.randint(1, 3), stated, required)
        words = f"{where}, {words}" if self.rnd.random() < 0.15 else f"{words} {where}"
        return text(self.opened(words), stated, required)

    def setting(self, scene: Scene) -> Text:
        stated, required = set(), set()
        first, second = self.rnd.sample(self.sayings(scene), 2)
        note(first, stated, required)
        words = self.rnd.choice(first.alone)
        if self.rnd.random() < 0.3:
            note(second, stated, required)
            words += " " + self.rnd.choice(second.after)
        elif self.rnd.random() < 0.25:
            words = self.rnd.choice(first.after)
        return text(self.opened(words), stated, required)

    def thing(self, scene: Scene, group: Group, **attributes: float) -> Text:
        stated, required = set(), set()
        words = self.name(group, stated, **attributes)
        if self.rnd.random() < 0.15:
            words += " " + self.settings(scene, 1, stated, required)
        return text(self.opened(words), stated, required)

    def two_things(self, scene: Scene) -> Text:
        stated: Set[str] = set()
        if len(scene.groups) < 2:
            return self.thing(scene, scene.groups[0], colour=0.5, count=0.5)
        one, other = self.rnd.sample(scene.groups, 2)
        colour, count = self.rnd.choice([(0, 0), (1, 0), (0, 1), (0.5, 0.3)])
        names = [self.name(group, stated, colour=colour, count=count) for group in (one, other)]
        joint = self.rnd.choice([" and ", " and ", ", ", " with ", " ", " next to ", " near ", " beside ", " by "])
        return text(self.opened(joint.join(names)), stated)

    def relation(self, scene: Scene) -> Text:
        pairs = []
        for one in scene.groups:
            for other in scene.groups:
                if other.x - one.x >= APART:
                    pairs += [("left", one, other)] * 3
                if other.y - one.y >= APART:
                    pairs.append(("above", one, other))
        if not pairs:
            return self.side(scene)
        way, one, other = self.rnd.choice(pairs)
        stated = {f"{way}:{one.kind}:{other.kind}"}
        colour = self.rnd.choice([0, 0, 0, 0.7])
        first, second = (self.name(group, stated, colour=colour) for group in (one, other))
        if way == "left":
            options = [
                f"{first} left of {second}",
                f"{first} left of {second}",
                f"{first} to the left of {second}",
                f"{first} on the left of {second}",
                f"{second} right of {first}",
                f"{second} to the right of {first}",
                f"{first} on the left and {second} on the right",
                f"left of {second} is {first}",
            ]
        else:
            options = [f"{first} above {second}", f"{first} over {second}", f"{second} below {first}", f"{second} under {first}"]
        return text(self.opened(self.rnd.choice(options)), stated)

    def side(self, scene: Scene) -> Text:
        group = self.rnd.choice(scene.groups)
        sides = [side for side in ("left", "right") if f"{group.kind}:{side}" in group_facts(group)]
        if not sides:
            return self.thing(scene, group, colour=0.5)
        stated = {f"{group.kind}:{sides[0]}"}
        words = self.name(group, stated, colour=0.3)
        end = self.rnd.choice([f"on the {sides[0]}", f"at the {sides[0]}", f"on the {sides[0]} side", f"in the {sides[0]} half"])
        return text(self.opened(f"{words} {end}"), stated)

    def roofed(self, scene: Scene) -> Text:
        for group in scene.groups:
            if group.roof:
                return self.thing(scene, group, colour=0.3, count=0.15, roof=1.0)
        return self.thing(scene, self.rnd.choice(scene.groups), colour=1.0)

    def kind_of_thing(self, scene: Scene) -> Text:
        group = self.rnd.choice(scene.groups)
        names = [name for name, (_, kinds) in CLASSES.items() if group.kind in kinds]
        if not names:
            stated = {f"any:{group.colour}"}
            words = self.rnd.choice(COLOURS[group.colour])
            return text(self.rnd.choice([words, f"something {words}", f"{words} things", f"a {words} object"]), stated)
        name = self.rnd.choice(names)
        one, several = self.rnd.choice(CLASS_FORMS[name])
        stated, required = {f"class:{name}"}, set()
        if self.rnd.random() < 0.4:
            colour = self.rnd.choice(COLOURS[group.colour])
            one, several = f"{colour} {one}", f"{colour} {several}"
            stated.add(f"class:{name}:{group.colour}")
        words = self.rnd.choice([one, article(one), several])
        if self.rnd.random() < 0.2:
            words += " " + self.settings(scene, 1, stated, required)
        return text(self.opened(words), stated, required)

    def short(self, scene: Scene) -> Text:
        """A query as people type them."""
        group = self.rnd.choice(scene.groups)
        way = self.rnd.random()
        if way < 0.12:
            return self.setting(scene)
        if way < 0.22:
            return self.thing(scene, group)
        if way < 0.47:
            return self.thing(scene, group, colour=1.0)
        if way < 0.62:
            return self.thing(scene, group, count=1.0)
        if way < 0.69:
            return self.thing(scene, group, colour=1.0, count=1.0)
        if way < 0.77:
            return self.two_things(scene)
        if way < 0.87:
            return self.relation(scene)
        if way < 0.94:
            return self.roofed(scene)
        if way < 0.96:
            return self.side(scene)
        return self.kind_of_thing(scene)

    def long(self, scene: Scene) -> Text:
        return self.caption(scene) if self.rnd.random() < 0.5 else self.description(scene)

    def opened(self, words: str) -> str:
        return f"{self.rnd.choice(OPENINGS)} {words}" if self.rnd.random() < 0.1 else words

    # -- almost true ------------------------------------------------------------------------------------

    def almost(self, scene: Scene) -> Text:
        """A text about the scene with one thing changed: a colour, a number, a place, a kind or the surroundings.

        It may happen to be true all the same; only the facts decide.
        """
        rnd = self.rnd
        at = rnd.randrange(len(scene.groups))
        group = scene.groups[at]
        way = rnd.random()
        if way < 0.35:
            colour = rnd.choice([other.colour for other in scene.groups if other is not group] or list(COLOURS))
            colour = colour if rnd.random() < 0.5 else rnd.choice(list(COLOURS))
            changed = group._replace(colour=colour)
            return self._about(replaced(scene, at, changed), changed, colour=1.0)
        if way < 0.6:
            count = min(5, max(1, group.count + rnd.choice([-1, -1, 1, 1, -2, 2])))
            changed = group._replace(count=count)
            return self._about(replaced(scene, at, changed), changed, count=1.0)
        if way < 0.72 and any(each.roof for each in scene.groups):
            at = next(i for i, each in enumerate(scene.groups) if each.roof)
            group = scene.groups[at]
            swapped = rnd.choice([group._replace(colour=group.roof, roof=group.colour), group._replace(roof=rnd.choice(list(COLOURS)))])
            return self.roofed(replaced(scene, at, swapped))
        if way < 0.9 and len(scene.groups) > 1:
            mirrored = scene._replace(groups=[each._replace(x=1 - each.x) for each in scene.groups])
            return self.relation(mirrored)
        if way < 0.95:
            changed = group._replace(kind=rnd.choice(list(KINDS)), roof=None)
            return self._about(replaced(scene, at, changed), changed)
        time = rnd.choice(["day", "sunset", "night"])
        return self.description(scene._replace(time=time, caption=""))

    def _about(self, scene: Scene, group: Group, **attributes: float) -> Text:
        if self.rnd.random() < 0.35:
            return self.description(scene)
        return self.thing(scene, group, **attributes)


def note(each: Saying, stated: Set[str], required: Set[str]) -> None:
    stated.add(each.stated)
    required.add(each.required or each.stated)


def text(words: str, stated: Set[str], surrounding: Optional[Set[str]] = None) -> Text:
    """`surrounding` is what is required of the surroundings; everything else that is stated is required too."""
    if surrounding is None:
        return Text(words, frozenset(stated), frozenset(stated))
    about_objects = {fact for fact in stated if fact not in SAYING_OF}
    return Text(words, frozenset(stated), frozenset(about_objects | surrounding))


def replaced(scene: Scene, at: int, group: Group) -> Scene:
    groups = list(scene.groups)
    groups[at] = group
    return scene._replace(groups=groups)
