"""Why a comment deserves a second look; nothing here decides anything."""

from datetime import timedelta
from functools import lru_cache

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from maps.consultation.flagging.folding import fold_alone
from maps.consultation.flagging.links import find_links
from maps.consultation.flagging.personal import find_personal_data
from maps.consultation.flagging.spans import Span, excerpt
from maps.consultation.flagging.words import WordList
from maps.consultation.models import Comment, Flag, SensitiveWord

WEEK = timedelta(days=7)
#: So many texts that say the same within a week are repeated, whoever sends them; of one author two are.
SAME_BY_ANYONE = 3
SAME_BY_ONE = 2
#: How many recent texts are compared: a limit for the work, far above a lively week.
_COMPARED = 500


@transaction.atomic
def flag(comment: Comment, *, text: str | None = None) -> list[Flag]:
    """Put down what is to be seen in the text that waits, in place of what was found before.

    ``text`` is that of an edit which waits while the comment's own stands; without it, the comment's.
    """
    words = comment.text if text is None else text
    found = {kind: excerpt(words, spans) for kind, spans in find_all(words, word_list()).items() if spans}
    if same := _same_texts(comment, words):
        found[Flag.Kind.REPEATED] = _("一周内共 %(count)s 条相同") % {"count": same}
    if not _is_known(comment):
        found[Flag.Kind.FIRST_COMMENT] = ""
    forget(comment)
    comment.looked_at = timezone.now()
    comment.save(update_fields=("looked_at",))
    return Flag.objects.bulk_create(Flag(comment=comment, kind=kind, found=what) for kind, what in found.items())


def look_again(comment: Comment) -> None:
    """Have a text that was just stored looked at: by the worker, or by whoever decides before it came to that."""
    Comment.objects.filter(pk=comment.pk).update(looked_at=None)
    comment.looked_at = None


def look_at(comment: Comment) -> None:
    """Look at what waits of a locked comment, unless that was done since it was stored."""
    if comment.looked_at is None:
        waiting = comment.revisions.waiting().first() if comment.status == Comment.Status.PUBLISHED else None
        flag(comment, text=waiting.text if waiting else None)


def forget(comment: Comment) -> None:
    """Remove the flags with the words they quote: for when the text goes."""
    Flag.objects.filter(comment=comment).delete()


def find_all(text: str, words: WordList) -> dict[str, list[Span]]:
    """Return where each kind that has a place in the text is found."""
    return {
        Flag.Kind.SENSITIVE_WORD: words.find(text),
        Flag.Kind.PERSONAL_DATA: find_personal_data(text),
        Flag.Kind.LINK: find_links(text),
    }


def word_list() -> WordList:
    """Return the list as it is in the database now.

    It is read each time: one small query, and no process can work with an old list. What takes time,
    making it ready, is kept in the process under the list's own content.
    """
    return _ready(tuple(SensitiveWord.objects.active().order_by("pk").values_list("word", "kind")))


@lru_cache(maxsize=2)
def _ready(rows: tuple[tuple[str, str], ...]) -> WordList:
    exceptions = [word for word, kind in rows if kind == SensitiveWord.Kind.EXCEPTION]
    return WordList([word for word, kind in rows if kind == SensitiveWord.Kind.WORD], exceptions)


def _same_texts(comment: Comment, text: str) -> int:
    """Return how many texts of this week say the same, this one counted, or 0 when they are no repetition."""
    # The newest by number: a short walk back along the key, however many comments there are.
    others = Comment.objects.exclude(pk=comment.pk).order_by("-pk")
    mine = fold_alone(text)
    by_one = 1 + _how_often(mine, others.filter(author=comment.author_id))
    by_anyone = 1 + _how_often(mine, others)
    is_repeated = by_one >= SAME_BY_ONE or by_anyone >= SAME_BY_ANYONE
    return max(by_one, by_anyone) if is_repeated and mine else 0


def _how_often(folded: str, comments: QuerySet[Comment]) -> int:
    since = timezone.now() - WEEK
    rows = comments.values_list("text", "created_at")[:_COMPARED]
    return sum(sent > since and fold_alone(text) == folded for text, sent in rows)


def _is_known(comment: Comment) -> bool:
    """Whether the desk has met this author, or something else of theirs was ever let stand."""
    if comment.entered_by_id is not None:
        return True
    others = Comment.objects.filter(author=comment.author_id).exclude(pk=comment.pk)
    return others.exclude(published_at=None).exists()
