"""PDFs as people upload them, whole and spoilt."""

import itertools

from django.core.files.base import ContentFile

from config.demo.pdf import pdf_of
from media.models import Material

_numbers = itertools.count(1)
LOCK = f"<</Filter/Standard/V 1/R 2/O<{'41' * 32}>/U<{'42' * 32}>/P -4>>"
ENCRYPTED = pdf_of([["锁着的一页"]], trailer=f"/Encrypt{LOCK}/ID[<{'00' * 16}><{'00' * 16}>]")
WHOLE = pdf_of([["一环双轴线", "沿河走一圈"]])
#: The second page is a number; nobody can draw it.
SPOILT_PAGE = pdf_of([["好的一页"], ["坏的一页"]]).replace(b"8 0 obj\n<</Type/Page/", b"8 0 obj\n<</Type/Nope/")


def pages(count: int, word: str = "页") -> bytes:
    """Narrow ones: they are drawn fast."""
    return pdf_of([[f"{word} {number}"] for number in range(1, count + 1)], size=(400, 20_000))


def make_material(data: bytes = WHOLE) -> Material:
    number = next(_numbers)
    return Material.objects.create(title=f"讲义 {number}", file=ContentFile(data, name=f"slides-{number}.pdf"))
