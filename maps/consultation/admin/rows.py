"""A comment before a moderator's eyes: what was found in it, what waits, and what they may do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.safestring import SafeString

from maps.consultation import services
from maps.consultation.flagging.marking import marked
from maps.consultation.flagging.words import WordList
from maps.consultation.models import (
    Appeal,
    Comment,
    CommentRevision,
    Decision,
    Flag,
    ParticipationSettings,
    Photo,
    Report,
)
from maps.consultation.services.decisions import TRANSITIONS
from maps.consultation.services.flags import find_all, word_list
from maps.consultation.services.own_words import has_colleague, is_own
from maps.consultation.services.two_persons import first_yes, is_flagged
from maps.consultation.waiting import LATE, STATES, Waits
from residents.models import User


def comments_in_full() -> Any:
    """Comments with all that a row of the back office shows, in a fixed number of queries."""
    log = Decision.objects.select_related("moderator").order_by("-pk")
    return (
        Comment.objects.with_reason()
        .select_related(
            "author__neighbourhood", "entered_by", "proposal__plan", "consultation", "appeal__decision__moderator"
        )
        .prefetch_related(
            "flags",
            Prefetch("decisions", log, to_attr="log"),
            Prefetch("revisions", CommentRevision.objects.waiting(), to_attr="edits"),
            Prefetch("photos", Photo.objects.waiting(), to_attr="waiting_photos"),
            Prefetch("reports", Report.objects.open().select_related("reporter"), to_attr="open_reports"),
        )
    )


def make_rows(comments: Iterable[Any], moderator: User) -> list["Row"]:
    """Return a row for each comment of ``comments_in_full()``; what all of them need is read once."""
    shown = list(comments)
    words = word_list()
    plans = {comment.proposal.plan_id for comment in shown}
    settings = ParticipationSettings.objects.filter(site__current_plan__in=plans, two_person_rule=False)
    by_one = set(settings.values_list("site__current_plan", flat=True))
    own = {comment.pk for comment in shown if is_own(comment, moderator)}
    for_others = own if own and has_colleague(moderator) else set()
    return [
        Row(comment, moderator, words, comment.proposal.plan_id not in by_one, comment.pk not in for_others)
        for comment in shown
    ]


@dataclass
class Row:
    """One comment of ``comments_in_full()`` as ``moderator`` sees it."""

    comment: Any
    moderator: User
    words: WordList
    two_person_rule: bool = True
    #: Not while a colleague can who has nothing to do with it.
    may_decide: bool = True

    @property
    def seen(self) -> str:
        return services.fingerprint(self.comment)

    @property
    def verbs(self) -> list[str]:
        return [verb for status, verb in TRANSITIONS if status == self.comment.status]

    @property
    def since(self) -> datetime:
        """When the first of what waits came, for a row that came by ``oldest_first()``."""
        since: datetime = getattr(self.comment, "since", self.comment.created_at)
        return since

    @property
    def is_late(self) -> bool:
        return timezone.now() - self.since > LATE

    @cached_property
    def flags(self) -> list[Flag]:
        return list(self.comment.flags.all())

    @property
    def waits(self) -> bool:
        return bool(self._is_due(Waits.NEW) or self.edit or self.reports or self.appeal or self.photos)

    @property
    def photos(self) -> list[Photo]:
        """The photographs that nobody has looked at; of what is not to be public none is to be decided."""
        return self.comment.waiting_photos if self._is_due(Waits.PHOTO) else []

    @property
    def needs_two(self) -> bool:
        becomes_public = self._is_due(Waits.NEW) or self.edit is not None
        return self.two_person_rule and becomes_public and is_flagged(self.flags)

    @property
    def text(self) -> SafeString:
        return self._marked(self.comment.text)

    @property
    def first_yes(self) -> Decision | None:
        return first_yes(self.comment, self.comment.log, revision=self.edit) if self.needs_two else None

    @property
    def edit(self) -> CommentRevision | None:
        """The wording that waits while the published one stands."""
        return self.comment.edits[0] if self.comment.edits and self._is_due(Waits.EDIT) else None

    @property
    def edit_text(self) -> SafeString:
        return self._marked(self.edit.text) if self.edit else SafeString()

    @property
    def edit_seen(self) -> str:
        return services.edit_fingerprint(self.edit) if self.edit else ""

    @property
    def reports(self) -> list[Report]:
        """The open reports; of what is no longer public none is to be decided."""
        return self.comment.open_reports if self._is_due(Waits.REPORT) else []

    @property
    def reports_seen(self) -> str:
        newest = max((report.pk for report in self.reports), default=0)
        return services.reports_fingerprint(self.comment, newest)

    @property
    def appeal(self) -> Appeal | None:
        asked: Appeal | None = getattr(self.comment, "appeal", None)
        is_open = asked is not None and asked.state == Appeal.State.OPEN
        return asked if is_open and self._is_due(Waits.APPEAL) else None

    @property
    def appeals_against_me(self) -> bool:
        return self.appeal is not None and self.appeal.decision.moderator_id == self.moderator.pk

    def _is_due(self, kind: Waits) -> bool:
        return self.comment.status in STATES[kind]

    def _marked(self, text: str) -> SafeString:
        return marked(text, [span for spans in find_all(text, self.words).values() for span in spans])
