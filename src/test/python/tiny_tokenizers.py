"""Tokenizers of a few kilobytes that work as CLIP's and RoBERTa's do: byte-level BPE over all bytes, and some words.

Each gives the text of a tokenizer.json in Hugging Face's layout.
"""

import json

WORDS = (
    "a on at of and the in red boat night snow cat sea two black hole planet star light graph neural network paper"
    " molecule theory proof bound picture drawing small large"
).split()
END_OF_WORD = "</w>"
SPACE = "Ġ"  # what byte-level BPE writes for the space before a word


def byte_characters():
    """The character that byte-level BPE writes for each byte: itself where it can be seen, else one from 256 on."""
    visible = {*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)}
    hidden = [byte for byte in range(256) if byte not in visible]
    return [chr(byte) if byte in visible else chr(256 + hidden.index(byte)) for byte in range(256)]


def merges_of(symbols):
    """Merges that join the symbols of a word from left to right."""
    joined = symbols[0]
    for symbol in symbols[1:]:
        yield joined, symbol
        joined += symbol


def merges_of_words(spell):
    merges = [merge for word in WORDS for merge in merges_of(spell(word))]
    return list(dict.fromkeys(merges))


def special(content, token_id):
    return {
        "id": token_id,
        "content": content,
        "single_word": False,
        "lstrip": False,
        "rstrip": False,
        "normalized": False,
        "special": True,
    }


def tokenizer(pieces, merges, specials, **parts):
    vocabulary = {piece: i for i, piece in enumerate(pieces)}
    content = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [special(token, vocabulary[token]) for token in specials],
        "normalizer": None,
        "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True},
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": None,
            "continuing_subword_prefix": "",
            "end_of_word_suffix": "",
            "fuse_unk": False,
            "vocab": vocabulary,
            "merges": [" ".join(merge) for merge in merges],
        },
        **parts,
    }
    return content


def clip_tokenizer():
    start, end = "<|startoftext|>", "<|endoftext|>"
    characters = byte_characters()
    merges = merges_of_words(lambda word: [*word[:-1], word[-1] + END_OF_WORD])
    pieces = [*characters, *(character + END_OF_WORD for character in characters)]
    pieces += [first + second for first, second in merges] + [start, end]
    content = tokenizer(
        pieces,
        merges,
        (start, end),
        normalizer={
            "type": "Sequence",
            "normalizers": [
                {"type": "NFC"},
                {"type": "Replace", "pattern": {"Regex": "\\s+"}, "content": " "},
                {"type": "Lowercase"},
            ],
        },
        pre_tokenizer={
            "type": "Sequence",
            "pretokenizers": [
                {
                    "type": "Split",
                    "pattern": {"Regex": "\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+"},
                    "behavior": "Removed",
                    "invert": True,
                },
                {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True},
            ],
        },
        post_processor={
            "type": "RobertaProcessing",
            "sep": [end, len(pieces) - 1],
            "cls": [start, len(pieces) - 2],
            "trim_offsets": False,
            "add_prefix_space": False,
        },
    )
    content["model"].update(unk_token=end, end_of_word_suffix=END_OF_WORD)
    return json.dumps(content, ensure_ascii=False)


def roberta_tokenizer():
    specials = ("<s>", "<pad>", "</s>", "<unk>")
    merges = merges_of_words(lambda word: [SPACE, *word])
    pieces = [*specials, *byte_characters(), *(first + second for first, second in merges)]
    return json.dumps(
        tokenizer(
            pieces,
            merges,
            specials,
            pre_tokenizer={"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True},
            post_processor={
                "type": "RobertaProcessing",
                "sep": ["</s>", 2],
                "cls": ["<s>", 0],
                "trim_offsets": True,
                "add_prefix_space": False,
            },
        ),
        ensure_ascii=False,
    )


def vocabulary_size(text):
    return len(json.loads(text)["model"]["vocab"])
