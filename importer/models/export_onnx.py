#!/usr/bin/env python3
"""Exports a Hugging Face checkpoint of the CLIP, BERT or RoBERTa family to ONNX, for the ONNX Runtime engine.

    python3 export_onnx.py clip-vit-base-patch32 --name clip-vit-b-32-onnx
    python3 export_onnx.py all-roberta-large-v1 --int8

Reads what convert_checkpoint.py reads, and writes the same layout: <name>.yaml and <name>/ with text.onnx
(input_ids, attention_mask -> embeddings), image.onnx (pixel_values -> embeddings), tokenizer.json and parity.json;
<name> is the checkpoint's folder and -onnx unless given. Batch and length are dynamic, one file holds everything.

With --int8 there is <name>-int8 with text-int8.onnx and image-int8.onnx: products with constant weights become
DynamicQuantizeLinear and MatMulInteger, with one scale a column of the weights. ONNX Runtime fuses them. The
report then says how far the arithmetic of these operators is from fp32, computed in PyTorch: ONNX Runtime is not
needed here.

Needs Python 3.9+, PyTorch 1.13+, NumPy and onnx 1.12+; the memory of the weights four times over. A file of ONNX
holds 2 GB, which is 500 million weights.
"""

import argparse
import inspect
import sys
import warnings
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from convert_checkpoint import (
    GOOD_INT8,
    ConversionError,
    Json,
    Text,
    add_options,
    agreement,
    run,
    run_script,
    sample_pictures,
    sample_tokens,
    sizes,
    warn,
)

OPSET = 17  # the first with LayerNormalization
LARGEST_FILE = 2**31 - 1
TEXT_INPUTS = ["input_ids", "attention_mask"]
IMAGE_INPUTS = ["pixel_values"]
OUTPUT = "embeddings"

# Weights take 7 bits. CPUs without VNNI add two products of 8 bits in 16, which 8-bit weights can overflow.
# https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html, on reduce_range
LARGEST_WEIGHT = 63


def export(tower: Any, sample: Tensor, file: Path) -> None:
    """Writes a tower as ONNX and checks it against the specification."""
    weights = sum(parameter.numel() * parameter.element_size() for parameter in tower.model.parameters())
    if weights > LARGEST_FILE:
        raise ConversionError(
            file.name,
            f"expected at most {LARGEST_FILE} bytes of weights, found {weights}",
            "Use convert_checkpoint.py",
        )
    # Two rows, as a batch of one could be taken for a constant.
    example = torch.cat([sample, sample])
    is_text = isinstance(tower, Text)
    names = TEXT_INPUTS if is_text else IMAGE_INPUTS
    arguments = (example, torch.ones_like(example)) if is_text else (example,)
    axes = {name: {0: "batch", 1: "tokens"} if is_text else {0: "batch"} for name in names}
    axes[OUTPUT] = {0: "batch", 1: "tokens"} if is_text and tower.unpooled else {0: "batch"}
    options: Dict[str, Any] = {"input_names": names, "output_names": [OUTPUT], "dynamic_axes": axes}
    # The other exporter of newer versions needs a package more.
    if "dynamo" in inspect.signature(torch.onnx.export).parameters:
        options["dynamo"] = False
    with warnings.catch_warnings():
        # PyTorch 1.13 says this of every constant.
        warnings.filterwarnings("ignore", message="The shape inference of prim::Constant type is missing")
        torch.onnx.export(tower.model, arguments, str(file), opset_version=OPSET, **options)
    onnx.checker.check_model(str(file))


