#!/usr/bin/env python3
"""Writes the HDF5 files that the tests of dataset/hdf5 read.

    python3 src/test/python/make_hdf5_fixtures.py src/test/resources/hdf5

Needs h5py and NumPy; the tests themselves need no Python. Every file is named after the one thing
it varies. Unless a file varies just that, it holds 40 rows of 8 float32 components at /embeddings
and 40 URLs at /urls, by the formulas of component() and url(), which the tests compute again.
"""

import sys
import zlib
from pathlib import Path

import h5py
import numpy as np

ROWS, DIMENSION = 40, 8
SHAPE = (ROWS, DIMENSION)
LATEST = {"libver": "latest"}
TEXT = h5py.string_dtype("utf-8")


def steps(rows=ROWS, dimension=DIMENSION):
    """Whole numbers from -48 to 48, different in neighbouring rows and columns."""
    i, j = np.indices((rows, dimension))
    return (i * 31 + j * 17) % 97 - 48


def component(rows=ROWS, dimension=DIMENSION):
    """The embeddings: exact in 16-bit floats."""
    return (steps(rows, dimension) / 64.0).astype("f4")


def url(i):
    return f"https://example.org/{i:02d}"


def urls(rows=ROWS):
    return np.array([url(i).encode() for i in range(rows)], dtype="S22")


def texts(rows=ROWS):
    """Beyond ASCII, and of different lengths: the row's number, then 0 to 6 snowmen."""
    return [f"bücher/{i}{'☃' * (i % 7)}.pdf" for i in range(rows)]


class Folder:
    """Where the files go."""

    def __init__(self, path):
        self.path = Path(path)
        self.path.mkdir(parents=True, exist_ok=True)

    def __call__(self, name, **options):
        if name.startswith(("bad_", "filter_")):
            # The newest format takes half the room of the oldest, h5py's default.
            options.setdefault("libver", "latest")
        return h5py.File(self.path / f"{name}.h5", "w", **options)

    def flip(self, name, offset):
        with open(self.path / f"{name}.h5", "r+b") as file:
            file.seek(offset)
            byte = file.read(1)[0]
            file.seek(offset)
            file.write(bytes([byte ^ 0xFF]))

    def standard(self, name, file={}, data=None, **options):
        """A file in which only the embeddings' storage varies."""
        with self(name, **file) as f:
            f.create_dataset("embeddings", data=component() if data is None else data, **options)
            f["urls"] = urls()

    def with_ids(self, name, write):
        """A file in which only the ids vary."""
        with self(name) as f:
            f["embeddings"] = component()
            write(f)


def low_level(f, name, type_id, shape, data, prepare=lambda dcpl: None):
    """A data set whose type or layout h5py's own interface does not offer."""
    dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    prepare(dcpl)
    space = h5py.h5s.create_simple(shape)
    dataset = h5py.h5d.create(f.id, name.encode(), type_id, space, dcpl)
    if data is not None:
        dataset.write(h5py.h5s.ALL, h5py.h5s.ALL, data)
    return dataset


def good_types(folder):
    for name, dtype in [
        ("f16", "<f2"), ("f16_be", ">f2"), ("f32_be", ">f4"), ("f64", "<f8"), ("f64_be", ">f8"),
    ]:
        folder.standard(f"type_{name}", data=component().astype(dtype))
    folder.standard("type_f16_be_chunked", data=component().astype(">f2"), chunks=(15, 3))
    folder.standard("type_f64_chunked", data=component().astype("<f8"), chunks=(15, 3))
    for name, dtype in [("int8", "i1"), ("int16_be", ">i2"), ("int32", "<i4")]:
        folder.standard(f"type_{name}", data=steps().astype(dtype))
    for name, dtype in [("uint8", "u1"), ("uint16", "<u2"), ("uint32_be", ">u4")]:
        folder.standard(f"type_{name}", data=(steps() + 48).astype(dtype))


