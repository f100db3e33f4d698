#!/usr/bin/env python3
"""Specifies importer/models/export_onnx.py: its files, computed by NumPy, give what the checkpoint gives.

    python3 -m unittest discover -s src/test/python

Needs PyTorch and onnx (Debian: python3-torch, python3-onnx) and is skipped without them.
"""

import contextlib
import io
import json
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

try:
    import onnx
    import torch
except ImportError as e:
    raise unittest.SkipTest(f"{e.name} is not installed (Debian: python3-torch, python3-onnx)") from e

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "importer" / "models"))

import export_onnx  # noqa: E402
from convert_checkpoint import read_checkpoint  # noqa: E402
from onnx_evaluator import evaluate  # noqa: E402
from random_checkpoints import bert_tensors, clip_tensors, write_checkpoint  # noqa: E402
from test_convert_checkpoint import (  # noqa: E402
    BERT,
    CLIP,
    CLIP_TOKENIZER,
    MEAN,
    ROBERTA,
    ROBERTA_TOKENIZER,
    clip_ids,
    random_ids,
)


def padded(texts, longest, pad_id):
    ids = np.array([text + [pad_id] * (longest - len(text)) for text in texts])
    mask = np.array([[1] * len(text) + [0] * (longest - len(text)) for text in texts])
    return {"input_ids": ids, "attention_mask": mask}


def cosines(a, b):
    return (a * b).sum(-1) / np.linalg.norm(a, axis=-1) / np.linalg.norm(b, axis=-1)


