"""Computes an ONNX model with NumPy, operator by operator: enough of the specification for this project.

https://onnx.ai/onnx/operators/ defines the operators. Slow, and meant for small models.
"""

import math

import numpy as np
import onnx
from onnx import helper, numpy_helper


def layer_normalization(x, scale, bias, axis=-1, epsilon=1e-5, **_):
    axes = tuple(range(axis % x.ndim, x.ndim))
    centred = x - x.mean(axes, keepdims=True)
    return centred / np.sqrt((centred**2).mean(axes, keepdims=True) + epsilon) * scale + bias


def softmax(x, axis=-1):
    powers = np.exp(x - x.max(axis, keepdims=True))
    return powers / powers.sum(axis, keepdims=True)


def conv(x, kernel, strides, kernel_shape, pads, **_):
    """Patches side by side, without padding."""
    assert list(strides) == list(kernel_shape) and not any(pads)
    batch, channels, height, width = x.shape
    size = kernel_shape[0]
    rows, columns = height // size, width // size
    patches = x[:, :, : rows * size, : columns * size].reshape(batch, channels, rows, size, columns, size)
    return np.einsum("bcrpsq,ocpq->bors", patches, kernel)


def dynamic_quantize_linear(x):
    low, high = min(x.min(), 0), max(x.max(), 0)
    scale = np.float32((high - low) / 255)
    zero = np.uint8(np.clip(np.rint(-low / scale), 0, 255))
    return np.clip(np.rint(x / scale) + zero, 0, 255).astype(np.uint8), scale, zero


def mat_mul_integer(a, b, a_zero=0, b_zero=0):
    return (a.astype(np.int32) - np.int32(a_zero)) @ (b.astype(np.int32) - np.int32(b_zero))


def slice_of(x, starts, ends, axes=None, steps=None):
    cuts = [slice(None)] * x.ndim
    axes = range(len(starts)) if axes is None else axes
    steps = [1] * len(starts) if steps is None else steps
    for start, end, axis, step in zip(starts, ends, axes, steps):
        cuts[axis] = slice(start, end, step)
    return x[tuple(cuts)]


def reshape(x, shape, **_):
    return x.reshape([x.shape[i] if size == 0 else size for i, size in enumerate(shape)])


def unsqueeze(x, axes):
    for axis in sorted(axes):
        x = np.expand_dims(x, axis)
    return x


def as_axes(axes):
    return None if axes is None else tuple(np.atleast_1d(axes).tolist())


OPERATORS = {
    "Add": lambda a, b: a + b,
    "And": lambda a, b: a & b,
    "ArgMax": lambda x, axis, keepdims=1, **_: np.argmax(x, axis, keepdims=bool(keepdims)),
    "Cast": lambda x, to: x.astype(helper.mapping.TENSOR_TYPE_TO_NP_TYPE[to]),
    "Clip": lambda x, low=None, high=None: np.clip(x, low, high),
    "Concat": lambda *parts, axis: np.concatenate(parts, axis),
    "Constant": lambda value: numpy_helper.to_array(value),
    "ConstantOfShape": lambda shape, value: np.full(shape, numpy_helper.to_array(value)[0]),
    "Conv": conv,
    "CumSum": lambda x, axis: x.cumsum(int(axis)),
    "Div": lambda a, b: a / b if a.dtype.kind == "f" else a // b,
    "DynamicQuantizeLinear": dynamic_quantize_linear,
    "Equal": lambda a, b: a == b,
    "Erf": lambda x: np.vectorize(math.erf)(x).astype(x.dtype),
    "Expand": lambda x, shape: x * np.ones(shape, x.dtype),
    "Gather": lambda x, indices, axis=0: np.take(x, indices, axis),
    "GatherElements": lambda x, indices, axis=0: np.take_along_axis(x, indices, axis),
    "LayerNormalization": layer_normalization,
    "LessOrEqual": lambda a, b: a <= b,
    "MatMul": lambda a, b: a @ b,
    "MatMulInteger": mat_mul_integer,
    "Mul": lambda a, b: a * b,
    "Not": lambda x: ~x,
    "Range": lambda start, end, step: np.arange(start, end, step),
    "ReduceL2": lambda x, axes, keepdims=1: np.sqrt((x * x).sum(as_axes(axes), keepdims=bool(keepdims))),
    "ReduceSum": lambda x, axes=None, keepdims=1, **_: x.sum(as_axes(axes), keepdims=bool(keepdims)),
    "Reshape": reshape,
    "Shape": lambda x: np.array(x.shape, np.int64),
    "Sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "Slice": slice_of,
    "Softmax": softmax,
    "Squeeze": lambda x, axes=None: np.squeeze(x, as_axes(axes)),
    "Transpose": lambda x, perm: x.transpose(perm),
    "Unsqueeze": unsqueeze,
    "Where": np.where,
}


def evaluate(file, **inputs):
    """The first output of a model for the given inputs."""
    graph = onnx.load(str(file)).graph
    values = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    values.update(inputs)
    # An input that is left out has an empty name.
    values[""] = None
    for node in graph.node:
        attributes = {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}
        arguments = [values[name] for name in node.input]
        results = OPERATORS[node.op_type](*arguments, **attributes)
        results = results if isinstance(results, tuple) else (results,)
        values.update(zip(node.output, results))
    return values[graph.output[0].name]
