"""The words that drawn scenes are spoken of with: kinds, colours, numbers, and ways to speak of surroundings."""

from typing import Dict, List, NamedTuple, Optional


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
    saying(
        "ground:hills",
        "green hills, rolling hills",
        "on the hills, on hills, on rolling hills, on a hill, on green hills",
    ),
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
    saying(
        "time:day",
        "day, daytime, daylight, by day",
        "by day, during the day, in daylight, in the daytime, at day, at noon",
    ),
    saying(
        "time:sunset",
        "sunset, dusk, evening, a sunset, evening sky, sundown, twilight, sunrise, dawn",
        "at sunset, at dusk, in the evening, at sundown, at twilight, in the evening light, during sunset, at sunrise, at dawn",
    ),
    saying(
        "time:night",
        "night, at night, nighttime, dark, darkness, midnight, a dark night",
        "at night, by night, in the dark, in the night, at midnight, during the night",
    ),
    saying(
        "clear sky",
        "clear sky, clear weather, a clear sky, cloudless sky",
        "under a clear sky, in clear weather, with a clear sky, under a cloudless sky",
    ),
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
    saying(
        "sky:sun",
        "sun, the sun, sunshine, a shining sun",
        "under the sun, in the sun, in sunshine, with the sun in the sky, while the sun shines",
    ),
    saying("sunny", "sunny, a sunny day, sunny weather, a sunny scene", "on a sunny day, in sunny weather"),
    saying(
        "sky:moon",
        "moon, the moon, moonlight, moonlit night",
        "under the moon, in the moonlight, in moonlight, with the moon in the sky, by moonlight",
    ),
    saying(
        "sky:stars",
        "stars, starry sky, starry night, a starry night, a night sky with stars",
        "under the stars, under a starry sky, on a starry night, with stars in the sky",
    ),
]
SAYING_OF: Dict[str, List[Saying]] = {}
for each in SAYINGS:
    SAYING_OF.setdefault(each.stated, []).append(each)

OPENINGS = phrases(
    "a picture of, picture of, a photo of, an image of, image of, a drawing of, drawing of, a scene with, a picture with, "
    "there is, there are, show me, i see, we see, find, pictures of, images of, pictures with, a view of"
)


def forms(names: str) -> List[List[str]]:
    return [name.split("|") for name in phrases(names)]


KIND_FORMS = {kind: forms(names) for kind, names in KINDS.items()}
CLASS_FORMS = {name: forms(names) for name, (names, _) in CLASSES.items()}


def article(noun: str) -> str:
    return ("an " if noun[0] in "aeiou" else "a ") + noun