def good_layouts(folder):
    folder.standard("contiguous")
    folder.standard("userblock", {"userblock_size": 1024})
    folder.standard("userblock_chunked", {"userblock_size": 512}, chunks=(15, 3), compression="gzip")
    folder.standard("rank3", data=component().reshape(ROWS, 1, DIMENSION))
    folder.standard("rank3_chunked", data=component().reshape(ROWS, 1, DIMENSION),
                    chunks=(15, 1, 3), compression="gzip")
    folder.standard("chunks_auto", chunks=True)
    folder.standard("chunks_whole_rows", chunks=(7, DIMENSION))
    folder.standard("chunks_one_row", chunks=(1, DIMENSION))
    folder.standard("chunks_tall", chunks=(ROWS, 1))
    folder.standard("chunks_ragged", chunks=(15, 3))
    folder.standard("chunks_longer_than_data", chunks=(64, 10), maxshape=(None, None))
    folder.standard("maxshape_rows", chunks=(15, DIMENSION), maxshape=(None, DIMENSION))
    folder.standard("latest_contiguous", LATEST)
    folder.standard("latest_single_chunk", LATEST, chunks=SHAPE)
    folder.standard("latest_single_chunk_gzip", LATEST, chunks=SHAPE, compression="gzip")
    folder.standard("latest_fixed_array", LATEST, chunks=(15, 3))
    folder.standard("latest_fixed_array_gzip", LATEST, chunks=(15, 3), compression="gzip")
    folder.standard("latest_extensible_array", LATEST, chunks=(2, DIMENSION),
                    maxshape=(None, DIMENSION))
    folder.standard("latest_extensible_array_gzip", LATEST, chunks=(2, DIMENSION),
                    maxshape=(None, DIMENSION), compression="gzip")
    folder.standard("latest_btree_v2", LATEST, chunks=(15, 3), maxshape=(None, None))
    folder.standard("latest_btree_v2_gzip", LATEST, chunks=(15, 3), maxshape=(None, None),
                    compression="gzip")
    with folder("latest_implicit", libver="latest") as f:
        def early(dcpl):
            dcpl.set_chunk((15, 3))
            dcpl.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
        low_level(f, "embeddings", h5py.h5t.IEEE_F32LE, SHAPE, component(), early)
        f["urls"] = urls()
    with folder("compact") as f:
        low_level(f, "embeddings", h5py.h5t.IEEE_F32LE, SHAPE, component(),
                  lambda dcpl: dcpl.set_layout(h5py.h5d.COMPACT))
        f["urls"] = urls()
    with folder("swmr", libver="latest") as f:
        data = f.create_dataset("embeddings", shape=(0, DIMENSION), maxshape=(None, DIMENSION),
                                chunks=(15, DIMENSION), dtype="f4")
        f["urls"] = urls()
        f.swmr_mode = True
        data.resize(ROWS, axis=0)
        data[:] = component()
    with folder("track_order", track_order=True) as f:
        f["urls"] = urls()
        f["embeddings"] = component()


def good_filters(folder):
    ragged = {"chunks": (15, 3)}
    folder.standard("filter_gzip", compression="gzip", **ragged)
    folder.standard("filter_shuffle", shuffle=True, **ragged)
    folder.standard("filter_gzip_shuffle", compression="gzip", shuffle=True, **ragged)
    folder.standard("filter_lzf", compression="lzf", **ragged)
    folder.standard("filter_lzf_shuffle", compression="lzf", shuffle=True, **ragged)
    folder.standard("filter_fletcher32", fletcher32=True, **ragged)
    folder.standard("filter_gzip_fletcher32", compression="gzip", fletcher32=True, **ragged)
    folder.standard("filter_lzf_fletcher32", compression="lzf", fletcher32=True, **ragged)
    folder.standard("filter_fletcher32_odd_bytes", data=steps().astype("i1"), fletcher32=True,
                    chunks=(15, 3))
    with folder("filter_left_out") as f:
        # The first chunk says by its mask that neither shuffle nor gzip was applied to it.
        data = f.create_dataset("embeddings", data=component(), chunks=(20, DIMENSION),
                                compression="gzip", shuffle=True)
        data.id.write_direct_chunk((0, 0), component()[:20].tobytes(), filter_mask=0b11)
        f["urls"] = urls()
    # LZF finds nothing to save in one-row chunks and is left out of each.
    folder.standard("filter_lzf_incompressible", compression="lzf", fletcher32=True,
                    chunks=(1, DIMENSION))


