"""What was said on a proposal, for everyone: sorted, narrowed, and a page at a time without counting what is not shown.

A page is asked for by the last row of the one before it (keyset paging): the hundredth page costs what the first does,
and nothing is shown twice when somebody writes in between.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Prefetch, Q, TextChoices, Window, prefetch_related_objects
from django.db.models.functions import RowNumber
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from maps.consultation.models import Answer, Comment, Photo
from maps.consultation.models.comment import CommentQuerySet
from maps.consultation.requests import is_number
from maps.plan.models import Proposal
from media.models import Upload
from residents.models import Neighbourhood

ON_A_PAGE = 20
REPLIES_SHOWN = 3
#: Comments and replies together: a page of threads that are all much discussed ends earlier.
ROWS_ON_A_PAGE = 40

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class UnknownChoice(ValueError):
    """A query that no link of ours makes."""


class Sort(TextChoices):
    NEWEST = "newest", _("最新")
    SUPPORTED = "supported", _("支持最多")
    DISCUSSED = "discussed", _("回复最多")


#: The column that each order goes by, largest first; the id decides between equals.
COLUMNS = {Sort.NEWEST: "created_at", Sort.SUPPORTED: "support_count", Sort.DISCUSSED: "reply_count"}


class Answered(TextChoices):
    YES = "yes", _("有答复")
    NO = "no", _("还没有答复")


@dataclass(frozen=True)
class Place:
    """A row's place in an order: the value of the column, as an integer, and the id."""

    value: int
    pk: int

    @classmethod
    def read(cls, text: str) -> "Place":
        """Read what ``str()`` wrote; raises ``UnknownChoice``."""
        value, _dot, pk = text.partition(".")
        if not (is_number(value) and is_number(pk)):
            raise UnknownChoice(f"place {text[:40]!r}")
        return cls(int(value), int(pk))

    @classmethod
    def of(cls, comment: Comment, column: str) -> "Place":
        value = getattr(comment, column)
        return cls((value - _EPOCH) // _MICROSECOND if isinstance(value, datetime) else value, comment.pk)

    def in_column(self, column: str) -> int | datetime:
        return _EPOCH + self.value * _MICROSECOND if column == "created_at" else self.value

    def __str__(self) -> str:
        return f"{self.value}.{self.pk}"


@dataclass(frozen=True)
class Choice:
    """How a reader wants the thread: an order, and what to leave out."""

    sort: Sort = Sort.NEWEST
    topic: str = ""
    neighbourhood: str = ""
    answered: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> "Choice":
        """Read a query; raises ``UnknownChoice`` for an order or an answer that do not exist."""
        sort, answered = query.get("sort", Sort.NEWEST.value), query.get("answered", "")
        if sort not in Sort.values or answered not in ("", *Answered.values):
            raise UnknownChoice(f"sort {sort[:20]!r}, answered {answered[:20]!r}")
        return cls(Sort(sort), query.get("topic", ""), query.get("neighbourhood", ""), answered)

    @property
    def narrows(self) -> bool:
        return bool(self.topic or self.neighbourhood or self.answered)

    def query(self, **more: object) -> str:
        """Return the query string of this choice, the usual left out; empty, or with its question mark."""
        said = {
            "sort": "" if self.sort == Sort.NEWEST else self.sort.value,
            "topic": self.topic,
            "neighbourhood": self.neighbourhood,
            "answered": self.answered,
            **{name: str(value) for name, value in more.items()},
        }
        words = urlencode({name: value for name, value in said.items() if value})
        return f"?{words}" if words else ""

    def sorts(self) -> list[tuple[str, str, bool]]:
        """Return each order with its label, the query that asks for it, and whether it is this one."""
        return [(str(sort.label), replace(self, sort=sort).query(), sort == self.sort) for sort in Sort]

    def among(self, comments: CommentQuerySet) -> CommentQuerySet:
        if self.topic:
            comments = comments.filter(topic__slug=self.topic)
        if self.neighbourhood:
            comments = comments.filter(author__neighbourhood__code=self.neighbourhood)
        if self.answered:
            answered = Exists(Answer.comments.through.objects.filter(comment_id=OuterRef("pk")))
            comments = comments.filter(answered if self.answered == Answered.YES else ~answered)
        return comments


@dataclass(frozen=True)
class ThreadPage:
    """Some comments, and the place after which the next page begins."""

    comments: Sequence[Comment]
    next: Place | None
    is_first: bool


def thread(proposal: Proposal, choice: Choice, *, after: Place | None = None, size: int = ON_A_PAGE) -> ThreadPage:
    """Return a page of a proposal's comments with their first replies, in a number of queries that never grows."""
    rows = choice.among(Comment.objects.filter(proposal=proposal, parent=None).in_thread())
    column = COLUMNS[choice.sort]
    page = _shortened(page_of(rows.for_row(), column=column, after=after, size=size), column)
    _with_first_replies(page.comments, proposal)
    return page


def _shortened(page: ThreadPage, column: str) -> ThreadPage:
    """Return as much of a page as has at most ``ROWS_ON_A_PAGE`` rows, the replies that will be shown among them."""
    rows = accumulate(1 + min(comment.reply_count, REPLIES_SHOWN) for comment in page.comments)
    shown = page.comments[: sum(amount <= ROWS_ON_A_PAGE for amount in rows)]
    if len(shown) == len(page.comments):
        return page
    return replace(page, comments=shown, next=Place.of(shown[-1], column))


def replies(comment: Comment, *, after: Place | None = None, size: int = ON_A_PAGE) -> ThreadPage:
    """Return a page of the replies to one comment, oldest first."""
    rows = Comment.objects.filter(parent=comment).published().for_row()
    page = page_of(rows, after=after, size=size, descending=False)
    _with_answers_and_photos(page.comments)
    for reply in page.comments:
        reply.proposal = comment.proposal
    return page


def page_of(
    rows: CommentQuerySet,
    *,
    column: str = "created_at",
    after: Place | None = None,
    size: int = ON_A_PAGE,
    descending: bool = True,
) -> ThreadPage:
    """Return the ``size`` rows that come ``after`` a place in the order of ``column``; the id decides between equals."""
    sign, beyond = ("-", "lt") if descending else ("", "gt")
    if after:
        value = after.in_column(column)
        rows = rows.filter(Q(**{f"{column}__{beyond}": value}) | Q(**{column: value, f"pk__{beyond}": after.pk}))
    found = list(rows.order_by(f"{sign}{column}", f"{sign}pk")[: size + 1])
    shown = found[:size]
    following = Place.of(shown[-1], column) if len(found) > size else None
    return ThreadPage(shown, following, after is None)


def before(reply: Comment) -> Place:
    """Return the place after which ``reply`` is the first of its comment's replies."""
    place = Place.of(reply, "created_at")
    return replace(place, pk=place.pk - 1)


def with_everything(comment: Comment) -> Comment:
    """Load what a row shows of one comment beside its replies."""
    _with_answers_and_photos([comment])
    return comment


def _with_first_replies(comments: Sequence[Comment], proposal: Proposal) -> None:
    """Give every comment ``shown_replies``: its first published replies, for all of them in one query."""
    number = Window(RowNumber(), partition_by=F("parent_id"), order_by=(F("created_at").asc(), F("pk").asc()))
    asked = [comment.pk for comment in comments if comment.reply_count]
    rows = Comment.objects.filter(parent__in=asked).published().for_row().alias(number=number)
    found = list(rows.filter(number__lte=REPLIES_SHOWN).order_by("created_at", "pk")) if asked else []
    by_parent: dict[int | None, list[Comment]] = {}
    for reply in found:
        by_parent.setdefault(reply.parent_id, []).append(reply)
    for comment in comments:
        comment.shown_replies = by_parent.get(comment.pk, [])
    for row in (*comments, *found):
        row.proposal = proposal
    _with_answers_and_photos([*comments, *found])


def _with_answers_and_photos(comments: Iterable[Comment]) -> None:
    """Load answers, and the photos that passed their review; of a stub nothing is shown, so nothing is loaded."""
    standing = [comment for comment in comments if comment.status == Comment.Status.PUBLISHED]
    accepted = Photo.objects.filter(upload__status=Upload.Status.ACCEPTED).select_related("upload")
    prefetch_related_objects(standing, "answers", Prefetch("photos", accepted, to_attr="shown_photos"))


def choices_of(proposal: Proposal) -> dict[str, Any]:
    """Return what a thread can be narrowed by."""
    return {
        "topics": list(proposal.plan.topics.all()),
        "neighbourhoods": list(Neighbourhood.objects.all()),
        "answered": Answered.choices,
    }