def quantize_columns(weight: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Weights [inputs, outputs] as int8, and the scale of each column; what is 0 stays 0."""
    largest = np.abs(weight).max(axis=0)
    scale = np.where(largest > 0, largest / LARGEST_WEIGHT, 1).astype(np.float32)
    return np.rint(weight / scale).astype(np.int8), scale


def quantize_file(source: Path, target: Path) -> None:
    """Replaces every product with a constant matrix; the operators are in the order that ONNX Runtime fuses."""
    model = onnx.load(str(source))
    graph = model.graph
    constants = {tensor.name: tensor for tensor in graph.initializer}
    quantized: Dict[str, str] = {}
    nodes: List[onnx.NodeProto] = []
    for node in graph.node:
        weight = constants.get(node.input[1]) if node.op_type == "MatMul" else None
        if weight is None or len(weight.dims) != 2:
            if node.op_type == "Add" and node.input[0] in constants:
                # A bias is fused with the product before it only where it comes second.
                node.input.reverse()
            nodes.append(node)
            continue
        values, weight_name, output = node.input[0], node.input[1], node.output[0]
        if weight_name not in quantized:
            quantized[weight_name] = f"{weight_name}_int8"
            integers, scale = quantize_columns(numpy_helper.to_array(weight))
            graph.initializer.append(numpy_helper.from_array(integers, f"{weight_name}_int8"))
            graph.initializer.append(numpy_helper.from_array(scale, f"{weight_name}_scale"))
            graph.initializer.append(numpy_helper.from_array(np.int8(0), f"{weight_name}_zero"))
        parts = [f"{values}_{part}" for part in ("uint8", "scale", "zero")]
        # Queries, keys and values share their input.
        if values not in quantized:
            quantized[values] = parts[0]
            nodes.append(helper.make_node("DynamicQuantizeLinear", [values], parts, f"{values}_quantize"))
        nodes += [
            helper.make_node("Mul", [parts[1], f"{weight_name}_scale"], [f"{output}_scale"], f"{output}_scales"),
            helper.make_node(
                "MatMulInteger",
                [parts[0], f"{weight_name}_int8", parts[2], f"{weight_name}_zero"],
                [f"{output}_int32"],
                f"{output}_product",
            ),
            helper.make_node(
                "Cast", [f"{output}_int32"], [f"{output}_float"], f"{output}_cast", to=TensorProto.FLOAT
            ),
            helper.make_node("Mul", [f"{output}_float", f"{output}_scale"], [output], f"{output}_scaled"),
        ]
    del graph.node[:]
    graph.node.extend(nodes)
    used = {name for node in nodes for name in node.input}
    kept = [tensor for tensor in graph.initializer if tensor.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


class Int8Linear(nn.Module):
    """What the operators of a quantized product compute, by their definition.

    https://onnx.ai/onnx/operators/onnx__DynamicQuantizeLinear.html
    """

    def __init__(self, linear: nn.Linear):
        super().__init__()
        integers, scale = quantize_columns(linear.weight.numpy().T)
        self.weight, self.scale = torch.from_numpy(integers), torch.from_numpy(scale)
        self.bias = linear.bias

    def forward(self, x: Tensor) -> Tensor:
        low, high = x.min().clamp(max=0), x.max().clamp(min=0)
        scale = (high - low) / 255
        zero = (-low / scale).round().clamp(0, 255)
        # Sums of products of integers are exact in float32 up to 2^24, and near enough beyond.
        integers = ((x / scale).round() + zero).clamp(0, 255) - zero
        y = integers @ self.weight.float() * (scale * self.scale)
        return y if self.bias is None else y + self.bias


def simulate_int8(model: nn.Module) -> None:
    """Makes a model compute as its quantized file does; in place."""
    for module in list(model.modules()):
        for name, child in module.named_children():
            if isinstance(child, nn.Linear):
                setattr(module, name, Int8Linear(child))


def write_tower(tower: Any, file: Path, int8_file: Optional[Path]) -> Dict[str, Json]:
    """Writes a tower, and its quantized form, and says how far that is from fp32. Uses the model up."""
    is_text = isinstance(tower, Text)
    samples = sample_tokens(tower) if is_text else sample_pictures(tower)
    export(tower, samples[0], file)
    report: Dict[str, Json] = {"fp32": {}}
    if int8_file:
        quantize_file(file, int8_file)
        exact = run(tower.model, samples)
        simulate_int8(tower.model)
        report["int8"] = {"samples": sizes(samples), "against_fp32": agreement(run(tower.model, samples), exact)}
        if report["int8"]["against_fp32"]["min_cosine"] < GOOD_INT8:
            warn(
                f"{int8_file.name}: the cosine with fp32 falls below {GOOD_INT8}; measure the search before using it"
            )
    return report


def main(arguments: Optional[List[str]] = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser)
    options = parser.parse_args(arguments)
    return run_script(options, f"{options.checkpoint.resolve().name}-onnx", "onnxruntime", write_tower)


if __name__ == "__main__":
    sys.exit(main())
