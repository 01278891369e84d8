from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maps.consultation.models.decision import Decision
from maps.consultation.models.revision import CommentRevision
from maps.plan.fields import DerivedKey, Envelope, FoldedTextField, ShapeField
from maps.tiles import Tile

if TYPE_CHECKING:
    from maps.consultation.models.photo import Photo

MIN_LENGTH = 5
MAX_LENGTH = 2000
#: How long after sending a published comment can still be changed.
EDIT_WINDOW = timedelta(minutes=15)


class CommentQuerySet(models.QuerySet["Comment"]):
    def published(self) -> Self:
        """What everyone may read; the only source of public bytes."""
        return self.filter(status=Comment.Status.PUBLISHED)

    def waiting(self) -> Self:
        return self.filter(status=Comment.Status.WAITING)

    def unanswered(self) -> Self:
        """What residents said and no answer is about."""
        return self.filter(office="", answers=None)

    def in_thread(self) -> Self:
        """The published, and what was hidden or withdrawn but was replied to: of that, only the place is shown."""
        gone = (Comment.Status.HIDDEN, Comment.Status.WITHDRAWN)
        return self.filter(models.Q(status=Comment.Status.PUBLISHED) | models.Q(status__in=gone, reply_count__gt=0))

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Published comments, plus the user's own in any state; for fragments and the back office."""
        if not user.is_authenticated:
            return self.published()
        return self.filter(models.Q(status=Comment.Status.PUBLISHED) | models.Q(author=user))

    def inside(self, tile: Tile) -> Self:
        """Comments whose point lies in a web-mercator tile: one range of one index."""
        return self.filter(tile_key__range=tile.key_range)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")

    def oldest_first(self) -> Self:
        return self.order_by("created_at", "pk")

    def with_reason(self) -> Self:
        """Add why a comment is returned or hidden: the reason and the words of the decision that made it so."""
        made_it_so = Decision.objects.filter(
            comment=models.OuterRef("pk"), to_status=models.OuterRef("status"), verb__in=Decision.NEEDS_REASON
        ).order_by("-pk")
        return self.annotate(
            reason=models.Subquery(made_it_so.values("reason")[:1]), note=models.Subquery(made_it_so.values("note")[:1])
        )

    def with_edits(self) -> Self:
        """Add ``open_edits``: the changes that wait or were returned."""
        rows = CommentRevision.objects.exclude(state=CommentRevision.State.PAST)
        return self.prefetch_related(models.Prefetch("revisions", rows, to_attr="open_edits"))

    def in_hands_of(self, user: AbstractBaseUser) -> Self:
        """What ``user`` may change and take back: their own, and what they entered for a neighbour."""
        return self.filter(models.Q(author=user) | models.Q(entered_by=user))

    def all_of(self, user: AbstractBaseUser) -> Self:
        """What is in the hands of ``user`` in every state, newest first, with the reason."""
        return (
            self.in_hands_of(user)
            .with_reason()
            .with_edits()
            .select_related("proposal", "appeal", "author")
            .newest_first()
        )

    def pending_with(self, user: AbstractBaseUser) -> Self:
        """What is in the hands of ``user`` and nobody else sees, newest first, with the reason."""
        unseen = (Comment.Status.WAITING, Comment.Status.RETURNED, Comment.Status.HIDDEN)
        rows = self.in_hands_of(user).filter(status__in=unseen).with_reason()
        return rows.select_related("appeal", "author").newest_first()

    def for_row(self) -> Self:
        """What a row of a thread shows of itself; ``threads`` adds what belongs to it."""
        return self.select_related("author__neighbourhood", "topic")

    def for_list(self) -> Self:
        """Everything a row of a list shows, in a fixed number of queries."""
        return self.select_related("author__neighbourhood").prefetch_related("answers").newest_first()


