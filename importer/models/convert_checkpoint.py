#!/usr/bin/env python3
"""Converts a Hugging Face checkpoint of the CLIP, BERT or RoBERTa family into TorchScript for HNSW Search.

    python3 convert_checkpoint.py clip-vit-base-patch32 --name clip-vit-b-32
    python3 convert_checkpoint.py all-roberta-large-v1 --int8
    python3 convert_checkpoint.py my-bert --pooling cls --output /data/models

The checkpoint is a folder as the hub has it: config.json, model.safetensors or pytorch_model.bin (in shards or
not), tokenizer.json, and where sentence-transformers wrote it, modules.json with its pooling settings. Written
to the output folder, by default the one this script is in:

    <name>.yaml               description that makes it an encoder of this program: `--encoder <name>`
    <name>/text.pt            (input_ids, attention_mask: int64 [batch, tokens]) -> float32 [batch, dimension]
    <name>/image.pt           (pixels: float32 [batch, 3, size, size]) -> float32 [batch, dimension], CLIP only
    <name>/tokenizer.json     as it came
    <name>/parity.json        how far each file, read back from disk, is from the model it was made of

With --int8 there is a second encoder, <name>-int8, with text-int8.pt and image-int8.pt: its linear layers are
dynamically quantized, which makes a query two to five times as fast on a CPU. It does not run on a GPU.

Pooling and scaling to unit length are part of the model, as the checkpoint says. Texts may have any length up to
the model's maximum, and padding changes nothing. Nothing is written unless all of it agrees with the checkpoint.

Needs Python 3.9+, PyTorch 1.13+ and NumPy, no network and no GPU; the memory of the weights three times over.
"""

import argparse
import contextlib
import hashlib
import json
import math
import mmap
import pickle
import re
import shutil
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Dict, Iterable, Iterator, List, Optional, Tuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.ao.quantization import per_channel_dynamic_qconfig, quantize_dynamic

Json = Dict[str, Any]


class ConversionError(Exception):
    """Where, what was expected and found, and what to do next."""

    def __init__(self, where: Any, problem: str, advice: str):
        super().__init__(f"{where}: {problem}. {advice}.")


def warn(message: str) -> None:
    print(f"warning: {message}", file=sys.stderr)


# ---------------------------------------------------------------------------------------------------------
# Files of a checkpoint
# ---------------------------------------------------------------------------------------------------------

SAFETENSORS_TYPES = {
    "F64": torch.float64,
    "F32": torch.float32,
    "F16": torch.float16,
    "BF16": torch.bfloat16,
    "I64": torch.int64,
    "I32": torch.int32,
    "I16": torch.int16,
    "I8": torch.int8,
    "U8": torch.uint8,
    "BOOL": torch.bool,
}
LFS_POINTER = b"version https://git-lfs"
FETCH_AGAIN = "Fetch the file again"


def read_json(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConversionError(file, "expected a file, found none", "Download the whole folder of the checkpoint")
    except (json.JSONDecodeError, UnicodeDecodeError) as e:
        raise ConversionError(file, f"expected JSON, found: {e}", FETCH_AGAIN)


def optional_json(file: Path) -> Any:
    return read_json(file) if file.is_file() else {}


def field(values: Any, key: str, where: Any) -> Any:
    if not isinstance(values, dict) or key not in values:
        raise ConversionError(where, f"expected {key}, found none", FETCH_AGAIN)
    return values[key]


def read_safetensors(file: Path) -> Dict[str, Tensor]:
    """Tensors of a safetensors file, mapped and not copied.

    The file is the length of the header (8 bytes, little-endian), the header (JSON: name -> dtype, shape, range of
    bytes), and the tensors. https://huggingface.co/docs/safetensors#format
    """
    size = file.stat().st_size
    with open(file, "rb") as stream:
        length = int.from_bytes(stream.read(8), "little")
        if size < 8 or length > size - 8:
            raise ConversionError(file, f"expected a header of {length} bytes, found a file of {size}", FETCH_AGAIN)
        try:
            header = json.loads(stream.read(length))
        except ValueError as e:
            raise ConversionError(file, f"expected a header in JSON, found: {e}", FETCH_AGAIN)
        data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_COPY)
    return {
        name: mapped_tensor(f"{file}, tensor {name}", entry, data, 8 + length)
        for name, entry in header.items()
        if name != "__metadata__"
    }


def mapped_tensor(where: str, entry: Json, data: mmap.mmap, start: int) -> Tensor:
    stored, shape = field(entry, "dtype", where), field(entry, "shape", where)
    first, end = field(entry, "data_offsets", where)
    if stored not in SAFETENSORS_TYPES:
        known = ", ".join(SAFETENSORS_TYPES)
        raise ConversionError(where, f"expected one of {known}, found {stored}", "Save it as F32, F16 or BF16")
    dtype = SAFETENSORS_TYPES[stored]
    count = math.prod(shape)
    expected = count * torch.empty(0, dtype=dtype).element_size()
    if not 0 <= first <= end <= len(data) - start or end - first != expected:
        raise ConversionError(
            where,
            f"expected {expected} bytes for shape {shape}, found bytes {first} to {end} of {len(data) - start}",
            FETCH_AGAIN,
        )
    if count == 0:
        return torch.empty(shape, dtype=dtype)
    return torch.frombuffer(data, dtype=dtype, count=count, offset=start + first).reshape(shape)


def read_pickled(file: Path) -> Dict[str, Tensor]:
    """Tensors of a .bin file. PyTorch reads nothing but tensors from it, but versions before 2.6 can be tricked."""
    warn(f"{file.name} is a Python pickle: convert it only if you trust where it is from")
    try:
        weights = torch.load(file, map_location="cpu", weights_only=True)
    except (RuntimeError, EOFError, ValueError, pickle.UnpicklingError) as e:
        raise ConversionError(
            file, f"expected a file of tensors alone, found: {e}", "Fetch model.safetensors instead"
        )
    if not isinstance(weights, dict) or not all(isinstance(value, Tensor) for value in weights.values()):
        raise ConversionError(
            file, "expected names and tensors, found something else", "Fetch the checkpoint's own file"
        )
    return weights


def read_weights(folder: Path) -> Dict[str, Tensor]:
    """All tensors of a checkpoint, by name."""
    for name, read in (("model.safetensors", read_safetensors), ("pytorch_model.bin", read_pickled)):
        file, index = folder / name, folder / f"{name}.index.json"
        if file.is_file():
            return read(checked(file))
        if index.is_file():
            return read_shards(index, read)
    raise ConversionError(
        folder,
        "expected model.safetensors or pytorch_model.bin, found neither",
        "Download the checkpoint's PyTorch weights into this folder",
    )


