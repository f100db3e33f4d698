"""Checkpoints with random weights, in the layout and under the names that the Hugging Face hub has them.

A shape is what config.json says; names and shapes of the tensors follow from it here, written down from the
published checkpoints and not taken from the script under test.
"""

import json
import math
import struct
from pathlib import Path

import torch

CLIP_VIT_B_32 = {
    "model_type": "clip",
    "projection_dim": 512,
    "text_config": {
        "vocab_size": 49408,
        "hidden_size": 512,
        "intermediate_size": 2048,
        "num_hidden_layers": 12,
        "num_attention_heads": 8,
        "max_position_embeddings": 77,
        "hidden_act": "quick_gelu",
        "layer_norm_eps": 1e-5,
        "eos_token_id": 2,
    },
    "vision_config": {
        "hidden_size": 768,
        "intermediate_size": 3072,
        "num_hidden_layers": 12,
        "num_attention_heads": 12,
        "image_size": 224,
        "patch_size": 32,
        "hidden_act": "quick_gelu",
        "layer_norm_eps": 1e-5,
    },
}
ROBERTA_LARGE = {
    "model_type": "roberta",
    "vocab_size": 50265,
    "hidden_size": 1024,
    "intermediate_size": 4096,
    "num_hidden_layers": 24,
    "num_attention_heads": 16,
    "max_position_embeddings": 514,
    "type_vocab_size": 1,
    "pad_token_id": 1,
    "hidden_act": "gelu",
    "layer_norm_eps": 1e-5,
}
# As published for all-roberta-large-v1: at most 256 tokens, mean pooling, unit length.
MEAN_OF_256 = {"max_seq_length": 256, "pooling": "mean_tokens", "normalise": True}

SAFETENSORS_NAMES = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64"}


class RandomTensors:
    """Tensors whose scale keeps activations near 1 from layer to layer, so that different inputs stay different."""

    def __init__(self, seed):
        self.generator = torch.Generator().manual_seed(seed)
        self.tensors = {}

    def normal(self, name, *shape, std):
        self.tensors[name] = torch.randn(*shape, generator=self.generator) * std

    def linear(self, name, outputs, inputs, bias=True):
        self.normal(f"{name}.weight", outputs, inputs, std=1 / math.sqrt(inputs))
        if bias:
            self.normal(f"{name}.bias", outputs, std=0.1)

    def norm(self, name, width):
        self.normal(f"{name}.weight", width, std=0.1)
        self.tensors[f"{name}.weight"] += 1
        self.normal(f"{name}.bias", width, std=0.1)


def clip_layers(tensors, prefix, config):
    width, inner = config["hidden_size"], config["intermediate_size"]
    for i in range(config["num_hidden_layers"]):
        layer = f"{prefix}.encoder.layers.{i}"
        for part in ("k_proj", "v_proj", "q_proj", "out_proj"):
            tensors.linear(f"{layer}.self_attn.{part}", width, width)
        tensors.norm(f"{layer}.layer_norm1", width)
        tensors.linear(f"{layer}.mlp.fc1", inner, width)
        tensors.linear(f"{layer}.mlp.fc2", width, inner)
        tensors.norm(f"{layer}.layer_norm2", width)


