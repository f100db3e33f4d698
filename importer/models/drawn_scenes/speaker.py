"""Makes up what can be said about a drawn scene: sentences and short queries without end, with the facts they state.

A text is true of a picture when the picture has all of the text's facts. That gives training its negatives, and never
a false one. `stated` is what a text says; `required` is what a picture must have so that the text is not plainly wrong.
They differ where words are vague: "the sea" means the surface, but who sees a picture from below it would not object.
A picture with `required` but without `stated` is neither right nor wrong."""

import random
from typing import FrozenSet, List, NamedTuple, Optional, Set

from drawn_scenes.scenes import APART, MANY, Group, Scene, group_facts, surroundings
from drawn_scenes.words import (
    CLASS_FORMS,
    CLASSES,
    COLOURS,
    COUNTS,
    KIND_FORMS,
    KINDS,
    OPENINGS,
    SAYING_OF,
    SAYINGS,
    SEVERAL,
    Saying,
    article,
)


class Text(NamedTuple):
    words: str
    stated: FrozenSet[str]
    required: FrozenSet[str]


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
        options = [
            f" with {article(colour)} roof",
            f" with {colour} roof",
            f" with {colour} roofs",
            f" and {article(colour)} roof",
        ]
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
        phrase = (
            article(one) if group.count == 1 and rnd.random() < 0.7 else number_and_noun(group.count, one, several, rnd)
        )
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
        """The caption that came with the picture: all groups, and all of the surroundings that are not plain."""
        facts = {
            f"ground:{scene.ground}",
            f"time:{scene.time}",
            f"weather:{scene.weather}",
            f"backdrop:{scene.backdrop}",
        }
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
            options = [
                f"{first} above {second}",
                f"{first} over {second}",
                f"{second} below {first}",
                f"{second} under {first}",
            ]
        return text(self.opened(self.rnd.choice(options)), stated)

    def side(self, scene: Scene) -> Text:
        group = self.rnd.choice(scene.groups)
        sides = [side for side in ("left", "right") if f"{group.kind}:{side}" in group_facts(group)]
        if not sides:
            return self.thing(scene, group, colour=0.5)
        stated = {f"{group.kind}:{sides[0]}"}
        words = self.name(group, stated, colour=0.3)
        end = self.rnd.choice(
            [f"on the {sides[0]}", f"at the {sides[0]}", f"on the {sides[0]} side", f"in the {sides[0]} half"]
        )
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
        if self.rnd.random() < 0.25 and any(group.roof for group in scene.groups):
            return self.roofed(scene)
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
        if way < 0.9:
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
            swapped = rnd.choice(
                [group._replace(colour=group.roof, roof=group.colour), group._replace(roof=rnd.choice(list(COLOURS)))]
            )
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
