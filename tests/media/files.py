"""Real files as people upload them, and as attackers do."""

import io
import struct
import zlib

from PIL import Image

#: 31°14.4′N 121°24.2′E, as a camera writes it.
GPS_OF_A_HOUSE = {1: "N", 2: (31.0, 14.0, 24.0), 3: "E", 4: (121.0, 24.0, 12.0)}


def picture(kind: str = "PNG", size: tuple[int, int] = (64, 48), **options: object) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, "#0A5F63").save(stream, kind, **options)
    return stream.getvalue()


def photograph() -> bytes:
    """A JPEG that says where it was taken."""
    exif = Image.Exif()
    exif[0x8825] = GPS_OF_A_HOUSE
    exif[0x010F] = "A Camera"
    return picture("JPEG", exif=exif)


def png_that_says_it_is(width: int, height: int) -> bytes:
    """A few bytes whose header claims any size: what unpacks to gigabytes in a careless reader."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