def clip_tensors(config, seed=0):
    """Names and tensors of a CLIPModel, the buffers that old checkpoints have included."""
    text, image, dimension = config["text_config"], config["vision_config"], config["projection_dim"]
    tensors = RandomTensors(seed)
    tensors.tensors["logit_scale"] = torch.tensor(4.6052)
    width = text["hidden_size"]
    tensors.tensors["text_model.embeddings.position_ids"] = torch.arange(text["max_position_embeddings"]).unsqueeze(0)
    tensors.normal("text_model.embeddings.token_embedding.weight", text["vocab_size"], width, std=1)
    tensors.normal("text_model.embeddings.position_embedding.weight", text["max_position_embeddings"], width, std=0.3)
    clip_layers(tensors, "text_model", text)
    tensors.norm("text_model.final_layer_norm", width)
    tensors.linear("text_projection", dimension, width, bias=False)
    width, patch = image["hidden_size"], image["patch_size"]
    positions = (image["image_size"] // patch) ** 2 + 1
    tensors.tensors["vision_model.embeddings.position_ids"] = torch.arange(positions).unsqueeze(0)
    tensors.normal("vision_model.embeddings.class_embedding", width, std=0.3)
    tensors.normal(
        "vision_model.embeddings.patch_embedding.weight", width, 3, patch, patch, std=1 / math.sqrt(3 * patch * patch)
    )
    tensors.normal("vision_model.embeddings.position_embedding.weight", positions, width, std=0.3)
    tensors.norm("vision_model.pre_layrnorm", width)
    clip_layers(tensors, "vision_model", image)
    tensors.norm("vision_model.post_layernorm", width)
    tensors.linear("visual_projection", dimension, width, bias=False)
    return tensors.tensors


def bert_tensors(config, seed=0, prefix="", pooler=True):
    """Names and tensors of a BertModel or RobertaModel."""
    width, inner = config["hidden_size"], config["intermediate_size"]
    tensors = RandomTensors(seed)
    embeddings = f"{prefix}embeddings"
    positions = config["max_position_embeddings"]
    tensors.tensors[f"{embeddings}.position_ids"] = torch.arange(positions).unsqueeze(0)
    tensors.normal(f"{embeddings}.word_embeddings.weight", config["vocab_size"], width, std=1)
    tensors.normal(f"{embeddings}.position_embeddings.weight", positions, width, std=0.3)
    tensors.normal(f"{embeddings}.token_type_embeddings.weight", config.get("type_vocab_size", 2), width, std=0.3)
    tensors.norm(f"{embeddings}.LayerNorm", width)
    for i in range(config["num_hidden_layers"]):
        layer = f"{prefix}encoder.layer.{i}"
        for part in ("query", "key", "value"):
            tensors.linear(f"{layer}.attention.self.{part}", width, width)
        tensors.linear(f"{layer}.attention.output.dense", width, width)
        tensors.norm(f"{layer}.attention.output.LayerNorm", width)
        tensors.linear(f"{layer}.intermediate.dense", inner, width)
        tensors.linear(f"{layer}.output.dense", width, inner)
        tensors.norm(f"{layer}.output.LayerNorm", width)
    if pooler:
        tensors.linear(f"{prefix}pooler.dense", width, width)
    return tensors.tensors


def write_json(file, content):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def write_safetensors(file, tensors):
    """One tensor after the other, so that no more than one is in memory twice."""
    header, start = {"__metadata__": {"format": "pt"}}, 0
    for name, tensor in tensors.items():
        end = start + tensor.numel() * tensor.element_size()
        header[name] = {
            "dtype": SAFETENSORS_NAMES[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [start, end],
        }
        start = end
    head = json.dumps(header).encode()
    head += b" " * (-len(head) % 8)
    with open(file, "wb") as stream:
        stream.write(struct.pack("<Q", len(head)) + head)
        for tensor in tensors.values():
            # NumPy has no bfloat16, so bytes.
            stream.write(tensor.contiguous().reshape(-1).view(torch.uint8).numpy().data)


def write_checkpoint(folder, config, tensors, tokenizer, sentences=None):
    """A folder as the hub has it.

    tokenizer: text of tokenizer.json. sentences: what sentence-transformers adds, as in MEAN_OF_256.
    """
    folder = Path(folder)
    write_json(folder / "config.json", config)
    (folder / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    write_safetensors(folder / "model.safetensors", tensors)
    if sentences:
        modules = ["Transformer", "Pooling"] + ["Normalize"] * sentences["normalise"]
        paths = ["", "1_Pooling", "2_Normalize"]
        write_json(
            folder / "modules.json",
            [
                {"idx": i, "name": str(i), "path": paths[i], "type": f"sentence_transformers.models.{kind}"}
                for i, kind in enumerate(modules)
            ],
        )
        modes = ("cls_token", "mean_tokens", "max_tokens", "mean_sqrt_len_tokens")
        write_json(
            folder / "1_Pooling" / "config.json",
            {
                "word_embedding_dimension": config["hidden_size"],
                **{f"pooling_mode_{mode}": mode == sentences["pooling"] for mode in modes},
            },
        )
        write_json(
            folder / "sentence_bert_config.json",
            {"max_seq_length": sentences["max_seq_length"], "do_lower_case": False},
        )
    return folder