class ExportTest(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name)

    def export(self, config, tensors, tokenizer, *options, sentences=None):
        """The checkpoint, read, and the folder of what was written."""
        folder = write_checkpoint(self.folder / "checkpoint", config, tensors, tokenizer, sentences)
        arguments = [str(folder), "--output", str(self.folder / "out"), "--name", "model", *options]
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as err:
            self.assertEqual(0, export_onnx.main(arguments), err.getvalue())
            return read_checkpoint(folder, unpooled="--unpooled" in options), self.folder / "out"

    def clip(self, *options):
        return self.export(CLIP, clip_tensors(CLIP), CLIP_TOKENIZER, *options)

    def bert(self, config, *options):
        return self.export(config, bert_tensors(config), ROBERTA_TOKENIZER, *options, sentences=MEAN)

    def assert_equal_to_eager(self, model, file, texts, pad_id):
        """Every text alone, then all in one padded batch."""
        for text in texts:
            alone = padded([text], len(text), pad_id)
            with torch.no_grad():
                expected = model(*map(torch.from_numpy, alone.values())).numpy()
            np.testing.assert_allclose(evaluate(file, **alone), expected, atol=1e-5)
        batch = padded(texts, max(map(len, texts)) + 1, pad_id)
        with torch.no_grad():
            expected = model(*map(torch.from_numpy, batch.values())).numpy()
        np.testing.assert_allclose(evaluate(file, **batch), expected, atol=1e-5)

    def test_clip_texts_of_any_length_and_batch_equal_the_checkpoint(self):
        checkpoint, out = self.clip()
        texts = [clip_ids(tokens, seed=tokens) for tokens in (1, 2, 5, 11, 19)]

        self.assert_equal_to_eager(checkpoint.text.model, out / "model" / "text.onnx", texts, checkpoint.text.pad_id)

    def test_bert_and_roberta_texts_of_any_length_and_batch_equal_the_checkpoint(self):
        for config in (BERT, ROBERTA):
            with self.subTest(config["model_type"]):
                checkpoint, out = self.bert(config, "--force")
                texts = [random_ids(tokens, config["vocab_size"], seed=tokens) for tokens in (1, 2, 5, 11, 15)]
                file = out / "model" / "text.onnx"
                self.assert_equal_to_eager(checkpoint.text.model, file, texts, config["pad_token_id"])

    def test_pictures_in_batches_of_any_size_equal_the_checkpoint(self):
        checkpoint, out = self.clip()
        for batch in (1, 3):
            pixels = torch.randn(batch, 3, 24, 24, generator=torch.Generator().manual_seed(batch))
            with torch.no_grad():
                expected = checkpoint.image.model(pixels).numpy()
            found = evaluate(out / "model" / "image.onnx", pixel_values=pixels.numpy())
            np.testing.assert_allclose(found, expected, atol=1e-5)

    def test_an_unpooled_model_gives_a_vector_a_token(self):
        checkpoint, out = self.bert(ROBERTA, "--unpooled")
        text = random_ids(7, ROBERTA["vocab_size"])

        self.assert_equal_to_eager(checkpoint.text.model, out / "model" / "text.onnx", [text], 1)
        self.assertIn("  pooling: mean\n", (out / "model.yaml").read_text())

    def test_quantized_files_compute_what_the_report_says(self):
        checkpoint, out = self.bert(ROBERTA, "--int8")
        exact, quantized = checkpoint.text.model, out / "model-int8" / "text-int8.onnx"
        simulated = read_checkpoint(self.folder / "checkpoint").text.model
        export_onnx.simulate_int8(simulated)
        for tokens in range(1, 17):
            text = padded([random_ids(tokens, ROBERTA["vocab_size"], seed=tokens)], tokens, 1)
            found = evaluate(quantized, **text)
            with torch.no_grad():
                arguments = list(map(torch.from_numpy, text.values()))
                self.assertGreater(cosines(found, exact(*arguments).numpy()).min(), 0.995)
                self.assertLess(cosines(found, exact(*arguments).numpy()).max(), 0.9999999)
                # A value on the edge between two steps may fall to either side.
                self.assertGreater(cosines(found, simulated(*arguments).numpy()).min(), 0.9995)
        report = json.loads((out / "model-int8" / "parity.json").read_text())
        self.assertEqual("14 texts of 1 to 16 tokens", report["text"]["samples"])
        self.assertGreater(report["text"]["against_fp32"]["min_cosine"], 0.995)

    def test_every_product_with_constant_weights_is_quantized_and_inputs_are_quantized_once(self):
        _, out = self.clip("--int8")
        for tower, layers in (("text", 3), ("image", 2)):
            graph = onnx.load(str(out / "model-int8" / f"{tower}-int8.onnx")).graph
            operators = [node.op_type for node in graph.node]
            # A layer has six products, three of one input, and then there is the projection.
            self.assertEqual(6 * layers + 1, operators.count("MatMulInteger"))
            self.assertEqual(4 * layers + 1, operators.count("DynamicQuantizeLinear"))
            # ONNX Runtime fuses a bias that comes second; each of the six has one.
            constants = {tensor.name for tensor in graph.initializer}
            biases = [node for node in graph.node if node.op_type == "Add" and node.input[1] in constants]
            self.assertGreaterEqual(len(biases), 6 * layers)
            self.assertFalse([node for node in graph.node if node.op_type == "Add" and node.input[0] in constants])
            # Scores and weighted values have no constant side.
            self.assertEqual(2 * layers, operators.count("MatMul"))

    def test_weights_stay_within_seven_bits_and_a_column_of_zeros_stays_zero(self):
        weight = np.random.RandomState(0).randn(50, 7).astype(np.float32)
        weight[:, 3] = 0

        integers, scale = export_onnx.quantize_columns(weight)

        self.assertEqual(np.int8, integers.dtype)
        self.assertEqual(63, np.abs(integers.astype(int)).max())
        self.assertTrue((integers[:, 3] == 0).all())
        self.assertLessEqual(np.abs(integers * scale - weight).max(), scale.max() / 2 * 1.0001)

    def test_the_description_is_that_of_onnx_runtime(self):
        _, out = self.clip("--int8")

        text = (out / "model.yaml").read_text()
        self.assertIn("\nengine: onnxruntime\ntext:\n  model: text.onnx\n", text)
        self.assertIn("\nimage:\n  model: image.onnx\n", text)
        self.assertIn("  model: text-int8.onnx\n", (out / "model-int8.yaml").read_text())

    def test_inputs_and_output_have_the_names_that_the_program_uses(self):
        _, out = self.clip()
        text, image = (onnx.load(str(out / "model" / f"{tower}.onnx")).graph for tower in ("text", "image"))

        self.assertEqual(["input_ids", "attention_mask"], [value.name for value in text.input])
        self.assertEqual(["pixel_values"], [value.name for value in image.input])
        for graph in (text, image):
            shape = [d.dim_param or d.dim_value for d in graph.output[0].type.tensor_type.shape.dim]
            self.assertEqual(["batch", CLIP["projection_dim"]], shape)

    def test_a_model_too_large_for_one_file_is_refused(self):
        folder = write_checkpoint(self.folder / "large", ROBERTA, bert_tensors(ROBERTA), ROBERTA_TOKENIZER, MEAN)
        with mock.patch.object(export_onnx, "LARGEST_FILE", 1000), contextlib.redirect_stderr(io.StringIO()) as err:
            self.assertEqual(1, export_onnx.main([str(folder), "--output", str(self.folder / "out")]))

        self.assertIn("expected at most 1000 bytes of weights", err.getvalue())
        self.assertEqual([], list((self.folder / "out").iterdir()))


if __name__ == "__main__":
    unittest.main()
