"""The towers as they are shipped: TorchScript, weights stored as fp16, computing in fp32."""

import copy
import io
import json
import time
import zipfile
from pathlib import Path
from typing import Dict, Sequence

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from drawn_scenes.pictures import to_input
from drawn_scenes.tokenizer import PADDING, Words, pad


class StoredConvolution(nn.Module):
    """A convolution as one product of matrices.

    PyTorch would hand a small convolution on one thread to NNPACK, which complains at every call on a processor that
    it does not know, and cannot be told not to from outside Python.
    """

    def __init__(self, conv: nn.Conv2d):
        super().__init__()
        self.stride, self.padding = conv.stride[0], conv.padding[0]
        self.register_buffer("weight", conv.weight.detach().half())
        self.register_buffer("bias", conv.bias.detach().half())

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        size = self.weight.shape[2]
        columns = F.unfold(x, [size, size], [1, 1], [self.padding, self.padding], [self.stride, self.stride])
        cells = self.weight.float().flatten(1) @ columns + self.bias.float().unsqueeze(1)
        height = (x.shape[2] + 2 * self.padding - size) // self.stride + 1
        return cells.unflatten(2, [height, -1])


class StoredLinear(nn.Module):
    def __init__(self, linear: nn.Linear):
        super().__init__()
        bias = torch.zeros(linear.out_features) if linear.bias is None else linear.bias.detach()
        self.register_buffer("weight", linear.weight.detach().half())
        self.register_buffer("bias", bias.half())

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.linear(x, self.weight.float(), self.bias.float())


class StoredEmbedding(nn.Module):
    def __init__(self, embedding: nn.Embedding):
        super().__init__()
        self.register_buffer("weight", embedding.weight.detach().half())

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return F.embedding(ids, self.weight).float()


def stored(module: nn.Module) -> nn.Module:
    """The same in eval mode, for storing: batch norms are folded into what they follow."""
    for name, child in list(module.named_children()):
        if isinstance(child, nn.Sequential) and len(child) == 3 and isinstance(child[1], nn.BatchNorm2d):
            conv = nn.utils.fusion.fuse_conv_bn_eval(child[0], child[1])
            setattr(module, name, nn.Sequential(StoredConvolution(conv), nn.ReLU()))
        elif isinstance(child, nn.Conv2d):
            setattr(module, name, StoredConvolution(child))
        elif isinstance(child, nn.Linear):
            setattr(module, name, StoredLinear(child))
        elif isinstance(child, nn.Embedding):
            setattr(module, name, StoredEmbedding(child))
        else:
            stored(child)
    return module


def write_tower(tower: nn.Module, path: Path) -> None:
    buffer = io.BytesIO()
    torch.jit.save(torch.jit.script(stored(copy.deepcopy(tower).eval().to(memory_format=torch.contiguous_format))), buffer)
    # The debug records name folders of the machine that trained the model, and nothing reads them but stack traces.
    with zipfile.ZipFile(buffer) as archive, zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as stripped:
        for record in archive.infolist():
            if not record.filename.endswith(".debug_pkl"):
                stripped.writestr(zipfile.ZipInfo(record.filename), archive.read(record))


class Encoder:
    """The stored files, used as the application uses them."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.text_tower = torch.jit.load(str(folder / "text.pt")).eval()
        self.image_tower = torch.jit.load(str(folder / "image.pt")).eval()
        self.words = Words.from_json(json.loads((folder / "tokenizer.json").read_text(encoding="utf-8")))

    def texts(self, texts: Sequence[str], batch: int = 64) -> torch.Tensor:
        results = []
        with torch.no_grad():
            for first in range(0, len(texts), batch):
                encoded = [self.words.encode(each) for each in texts[first : first + batch]]
                results.append(F.normalize(self.text_tower(*pad(encoded)), dim=1))
        return torch.cat(results)

    def pictures(self, pixels: np.ndarray, batch: int = 32) -> torch.Tensor:
        with torch.no_grad():
            parts = [self.image_tower(to_input(pixels[i : i + batch])) for i in range(0, len(pixels), batch)]
        return F.normalize(torch.cat(parts), dim=1)

    def speed(self, pixels: np.ndarray) -> Dict[str, float]:
        """On one thread: pictures a second in batches, and milliseconds for one short text."""
        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        self.pictures(pixels[:64])
        started = time.time()
        self.pictures(pixels[:256])
        per_second = len(pixels[:256]) / (time.time() - started)
        self.texts(["two red boats at night"] * 20, batch=1)
        started = time.time()
        self.texts(["two red boats at night"] * 200, batch=1)
        milliseconds = (time.time() - started) / 200 * 1000
        torch.set_num_threads(threads)
        return {"pictures_per_second": round(per_second), "text_ms": round(milliseconds, 2)}

    def check_padding(self) -> float:
        """The greatest change of a value by padding, before scaling to unit length."""
        ids, mask = pad([self.words.encode("two red boats left of a house with a blue roof at night")])
        longer = F.pad(ids, (0, 20), value=PADDING), F.pad(mask, (0, 20))
        with torch.no_grad():
            return (self.text_tower(ids, mask) - self.text_tower(*longer)).abs().max().item()
