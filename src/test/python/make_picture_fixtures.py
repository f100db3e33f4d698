#!/usr/bin/env python3
"""Writes the pictures that the tests of the package picture read, and what Pillow makes of them.

    python3 src/test/python/make_picture_fixtures.py src/test/resources/picture

Needs Pillow with WebP and LibTIFF, and NumPy; the tests themselves need no Python. The committed files
were written with Pillow 9.4.0, libjpeg-turbo 2.1.5, libwebp 1.2.4 and LibTIFF 4.5.0.

  read/NAME                a file, named after what it varies
  read/NAME.expected.png   its upright pixels: exif_transpose, then convert("RGB")
  resize/WxH.png           a picture to resize
  resize/WxH_SIZE_KERNEL.expected.png   its shorter side resized to SIZE, then a square cut out
  whole/NAME               a file of 120 x 90 pixels
  whole/NAME.expected.png  read, resized to 64 pixels with the bicubic kernel, and cropped
"""

import io
import struct
import sys
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms, ImageOps

WIDTH, HEIGHT = 23, 17
ORIENTATION = 0x0112
KERNELS = {"bicubic": Image.Resampling.BICUBIC, "bilinear": Image.Resampling.BILINEAR}


def scene(width, height, seed=0, noise=12):
    """Gradients, discs and noise; different in every channel, row and column."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    red = x * 255 // max(1, width - 1)
    green = y * 255 // max(1, height - 1)
    pixels = np.stack([red, green, 255 - (red + green) // 2], axis=-1)
    for _ in range(5):
        column, row = random.integers(0, width), random.integers(0, height)
        radius = random.integers(1, max(2, min(width, height) // 3))
        disc = (x - column) ** 2 + (y - row) ** 2 <= radius**2
        pixels[disc] = random.integers(0, 256, 3)
    pixels = pixels + random.integers(-noise, noise + 1, pixels.shape)
    return Image.fromarray(np.clip(pixels, 0, 255).astype("u1"))


def encoded(image, form, **options):
    target = io.BytesIO()
    image.save(target, form, **options)
    return target.getvalue()


def expected(image):
    """In the plainest kind of PNG, which every reader reads alike; without a profile above all."""
    plain = Image.fromarray(np.asarray(image.convert("RGB")))
    return encoded(plain, "PNG", optimize=True)


def upright(data):
    """What a reader has to return. Pillow turns TIFF files by itself while it loads them."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return (image if image.format == "TIFF" else ImageOps.exif_transpose(image)).convert("RGB")


def preprocessed(image, size, kernel):
    """torchvision's Resize(size) and CenterCrop(size) on Pillow's pictures."""
    width, height = image.size
    if width < height:
        width, height = size, int(size * height / width)
    else:
        width, height = int(size * width / height), size
    left, top = int(round((width - size) / 2.0)), int(round((height - size) / 2.0))
    resized = image.resize((width, height), KERNELS[kernel])
    return resized.crop((left, top, left + size, top + size))


class Folder:
    """Where files of one kind go."""

    def __init__(self, path):
        self.path = Path(path)
        self.path.mkdir(parents=True, exist_ok=True)
        for old in self.path.iterdir():
            old.unlink()

    def write(self, name, data):
        (self.path / name).write_bytes(data)

    def read(self, name, data, pixels=None):
        self.write(name, data)
        self.write(name + ".expected.png", expected(pixels or upright(data)))


# JPEG


def segments(data):
    """Marker codes and contents up to the first scan, and all that follows."""
    at, found = 2, []
    while data[at + 1] != 0xDA:
        length = struct.unpack(">H", data[at + 2 : at + 4])[0]
        found.append((data[at + 1], data[at + 4 : at + 2 + length]))
        at += 2 + length
    return found, data[at:]


def joined(found, rest):
    parts = [b"\xff\xd8"]
    for code, content in found:
        parts.append(struct.pack(">BBH", 0xFF, code, len(content) + 2) + content)
    return b"".join(parts) + rest


def with_adobe(data, transform):
    """The same samples with another meaning, without a JFIF segment, which would rule."""
    found, rest = segments(data)
    adobe = b"Adobe" + struct.pack(">HHHB", 100, 0, 0, transform)
    kept = [part for part in found if part[0] not in (0xE0, 0xEE)]
    return joined([(0xEE, adobe)] + kept, rest)