def read_shards(index: Path, read: Callable[[Path], Dict[str, Tensor]]) -> Dict[str, Tensor]:
    places = field(read_json(index), "weight_map", index)
    weights: Dict[str, Tensor] = {}
    for shard in sorted(set(places.values())):
        if Path(shard).name != shard:
            raise ConversionError(index, f"expected names of files beside it, found {shard}", FETCH_AGAIN)
        weights.update(read(checked(index.with_name(shard))))
    missing = sorted(set(places) - set(weights))
    if missing:
        raise ConversionError(index, f"the shards lack {listed(missing)}", "Fetch all shards of one revision")
    return weights


def checked(file: Path) -> Path:
    """A file of weights that is there, and is not what git leaves in place of a large file."""
    if not file.is_file():
        raise ConversionError(file, "expected a file, found none", "Download all shards of the checkpoint")
    with open(file, "rb") as stream:
        if stream.read(len(LFS_POINTER)) == LFS_POINTER:
            raise ConversionError(
                file, "expected weights, found a Git LFS pointer", "Run `git lfs pull` in its folder"
            )
    return file


def listed(names: Iterable[str], most: int = 12) -> str:
    names = list(names)
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


# ---------------------------------------------------------------------------------------------------------
# Models. Attributes are named as the checkpoints' keys are, misspellings included. Everything here is scripted,
# not traced, so that no length, batch size or device is fixed.
# ---------------------------------------------------------------------------------------------------------


class QuickGelu(nn.Module):
    """The sigmoid approximation of GELU that OpenAI trained CLIP with."""

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.sigmoid(1.702 * x)


ACTIVATIONS: Dict[str, Callable[[], nn.Module]] = {
    "gelu": nn.GELU,
    "gelu_new": lambda: nn.GELU(approximate="tanh"),
    "gelu_pytorch_tanh": lambda: nn.GELU(approximate="tanh"),
    "quick_gelu": QuickGelu,
    "relu": nn.ReLU,
}


@dataclass(frozen=True)
class Shape:
    """Sizes that all transformers here share."""

    width: int
    heads: int
    layers: int
    inner: int
    activation: str
    epsilon: float

    def norm(self) -> nn.LayerNorm:
        return nn.LayerNorm(self.width, eps=self.epsilon)


def attend(query: Tensor, key: Tensor, value: Tensor, heads: int, depth: int, bias: Optional[Tensor]) -> Tensor:
    """Multi-head attention over [batch, tokens, heads * depth]; bias is added to the scores."""
    batch, tokens = query.shape[0], query.shape[1]
    query = query.view(batch, tokens, heads, depth).transpose(1, 2)
    key = key.view(batch, tokens, heads, depth).transpose(1, 2)
    value = value.view(batch, tokens, heads, depth).transpose(1, 2)
    scores = query @ key.transpose(-1, -2) * depth**-0.5
    if bias is not None:
        scores = scores + bias
    return (scores.softmax(-1) @ value).transpose(1, 2).reshape(batch, tokens, heads * depth)


def attention_bias(allowed: Tensor) -> Tensor:
    """0 where a token may be looked at, and so little elsewhere that its weight becomes 0."""
    return torch.zeros(allowed.shape, device=allowed.device).masked_fill(~allowed, -1e9)


