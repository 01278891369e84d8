"""The smallest PDF that can be leafed through: lines of Chinese on white pages. No library, no font inside."""

from collections.abc import Sequence

#: Points: 16 to 9, as slides are.
SIZE = (960, 540)
_HEAD, _LINE, _LEFT = 44, 30, 70
#: Adobe's names for a Chinese face that the reader brings; the codes are UTF-16.
_FACE = "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[4 0 R]>>"
_COLLECTION = "<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
_CODES = f"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo{_COLLECTION}/FontDescriptor 5 0 R>>"
_BOX = "/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93"
_FONT = (_FACE, _CODES, f"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6{_BOX}>>")


def pdf_of(pages: Sequence[Sequence[str]], *, size: tuple[float, float] = SIZE, trailer: str = "") -> bytes:
    """Return a PDF with one page for each sequence of lines; the first line is set larger.

    ``trailer`` is added to the file's last dictionary.
    """
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>", *_FONT]
    for number, lines in enumerate(pages):
        drawn = _drawn(lines, top=size[1] - 110)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size[0]} {size[1]}]"
            f"/Resources<</Font<</F1 3 0 R>>>>/Contents {7 + 2 * number} 0 R>>"
        )
        objects.append(f"<</Length {len(drawn)}>>\nstream\n{drawn}\nendstream")
    return _file(objects, trailer)


def _drawn(lines: Sequence[str], *, top: float) -> str:
    """Return the page's operators: a red rule, a headline, lines of text."""
    shown = [f"0.61 0.16 0.13 rg {_LEFT} {top + 60} 120 6 re f 0.12 0.11 0.09 rg BT {_LEFT} {top} Td"]
    for number, line in enumerate(lines):
        code = line.encode("utf-16-be").hex()
        shown.append(f"/F1 {_HEAD if number == 0 else _LINE} Tf <{code}> Tj 0 {-80 if number == 0 else -52} Td")
    return " ".join([*shown, "ET"])


def _file(objects: Sequence[str], trailer: str) -> bytes:
    written, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    start = len(written)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    written += f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode("ascii")
    written += f"trailer<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode("ascii")
    return bytes(written)