def good_ids(folder):
    folder.with_ids("ids_vlen_utf8", lambda f: f.create_dataset("path", data=texts(), dtype=TEXT))
    folder.with_ids("ids_vlen_ascii_tag", lambda f: f.create_dataset(
        "image_path", data=[t.encode() for t in texts()], dtype=h5py.string_dtype("ascii")))
    folder.with_ids("ids_vlen_chunked", lambda f: f.create_dataset(
        "paths", data=texts(), dtype=TEXT, chunks=(7,), compression="gzip"))
    folder.with_ids("ids_fixed_utf8_in_ascii", lambda f: f.create_dataset(
        "image_url", data=np.array([t.encode() for t in texts()], dtype="S40")))
    folder.with_ids("ids_fixed_chunked", lambda f: f.create_dataset(
        "urls", data=urls(), chunks=(7,), compression="gzip", shuffle=True))
    folder.with_ids("ids_column", lambda f: f.create_dataset("url", data=urls().reshape(ROWS, 1)))
    folder.with_ids("ids_int64", lambda f: f.create_dataset("id", data=np.arange(ROWS) - 30))
    folder.with_ids("ids_uint16_be", lambda f: f.create_dataset(
        "ids", data=(np.arange(ROWS) + 65_000).astype(">u2")))
    folder.with_ids("ids_other_name", lambda f: f.create_dataset("labels", data=urls()))
    folder.with_ids("ids_upper_case", lambda f: f.create_dataset("URLs", data=urls()))

    def padded(name, padding, fill):
        def write(f):
            kind = h5py.h5t.C_S1.copy()
            kind.set_size(24)
            kind.set_strpad(padding)
            raw = b"".join(url(i).encode().ljust(24, fill) for i in range(ROWS))
            low_level(f, "urls", kind, (ROWS,), np.frombuffer(raw, dtype="S24").copy())
        folder.with_ids(name, write)

    padded("ids_space_padded", h5py.h5t.STR_SPACEPAD, b" ")
    padded("ids_null_terminated", h5py.h5t.STR_NULLTERM, b"\0")

    def several(f):
        f["note"] = np.array([b"x"] * ROWS)
        f["path"] = texts()
        f["ids"] = np.arange(ROWS)
        f["urls"] = urls()
    folder.with_ids("ids_urls_before_others", several)

    def latin1(f):
        f["urls"] = np.array([url(i).encode() + bytes([0xE0 + i % 16]) for i in range(ROWS)])
    folder.with_ids("ids_not_utf8", latin1)


def good_places(folder):
    with folder("nested") as f:
        f["readme"] = "embeddings of a few pages"
        f["a/b/embeddings"] = component()
        f["a/b/urls"] = urls()
        f["a/c/urls"] = urls(3)
    with folder("only_matrix") as f:
        f["vectors"] = component()
        f["urls"] = urls()
        f["weights"] = np.arange(ROWS, dtype="f4")
    with folder("soft_link") as f:
        f["stored/values"] = component()
        f["stored/keys"] = urls()
        f["embeddings"] = h5py.SoftLink("/stored/values")
        f["urls"] = h5py.SoftLink("stored/keys")
    with folder("soft_link_relative") as f:
        f["data/values"] = component()
        f["data/urls"] = urls()
        f["data/embeddings"] = h5py.SoftLink("values")
    with folder("soft_link_loop_beside") as f:
        f["embeddings"] = component()
        f["urls"] = urls()
        f["here"] = h5py.SoftLink("/there")
        f["there"] = h5py.SoftLink("/here")
        f["nowhere"] = h5py.SoftLink("/missing")
        f["elsewhere"] = h5py.ExternalLink("other.h5", "/embeddings")
    with folder("hard_link_twice") as f:
        f["vectors"] = component()
        f["again"] = f["vectors"]
        f["urls"] = urls()
    with folder("hard_link_cycle") as f:
        f["group/embeddings"] = component()
        f["group/urls"] = urls()
        f["group/parent"] = f["/"]
        f["group/self"] = f["group"]
    for name, libver in [("many_siblings", None), ("many_siblings_latest", "latest")]:
        with folder(name, libver=libver) as f:
            for i in range(20):
                f[f"parameter_{i}"] = i
            f["embeddings"] = component()
            f["urls"] = urls()
    with folder("ann_benchmarks") as f:
        f.attrs["distance"] = "angular"
        f["train"] = component()
        f["test"] = component()[:5]
        f["neighbors"] = np.zeros((5, 10), "i4")
        f["distances"] = np.zeros((5, 10), "f4")


