"""Files that come as photographs and are none, or are more than they seem."""

import io
import struct
import zlib
from collections.abc import Callable

from PIL import Image


def photo(kind: str = "JPEG", *, size: tuple[int, int] = (640, 480), mode: str = "RGB", **saving: object) -> bytes:
    """Return a real picture: red on its left half, blue on its right."""
    picture = Image.new("RGB", size, "#c01010")
    picture.paste("#1010c0", (size[0] // 2, 0, *size))
    written = io.BytesIO()
    picture.convert(mode).save(written, kind, **saving)
    return written.getvalue()


def png_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_claiming(width: int, height: int, rows: bytes = b"") -> bytes:
    """Return a PNG whose head claims a size that its data need not have."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(rows or b"\0" * 10_000, 9)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", head) + png_chunk(b"IDAT", data) + png_chunk(b"IEND", b"")


def jpeg_claiming(width: int, height: int) -> bytes:
    data = bytearray(photo())
    start = data.index(b"\xff\xc0") + 5
    data[start : start + 4] = struct.pack(">HH", height, width)
    return bytes(data)


def spoilt(data: bytes, start: int, length: int = 64) -> bytes:
    return data[:start] + b"\x5a" * length + data[start + length :]


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(document.cookie)</script>"
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n(/etc/passwd) (r) file\n"

#: Refused, each under its name.
HOSTILE: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "one-byte": lambda: b"\xff",
    "only-a-start": lambda: b"\xff\xd8\xff",
    "text": lambda: "这不是照片".encode(),
    "html": lambda: HTML,
    "svg": lambda: SVG,
    "svg-with-entities": lambda: (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><svg>&y;</svg>'
    ),
    "eps": lambda: EPS,
    "pdf": lambda: b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>",
    "zip": lambda: b"PK\x03\x04" + b"\0" * 200,
    "elf": lambda: b"\x7fELF" + b"\0" * 200,
    "windows-program": lambda: b"MZ" + b"\0" * 200,
    "shell": lambda: b"#!/bin/sh\nrm -rf /\n",
    "php": lambda: b"<?php system($_GET['x']); ?>",
    "html-named-as-jpeg-head": lambda: b"\xff\xd8\xff\xe0" + HTML,
    "gif": lambda: photo("GIF"),
    "gif-with-script": lambda: b"GIF89a/*" + HTML,
    "bmp": lambda: photo("BMP"),
    "tiff": lambda: photo("TIFF"),
    "ico": lambda: photo("ICO", size=(64, 64)),
    "ppm": lambda: photo("PPM"),
    "tga": lambda: photo("TGA"),
    "icns": lambda: photo("ICNS", size=(128, 128)),
    "jpeg-2000": lambda: b"\0\0\0\x0cjP  \r\n\x87\n" + b"\0" * 300,
    "jpeg-cut-in-half": lambda: photo()[: len(photo()) // 2],
    "jpeg-without-its-end": lambda: photo(size=(900, 700))[:-900],
    "png-cut": lambda: photo("PNG")[:120],
    "png-with-a-spoilt-middle": lambda: spoilt(photo("PNG", size=(900, 700)), 300, 200),
    "webp-cut": lambda: photo("WEBP")[:60],
    "png-of-no-size": lambda: png_claiming(0, 0),
    "png-with-too-few-rows": lambda: png_claiming(800, 800, b"\0" * 100),
    "png-bomb-by-width": lambda: png_claiming(2_000_000_000, 2),
    "png-bomb-square": lambda: png_claiming(60_000, 60_000),
    "png-bomb-just-over": lambda: png_claiming(10_000, 6_001),
    "jpeg-claiming-the-most": lambda: jpeg_claiming(65_500, 65_500),
    "jpeg-bomb": lambda: jpeg_claiming(20_000, 20_000),
    "twenty-megabytes-and-one": lambda: photo() + b"\0" * (20 * 1024 * 1024),
    "text-bomb-in-png": lambda: photo("PNG")[:33] + png_chunk(b"zTXt", b"c\0\0" + zlib.compress(b"\0" * 90_000_000, 9)),
}