def with_restarts(image):
    """A row of 8 x 8 blocks with a restart after each: blocks that were encoded one by one."""
    blocks = []
    for left in range(0, image.width, 8):
        block = image.crop((left, 0, left + 8, 8))
        blocks.append(segments(encoded(block, "JPEG", subsampling=0, quality=90)))
    found, rest = blocks[0]
    frame = dict(found)[0xC0]
    frame = frame[:3] + struct.pack(">H", image.width) + frame[5:]
    found = [(code, frame if code == 0xC0 else content) for code, content in found]
    length = struct.unpack(">H", rest[2:4])[0]
    scan = rest[: 2 + length]
    for i, (_, block) in enumerate(blocks):
        scan += block[2 + length : -2]
        if i + 1 < len(blocks):
            scan += bytes([0xFF, 0xD0 + i % 8])
    return joined(found + [(0xDD, struct.pack(">H", 1))], scan + b"\xff\xd9")


def exif(orientation, order="<", preview=b""):
    """EXIF data with one entry, and a preview that nothing points to."""
    head = b"II*\0" if order == "<" else b"MM\0*"
    directory = struct.pack(order + "IHHHIHHI", 8, 1, ORIENTATION, 3, 1, orientation, 0, 0)
    return b"Exif\0\0" + head + directory + preview


