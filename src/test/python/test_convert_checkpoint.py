#!/usr/bin/env python3
"""Specifies importer/models/convert_checkpoint.py, on small checkpoints with random weights.

    python3 -m unittest discover -s src/test/python

Needs PyTorch (Debian: python3-torch) and is skipped without it. What a checkpoint should give is computed by
PyTorch's own transformer layers in float64, not by the modules of the script.
"""

import contextlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

try:
    import torch
except ImportError as e:
    raise unittest.SkipTest("PyTorch is not installed (Debian: python3-torch)") from e

import torch.nn.functional as F
from torch import nn

SCRIPT = Path(__file__).resolve().parents[3] / "importer" / "models" / "convert_checkpoint.py"
sys.path.insert(0, str(SCRIPT.parent))

import convert_checkpoint  # noqa: E402
from convert_checkpoint import read_checkpoint  # noqa: E402
from random_checkpoints import (  # noqa: E402
    CLIP_VIT_B_32,
    bert_tensors,
    clip_tensors,
    write_checkpoint,
    write_json,
    write_safetensors,
)
from tiny_tokenizers import clip_tokenizer, roberta_tokenizer, vocabulary_size  # noqa: E402

CLIP_TOKENIZER, ROBERTA_TOKENIZER = clip_tokenizer(), roberta_tokenizer()
CLIP = {
    "model_type": "clip",
    "projection_dim": 24,
    "text_config": {
        "vocab_size": vocabulary_size(CLIP_TOKENIZER),
        "hidden_size": 32,
        "intermediate_size": 48,
        "num_hidden_layers": 3,
        "num_attention_heads": 4,
        "max_position_embeddings": 20,
        "hidden_act": "quick_gelu",
        "layer_norm_eps": 1e-5,
        "eos_token_id": 2,
    },
    "vision_config": {
        "hidden_size": 40,
        "intermediate_size": 56,
        "num_hidden_layers": 2,
        "num_attention_heads": 5,
        "image_size": 24,
        "patch_size": 8,
        "hidden_act": "quick_gelu",
        "layer_norm_eps": 1e-5,
    },
}
END_OF_TEXT = CLIP["text_config"]["vocab_size"] - 1
BERT = {
    "model_type": "bert",
    "vocab_size": vocabulary_size(ROBERTA_TOKENIZER),
    "hidden_size": 32,
    "intermediate_size": 48,
    "num_hidden_layers": 3,
    "num_attention_heads": 4,
    "max_position_embeddings": 20,
    "type_vocab_size": 2,
    "pad_token_id": 0,
    "hidden_act": "gelu",
    "layer_norm_eps": 1e-12,
}
ROBERTA = {**BERT, "model_type": "roberta", "type_vocab_size": 1, "pad_token_id": 1, "layer_norm_eps": 1e-5}
MEAN = {"max_seq_length": 16, "pooling": "mean_tokens", "normalise": True}


def quick_gelu(x):
    return x * torch.sigmoid(1.702 * x)


def reference_layers(weights, config, names, x, causal=False, padding=None):
    """PyTorch's own layers with the weights of a checkpoint; padding is True where there is no token."""
    first = names["first"]
    width, tokens = config["hidden_size"], x.shape[1]
    activation = {"gelu": F.gelu, "quick_gelu": quick_gelu}[config["hidden_act"]]
    mask = torch.ones(tokens, tokens, dtype=torch.bool).triu(1) if causal else None
    for i in range(config["num_hidden_layers"]):
        layer = nn.TransformerEncoderLayer(
            width,
            config["num_attention_heads"],
            config["intermediate_size"],
            dropout=0,
            activation=activation,
            layer_norm_eps=config["layer_norm_eps"],
            batch_first=True,
            norm_first=first,
        ).double()
        own = {name: f"{names['prefix']}.{i}.{theirs}" for name, theirs in names["parts"].items()}
        state = {
            f"{name}.{kind}": weights[f"{theirs}.{kind}"].double()
            for name, theirs in own.items()
            for kind in ("weight", "bias")
        }
        for kind in ("weight", "bias"):
            queries = [state.pop(f"{part}.{kind}") for part in ("query", "key", "value")]
            state[f"self_attn.in_proj_{kind}"] = torch.cat(queries)
        layer.load_state_dict(state)
        # In training mode, as otherwise PyTorch takes a fused path; there is no dropout.
        x = layer.train()(x, src_mask=mask, src_key_padding_mask=padding)
    return x


def clip_names(tower):
    parts = {
        "query": "self_attn.q_proj",
        "key": "self_attn.k_proj",
        "value": "self_attn.v_proj",
        "self_attn.out_proj": "self_attn.out_proj",
        "norm1": "layer_norm1",
        "linear1": "mlp.fc1",
        "linear2": "mlp.fc2",
        "norm2": "layer_norm2",
    }
    return {"prefix": f"{tower}.encoder.layers", "first": True, "parts": parts}