class ClipAttention(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.heads, self.depth = shape.heads, shape.width // shape.heads
        self.q_proj = nn.Linear(shape.width, shape.width)
        self.k_proj = nn.Linear(shape.width, shape.width)
        self.v_proj = nn.Linear(shape.width, shape.width)
        self.out_proj = nn.Linear(shape.width, shape.width)

    def forward(self, x: Tensor, bias: Optional[Tensor]) -> Tensor:
        return self.out_proj(attend(self.q_proj(x), self.k_proj(x), self.v_proj(x), self.heads, self.depth, bias))


class ClipMlp(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.fc1 = nn.Linear(shape.width, shape.inner)
        self.activation = ACTIVATIONS[shape.activation]()
        self.fc2 = nn.Linear(shape.inner, shape.width)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc2(self.activation(self.fc1(x)))


class ClipLayer(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.layer_norm1 = shape.norm()
        self.self_attn = ClipAttention(shape)
        self.layer_norm2 = shape.norm()
        self.mlp = ClipMlp(shape)

    def forward(self, x: Tensor, bias: Optional[Tensor]) -> Tensor:
        x = x + self.self_attn(self.layer_norm1(x), bias)
        return x + self.mlp(self.layer_norm2(x))


class ClipLayers(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.layers = nn.ModuleList([ClipLayer(shape) for _ in range(shape.layers)])

    def forward(self, x: Tensor, bias: Optional[Tensor]) -> Tensor:
        for layer in self.layers:
            x = layer(x, bias)
        return x


class ClipTextEmbeddings(nn.Module):
    def __init__(self, shape: Shape, vocabulary: int, positions: int):
        super().__init__()
        self.token_embedding = nn.Embedding(vocabulary, shape.width)
        self.position_embedding = nn.Embedding(positions, shape.width)

    def forward(self, input_ids: Tensor) -> Tensor:
        positions = torch.arange(input_ids.shape[1], device=input_ids.device)
        return self.token_embedding(input_ids) + self.position_embedding(positions)


class ClipTextModel(nn.Module):
    def __init__(self, shape: Shape, vocabulary: int, positions: int):
        super().__init__()
        self.embeddings = ClipTextEmbeddings(shape, vocabulary, positions)
        self.encoder = ClipLayers(shape)
        self.final_layer_norm = shape.norm()

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        positions = torch.arange(input_ids.shape[1], device=input_ids.device)
        causal = positions.unsqueeze(0) <= positions.unsqueeze(1)
        allowed = causal & (attention_mask != 0).unsqueeze(1).unsqueeze(1)
        return self.final_layer_norm(self.encoder(self.embeddings(input_ids), attention_bias(allowed)))


class ClipText(nn.Module):
    """Pools at the first end-of-text token.

    Checkpoints older than transformers 4.31 name a wrong one (2) in their config.json. There it is the token with
    the highest id, as in OpenAI's code.
    """

    def __init__(self, shape: Shape, vocabulary: int, positions: int, end_of_text: Optional[int], dimension: int):
        super().__init__()
        self.text_model = ClipTextModel(shape, vocabulary, positions)
        self.text_projection = nn.Linear(shape.width, dimension, bias=False)
        self.width = shape.width
        self.end_of_text = -1 if end_of_text is None else end_of_text

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        hidden = self.text_model(input_ids, attention_mask)
        marks = input_ids if self.end_of_text < 0 else input_ids == self.end_of_text
        # int32, as ONNX Runtime has no argmax of int64.
        ends = marks.to(torch.int32).argmax(-1, keepdim=True).unsqueeze(-1)
        return self.text_projection(hidden.gather(1, ends.expand(-1, -1, self.width)).squeeze(1))


class ClipImageEmbeddings(nn.Module):
    def __init__(self, shape: Shape, size: int, patch: int):
        super().__init__()
        self.class_embedding = nn.Parameter(torch.zeros(shape.width))
        self.patch_embedding = nn.Conv2d(3, shape.width, kernel_size=patch, stride=patch, bias=False)
        self.position_embedding = nn.Embedding((size // patch) ** 2 + 1, shape.width)

    def forward(self, pixels: Tensor) -> Tensor:
        patches = self.patch_embedding(pixels).flatten(2).transpose(1, 2)
        first = self.class_embedding.expand(pixels.shape[0], 1, -1)
        return torch.cat([first, patches], 1) + self.position_embedding.weight


class ClipImageModel(nn.Module):
    def __init__(self, shape: Shape, size: int, patch: int):
        super().__init__()
        self.embeddings = ClipImageEmbeddings(shape, size, patch)
        self.pre_layrnorm = shape.norm()
        self.encoder = ClipLayers(shape)
        self.post_layernorm = shape.norm()

    def forward(self, pixels: Tensor) -> Tensor:
        hidden = self.encoder(self.pre_layrnorm(self.embeddings(pixels)), None)
        return self.post_layernorm(hidden[:, 0])


class ClipImage(nn.Module):
    def __init__(self, shape: Shape, size: int, patch: int, dimension: int):
        super().__init__()
        self.vision_model = ClipImageModel(shape, size, patch)
        self.visual_projection = nn.Linear(shape.width, dimension, bias=False)

    def forward(self, pixels: Tensor) -> Tensor:
        return self.visual_projection(self.vision_model(pixels))


class BertEmbeddings(nn.Module):
    """Of BERT, whose positions are counted from 0, and of RoBERTa, whose positions start after the padding id."""

    def __init__(self, shape: Shape, vocabulary: int, positions: int, types: int, padding: Optional[int]):
        super().__init__()
        self.word_embeddings = nn.Embedding(vocabulary, shape.width)
        self.position_embeddings = nn.Embedding(positions, shape.width)
        self.token_type_embeddings = nn.Embedding(types, shape.width)
        self.LayerNorm = shape.norm()
        self.padding = -1 if padding is None else padding

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        if self.padding < 0:
            positions = torch.arange(input_ids.shape[1], device=input_ids.device).unsqueeze(0)
        else:
            counted = attention_mask * (input_ids != self.padding).to(attention_mask.dtype)
            positions = counted.cumsum(1) * counted + self.padding
        words = self.word_embeddings(input_ids)
        return self.LayerNorm(words + self.position_embeddings(positions) + self.token_type_embeddings.weight[0])


class BertSelfAttention(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.heads, self.depth = shape.heads, shape.width // shape.heads
        self.query = nn.Linear(shape.width, shape.width)
        self.key = nn.Linear(shape.width, shape.width)
        self.value = nn.Linear(shape.width, shape.width)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        return attend(self.query(x), self.key(x), self.value(x), self.heads, self.depth, bias)


class BertOutput(nn.Module):
    def __init__(self, shape: Shape, inputs: int):
        super().__init__()
        self.dense = nn.Linear(inputs, shape.width)
        self.LayerNorm = shape.norm()

    def forward(self, x: Tensor, residual: Tensor) -> Tensor:
        return self.LayerNorm(self.dense(x) + residual)


class BertAttention(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.self = BertSelfAttention(shape)
        self.output = BertOutput(shape, shape.width)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        return self.output(self.self(x, bias), x)


class BertIntermediate(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.dense = nn.Linear(shape.width, shape.inner)
        self.activation = ACTIVATIONS[shape.activation]()

    def forward(self, x: Tensor) -> Tensor:
        return self.activation(self.dense(x))


class BertLayer(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.attention = BertAttention(shape)
        self.intermediate = BertIntermediate(shape)
        self.output = BertOutput(shape, shape.inner)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        x = self.attention(x, bias)
        return self.output(self.intermediate(x), x)


class BertLayers(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.layer = nn.ModuleList([BertLayer(shape) for _ in range(shape.layers)])

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        for layer in self.layer:
            x = layer(x, bias)
        return x


class BertText(nn.Module):
    """BERT or RoBERTa, and what sentence-transformers puts after it."""

    def __init__(self, embeddings: BertEmbeddings, shape: Shape, pooling: str, normalise: bool):
        super().__init__()
        self.embeddings = embeddings
        self.encoder = BertLayers(shape)
        self.pooling = pooling
        self.normalise = normalise

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        bias = attention_bias((attention_mask != 0).unsqueeze(1).unsqueeze(1))
        hidden = self.encoder(self.embeddings(input_ids, attention_mask), bias)
        if self.pooling == "none":
            return hidden
        present = attention_mask.unsqueeze(-1).to(hidden.dtype)
        if self.pooling == "cls":
            pooled = hidden[:, 0]
        elif self.pooling == "max":
            pooled = hidden.masked_fill(present == 0, -1e9).amax(1)
        else:
            pooled = (hidden * present).sum(1) / present.sum(1).clamp(min=1e-9)
        return F.normalize(pooled, dim=-1) if self.normalise else pooled


# ---------------------------------------------------------------------------------------------------------
# From a checkpoint to models
# ---------------------------------------------------------------------------------------------------------

CLIP_TEXT_DEFAULTS = {
    "vocab_size": 49408,
    "hidden_size": 512,
    "intermediate_size": 2048,
    "num_hidden_layers": 12,
    "num_attention_heads": 8,
    "max_position_embeddings": 77,
    "hidden_act": "quick_gelu",
    "layer_norm_eps": 1e-5,
    "eos_token_id": 49407,
}
CLIP_IMAGE_DEFAULTS = {
    "hidden_size": 768,
    "intermediate_size": 3072,
    "num_hidden_layers": 12,
    "num_attention_heads": 12,
    "num_channels": 3,
    "image_size": 224,
    "patch_size": 32,
    "hidden_act": "quick_gelu",
    "layer_norm_eps": 1e-5,
}
BERT_DEFAULTS = {"hidden_act": "gelu", "layer_norm_eps": 1e-12, "type_vocab_size": 2, "pad_token_id": 0}
ROBERTA_DEFAULTS = {**BERT_DEFAULTS, "pad_token_id": 1}
CLIP_PROJECTION = 512
WRONG_END_OF_TEXT = 2
ROBERTA_TYPES = ("roberta", "xlm-roberta", "camembert")
KNOWN_TYPES = ("clip", "bert", *ROBERTA_TYPES)
POOLINGS = ("mean", "cls", "max")

# Tensors that a sentence or picture embedding has no use for.
UNUSED_OF_CLIP = re.compile(r"logit_scale|(text|vision)_model\.embeddings\.position_ids")
UNUSED_OF_BERT = re.compile(
    r"(pooler|cls|lm_head|classifier|qa_outputs)\..*|embeddings\.(position_ids|token_type_ids)"
)

CLIP_MEAN = [0.48145466, 0.4578275, 0.40821073]
CLIP_STD = [0.26862954, 0.26130258, 0.27577711]
RESAMPLINGS = {2: "bilinear", 3: "bicubic"}  # Pillow's numbers


@dataclass
class Text:
    model: nn.Module
    tokenizer: Path
    max_tokens: int
    pad_id: int
    pooling: str
    unpooled: bool = False  # the pooling is left to the program


@dataclass
class Image:
    model: nn.Module
    size: int
    resampling: str
    mean: List[float]
    std: List[float]


@dataclass
class Checkpoint:
    folder: Path
    model_type: str
    dimension: int
    licence: str
    text: Optional[Text]
    image: Optional[Image]


class Config:
    """The config.json of a checkpoint, or a part of it."""

    def __init__(self, where: Any, values: Json):
        self.where = where
        self.values = values

    def count(self, key: str, least: int = 1) -> int:
        value = self.values.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            problem = f"expected {key} of {least} or more, found {value}"
            raise ConversionError(self.where, problem, "Fetch config.json again")
        return value

    def token(self, key: str) -> int:
        return self.count(key, least=0)

    def shape(self) -> Shape:
        width, heads, activation = (
            self.count("hidden_size"),
            self.count("num_attention_heads"),
            self.values["hidden_act"],
        )
        if width % heads:
            raise ConversionError(
                self.where,
                f"expected hidden_size to be a multiple of {heads} heads, found {width}",
                "Correct config.json",
            )
        if activation not in ACTIVATIONS:
            raise ConversionError(
                self.where,
                f"expected hidden_act to be one of {', '.join(ACTIVATIONS)}, found {activation}",
                "Add the function to ACTIVATIONS in convert_checkpoint.py",
            )
        layers, inner = self.count("num_hidden_layers"), self.count("intermediate_size")
        return Shape(width, heads, layers, inner, activation, float(self.values["layer_norm_eps"]))


@dataclass
class Sentences:
    """What sentence-transformers does beyond the transformer."""

    transformer: Path
    pooling: Optional[str]
    normalise: bool
    max_tokens: Optional[int]


def read_checkpoint(folder: Path, pooling: Optional[str] = None, unpooled: bool = False) -> Checkpoint:
    """Builds the models of a checkpoint and loads its weights.

    pooling overrules the checkpoint's; unpooled leaves the pooling to whoever runs the model.
    """
    if not folder.is_dir():
        raise ConversionError(
            folder, "expected the folder of a checkpoint, found none", "Download a checkpoint first"
        )
    sentences = read_sentences(folder)
    where = sentences.transformer / "config.json"
    values = read_json(where)
    model_type = field(values, "model_type", where)
    licence = read_licence(folder)
    if model_type == "clip":
        if pooling or unpooled:
            raise ConversionError(
                where,
                "expected no --pooling and no --unpooled for CLIP, found one",
                "It pools at the end of the text",
            )
        text, image, dimension = read_clip(sentences, where, values)
    elif model_type == "bert" or model_type in ROBERTA_TYPES:
        sentences.pooling = pooling or sentences.pooling
        text, dimension = read_bert(sentences, where, values, unpooled)
        image = None
    else:
        raise ConversionError(
            where,
            f"expected model_type to be one of {', '.join(KNOWN_TYPES)}, found {model_type}",
            "Export other models with their own tools, and describe them in YAML",
        )
    return Checkpoint(folder, model_type, dimension, licence, text, image)


def read_clip(sentences: Sentences, where: Path, values: Json) -> Tuple[Text, Image, int]:
    folder = sentences.transformer
    # Old files have a second dictionary that overrules the first.
    text = Config(
        f"{where}, text_config",
        {**CLIP_TEXT_DEFAULTS, **(values.get("text_config") or {}), **(values.get("text_config_dict") or {})},
    )
    image = Config(
        f"{where}, vision_config",
        {**CLIP_IMAGE_DEFAULTS, **(values.get("vision_config") or {}), **(values.get("vision_config_dict") or {})},
    )
    dimension = Config(where, {"projection_dim": CLIP_PROJECTION, **values}).count("projection_dim")
    vocabulary, positions = text.count("vocab_size"), text.count("max_position_embeddings")
    end_of_text = None if text.values["eos_token_id"] == WRONG_END_OF_TEXT else text.token("eos_token_id")
    size, patch = image.count("image_size"), image.count("patch_size")
    if size % patch or image.count("num_channels") != 3:
        raise ConversionError(
            image.where, f"expected pictures of 3 channels that {patch} divides, found {size}", "Correct config.json"
        )
    tokenizer = find_tokenizer(sentences, vocabulary)
    preprocessing = read_preprocessing(folder, size)
    text_model = ClipText(text.shape(), vocabulary, positions, end_of_text, dimension)
    image_model = ClipImage(image.shape(), size, patch, dimension)
    load([text_model, image_model], read_weights(folder), UNUSED_OF_CLIP, folder)
    max_tokens = min(positions, sentences.max_tokens or positions)
    pad_id = vocabulary - 1 if end_of_text is None else end_of_text
    return (
        Text(text_model, tokenizer, max_tokens, pad_id, "end of text"),
        Image(image_model, size, *preprocessing),
        dimension,
    )


def read_bert(sentences: Sentences, where: Path, values: Json, unpooled: bool) -> Tuple[Text, int]:
    offset = values["model_type"] in ROBERTA_TYPES
    config = Config(where, {**(ROBERTA_DEFAULTS if offset else BERT_DEFAULTS), **values})
    refuse_variants(config)
    shape, pad_id = config.shape(), config.token("pad_token_id")
    vocabulary, positions = config.count("vocab_size"), config.count("max_position_embeddings")
    pooling = sentences.pooling
    if pooling is None:
        pooling = "mean"
        warn("the checkpoint does not say how to pool; taking the mean, as sentence-transformers does. See --pooling")
    if unpooled and pooling == "max":
        raise ConversionError(
            config.where, "expected mean or cls beside --unpooled, found max", "Leave --unpooled out"
        )
    tokenizer = find_tokenizer(sentences, vocabulary)
    types = config.count("type_vocab_size")
    embeddings = BertEmbeddings(shape, vocabulary, positions, types, pad_id if offset else None)
    model = BertText(embeddings, shape, "none" if unpooled else pooling, sentences.normalise)
    weights = without_prefix(read_weights(sentences.transformer), "roberta." if offset else "bert.")
    load([model], weights, UNUSED_OF_BERT, sentences.transformer)
    longest = positions - pad_id - 1 if offset else positions
    max_tokens = min(longest, sentences.max_tokens or longest)
    return Text(model, tokenizer, max_tokens, pad_id, pooling, unpooled), shape.width


def refuse_variants(config: Config) -> None:
    """Variants of the architecture whose weights have the same names and mean something else."""
    for key, expected in (("position_embedding_type", "absolute"), ("is_decoder", False)):
        found = config.values.get(key, expected)
        if found not in (expected, None):
            raise ConversionError(
                config.where, f"expected {key} of {expected}, found {found}", "Export this model with its own tools"
            )


def without_prefix(weights: Dict[str, Tensor], prefix: str) -> Dict[str, Tensor]:
    """Names as a bare encoder has them: models with a head put its name first, the oldest say gamma and beta."""
    renamed = {}
    for name, tensor in weights.items():
        name = name[len(prefix) :] if name.startswith(prefix) else name
        name = re.sub(r"LayerNorm\.gamma$", "LayerNorm.weight", name)
        renamed[re.sub(r"LayerNorm\.beta$", "LayerNorm.bias", name)] = tensor
    return renamed


def load(models: List[nn.Module], weights: Dict[str, Tensor], unused: "re.Pattern[str]", where: Path) -> None:
    """Copies weights into models as float32; every tensor has to have its place, and every place its tensor."""
    places: Dict[str, Tensor] = {}
    for model in models:
        model.eval().requires_grad_(False)
        places.update(model.state_dict())
    missing = [name for name in places if name not in weights]
    unexpected = [name for name in weights if name not in places and not unused.fullmatch(name)]
    if missing or unexpected:
        problems = [f"{len(missing)} missing ({listed(missing)})"] if missing else []
        problems += [f"{len(unexpected)} unexpected ({listed(unexpected)})"] if unexpected else []
        raise ConversionError(
            where,
            f"expected the tensors that config.json calls for, found {' and '.join(problems)}",
            "Make sure that weights and config.json are of one checkpoint",
        )
    for name, place in places.items():
        if place.shape != weights[name].shape:
            raise ConversionError(
                f"{where}, tensor {name}",
                f"expected shape {list(place.shape)}, found {list(weights[name].shape)}",
                "Make sure that weights and config.json are of one checkpoint",
            )
        place.copy_(weights[name])


def read_sentences(folder: Path) -> Sentences:
    """Settings in the layout of sentence-transformers; a plain checkpoint has none."""
    modules_file = folder / "modules.json"
    transformer, pooling, normalise = folder, None, False
    for module in optional_json(modules_file) or []:
        kind = field(module, "type", modules_file).rpartition(".")[2]
        path = folder / field(module, "path", modules_file)
        if kind in ("Transformer", "CLIPModel"):
            transformer = path
        elif kind == "Pooling":
            pooling = read_pooling(path / "config.json")
        elif kind == "Normalize":
            normalise = True
        elif kind != "Dropout":
            raise ConversionError(
                modules_file,
                f"expected Transformer, Pooling and Normalize, found {kind}",
                "Export this model with sentence-transformers itself, and describe it in YAML",
            )
    if (optional_json(folder / "config_sentence_transformers.json")).get("default_prompt_name"):
        warn("the checkpoint puts a prompt before every text; this program does not")
    max_tokens = None
    for settings in sorted(transformer.glob("sentence_*_config.json")):
        max_tokens = read_json(settings).get("max_seq_length") or max_tokens
    return Sentences(transformer, pooling, normalise, max_tokens)


def read_pooling(file: Path) -> str:
    config = {"pooling_mode_mean_tokens": True, **read_json(file)}
    modes = [
        key[len("pooling_mode_") :] for key, on in config.items() if key.startswith("pooling_mode_") and on is True
    ]
    modes = [config["pooling_mode"]] if config.get("pooling_mode") else modes
    modes = [mode[: -len("_tokens")] if mode.endswith("_tokens") else mode for mode in modes]
    modes = [mode[: -len("_token")] if mode.endswith("_token") else mode for mode in modes]
    if len(modes) != 1 or modes[0] not in POOLINGS:
        raise ConversionError(
            file,
            f"expected one of {', '.join(POOLINGS)}, found {' + '.join(modes) or 'none'}",
            "Export this model with sentence-transformers itself, and describe it in YAML",
        )
    return modes[0]


def find_tokenizer(sentences: Sentences, vocabulary: int) -> Path:
    """The tokenizer's file, which must know no token that the model has no row for."""
    folder = sentences.transformer
    file = next((f for f in (folder / "tokenizer.json", folder.parent / "tokenizer.json") if f.is_file()), None)
    if file is None:
        raise ConversionError(
            folder,
            "expected tokenizer.json, found none",
            "Save it with transformers: AutoTokenizer.from_pretrained(folder).save_pretrained(folder)",
        )
    highest = max(token_ids(file).values())
    if highest >= vocabulary:
        raise ConversionError(
            file, f"expected ids below {vocabulary}, found {highest}", "Take the tokenizer of this very checkpoint"
        )
    return file


def token_ids(file: Path) -> Dict[str, int]:
    """The id of every token of a tokenizer.json."""
    tokenizer = read_json(file)
    try:
        pieces = tokenizer["model"]["vocab"]
        # Unigram models have pairs of piece and score, in the order of their ids.
        ids = dict(pieces) if isinstance(pieces, dict) else {piece: i for i, (piece, _) in enumerate(pieces)}
        ids.update({added["content"]: added["id"] for added in tokenizer.get("added_tokens") or []})
    except (KeyError, TypeError, ValueError):
        ids = {}
    if not ids:
        raise ConversionError(file, "expected a vocabulary in Hugging Face's layout, found none", FETCH_AGAIN)
    return ids


def read_preprocessing(folder: Path, size: int) -> Tuple[str, List[float], List[float]]:
    """Resampling, mean and standard deviation of pictures: shorter side to size, then the square in the middle."""
    file = folder / "preprocessor_config.json"
    if not file.is_file():
        warn(f"no {file.name}: pictures are prepared as OpenAI's CLIP does")
    config = optional_json(file)
    resize, crop = config.get("size", size), config.get("crop_size", size)
    resize = resize.get("shortest_edge", resize) if isinstance(resize, dict) else resize
    crop = crop.get("height", crop) if isinstance(crop, dict) else crop
    resampling = config.get("resample", 3)
    steps = all(config.get(step, True) for step in ("do_resize", "do_center_crop", "do_normalize"))
    if (resize, crop, steps) != (size, size, True) or resampling not in RESAMPLINGS:
        raise ConversionError(
            file,
            f"expected pictures resized to a shorter side of {size}, cropped to it and normalised,"
            f" found size {resize}, crop_size {crop}, resample {resampling}",
            "This program prepares pictures in no other way",
        )
    return RESAMPLINGS[resampling], config.get("image_mean", CLIP_MEAN), config.get("image_std", CLIP_STD)


def read_licence(folder: Path) -> str:
    """The licence in the front matter of the model card."""
    card = folder / "README.md"
    text = card.read_text(encoding="utf-8", errors="replace") if card.is_file() else ""
    front = re.match(r"---\n(.*?)\n---", text, re.DOTALL)
    found = re.search(r"^licen[sc]e: *[\"']?([\w.+-]+)", front.group(1), re.MULTILINE) if front else None
    return found.group(1) if found else "unknown"


# ---------------------------------------------------------------------------------------------------------
# Samples and parity
# ---------------------------------------------------------------------------------------------------------

SAMPLE_TEXTS = [
    "a red boat on a calm sea at night",
    "two cats asleep on a sofa",
    "black holes",
    "detecting planets around other stars by the light they block",
    "graph neural networks for molecules, and what they cannot tell apart",
    "We prove an upper bound on the error of stochastic gradient descent with momentum, and show that it is tight.",
    "superconductivity in twisted bilayer graphene; transport measurements below 1 K",
]
LENGTHS = (1, 2, 3, 4, 5, 8, 16, 32, 64, 128, 256, 512)
LONGEST_IN_BATCH = 32
STARTS = ("<|startoftext|>", "<s>", "[CLS]")
ENDS = ("<|endoftext|>", "</s>", "[SEP]")

# The largest difference of a component between vectors of unit length that are called equal.
AGREEMENT = 1e-5
# Below this cosine a quantized model is called poor.
GOOD_INT8 = 0.98


def sample_tokens(text: Text) -> List[Tensor]:
    """Token ids of texts, [1, tokens] each: the samples, and every length from 1 to the maximum by doubling.

    The tokenizer's library is not needed: pieces are the longest that fit. They are real words, if not always split
    as the tokenizer does.
    """
    ids = token_ids(text.tokenizer)
    start = [ids[token] for token in STARTS if token in ids][:1]
    end = [ids[token] for token in ENDS if token in ids][:1]
    words = [[piece for word in sample.lower().split() for piece in pieces(word, ids)] for sample in SAMPLE_TEXTS]
    stream = [piece for sample in words for piece in sample] or sorted(ids.values())
    lengths = [length for length in LENGTHS if length < text.max_tokens] + [text.max_tokens]
    samples = [start + sample[: max(0, text.max_tokens - 2)] + end for sample in words]
    samples += [(start + (stream * length))[: length - 1] + end for length in lengths]
    return [torch.tensor([sample or stream[:1]]) for sample in samples]


def pieces(word: str, ids: Dict[str, int]) -> List[int]:
    """A word in the longest pieces that the vocabulary has; characters that it lacks are left out."""
    found, start = [], 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = word[start:end]
            forms = ["##" + piece] if start else ["Ġ" + piece, "▁" + piece]
            forms += [piece + "</w>", piece] if end == len(word) else [piece]
            match = next((form for form in forms if form in ids), None)
            if match is not None:
                found.append(ids[match])
                break
        start = end
    return found


def sample_pictures(image: Image) -> List[Tensor]:
    """Prepared pictures, [1, 3, size, size] each, from one colour to noise."""
    generator = torch.Generator().manual_seed(0)
    mean, std = torch.tensor(image.mean).view(3, 1, 1), torch.tensor(image.std).view(3, 1, 1)
    samples = []
    for cells in (1, 2, 3, 5, 8, 16, 64, image.size):
        colours = torch.rand(1, 3, cells, cells, generator=generator)
        pixels = F.interpolate(colours, size=(image.size, image.size), mode="bilinear", align_corners=False)
        samples.append((pixels - mean) / std)
    return samples


def unit_rows(output: Tensor) -> Tensor:
    """Vectors at unit length, one a row, as the program uses them."""
    return F.normalize(output.double().reshape(-1, output.shape[-1]), dim=-1)


@torch.inference_mode()
def run(model: nn.Module, samples: List[Tensor]) -> List[Tensor]:
    """Outputs for samples one at a time: token ids, or pictures."""
    if samples[0].is_floating_point():
        return [unit_rows(model(sample)) for sample in samples]
    return [unit_rows(model(sample, torch.ones_like(sample))) for sample in samples]


@torch.inference_mode()
def run_padded(model: nn.Module, samples: List[Tensor], pad_id: int) -> List[Tensor]:
    """Outputs for token ids in one batch, without what padding gave."""
    tokens = max(sample.shape[1] for sample in samples)
    ids = torch.cat([F.pad(sample, (0, tokens - sample.shape[1]), value=pad_id) for sample in samples])
    mask = torch.cat([F.pad(torch.ones_like(sample), (0, tokens - sample.shape[1])) for sample in samples])
    output = model(ids, mask)
    rows = [row[: sample.shape[1]] if output.dim() == 3 else row for row, sample in zip(output, samples)]
    return [unit_rows(row) for row in rows]


def agreement(found: List[Tensor], expected: List[Tensor]) -> Json:
    """How far vectors of unit length are from others."""
    a, b = torch.cat(found), torch.cat(expected)
    cosines = (a * b).sum(1)
    return {
        "max_abs_difference": float((a - b).abs().max()),
        "min_cosine": float(cosines.min()),
        "mean_cosine": float(cosines.mean()),
    }


def demand(agreement_found: Json, what: str) -> Json:
    # Written so that NaN fails.
    if not agreement_found["max_abs_difference"] <= AGREEMENT:
        raise ConversionError(
            what,
            f"expected a difference of at most {AGREEMENT}, found {agreement_found['max_abs_difference']}",
            "Nothing was written. Please report this with the checkpoint's name and the version of PyTorch",
        )
    return agreement_found


# ---------------------------------------------------------------------------------------------------------
# Writing
# ---------------------------------------------------------------------------------------------------------


EXTENSIONS = {"pytorch": ".pt", "onnxruntime": ".onnx"}

# Lines of a class in TorchScript, as in `  in_features : Final[int] = 512`.
CONSTANTS = re.compile(r"(^ +\w+ : Final\[.*\n)+", re.MULTILINE)


def save(model: nn.Module, file: Path) -> nn.Module:
    """Writes TorchScript and reads it back. The same model gives the same bytes on any machine.

    PyTorch would write source positions with this machine's paths, and constants in the order of Python's hashes.
    """
    raw = file.with_suffix(".raw")
    torch.jit.script(model).save(str(raw))
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            if name.endswith(".py"):
                target.writestr(zipfile.ZipInfo(name), with_sorted_constants(source.read(name).decode()))
            elif not name.endswith(".debug_pkl"):
                with source.open(name) as reader, target.open(zipfile.ZipInfo(name), "w") as writer:
                    shutil.copyfileobj(reader, writer, 1 << 20)
    raw.unlink()
    return torch.jit.load(str(file)).eval()


def with_sorted_constants(code: str) -> str:
    return CONSTANTS.sub(lambda match: "".join(sorted(match.group().splitlines(keepends=True))), code)


def quantize(model: nn.Module) -> None:
    """Linear layers with int8 weights, one scale an output, and activations quantized as they come; in place."""
    quantize_dynamic(model, {nn.Linear: per_channel_dynamic_qconfig}, dtype=torch.qint8, inplace=True)


def write_tower(tower: Any, file: Path, int8_file: Optional[Path]) -> Dict[str, Json]:
    """Writes a tower, and its quantized form, and says how far they are from the model. Uses the model up."""
    is_text = isinstance(tower, Text)
    samples = sample_tokens(tower) if is_text else sample_pictures(tower)
    short = [sample for sample in samples if is_text and sample.shape[1] <= LONGEST_IN_BATCH]
    eager = run(tower.model, samples)
    alone = run(tower.model, short) if short else []

    def against_eager(model: nn.Module, reference: List[Tensor], where: Path) -> Json:
        return demand(agreement(run(model, samples), reference), where.name)

    model = save(tower.model, file)
    report = {"fp32": {"samples": sizes(samples), "against_eager": against_eager(model, eager, file)}}
    if short:
        padded = agreement(run_padded(model, short, tower.pad_id), alone)
        report["fp32"]["padded_against_single"] = demand(padded, f"{file.name}, padded batch")
    if int8_file:
        del model
        quantize(tower.model)
        quantized = run(tower.model, samples)
        model = save(tower.model, int8_file)
        report["int8"] = {
            "samples": sizes(samples),
            "against_eager": against_eager(model, quantized, int8_file),
            "against_fp32": agreement(quantized, eager),
        }
        if short:
            # Activations are scaled by the range of the whole batch, so neighbours change the last digits.
            report["int8"]["padded_against_single"] = agreement(
                run_padded(model, short, tower.pad_id), run(model, short)
            )
        if report["int8"]["against_fp32"]["min_cosine"] < GOOD_INT8:
            warn(
                f"{int8_file.name}: the cosine with fp32 falls below {GOOD_INT8}; measure the search before using it"
            )
    return report


def sizes(samples: List[Tensor]) -> str:
    if samples[0].is_floating_point():
        return f"{len(samples)} pictures of {samples[0].shape[-1]} pixels"
    tokens = [sample.shape[1] for sample in samples]
    return f"{len(samples)} texts of {min(tokens)} to {max(tokens)} tokens"


def identity(checkpoint: Checkpoint) -> str:
    """The same for all that is made of one checkpoint, and for no other: a digest of its weights and its pooling."""
    digest = hashlib.sha256()
    for part in (checkpoint.text, checkpoint.image):
        for name, tensor in part.model.state_dict().items() if part else ():
            digest.update(name.encode())
            digest.update(tensor.numpy().data)
    if checkpoint.text:
        digest.update(checkpoint.text.pooling.encode())
    return f"{checkpoint.model_type}-{digest.hexdigest()[:16]}"


def description(checkpoint: Checkpoint, labels: Dict[str, str], suffix: str, engine: str) -> str:
    """The YAML that makes the files an encoder."""
    ending = suffix + EXTENSIONS[engine]
    lines = [
        f"# Converted from {checkpoint.folder.resolve().name} ({checkpoint.model_type});",
        "# sizes, SHA-256 and parity with the checkpoint are in parity.json beside the model.",
        f"dimension: {checkpoint.dimension}",
        # A string of JSON is a string of YAML.
        *(f"{label}: {json.dumps(text)}" for label, text in labels.items()),
        f"engine: {engine}",
    ]
    if suffix and engine == "pytorch":
        # PyTorch has no quantized products for GPUs.
        lines.append("cpu_only: true")
    if checkpoint.text:
        lines += [
            "text:",
            f"  model: text{ending}",
            "  tokenizer: tokenizer.json",
            f"  max_tokens: {checkpoint.text.max_tokens}",
            f"  pad_id: {checkpoint.text.pad_id}",
            f"  pooling: {checkpoint.text.pooling if checkpoint.text.unpooled else 'none'}",
        ]
    if checkpoint.image:
        lines += [
            "image:",
            f"  model: image{ending}",
            f"  size: {checkpoint.image.size}",
            f"  resampling: {checkpoint.image.resampling}",
            f"  mean: {checkpoint.image.mean}",
            f"  std: {checkpoint.image.std}",
        ]
    return "\n".join(lines) + "\n"


def sha256(file: Path) -> str:
    digest = hashlib.sha256()
    with open(file, "rb") as stream:
        for block in iter(lambda: stream.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def finish(
    folder: Path, checkpoint: Checkpoint, labels: Dict[str, str], suffix: str, engine: str, towers: Dict[str, Json]
) -> None:
    """Adds the tokenizer, the report and, beside the folder, the description."""
    if checkpoint.text:
        shutil.copyfile(checkpoint.text.tokenizer, folder / "tokenizer.json")
    files = sorted(folder.iterdir())
    report = {
        "checkpoint": checkpoint.folder.resolve().name,
        "model_type": checkpoint.model_type,
        "dimension": checkpoint.dimension,
        "torch": torch.__version__,
        "files": [{"path": f.name, "bytes": f.stat().st_size, "sha256": sha256(f)} for f in files],
        **towers,
    }
    (folder / "parity.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    text = description(checkpoint, labels, suffix, engine)
    folder.with_name(folder.name + ".yaml").write_text(text, encoding="utf-8")
    print_report(folder.name, report)


def print_report(name: str, report: Json) -> None:
    print(f"{name}: {report['dimension']} dimensions")
    for file in report["files"]:
        print(f"  {file['path']:<16} {file['bytes']:>13,} bytes  sha256 {file['sha256']}")
    for tower in ("text", "image"):
        for measure, found in report.get(tower, {}).items():
            if measure == "samples":
                print(f"  {tower}: {found}, vectors at unit length")
            else:
                print(
                    f"    {measure.replace('_', ' '):<22} max difference {found['max_abs_difference']:.1e}"
                    f"  cosine min {found['min_cosine']:.6f}, mean {found['mean_cosine']:.6f}"
                )


@contextlib.contextmanager
def staged(output: Path, names: List[str], force: bool) -> Iterator[List[Path]]:
    """A folder for each name, and room for a description beside it. They take their place when nothing has failed."""
    results = [output / f"{name}{end}" for name in names for end in ("", ".yaml")]
    existing = [result.name for result in results if result.exists()]
    if existing and not force:
        raise ConversionError(
            output,
            f"expected no {' or '.join(existing)}, found it",
            "Choose another --name, or overwrite with --force",
        )
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".converting-", dir=output) as holder:
        folders = [Path(holder) / name for name in names]
        for folder in folders:
            folder.mkdir()
        yield folders
        for result in results:
            if result.is_dir():
                shutil.rmtree(result)
            (Path(holder) / result.name).replace(result)


TowerWriter = Callable[[Any, Path, Optional[Path]], Dict[str, Json]]


def write_encoders(
    checkpoint: Checkpoint, options: argparse.Namespace, name: str, engine: str, write: TowerWriter
) -> None:
    """Writes one encoder, or two, into the output folder: all of it, or nothing."""
    suffixes = {"fp32": "", "int8": "-int8"} if options.int8 else {"fp32": ""}
    ending = EXTENSIONS[engine]
    labels = {
        "licence": options.licence or checkpoint.licence,
        "checkpoint": options.checkpoint_name or identity(checkpoint),
    }
    with staged(options.output, [name + suffix for suffix in suffixes.values()], options.force) as places:
        folders = dict(zip(suffixes, places))
        reports: Dict[str, Dict[str, Json]] = {kind: {} for kind in suffixes}
        for tower, part in (("text", checkpoint.text), ("image", checkpoint.image)):
            if part is not None:
                int8_file = folders["int8"] / f"{tower}-int8{ending}" if options.int8 else None
                for kind, report in write(part, folders["fp32"] / f"{tower}{ending}", int8_file).items():
                    reports[kind][tower] = report
        for kind, folder in folders.items():
            finish(folder, checkpoint, labels, suffixes[kind], engine, reports[kind])


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("checkpoint", type=Path, help="folder with config.json, weights and tokenizer.json")
    parser.add_argument("--output", type=Path, default=Path(__file__).resolve().parent, help="default: %(default)s")
    parser.add_argument("--name", help="what the encoder is called; default: the checkpoint's folder")
    parser.add_argument("--int8", action="store_true", help="also write a quantized encoder, <name>-int8")
    parser.add_argument("--pooling", choices=POOLINGS, help="overrules what a BERT or RoBERTa checkpoint says")
    parser.add_argument(
        "--unpooled", action="store_true", help="give a vector a token, and let the description say how to pool"
    )
    parser.add_argument(
        "--checkpoint-name",
        metavar="ORG/MODEL",
        help="what the hub calls the checkpoint: encoders of one checkpoint can search each other's collections;"
        " default: a digest of the weights",
    )
    parser.add_argument("--licence", help="default: what the checkpoint's README.md says")
    parser.add_argument("--force", action="store_true", help="overwrite an encoder of the same name")


def run_script(options: argparse.Namespace, default_name: str, engine: str, write: TowerWriter) -> int:
    """Reads a checkpoint and writes encoders of it; errors become one line."""
    name = options.name or default_name
    try:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", name):
            raise ConversionError(
                name, "expected a name of letters, digits, dots and hyphens", "Give another with --name"
            )
        checkpoint = read_checkpoint(options.checkpoint, options.pooling, options.unpooled)
        write_encoders(checkpoint, options, name, engine, write)
    except ConversionError as e:
        print(f"error: {e}", file=sys.stderr)
        return 1
    return 0


EXAMPLES = """examples:
  convert_checkpoint.py clip-vit-base-patch32 --name clip-vit-b-32
      text and image tower of CLIP, as importer/models/clip-vit-b-32.yaml
  convert_checkpoint.py all-roberta-large-v1 --name roberta --int8 \\
      --checkpoint-name sentence-transformers/all-roberta-large-v1
      also roberta-int8, several times as fast on a CPU; both can search what the published encoder embedded
  convert_checkpoint.py bert-base-uncased --pooling cls --licence apache-2.0
      a checkpoint that sentence-transformers has not touched

download a checkpoint first, for instance with
  git clone https://huggingface.co/sentence-transformers/all-roberta-large-v1   (needs git-lfs)
"""


def main(arguments: Optional[List[str]] = None) -> int:
    parser = argparse.ArgumentParser(
        description="Converts a Hugging Face checkpoint of the CLIP, BERT or RoBERTa family into TorchScript.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_options(parser)
    options = parser.parse_args(arguments)
    return run_script(options, options.checkpoint.resolve().name, "pytorch", write_tower)


if __name__ == "__main__":
    sys.exit(main())