def swapped_profile():
    """An sRGB profile with red and blue swapped: where it is applied, everybody sees it."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = profile[:24] + bytes(12) + profile[36:]  # Without the time of now.
    return profile.replace(b"rXYZ", b"?XYZ").replace(b"bXYZ", b"rXYZ").replace(b"?XYZ", b"bXYZ")


def jpegs(folder, image):
    for name, subsampling in (("444", 0), ("422", 1), ("420", 2)):
        data = encoded(image, "JPEG", subsampling=subsampling, quality=85)
        folder.read(f"jpeg_{name}.jpg", data)
    plain = encoded(image, "JPEG", quality=90, subsampling=0)
    inks = encoded(image.convert("CMYK"), "JPEG", quality=90)
    folder.read("jpeg_progressive.jpg", encoded(image, "JPEG", progressive=True, quality=80))
    folder.read("jpeg_grey.jpg", encoded(image.convert("L"), "JPEG", quality=90))
    folder.read("jpeg_low_quality.jpg", encoded(image, "JPEG", quality=5))
    folder.read("jpeg_cmyk.jpg", inks)
    folder.read("jpeg_ycck.jpg", with_adobe(inks, 2))
    folder.read("jpeg_rgb.jpg", with_adobe(plain, 0))
    folder.read("jpeg_adobe_ycc.jpg", with_adobe(plain, 1))
    folder.read("jpeg_restarts.jpg", with_restarts(scene(40, 8)))
    folder.read("jpeg_profile.jpg", encoded(image, "JPEG", icc_profile=swapped_profile()))
    folder.read("jpeg_comment.jpg", encoded(image, "JPEG", comment=b"\xff\xd9 is no end here"))
    folder.read("jpeg_padded.jpg", plain[:-2] + bytes(5) + plain[-2:])
    folder.read("jpeg_fill_bytes.jpg", plain[:2] + b"\xff\xff\xff" + plain[2:])
    folder.read("jpeg_two_pictures.jpg", plain + encoded(scene(9, 9), "JPEG"))
    for orientation in range(1, 9):
        data = encoded(image, "JPEG", exif=exif(orientation))
        folder.read(f"exif_{orientation}.jpg", data)
    preview = encoded(scene(8, 8), "JPEG", quality=5, optimize=True)
    folder.read("exif_big_endian.jpg", encoded(image, "JPEG", exif=exif(6, ">")))
    folder.read("exif_preview.jpg", encoded(image, "JPEG", exif=exif(3, preview=preview)))
    folder.read("exif_no_such_value.jpg", encoded(image, "JPEG", exif=exif(9)))


# PNG


def chunk(kind, content):
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


def packed(samples, depth):
    """Rows of samples, each behind its filter type (none)."""
    rows = []
    for row in samples.reshape(samples.shape[0], -1):
        if depth == 16:
            content = row.astype(">u2").tobytes()
        elif depth == 8:
            content = row.astype("u1").tobytes()
        else:
            bits = (row[:, None] >> np.arange(depth - 1, -1, -1)) & 1
            content = np.packbits(bits.astype("u1")).tobytes()
        rows.append(b"\0" + content)
    return b"".join(rows)


ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def png(samples, depth, color, interlaced=False, extra=b""):
    height, width = samples.shape[:2]
    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, int(interlaced))
    passes = [samples[y::dy, x::dx] for x, y, dx, dy in ADAM7] if interlaced else [samples]
    pixels = b"".join(packed(part, depth) for part in passes if part.size)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", header),
            extra,
            chunk(b"IDAT", zlib.compress(pixels, 9)),
            chunk(b"IEND", b""),
        ]
    )


def translucent(image, mode):
    """A picture that fades out to the left, where it must not turn dark or white."""
    image = image.convert(mode)
    fade = np.mgrid[0 : image.height, 0 : image.width][1] * 255 // image.width
    image.putalpha(Image.fromarray(fade.astype("u1")))
    return image


def sixteen_bits(image):
    """Samples whose lower bytes would round up."""
    return np.asarray(image).astype("u2") * 256 + 250


def high_bytes(samples):
    return Image.fromarray((samples >> 8).astype("u1"))


def pngs(folder, image):
    for mode in ("1", "L", "RGB", "P"):
        folder.read(f"png_{mode.lower()}.png", encoded(image.convert(mode), "PNG"))
    for mode in ("LA", "RGBA"):
        folder.read(f"png_{mode.lower()}.png", encoded(translucent(image, mode), "PNG"))
    for colors, bits in ((2, 1), (4, 2), (16, 4)):
        folder.read(f"png_palette_{bits}.png", encoded(image.quantize(colors), "PNG", bits=bits))
    folder.read("png_palette_alpha.png", encoded(image.quantize(9), "PNG", transparency=4))
    folder.read("png_color_key.png", encoded(image, "PNG", transparency=image.getpixel((3, 3))))
    folder.read("png_profile.png", encoded(image, "PNG", icc_profile=swapped_profile()))
    folder.read("png_exif_5.png", encoded(image, "PNG", exif=exif(5)))
    grey = np.asarray(image.convert("L"))
    rgb = np.asarray(image)
    folder.read("png_grey_2.png", png(grey >> 6, 2, 0))
    folder.read("png_grey_4.png", png(grey >> 4, 4, 0))
    folder.read("png_interlaced.png", png(rgb, 8, 2, interlaced=True))
    gamma = chunk(b"gAMA", struct.pack(">I", 100000))
    folder.read("png_gamma.png", png(rgb, 8, 2, extra=gamma))
    folder.read("png_rgb_16.png", png(sixteen_bits(image), 16, 2))
    folder.read("png_rgba_16.png", png(sixteen_bits(translucent(image, "RGBA")), 16, 6))
    # The one difference that is meant: Pillow clips these samples, which leaves a white picture.
    deep = sixteen_bits(image.convert("L"))
    folder.read("png_grey_16.png", png(deep, 16, 0), high_bytes(deep))


# GIF


def gifs(folder, image):
    palette = image.quantize(32)
    plain = encoded(palette, "GIF", interlace=0)
    others = [scene(WIDTH, HEIGHT, seed).quantize(32) for seed in (1, 2)]
    animation = encoded(palette, "GIF", save_all=True, append_images=others, duration=90)
    transparent = encoded(palette, "GIF", transparency=5, interlace=0)
    folder.read("gif_plain.gif", plain)
    folder.read("gif_interlaced.gif", encoded(palette, "GIF", interlace=1))
    folder.read("gif_grey.gif", encoded(image.convert("L"), "GIF"))
    folder.read("gif_two_colors.gif", encoded(image.quantize(2), "GIF"))
    folder.read("gif_animated.gif", animation)
    folder.read("gif_transparent.gif", transparent)
    wide = struct.pack("<HH", WIDTH + 6, HEIGHT + 4)
    folder.read("gif_wide_screen.gif", plain[:6] + wide + plain[10:])
    folder.read("gif_wide_screen_transparent.gif", transparent[:6] + wide + transparent[10:])
    folder.read("gif_small_screen.gif", plain[:6] + struct.pack("<HH", 3, 3) + plain[10:])


# BMP


def bmp(width, height, bits, compression, rows, tables=b"", top_down=False):
    offset = 54 + len(tables)
    info = struct.pack(
        "<IiiHHIIiiII",
        *(40, width, -height if top_down else height, 1, bits, compression, len(rows), 0, 0),
        *(len(tables) // 4 if bits <= 8 else 0, 0),
    )
    return struct.pack("<2sIHHI", b"BM", offset + len(rows), 0, 0, offset) + info + tables + rows


def bmps(folder, image):
    for mode in ("1", "L", "P", "RGB", "RGBA"):
        folder.read(f"bmp_{mode.lower()}.bmp", encoded(image.convert(mode), "BMP"))
    rgb = np.asarray(image).astype("u4")
    bgr = np.zeros((HEIGHT, (WIDTH * 3 + 3) // 4 * 4), "u1")
    bgr[:, : WIDTH * 3] = rgb[:, :, ::-1].reshape(HEIGHT, -1)
    folder.read("bmp_top_down.bmp", bmp(WIDTH, HEIGHT, 24, 0, bgr.tobytes(), top_down=True))
    short = np.zeros((HEIGHT, (WIDTH + 1) // 2 * 2), "<u2")
    short[:, :WIDTH] = (rgb[::-1, :, 0] >> 3) << 10 | (rgb[::-1, :, 1] >> 3) << 5 | rgb[::-1, :, 2] >> 3
    folder.read("bmp_555.bmp", bmp(WIDTH, HEIGHT, 16, 0, short.tobytes()))
    short[:, :WIDTH] = (rgb[::-1, :, 0] >> 3) << 11 | (rgb[::-1, :, 1] >> 2) << 5 | rgb[::-1, :, 2] >> 3
    masks = struct.pack("<III", 0xF800, 0x7E0, 0x1F)
    folder.read("bmp_565.bmp", bmp(WIDTH, HEIGHT, 16, 3, short.tobytes(), masks))
    numbers = np.asarray(image.quantize(8))[::-1]
    palette = np.zeros((256, 4), "u1")
    palette[:8, :3] = np.array(image.quantize(8).getpalette()[:24]).reshape(8, 3)[:, ::-1]
    runs = b"".join(b"".join(bytes([1, n]) for n in row) + b"\0\0" for row in numbers) + b"\0\1"
    folder.read("bmp_runs.bmp", bmp(WIDTH, HEIGHT, 8, 1, runs, palette.tobytes()))


# TIFF


def tiffs(folder, image):
    for mode in ("1", "L", "P", "RGB", "CMYK"):
        folder.read(f"tiff_{mode.lower()}.tif", encoded(image.convert(mode), "TIFF"))
    for mode in ("LA", "RGBA"):
        folder.read(f"tiff_{mode.lower()}.tif", encoded(translucent(image, mode), "TIFF"))
    for method in ("tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg"):
        name = method.removeprefix("tiff_").removeprefix("adobe_")
        folder.read(f"tiff_{name}.tif", encoded(image, "TIFF", compression=method))
    for method in ("group3", "group4"):
        folder.read(f"tiff_{method}.tif", encoded(image.convert("1"), "TIFF", compression=method))
    folder.read("tiff_profile.tif", encoded(image, "TIFF", icc_profile=swapped_profile()))
    folder.read("tiff_inks_profile.tif", encoded(image.convert("CMYK"), "TIFF", icc_profile=swapped_profile()))
    for orientation in (3, 6):
        data = encoded(image, "TIFF", tiffinfo={ORIENTATION: orientation})
        folder.read(f"tiff_orientation_{orientation}.tif", data)
    pages = encoded(image, "TIFF", save_all=True, append_images=[scene(9, 9)])
    folder.read("tiff_pages.tif", pages)
    deep = sixteen_bits(image.convert("L"))
    folder.read("tiff_grey_16.tif", encoded(Image.fromarray(deep), "TIFF"), high_bytes(deep))


# WebP


def riff(*chunks):
    content = b"WEBP" + b"".join(webp_chunk(*part) for part in chunks)
    return b"RIFF" + struct.pack("<I", len(content)) + content


def webp_chunk(kind, content):
    return kind + struct.pack("<I", len(content)) + content + bytes(len(content) & 1)


def unsigned24(number):
    return struct.pack("<I", number)[:3]


def on_canvas(data, width, height, left, top):
    """A lossless file as the only frame of an animation on a larger canvas."""
    image = Image.open(io.BytesIO(data))
    size = unsigned24(image.width - 1) + unsigned24(image.height - 1)
    frame = unsigned24(left // 2) + unsigned24(top // 2) + size + unsigned24(100) + b"\0"
    return riff(
        (b"VP8X", b"\x12\0\0\0" + unsigned24(width - 1) + unsigned24(height - 1)),
        (b"ANIM", bytes(6)),
        (b"ANMF", frame + data[12:]),
    )


def webps(folder, image):
    lossless = encoded(image, "WEBP", lossless=True)
    faded = translucent(image, "RGBA")
    others = [scene(WIDTH, HEIGHT, 1)]
    animation = {"save_all": True, "append_images": others, "duration": 90}
    folder.read("webp_lossless.webp", lossless)
    folder.read("webp_lossless_alpha.webp", encoded(faded, "WEBP", lossless=True, exact=True))
    folder.read("webp_lossless_palette.webp", encoded(image.quantize(4).convert("RGB"), "WEBP", lossless=True))
    folder.read("webp_lossless_profile.webp", encoded(image, "WEBP", lossless=True, icc_profile=swapped_profile()))
    folder.read("webp_lossless_exif_8.webp", encoded(image, "WEBP", lossless=True, exif=exif(8)))
    folder.read("webp_lossless_animated.webp", encoded(image, "WEBP", lossless=True, **animation))
    folder.read("webp_lossless_canvas.webp", on_canvas(lossless, WIDTH + 7, HEIGHT + 6, 4, 2))
    folder.read("webp_lossless_flat.webp", encoded(Image.new("RGB", (300, 200), (9, 200, 77)), "WEBP", lossless=True))
    folder.read("webp_lossy.webp", encoded(image, "WEBP", quality=80))
    folder.read("webp_lossy_alpha.webp", encoded(faded, "WEBP", quality=80))
    folder.read("webp_lossy_animated.webp", encoded(image, "WEBP", quality=80, **animation))
    folder.read("webp_lossy_grey.webp", encoded(image.convert("L").convert("RGB"), "WEBP", quality=90))


# Resizing


def resizes(folder):
    sizes = [(1, 1), (2, 1), (3, 500), (500, 3), (31, 47), (47, 31), (97, 61), (60, 100)]
    sizes += [(32, 32), (33, 32), (32, 35), (37, 32)]
    for width, height in sizes:
        image = scene(width, height, seed=width, noise=4)
        folder.write(f"{width}x{height}.png", encoded(image, "PNG", optimize=True))
        for kernel in KERNELS:
            folder.write(f"{width}x{height}_32_{kernel}.expected.png", expected(preprocessed(image, 32, kernel)))
    for width, height in ((320, 240), (225, 301), (224, 224), (100, 75)):
        image = scene(width, height, seed=width, noise=0)
        folder.write(f"{width}x{height}.png", encoded(image, "PNG", optimize=True))
        folder.write(f"{width}x{height}_224_bicubic.expected.png", expected(preprocessed(image, 224, "bicubic")))


def wholes(folder):
    image = scene(120, 90, seed=5, noise=6)
    files = {
        "png.png": encoded(image, "PNG", optimize=True),
        "jpeg_420.jpg": encoded(image, "JPEG", quality=85),
        "jpeg_444_progressive.jpg": encoded(image, "JPEG", quality=92, subsampling=0, progressive=True),
        "jpeg_exif_6.jpg": encoded(image, "JPEG", quality=60, exif=exif(6)),
        "jpeg_cmyk.jpg": encoded(image.convert("CMYK"), "JPEG", quality=75),
        "gif.gif": encoded(image.quantize(64), "GIF"),
        "webp_lossless.webp": encoded(image.quantize(48).convert("RGB"), "WEBP", lossless=True),
        "webp_lossy_q60.webp": encoded(image, "WEBP", quality=60),
        "webp_lossy_q90.webp": encoded(image, "WEBP", quality=90),
        "webp_lossy_smooth.webp": encoded(scene(120, 90, 6, 0), "WEBP", quality=80),
    }
    for name, data in files.items():
        folder.write(name, data)
        folder.write(name + ".expected.png", expected(preprocessed(upright(data), 64, "bicubic")))


def main():
    target = Path(sys.argv[1])
    read = Folder(target / "read")
    image = scene(WIDTH, HEIGHT)
    jpegs(read, image)
    pngs(read, image)
    gifs(read, image)
    bmps(read, image)
    tiffs(read, image)
    webps(read, image)
    resizes(Folder(target / "resize"))
    wholes(Folder(target / "whole"))


if __name__ == "__main__":
    main()