BERT_NAMES = {
    "prefix": "encoder.layer",
    "first": False,
    "parts": {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "self_attn.out_proj": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "linear1": "intermediate.dense",
        "linear2": "output.dense",
        "norm2": "output.LayerNorm",
    },
}


def norm(weights, name, x, config):
    weight, bias = weights[f"{name}.weight"].double(), weights[f"{name}.bias"].double()
    return F.layer_norm(x, x.shape[-1:], weight, bias, config["layer_norm_eps"])


@torch.no_grad()
def clip_text_reference(weights, ids):
    config = CLIP["text_config"]
    x = weights["text_model.embeddings.token_embedding.weight"][ids].double()
    x = x + weights["text_model.embeddings.position_embedding.weight"][: len(ids)].double()
    x = reference_layers(weights, config, clip_names("text_model"), x.unsqueeze(0), causal=True)
    x = norm(weights, "text_model.final_layer_norm", x, config)[0, ids.index(END_OF_TEXT)]
    return weights["text_projection.weight"].double() @ x


@torch.no_grad()
def clip_image_reference(weights, pixels):
    config = CLIP["vision_config"]
    patch, width = config["patch_size"], config["hidden_size"]
    # Patches row by row, each flattened to channel, row, column.
    patches = pixels.double().unfold(1, patch, patch).unfold(2, patch, patch)
    patches = patches.permute(1, 2, 0, 3, 4).reshape(-1, 3 * patch * patch)
    kernel = weights["vision_model.embeddings.patch_embedding.weight"].double().reshape(width, -1)
    x = torch.cat([weights["vision_model.embeddings.class_embedding"].double().unsqueeze(0), patches @ kernel.T])
    x = x + weights["vision_model.embeddings.position_embedding.weight"].double()
    x = norm(weights, "vision_model.pre_layrnorm", x.unsqueeze(0), config)
    x = reference_layers(weights, config, clip_names("vision_model"), x)[0, 0]
    return weights["visual_projection.weight"].double() @ norm(weights, "vision_model.post_layernorm", x, config)


@torch.no_grad()
def bert_reference(weights, config, ids):
    """The last hidden state, [tokens, width]."""
    first = config["pad_token_id"] + 1 if config["model_type"] == "roberta" else 0
    x = weights["embeddings.word_embeddings.weight"][ids].double()
    x = x + weights["embeddings.position_embeddings.weight"][first : first + len(ids)].double()
    x = x + weights["embeddings.token_type_embeddings.weight"][0].double()
    x = norm(weights, "embeddings.LayerNorm", x.unsqueeze(0), config)
    return reference_layers(weights, config, BERT_NAMES, x)[0]


def random_ids(tokens, below, seed=0):
    """Ids of ordinary tokens."""
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(5, below, (tokens,), generator=generator).tolist()


def clip_ids(tokens, seed=0):
    return random_ids(tokens - 1, END_OF_TEXT - 1, seed) + [END_OF_TEXT]


def encode(model, *texts, pad_id=0, longest=None):
    """Runs a model on a batch of token ids of any length."""
    longest = longest or max(map(len, texts))
    ids = torch.tensor([text + [pad_id] * (longest - len(text)) for text in texts])
    mask = torch.tensor([[1] * len(text) + [0] * (longest - len(text)) for text in texts])
    with torch.no_grad():
        return model(ids, mask)


class ConversionTest(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name)
        self.output = self.folder / "models"

    def checkpoint(self, config, tensors, tokenizer=ROBERTA_TOKENIZER, sentences=None, name="checkpoint"):
        return write_checkpoint(self.folder / name, config, tensors, tokenizer, sentences)

    def clip(self, tensors=None, config=None):
        return self.checkpoint(config or CLIP, tensors or clip_tensors(CLIP), CLIP_TOKENIZER)

    def roberta(self, tensors=None, sentences=MEAN, **config):
        return self.checkpoint({**ROBERTA, **config}, tensors or bert_tensors(ROBERTA), sentences=sentences)

    def run_script(self, *arguments):
        """Exit code, standard output and standard error."""
        with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
            try:
                code = convert_checkpoint.main([str(argument) for argument in arguments])
            except SystemExit as e:
                code = e.code
        return code, out.getvalue(), err.getvalue()

    def read(self, checkpoint, **options):
        """The checkpoint; warnings are of no interest."""
        with contextlib.redirect_stderr(io.StringIO()):
            return read_checkpoint(checkpoint, **options)

    def convert(self, checkpoint, *options):
        code, out, err = self.run_script(checkpoint, "--output", self.output, "--name", "model", *options)
        self.assertEqual(0, code, err)
        return out

    def converted(self, file, encoder="model"):
        return torch.jit.load(str(self.output / encoder / file))

    def assert_close(self, expected, found, tolerance=1e-5):
        difference = (torch.as_tensor(expected).double() - found.double()).abs().max().item()
        self.assertLess(difference, tolerance)

    def assert_refused(self, checkpoint, *parts, options=()):
        """One line that says what, where and what to do; nothing written."""
        code, _, err = self.run_script(checkpoint, "--output", self.output, "--name", "model", *options)
        self.assertEqual(1, code)
        lines = [line for line in err.splitlines() if not line.startswith("warning: ")]
        self.assertEqual(1, len(lines), err)
        self.assertTrue(lines[0].startswith("error: "), err)
        for part in parts:
            self.assertIn(part, lines[0])
        self.assertEqual([], sorted(self.output.iterdir()) if self.output.exists() else [])


