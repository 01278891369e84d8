"""Whether somebody has said nearly the same on a proposal already: measured in pairs of neighbouring letters."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from maps.consultation.models import Comment
from maps.plan.models import Proposal

#: How many of the newest comments are compared: enough for a proposal, and bounded for a server.
COMPARED = 1000
SHOWN = 3
#: Of the shorter text's pairs, this part must stand in the other too; found by trying sentences that people write.
LIKE = 0.4
#: Fewer shared pairs than this are a word in common, such as 曹杨环浜, and no opinion in common.
_LEAST_SHARED = 5
#: What nearly every comment holds says nothing about this one.
_COMMON = re.compile("希望|建议|能不能|可不可以|请|我们|我觉得|我认为|这里|那里|一下|一点|的|了|吗|吧|呢")


class Candidate(NamedTuple):
    pk: int
    text: str


def pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring letters and digits of a text, without what every text holds."""
    folded = _COMMON.sub(" ", unicodedata.normalize("NFKC", text).casefold())
    runs = re.findall(r"\w+", folded)
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return from 0 to 1 how much of the shorter text stands in the longer one."""
    shared = len(one & other)
    return shared / min(len(one), len(other)) if shared >= _LEAST_SHARED else 0.0


def most_alike(text: str, candidates: Iterable[Candidate]) -> list[int]:
    """Return the ids of up to three candidates that say nearly the same, the nearest first."""
    wanted = pairs(text)
    measured = ((likeness(wanted, pairs(candidate.text)), candidate.pk) for candidate in candidates)
    alike = sorted((m for m in measured if m[0] >= LIKE), reverse=True)
    return [pk for _likeness, pk in alike[:SHOWN]]


def similar_to(text: str, proposal: Proposal) -> list[Comment]:
    """Return published comments on ``proposal`` that say nearly the same as ``text``."""
    rows = Comment.objects.filter(proposal=proposal, parent=None, office="").published().newest_first()
    found = most_alike(text, (Candidate(pk, said) for pk, said in rows.values_list("pk", "text")[:COMPARED]))
    comments = Comment.objects.select_related("author", "proposal").in_bulk(found) if found else {}
    return [comments[pk] for pk in found if pk in comments]
