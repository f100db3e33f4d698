"""Pictures of drawn scenes: reading them, and making them the input of the image tower."""

import io
import math
from pathlib import Path
from typing import List, NamedTuple, Sequence

import numpy as np
import torch
from PIL import Image

from drawn_scenes.scenes import Scene, read_scenes

SIDE = 96
MEAN = (0.5, 0.5, 0.5)
STD = (0.25, 0.25, 0.25)


class Pictures(NamedTuple):
    """Pixels uint8 [N, SIDE, SIDE, 3], and what each picture shows."""

    pixels: np.ndarray
    scenes: List[Scene]


def read_pictures(folders: Sequence[Path]) -> Pictures:
    scenes: List[Scene] = []
    pixels = []
    for folder in folders:
        some = read_scenes(folder / "scenes.jsonl")
        pixels.append(read_pixels(folder, len(some)))
        scenes += some
    return Pictures(pixels[0] if len(pixels) == 1 else np.concatenate(pixels), scenes)


def read_pixels(folder: Path, count: int) -> np.ndarray:
    file = folder / "pictures.u8"
    side = math.isqrt(file.stat().st_size // (3 * count))
    if side * side * 3 * count != file.stat().st_size:
        raise SystemExit(f"{file}: {file.stat().st_size:,} bytes are not {count:,} square pictures")
    if side == SIDE:
        return np.memmap(file, np.uint8, "r", shape=(count, SIDE, SIDE, 3))
    shrunk = folder / f"pictures-{SIDE}.u8"
    if not shrunk.exists():
        large = np.memmap(file, np.uint8, "r", shape=(count, side, side, 3))
        quality = np.random.default_rng(0).integers(75, 97, count)
        partial = folder / "partial.u8"
        with partial.open("wb") as out:
            for pixels, each in zip(large, quality):
                out.write(shrink(pixels, int(each)))
        partial.rename(shrunk)
    return np.memmap(shrunk, np.uint8, "r", shape=(count, SIDE, SIDE, 3))


def shrink(pixels: np.ndarray, quality: int) -> bytes:
    jpeg = io.BytesIO()
    Image.fromarray(pixels).save(jpeg, "JPEG", quality=quality)
    return Image.open(jpeg).convert("RGB").resize((SIDE, SIDE), Image.BICUBIC).tobytes()


def to_input(pixels: np.ndarray) -> torch.Tensor:
    """uint8 [N, SIDE, SIDE, 3] -> float32 [N, 3, SIDE, SIDE], as the image tower expects it."""
    floats = torch.from_numpy(np.array(pixels)).permute(0, 3, 1, 2).float() / 255
    return (floats - torch.tensor(MEAN).view(3, 1, 1)) / torch.tensor(STD).view(3, 1, 1)


def varied(pixels: np.ndarray, random: np.random.Generator, most_shift: int = 4) -> torch.Tensor:
    """Shift, brightness, contrast and tint: little of each."""
    count = len(pixels)
    shift = random.integers(-most_shift, most_shift + 1, (2, count, 1))
    rows, columns = np.clip(np.arange(SIDE)[None] + shift, 0, SIDE - 1)
    x = to_input(pixels[np.arange(count)[:, None, None], rows[:, :, None], columns[:, None, :]])

    def uniform(low: float, high: float, *shape: int) -> torch.Tensor:
        return torch.from_numpy(random.uniform(low, high, shape).astype(np.float32))

    return x * uniform(0.92, 1.08, count, 3, 1, 1) + uniform(-0.15, 0.15, count, 1, 1, 1)