def good_fill_values(folder):
    with folder("fill_value") as f:
        data = f.create_dataset("embeddings", shape=SHAPE, dtype="f4", chunks=(15, 3),
                                fillvalue=-0.5)
        data[:15] = component()[:15]
        f["urls"] = urls()
    with folder("fill_value_gzip") as f:
        data = f.create_dataset("embeddings", shape=SHAPE, dtype="f4", chunks=(15, 3),
                                fillvalue=-0.5, compression="gzip")
        data[:15] = component()[:15]
        f["urls"] = urls()


def bad_choices(folder):
    with folder("bad_no_embeddings") as f:
        f["urls"] = urls()
    with folder("bad_no_ids") as f:
        f["embeddings"] = component()
        f["weights"] = np.arange(ROWS, dtype="f4")
    with folder("bad_two_matrices") as f:
        f["left"] = component()
        f["right"] = component()
        f["urls"] = urls()
    with folder("bad_two_groups") as f:
        for group in ("papers", "pictures"):
            f[f"{group}/embeddings"] = component()
            f[f"{group}/urls"] = urls()
    with folder("bad_two_texts") as f:
        f["embeddings"] = component()
        f["labels"] = urls()
        f["notes"] = urls()
    with folder("bad_lengths") as f:
        f["embeddings"] = component()
        f["urls"] = urls(ROWS - 1)


def bad_shapes(folder):
    folder.standard("bad_rank1", data=component()[:, 0])
    folder.standard("bad_rank3", data=np.zeros((ROWS, 2, DIMENSION), "f4"))
    folder.standard("bad_scalar", data=np.float32(1))
    with folder("bad_null_space") as f:
        f["embeddings"] = h5py.Empty("f4")
        f["urls"] = urls()
    with folder("bad_zero_rows") as f:
        f.create_dataset("embeddings", shape=(0, DIMENSION), maxshape=(None, DIMENSION), dtype="f4")
        f.create_dataset("urls", shape=(0,), maxshape=(None,), dtype="S22")
    with folder("bad_wide") as f:
        f["embeddings"] = np.ones((2, 1025), "f2")
        f["urls"] = urls(2)
    with folder("bad_no_columns") as f:
        f["embeddings"] = np.ones((ROWS, 0), "f4")
        f["urls"] = urls()
    with folder("bad_absurd_rows") as f:
        f.create_dataset("train", shape=(1 << 40, 1024), dtype="f4", chunks=(64, 1024))
    with folder("bad_huge_chunk", libver=None) as f:
        f.create_dataset("train", shape=(300_000, 1024), dtype="f4", chunks=(300_000, 1024),
                         compression="gzip")
    with folder("bad_huge_id_chunk", libver=None) as f:
        f["embeddings"] = component()
        f.create_dataset("urls", shape=(ROWS,), maxshape=(None,), dtype="S22",
                         chunks=(20_000_000,), compression="gzip")
    with folder("bad_never_written") as f:
        f.create_dataset("embeddings", shape=SHAPE, dtype="f4")
        f["urls"] = urls()
    with folder("bad_never_written_chunked") as f:
        f.create_dataset("embeddings", shape=SHAPE, dtype="f4", chunks=(15, 3))
        f["urls"] = urls()