class ClipTest(ConversionTest):
    def test_texts_of_every_length_have_the_vectors_of_the_reference(self):
        weights = clip_tensors(CLIP)
        self.convert(self.clip(weights))
        model = self.converted("text.pt")

        for tokens in range(1, CLIP["text_config"]["max_position_embeddings"] + 1):
            ids = clip_ids(tokens, seed=tokens)
            self.assert_close(clip_text_reference(weights, ids), encode(model, ids)[0])

    def test_pictures_have_the_vectors_of_the_reference(self):
        weights = clip_tensors(CLIP)
        self.convert(self.clip(weights))
        pixels = torch.randn(5, 3, 24, 24, generator=torch.Generator().manual_seed(0))

        with torch.no_grad():
            vectors = self.converted("image.pt")(pixels)

        self.assertEqual((5, CLIP["projection_dim"]), vectors.shape)
        for picture, vector in zip(pixels, vectors):
            self.assert_close(clip_image_reference(weights, picture), vector)

    def test_a_padded_batch_gives_the_vectors_of_single_texts(self):
        self.convert(self.clip())
        model = self.converted("text.pt")
        texts = [clip_ids(tokens, seed=tokens) for tokens in (1, 3, 8, 15)]

        for pad_id in (0, END_OF_TEXT):
            batch = encode(model, *texts, pad_id=pad_id, longest=20)
            for text, vector in zip(texts, batch):
                self.assert_close(encode(model, text)[0], vector)

    def test_the_vector_is_that_of_the_first_end_of_text(self):
        # 2 is what checkpoints before transformers 4.31 say, whatever their end-of-text token is.
        for said in (2, END_OF_TEXT):
            with self.subTest(eos_token_id=said):
                config = {**CLIP, "text_config": {**CLIP["text_config"], "eos_token_id": said}}
                model = self.read(self.clip(config=config)).text.model
                ids = clip_ids(7)
                self.assert_close(encode(model, ids), encode(model, ids + [9, END_OF_TEXT, 10]))

    def test_keys_that_config_json_leaves_out_are_those_of_vit_b_32(self):
        lean = {
            **CLIP,
            "text_config": {key: value for key, value in CLIP["text_config"].items() if key != "hidden_act"},
            "vision_config": {key: value for key, value in CLIP["vision_config"].items() if key != "layer_norm_eps"},
        }
        weights = clip_tensors(CLIP)
        model = self.read(self.clip(weights, lean)).text.model
        ids = clip_ids(5)

        self.assert_close(clip_text_reference(weights, ids), encode(model, ids)[0])
        for tower, defaults in (
            ("text_config", convert_checkpoint.CLIP_TEXT_DEFAULTS),
            ("vision_config", convert_checkpoint.CLIP_IMAGE_DEFAULTS),
        ):
            published = {**CLIP_VIT_B_32[tower], "eos_token_id": 49407, "num_channels": 3}
            self.assertEqual(published, {**published, **defaults})

    def test_the_dictionaries_of_old_configurations_overrule(self):
        old = {**CLIP, "text_config": {"hidden_size": 7}, "text_config_dict": CLIP["text_config"]}

        self.assertEqual(CLIP["projection_dim"], self.read(self.clip(config=old)).dimension)

    def test_the_preprocessing_of_the_checkpoint_is_described(self):
        checkpoint = self.clip()
        write_json(
            checkpoint / "preprocessor_config.json",
            {
                "size": {"shortest_edge": 24},
                "crop_size": {"height": 24, "width": 24},
                "resample": 2,
                "image_mean": [0.5, 0.25, 0.125],
                "image_std": [0.75, 0.5, 0.25],
            },
        )

        self.convert(checkpoint)

        text = (self.output / "model.yaml").read_text()
        self.assertIn(
            "  size: 24\n  resampling: bilinear\n  mean: [0.5, 0.25, 0.125]\n  std: [0.75, 0.5, 0.25]\n", text
        )

    def test_other_preprocessing_is_refused(self):
        for other in ({"size": 32}, {"crop_size": 16}, {"resample": 1}, {"do_center_crop": False}):
            with self.subTest(**other):
                checkpoint = self.clip()
                write_json(checkpoint / "preprocessor_config.json", other)
                self.assert_refused(checkpoint, "preprocessor_config.json", "shorter side of 24")