class Comment(Envelope):
    """What a resident says about a proposal, on the revision of it that they read."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("审核中")
        PUBLISHED = "published", _("已发布")
        RETURNED = "returned", _("已退回")
        HIDDEN = "hidden", _("已隐藏")
        WITHDRAWN = "withdrawn", _("已撤回")

    proposal = models.ForeignKey("plan.Proposal", models.PROTECT, related_name="comments", verbose_name=_("方案要素"))
    proposal_revision = models.ForeignKey(
        "wagtailcore.Revision", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    consultation = models.ForeignKey(
        "consultation.Consultation", models.PROTECT, related_name="comments", verbose_name=_("征求意见")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments", verbose_name=_("作者")
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("代录入")
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    #: Under whose name an office replies; empty for what a resident says.
    office = models.CharField(_("官方回复单位"), max_length=100, blank=True)
    topic = models.ForeignKey(
        "consultation.Topic", models.SET_NULL, null=True, blank=True, related_name="comments", verbose_name=_("话题")
    )
    text = models.TextField(_("内容"))
    search_folded = FoldedTextField()
    shape = ShapeField(_("位置"), null=True, blank=True)
    tile_key = DerivedKey()
    status = models.CharField(_("状态"), max_length=12, choices=Status.choices, default=Status.WAITING)
    key = models.UUIDField(editable=False)
    created_at = models.DateTimeField(_("提交时间"), auto_now_add=True)
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    edited_at = models.DateTimeField(_("修改时间"), null=True, blank=True)
    #: When what waits was last looked at for flags; empty until somebody has.
    looked_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: Derived, for sorting: kept by ``services``, checked by ``recount``.
    support_count = models.PositiveIntegerField(default=0, editable=False)
    reply_count = models.PositiveIntegerField(default=0, editable=False)

    objects = CommentQuerySet.as_manager()

    #: Loaded by ``threads``: the first published replies, and the photos that passed their review.
    shown_replies: list[Comment]
    shown_photos: list[Photo]
    #: Loaded by ``with_edits``.
    open_edits: list[CommentRevision]

    class Meta:
        verbose_name = _("意见")
        verbose_name_plural = _("意见")
        ordering = ("-created_at", "-pk")
        permissions = (
            ("moderate_comment", _("可以审核意见")),
            ("answer_comment", _("可以答复意见")),
            ("enter_comment", _("可以代邻居录入意见")),
        )
        constraints = (
            models.UniqueConstraint(fields=("author", "key"), name="comment_stored_once"),
            models.CheckConstraint(
                condition=models.Q(shape__isnull=True, tile_key__isnull=True)
                | models.Q(shape__isnull=False, tile_key__isnull=False),
                name="comment_tile_key_follows_shape",
            ),
        )
        indexes = (
            models.Index(
                fields=("proposal", "-created_at", "-id"), condition=models.Q(parent=None), name="comment_newest"
            ),
            models.Index(
                fields=("proposal", "-support_count", "-id"), condition=models.Q(parent=None), name="comment_supported"
            ),
            models.Index(
                fields=("proposal", "-reply_count", "-id"), condition=models.Q(parent=None), name="comment_discussed"
            ),
            models.Index(fields=("parent", "created_at", "id"), name="comment_replies"),
            models.Index(fields=("status", "created_at"), name="comment_queue"),
            models.Index(
                # All that a tile asks for: answered from the index alone, it comes in a fifth of the time.
                fields=("tile_key", "proposal", "status"),
                condition=models.Q(status="published", tile_key__isnull=False),
                name="comment_tiles",
            ),
        )

    def __str__(self) -> str:
        return f"comment {self.pk}"

    @property
    def why(self) -> str:
        """The moderator's reason and own words, for a row that came by ``with_reason()``."""
        reason, note = getattr(self, "reason", ""), getattr(self, "note", "")
        label = Decision.Reason(reason).label if reason else ""
        return "：".join(str(part) for part in (label, note) if part)

    @property
    def is_editable(self) -> bool:
        """Whether its author may change it now: it waits, was returned, or was sent a moment ago."""
        if self.status == self.Status.PUBLISHED:
            return timezone.now() - self.created_at < EDIT_WINDOW
        return self.status in (self.Status.WAITING, self.Status.RETURNED)

    def get_absolute_url(self) -> str:
        """A page of its own: it stays when the thread has grown. A reply is found under what it replies to."""
        return self.address_of(self.proposal.slug, self.pk, self.parent_id)

    @staticmethod
    def address_of(slug: str, pk: int, parent_id: int | None) -> str:
        """Return the address of a comment that is not loaded: on the proposal ``slug``, a reply if it has a parent."""
        page = reverse("maps:comment_thread", args=(slug, parent_id or pk))
        return f"{page}?at={pk}#comment-{pk}" if parent_id else page

    def searchable(self) -> Iterable[str]:
        yield self.text