def bad_types(folder):
    folder.standard("bad_text_embeddings", data=np.full(SHAPE, b"0.5"))
    folder.standard("bad_int64", data=steps().astype("i8"))
    folder.standard("bad_complex", data=component().astype("c8"))
    folder.with_ids("bad_float_ids", lambda f: f.create_dataset("urls", data=np.arange(ROWS) / 2))

    def custom(name, size, fields, bias):
        kind = h5py.h5t.IEEE_F32LE.copy()
        kind.set_fields(*fields)
        kind.set_size(size)
        kind.set_ebias(bias)
        with folder(name) as f:
            low_level(f, "embeddings", kind, SHAPE, component())
            f["urls"] = urls()

    custom("bad_bfloat16", 2, (15, 7, 8, 0, 7), 127)
    custom("bad_float32_bias", 4, (31, 23, 8, 0, 23), 120)
    for name, libver in [("bad_committed_type", None), ("bad_committed_type_latest", "latest")]:
        with folder(name, libver=libver) as f:
            f["number"] = np.dtype("f4")
            f.create_dataset("embeddings", data=component(), dtype=f["number"])
            f["urls"] = urls()


def bad_storage(folder):
    with folder("bad_virtual", libver="latest") as f:
        layout = h5py.VirtualLayout(SHAPE, "f4")
        layout[:] = h5py.VirtualSource("contiguous.h5", "embeddings", SHAPE)
        f.create_virtual_dataset("embeddings", layout)
        f["urls"] = urls()
    with folder("bad_external_storage") as f:
        f.create_dataset("embeddings", shape=SHAPE, dtype="f4", external=[("values.raw", 0, 1280)])
        f["urls"] = urls()
    with folder("bad_region_reference") as f:
        f["embeddings"] = component()
        f["urls"] = urls()
        f.create_dataset("regions", data=[f["urls"].regionref[:5]], dtype=h5py.regionref_dtype)
    with folder("bad_external_link") as f:
        f["embeddings"] = h5py.ExternalLink("contiguous.h5", "/embeddings")
        f["urls"] = urls()
    folder.standard("bad_filter_scaleoffset", data=steps().astype("i2"), chunks=(15, 3),
                    scaleoffset=8)
    folder.standard("bad_filter_szip", chunks=(10, 8), compression="szip")
    with folder("bad_filter_unknown") as f:
        def blosc(dcpl):
            dcpl.set_chunk((15, 3))
            dcpl.set_filter(32001, h5py.h5z.FLAG_OPTIONAL, (2, 2, 4))
        low_level(f, "embeddings", h5py.h5t.IEEE_F32LE, SHAPE, component(), blosc)
        f["urls"] = urls()


def bad_chunks(folder):
    def damaged(name, replace, **options):
        with folder(name) as f:
            data = f.create_dataset("embeddings", data=component(), chunks=(20, DIMENSION),
                                    **options)
            f["urls"] = urls()
            replace(data)
            return data.id.get_chunk_info_by_coord((20, 0)).byte_offset

    damaged("bad_gzip_bomb", lambda data: data.id.write_direct_chunk(
        (20, 0), zlib.compress(bytes(4 << 20))), compression="gzip")
    damaged("bad_gzip_short", lambda data: data.id.write_direct_chunk(
        (20, 0), zlib.compress(bytes(100))), compression="gzip")
    damaged("bad_gzip_cut", lambda data: data.id.write_direct_chunk(
        (20, 0), zlib.compress(component()[20:40].tobytes())[:-20]), compression="gzip")
    damaged("bad_not_gzip", lambda data: data.id.write_direct_chunk(
        (20, 0), b"not a zlib stream"), compression="gzip")
    damaged("bad_lzf", lambda data: data.id.write_direct_chunk(
        (20, 0), b"\xff\xff\xff\xff"), compression="lzf")
    with folder("bad_chunk_short", libver=None) as f:
        # Only the oldest chunk index says how long a chunk is that no filter has packed.
        data = f.create_dataset("embeddings", data=component(), chunks=(20, DIMENSION))
        data.id.write_direct_chunk((20, 0), bytes(100))
        f["urls"] = urls()
    folder.flip("bad_fletcher32", damaged("bad_fletcher32", lambda data: None, fletcher32=True))


def main(path):
    folder = Folder(path)
    for make in (good_types, good_layouts, good_filters, good_ids, good_places, good_fill_values,
                 bad_choices, bad_shapes, bad_types, bad_storage, bad_chunks):
        make(folder)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