class BertTest(ConversionTest):
    def test_bert_and_roberta_of_every_length_have_the_vectors_of_the_reference(self):
        for config, longest in ((BERT, 20), (ROBERTA, 18)):
            with self.subTest(config["model_type"]):
                weights = bert_tensors(config)
                self.convert(self.checkpoint(config, weights), "--unpooled", "--force")
                model = self.converted("text.pt")
                for tokens in range(1, longest + 1):
                    ids = random_ids(tokens, config["vocab_size"], seed=tokens)
                    self.assert_close(bert_reference(weights, config, ids), encode(model, ids)[0])

    def test_pooling_and_unit_length_are_as_the_checkpoint_says(self):
        weights = bert_tensors(ROBERTA)
        ids = random_ids(3, ROBERTA["vocab_size"])
        hidden = bert_reference(weights, ROBERTA, ids)
        pooled = {"mean_tokens": hidden.mean(0), "cls_token": hidden[0], "max_tokens": hidden.amax(0)}
        for pooling, expected in pooled.items():
            for normalise in (True, False):
                with self.subTest(pooling=pooling, normalise=normalise):
                    sentences = {"max_seq_length": 16, "pooling": pooling, "normalise": normalise}
                    self.convert(self.roberta(weights, sentences), "--force")
                    found = encode(self.converted("text.pt"), ids, pad_id=1, longest=14)[0]
                    self.assert_close(expected / expected.norm() if normalise else expected, found)

    def test_a_padded_batch_gives_the_vectors_of_single_texts(self):
        for config in (BERT, ROBERTA):
            with self.subTest(config["model_type"]):
                self.convert(self.checkpoint(config, bert_tensors(config), sentences=MEAN), "--force")
                model = self.converted("text.pt")
                texts = [random_ids(tokens, config["vocab_size"], seed=tokens) for tokens in (1, 2, 7, 13)]
                batch = encode(model, *texts, pad_id=config["pad_token_id"], longest=16)
                for text, vector in zip(texts, batch):
                    self.assert_close(encode(model, text)[0], vector)

    def test_names_may_have_the_prefix_of_a_model_with_a_head(self):
        plain = self.read(self.roberta()).text.model
        tensors = bert_tensors(ROBERTA, prefix="roberta.", pooler=False)
        tensors["lm_head.dense.weight"] = torch.zeros(32, 32)
        # Tied to the word embeddings.
        tensors["lm_head.decoder.weight"] = tensors["roberta.embeddings.word_embeddings.weight"]

        headed = self.read(self.roberta(tensors)).text.model

        self.assertTrue(torch.equal(encode(plain, [5, 6, 7]), encode(headed, [5, 6, 7])))

    def test_layer_norms_of_the_oldest_checkpoints_are_gamma_and_beta(self):
        tensors = bert_tensors(BERT)
        plain = self.read(self.checkpoint(BERT, tensors, sentences=MEAN)).text.model
        old = {
            "bert."
            + name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"): tensor
            for name, tensor in tensors.items()
        }

        renamed = self.read(self.checkpoint(BERT, old, sentences=MEAN)).text.model

        self.assertTrue(torch.equal(encode(plain, [5, 6, 7]), encode(renamed, [5, 6, 7])))

    def test_without_the_files_of_sentence_transformers_the_mean_is_taken_and_said(self):
        ids = random_ids(9, ROBERTA["vocab_size"])
        weights = bert_tensors(ROBERTA)
        with contextlib.redirect_stderr(io.StringIO()) as err:
            model = read_checkpoint(self.roberta(weights, sentences=None)).text.model

        self.assert_close(bert_reference(weights, ROBERTA, ids).mean(0), encode(model, ids)[0])
        self.assertIn("does not say how to pool", err.getvalue())

    def test_pooling_can_be_overruled(self):
        ids = random_ids(9, ROBERTA["vocab_size"])
        weights = bert_tensors(ROBERTA)

        model = self.read(self.roberta(weights), pooling="cls").text.model

        first = bert_reference(weights, ROBERTA, ids)[0]
        self.assert_close(first / first.norm(), encode(model, ids)[0])

    def test_texts_are_as_long_as_the_checkpoint_says_and_never_longer_than_its_positions(self):
        for sentences, roberta, bert in ((MEAN, 16, 16), ({**MEAN, "max_seq_length": 99}, 18, 20), (None, 18, 20)):
            for config, longest in ((ROBERTA, roberta), (BERT, bert)):
                with self.subTest(config["model_type"], sentences=sentences):
                    checkpoint = self.folder / f"{config['model_type']}-{sentences and sentences['max_seq_length']}"
                    write_checkpoint(checkpoint, config, bert_tensors(config), ROBERTA_TOKENIZER, sentences)
                    self.assertEqual(longest, self.read(checkpoint).text.max_tokens)

    def test_the_transformer_may_be_in_a_folder_of_its_own(self):
        checkpoint = self.roberta()
        inner = checkpoint / "0_Transformer"
        inner.mkdir()
        for name in ("config.json", "model.safetensors", "sentence_bert_config.json"):
            (checkpoint / name).rename(inner / name)
        modules = json.loads((checkpoint / "modules.json").read_text())
        modules[0]["path"] = "0_Transformer"
        write_json(checkpoint / "modules.json", modules)

        self.assertEqual(16, self.read(checkpoint).text.max_tokens)


class WeightsTest(ConversionTest):
    """The same tensors, whatever file they are in."""

    def vectors(self, checkpoint):
        with contextlib.redirect_stderr(io.StringIO()) as err:
            model = read_checkpoint(checkpoint).text.model
        return encode(model, random_ids(9, ROBERTA["vocab_size"])), err.getvalue()

    def test_bin_files_hold_the_same_and_come_with_a_warning(self):
        checkpoint = self.roberta()
        expected, silence = self.vectors(checkpoint)
        (checkpoint / "model.safetensors").unlink()
        torch.save(bert_tensors(ROBERTA), checkpoint / "pytorch_model.bin")

        found, warning = self.vectors(checkpoint)

        self.assertTrue(torch.equal(expected, found))
        self.assertEqual("", silence)
        self.assertIn("only if you trust", warning)

    def test_shards_hold_the_same(self):
        tensors = bert_tensors(ROBERTA)
        names = list(tensors)
        halves = {"a.safetensors": names[::2], "b.safetensors": names[1::2]}
        checkpoint = self.roberta(tensors)
        expected, _ = self.vectors(checkpoint)
        (checkpoint / "model.safetensors").unlink()
        for file, part in halves.items():
            write_safetensors(checkpoint / file, {name: tensors[name] for name in part})
        places = {name: file for file, part in halves.items() for name in part}
        write_json(checkpoint / "model.safetensors.index.json", {"weight_map": places})

        self.assertTrue(torch.equal(expected, self.vectors(checkpoint)[0]))

        (checkpoint / "b.safetensors").unlink()
        self.assert_refused(checkpoint, "b.safetensors", "found none", "Download all shards")

    def test_shards_are_read_from_the_checkpoint_s_folder_alone(self):
        checkpoint = self.roberta()
        (checkpoint / "model.safetensors").rename(self.folder / "outside.safetensors")
        places = {name: "../outside.safetensors" for name in bert_tensors(ROBERTA)}
        write_json(checkpoint / "model.safetensors.index.json", {"weight_map": places})

        self.assert_refused(checkpoint, "index.json", "../outside.safetensors")

    def test_half_precision_is_read_as_it_is(self):
        for dtype in (torch.float16, torch.bfloat16):
            with self.subTest(dtype):
                rounded = {
                    name: tensor.to(dtype) if tensor.is_floating_point() else tensor
                    for name, tensor in bert_tensors(ROBERTA).items()
                }
                widened = {
                    name: tensor.float() if tensor.is_floating_point() else tensor for name, tensor in rounded.items()
                }
                expected, _ = self.vectors(self.roberta(widened))
                self.assertTrue(torch.equal(expected, self.vectors(self.roberta(rounded))[0]))

    def test_a_pickle_that_would_run_code_is_refused_and_not_run(self):
        checkpoint = self.roberta()
        (checkpoint / "model.safetensors").unlink()
        trace = self.folder / "trace"

        class Evil:
            def __reduce__(self):
                return os.mkdir, (str(trace),)

        torch.save({"embeddings": Evil()}, checkpoint / "pytorch_model.bin")

        self.assert_refused(checkpoint, "pytorch_model.bin", "tensors alone", "model.safetensors instead")
        self.assertFalse(trace.exists())

    def test_a_cut_file_is_refused(self):
        for name in ("model.safetensors", "pytorch_model.bin"):
            whole = self.roberta()
            (whole / "model.safetensors").unlink(missing_ok=True)
            if name == "pytorch_model.bin":
                torch.save(bert_tensors(ROBERTA), whole / name)
            else:
                write_safetensors(whole / name, bert_tensors(ROBERTA))
            content = (whole / name).read_bytes()
            for size in (0, 5, 100, len(content) // 2, len(content) - 1):
                with self.subTest(name, size=size):
                    (whole / name).write_bytes(content[:size])
                    self.assert_refused(whole, name, "Fetch")
            (whole / name).unlink()

    def test_a_header_that_points_beyond_the_file_is_refused(self):
        checkpoint = self.roberta()
        file = checkpoint / "model.safetensors"
        content = file.read_bytes()
        length = int.from_bytes(content[:8], "little")
        header = json.loads(content[8 : 8 + length])
        for first, last in ((-4, 0), (10**12, 10**12 + 128), (0, 4)):
            with self.subTest(first=first, last=last):
                header["embeddings.LayerNorm.bias"]["data_offsets"] = [first, last]
                head = json.dumps(header).encode()
                file.write_bytes(len(head).to_bytes(8, "little") + head + content[8 + length :])
                self.assert_refused(checkpoint, "tensor embeddings.LayerNorm.bias", "expected 128 bytes")

    def test_files_that_lack_what_they_are_for_are_refused(self):
        checkpoint = self.roberta()
        header = b'{"embeddings.LayerNorm.bias": {"dtype": "F32", "shape": [32]}}'
        (checkpoint / "model.safetensors").write_bytes(len(header).to_bytes(8, "little") + header)
        self.assert_refused(checkpoint, "tensor embeddings.LayerNorm.bias", "expected data_offsets, found none")
        header = b'{"embeddings.LayerNorm.bias": {"dtype": "F8_E4M3", "shape": [32], "data_offsets": [0, 32]}}'
        (checkpoint / "model.safetensors").write_bytes(len(header).to_bytes(8, "little") + header)
        self.assert_refused(checkpoint, "expected one of F64, F32", "found F8_E4M3")
        (checkpoint / "model.safetensors").rename(checkpoint / "model.safetensors.index.json")
        write_json(checkpoint / "model.safetensors.index.json", {})
        self.assert_refused(checkpoint, "index.json", "expected weight_map, found none")

    def test_a_git_lfs_pointer_is_told_from_weights(self):
        checkpoint = self.roberta()
        (checkpoint / "model.safetensors").write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\n")

        self.assert_refused(checkpoint, "model.safetensors", "Git LFS pointer", "git lfs pull")


class RefusalTest(ConversionTest):
    def test_missing_and_unexpected_tensors_are_listed(self):
        tensors = bert_tensors(ROBERTA)
        tensors["encoder.layer.9.output.dense.bias"] = tensors.pop("encoder.layer.1.output.dense.bias")

        self.assert_refused(
            self.roberta(tensors),
            "1 missing (encoder.layer.1.output.dense.bias)",
            "1 unexpected (encoder.layer.9.output.dense.bias)",
        )

    def test_a_missing_tower_is_listed_in_short(self):
        tensors = {name: tensor for name, tensor in clip_tensors(CLIP).items() if not name.startswith("vision")}

        self.assert_refused(
            self.clip(tensors), "39 missing (vision_model.embeddings.class_embedding, ", "and 27 more"
        )

    def test_a_tensor_of_another_shape_is_named_with_both_shapes(self):
        tensors = clip_tensors(CLIP)
        tensors["text_projection.weight"] = torch.zeros(24, 31)

        self.assert_refused(self.clip(tensors), "text_projection.weight", "[24, 32]", "[24, 31]")

    def test_what_the_script_does_not_know_is_refused(self):
        dense = {"idx": 2, "name": "2", "path": "2_Dense", "type": "sentence_transformers.models.Dense"}
        cases = {
            "model_type": ({"model_type": "t5"}, ("config.json", "clip, bert, roberta", "found t5")),
            "activation": ({"hidden_act": "mish"}, ("hidden_act", "quick_gelu", "found mish")),
            "positions": ({"position_embedding_type": "relative_key"}, ("absolute", "relative_key")),
            "decoder": ({"is_decoder": True}, ("is_decoder", "found True")),
            "heads": ({"num_attention_heads": 5}, ("multiple of 5 heads", "found 32")),
            "layers": ({"num_hidden_layers": 0}, ("num_hidden_layers", "found 0")),
            "width": ({"hidden_size": None}, ("hidden_size", "found None")),
            "padding": ({"pad_token_id": None}, ("pad_token_id of 0 or more", "found None")),
        }
        for name, (config, parts) in cases.items():
            with self.subTest(name):
                self.assert_refused(self.roberta(**config), *parts)
        checkpoint = self.roberta()
        modules = json.loads((checkpoint / "modules.json").read_text())
        write_json(checkpoint / "modules.json", [*modules, dense])
        self.assert_refused(checkpoint, "modules.json", "found Dense")

    def test_poolings_that_are_not_known_are_refused(self):
        for config in (
            {"pooling_mode_mean_tokens": True, "pooling_mode_max_tokens": True},
            {"pooling_mode_mean_tokens": False, "pooling_mode_lasttoken": True},
            {"pooling_mode_mean_tokens": False},
            {"pooling_mode": "weightedmean"},
        ):
            with self.subTest(config):
                checkpoint = self.roberta()
                write_json(checkpoint / "1_Pooling" / "config.json", config)
                self.assert_refused(checkpoint, "1_Pooling", "expected one of mean, cls, max")

    def test_a_tokenizer_is_needed_and_has_to_fit(self):
        checkpoint = self.roberta()
        (checkpoint / "tokenizer.json").write_text(CLIP_TOKENIZER)
        self.assert_refused(checkpoint, "tokenizer.json", "expected ids below 375, found 614")
        (checkpoint / "tokenizer.json").write_text("{}")
        self.assert_refused(checkpoint, "tokenizer.json", "expected a vocabulary")
        (checkpoint / "tokenizer.json").unlink()
        self.assert_refused(checkpoint, "tokenizer.json, found none", "AutoTokenizer")

    def test_folders_without_a_checkpoint_are_refused(self):
        self.assert_refused(self.folder / "nowhere", "nowhere", "found none", "Download")
        self.assert_refused(self.folder, "config.json", "found none", "Download")
        checkpoint = self.roberta()
        (checkpoint / "model.safetensors").unlink()
        self.assert_refused(checkpoint, "model.safetensors or pytorch_model.bin, found neither")
        (checkpoint / "config.json").write_text("{")
        self.assert_refused(checkpoint, "config.json", "expected JSON")
        for content in ("{}", "[]"):
            (checkpoint / "config.json").write_text(content)
            self.assert_refused(checkpoint, "config.json", "expected model_type")

    def test_clip_has_a_pooling_of_its_own(self):
        for option in (("--pooling", "mean"), ("--unpooled",)):
            self.assert_refused(self.clip(), "no --pooling and no --unpooled for CLIP", options=option)

    def test_the_program_itself_pools_by_mean_and_cls_alone(self):
        self.assert_refused(self.roberta(), "mean or cls", options=("--unpooled", "--pooling", "max"))

    def test_a_name_that_is_no_file_name_is_refused(self):
        self.assert_refused(self.roberta(), "../up", options=("--name", "../up"))

    def test_a_file_that_is_not_the_model_is_never_left_behind(self):
        right = convert_checkpoint.save

        def wrong(model, file):
            first = next(iter(model.parameters()))
            first += 0.01 * torch.randn(first.shape)
            return right(model, file)

        with mock.patch.object(convert_checkpoint, "save", wrong):
            # The sample vectors are taken before, so this is found.
            self.assert_refused(self.clip(), "text.pt", "difference of at most 1e-05")


class OutputTest(ConversionTest):
    def test_the_description_has_the_keys_that_the_program_reads(self):
        self.convert(self.clip(), "--licence", "MIT", "--checkpoint-name", "openai/clip")

        lines = (self.output / "model.yaml").read_text().splitlines()
        self.assertEqual(
            [
                "dimension: 24",
                'licence: "MIT"',
                'checkpoint: "openai/clip"',
                "engine: pytorch",
                "text:",
                "  model: text.pt",
                "  tokenizer: tokenizer.json",
                "  max_tokens: 20",
                f"  pad_id: {END_OF_TEXT}",
                "  pooling: none",
                "image:",
                "  model: image.pt",
                "  size: 24",
                "  resampling: bicubic",
                "  mean: [0.48145466, 0.4578275, 0.40821073]",
                "  std: [0.26862954, 0.26130258, 0.27577711]",
            ],
            [line for line in lines if not line.startswith("#")],
        )
        self.assertEqual(
            ["image.pt", "parity.json", "text.pt", "tokenizer.json"],
            sorted(file.name for file in (self.output / "model").iterdir()),
        )

    def test_what_is_made_of_one_checkpoint_has_one_identity(self):
        def identities(checkpoint, *options):
            self.convert(checkpoint, "--force", *options)
            descriptions = sorted(self.output.glob("*.yaml"))
            return {
                re.search(r"^checkpoint: (.*)$", file.read_text(), re.MULTILINE).group(1) for file in descriptions
            }

        (first,) = identities(self.roberta(), "--int8")

        self.assertRegex(first, '^"roberta-[0-9a-f]{16}"$')
        pickled = self.roberta()
        (pickled / "model.safetensors").unlink()
        torch.save(bert_tensors(ROBERTA), pickled / "pytorch_model.bin")
        self.assertEqual({first}, identities(pickled, "--int8", "--unpooled"))
        (pickled / "pytorch_model.bin").unlink()
        self.assertNotIn(first, identities(self.roberta(), "--int8", "--pooling", "cls"))
        self.assertNotIn(first, identities(self.roberta(bert_tensors(ROBERTA, seed=1)), "--int8"))

    def test_a_quantized_model_of_pytorch_is_kept_off_gpus(self):
        self.convert(self.roberta(), "--int8")

        self.assertNotIn("cpu_only", (self.output / "model.yaml").read_text())
        self.assertIn("\nengine: pytorch\ncpu_only: true\n", (self.output / "model-int8.yaml").read_text())

    def test_an_unpooled_model_leaves_its_pooling_to_the_description(self):
        self.convert(self.roberta(), "--unpooled")

        text = (self.output / "model.yaml").read_text()
        self.assertIn("\n  pad_id: 1\n  pooling: mean\n", text)
        self.assertEqual((1, 4, 32), encode(self.converted("text.pt"), [5, 6, 7, 8]).shape)

    def test_the_licence_is_that_of_the_model_card(self):
        checkpoint = self.roberta()
        (checkpoint / "README.md").write_text(
            "---\nlanguage: en\nlicense: apache-2.0\ntags: [a]\n---\nlicense: other\n"
        )
        self.assertEqual("apache-2.0", self.read(checkpoint).licence)
        (checkpoint / "README.md").write_text("license: other\n")
        self.assertEqual("unknown", self.read(checkpoint).licence)

    def test_quantized_vectors_stay_near_and_files_get_smaller(self):
        wide = {**ROBERTA, "hidden_size": 128, "intermediate_size": 256}
        printed = self.convert(self.roberta(bert_tensors(wide), **wide), "--int8")

        plain, quantized = self.converted("text.pt"), self.converted("text-int8.pt", "model-int8")
        cosines = [
            float(F.cosine_similarity(encode(plain, ids), encode(quantized, ids)))
            for ids in (random_ids(tokens, wide["vocab_size"], seed=tokens) for tokens in range(1, 17))
        ]
        self.assertGreater(min(cosines), 0.995)
        self.assertLess(max(cosines), 0.999999)
        sizes = [(self.output / file).stat().st_size for file in ("model/text.pt", "model-int8/text-int8.pt")]
        self.assertLess(sizes[1], sizes[0] * 0.55)
        self.assertIn("  model: text-int8.pt\n", (self.output / "model-int8.yaml").read_text())
        self.assertIn("against fp32", printed)

    def test_the_report_measures_what_was_read_back(self):
        self.convert(self.clip(), "--int8")

        report = json.loads((self.output / "model" / "parity.json").read_text())
        self.assertEqual("15 texts of 1 to 20 tokens", report["text"]["samples"])
        self.assertEqual("8 pictures of 24 pixels", report["image"]["samples"])
        for tower, measure in (
            ("text", "against_eager"),
            ("text", "padded_against_single"),
            ("image", "against_eager"),
        ):
            self.assertLess(report[tower][measure]["max_abs_difference"], 1e-5)
            self.assertGreater(report[tower][measure]["min_cosine"], 0.99999)
        for file in report["files"]:
            path = self.output / "model" / file["path"]
            self.assertEqual((path.stat().st_size, convert_checkpoint.sha256(path)), (file["bytes"], file["sha256"]))
        int8 = json.loads((self.output / "model-int8" / "parity.json").read_text())
        self.assertLess(int8["text"]["against_fp32"]["min_cosine"], 0.999999)
        self.assertEqual(0, int8["text"]["against_eager"]["max_abs_difference"])

    def test_an_encoder_of_the_same_name_is_overwritten_only_by_force(self):
        checkpoint = self.roberta()
        self.convert(checkpoint)
        kept = (self.output / "model" / "text.pt").read_bytes()
        other = self.checkpoint(ROBERTA, bert_tensors(ROBERTA, seed=1), sentences=MEAN, name="other")

        code, _, err = self.run_script(other, "--output", self.output, "--name", "model")

        self.assertEqual(1, code)
        self.assertRegex(err, "expected no model or model.yaml, found it. .*--force")
        self.assertEqual(kept, (self.output / "model" / "text.pt").read_bytes())
        self.convert(other, "--force")
        self.assertNotEqual(kept, (self.output / "model" / "text.pt").read_bytes())
        self.assertEqual(["model", "model.yaml"], sorted(file.name for file in self.output.iterdir()))

    def test_the_same_checkpoint_gives_the_same_bytes(self):
        checkpoint = self.roberta()
        digests = set()
        for seed in ("1", "2"):
            output = self.folder / f"hash-seed-{seed}"
            subprocess.run(
                [sys.executable, SCRIPT, checkpoint, "--output", output, "--name", "model", "--int8"],
                env={**os.environ, "PYTHONHASHSEED": seed},
                check=True,
                capture_output=True,
            )
            files = sorted(file for file in output.rglob("*") if file.is_file())
            digests.add(tuple(convert_checkpoint.sha256(file) for file in files))
            for file in files:
                self.assertNotIn(str(SCRIPT.parent).encode(), file.read_bytes(), file)

        self.assertEqual(1, len(digests))

    def test_help_shows_examples(self):
        code, out, _ = self.run_script("--help")

        self.assertEqual(0, code)
        self.assertTrue(re.search(r"^examples:\n  convert_checkpoint.py clip-vit-base-patch32", out, re.MULTILINE))


if __name__ == "__main__":
    unittest.main()
