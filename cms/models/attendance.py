"""Who comes to a lecture: what a lecture says of registering, and the registrations themselves."""

import uuid
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from residents.models import User

#: How long a lecture is taken to be whose end nobody typed.
USUAL_LENGTH = timedelta(hours=3)


class Phase(models.TextChoices):
    """How far registering is; nothing of it is stored."""

    NONE = "none", _("不用报名")
    SOON = "soon", _("还没开始报名")
    OPEN = "open", _("报名中")
    CLOSED = "closed", _("报名截止")
    OVER = "over", _("已经开讲")


#: Untyped, as Wagtail's pages are: mypy would take a lecture for a model whose parts it cannot see.
_Model: Any = models.Model


class Attendable(_Model):
    """What an editor says of coming to a lecture and asking there. Needs ``starts_at``, ``time_known``, ``begins_by``."""

    ends_at = models.DateTimeField(
        _("结束时间"), null=True, blank=True, help_text=_("提问收到这个时候；不填按开始后三小时算。")
    )
    capacity = models.PositiveIntegerField(
        _("名额"), null=True, blank=True, help_text=_("不填就不用报名。以后改多了，候补的人自动补上。")
    )
    registration_opens_at = models.DateTimeField(
        _("报名开始"), null=True, blank=True, help_text=_("不填：发布以后就可以报。")
    )
    registration_closes_at = models.DateTimeField(
        _("报名截止"), null=True, blank=True, help_text=_("不填：到开讲为止。")
    )
    takes_questions = models.BooleanField(
        _("收提问"), default=False, help_text=_("居民登录后可以在开讲前和讲座中提问，先审核后公开。")
    )

    class Meta:
        abstract = True

    @property
    def registers(self) -> bool:
        """Whether one registers for it at all; without a day nobody can come."""
        return self.capacity is not None and self.starts_at is not None

    @property
    def registration_ends(self) -> datetime | None:
        """The moment from which nobody registers any more: what was typed, its beginning at the latest."""
        return min(filter(None, (self.registration_closes_at, self.begins_by)), default=None)

    @property
    def ends_by(self) -> datetime | None:
        """The moment from which it is over, as far as anybody typed it."""
        if self.ends_at is not None or self.starts_at is None:
            return self.ends_at
        return self.starts_at + USUAL_LENGTH if self.time_known else self.begins_by

    @property
    def phase(self) -> Phase:
        now, begins, ends = timezone.now(), self.begins_by, self.registration_ends
        if not self.registers or begins is None or ends is None:
            return Phase.NONE
        if begins <= now:
            return Phase.OVER
        if ends <= now:
            return Phase.CLOSED
        return Phase.SOON if self.registration_opens_at and self.registration_opens_at > now else Phase.OPEN

    @property
    def has_begun(self) -> bool:
        """Whether it is too late to change one's mind; a lecture whose day was taken away is still to come."""
        return self.begins_by is not None and self.begins_by <= timezone.now()

    @property
    def is_over(self) -> bool:
        return self.ends_by is not None and self.ends_by <= timezone.now()

    @property
    def is_asked(self) -> bool:
        """Whether it takes questions now."""
        return self.takes_questions and self.ends_by is not None and not self.is_over

    @property
    def invites(self) -> bool:
        """Whether its page asks readers to come or to ask."""
        return self.phase not in (Phase.NONE, Phase.OVER) or self.is_asked

    @property
    def next_boundary(self) -> datetime | None:
        """The next moment at which what its page says of it changes by itself."""
        moments = [self.begins_by]
        moments += [self.registration_opens_at, self.registration_ends] if self.registers else []
        moments += [self.ends_by] if self.registers or self.takes_questions else []
        now = timezone.now()
        return min((moment for moment in moments if moment is not None and moment > now), default=None)

    @cached_property
    def places_left(self) -> int:
        """How many places nobody has taken; never less than none, also when there are fewer places than before."""
        taken = self.__dict__.get("places_taken")  # counted with the page itself
        if taken is None:
            # A preview may not be stored yet.
            taken = self.registrations.with_a_place().count() if self.pk and self.registers else 0
        return max(0, (self.capacity or 0) - taken)

    @property
    def is_full(self) -> bool:
        return self.registers and self.places_left == 0


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def active(self) -> Self:
        return self.exclude(state=Registration.State.CANCELLED)

    def with_a_place(self) -> Self:
        """Who has one of the places, also when they are sitting on it already."""
        return self.filter(state__in=(Registration.State.REGISTERED, Registration.State.ATTENDED))

    def waiting(self) -> Self:
        """Who waits for a place, the first of them first."""
        return self.filter(state=Registration.State.WAITING).order_by("pk")

    def of(self, user: User) -> Self:
        return self.filter(attendee=user).select_related("lecture")


class Registration(models.Model):
    """One person means to come to one lecture, waits for a place, came, or will not come after all."""

    class State(models.TextChoices):
        REGISTERED = "registered", _("已报名")
        WAITING = "waiting", _("候补中")
        CANCELLED = "cancelled", _("已取消")
        ATTENDED = "attended", _("已签到")

    lecture = models.ForeignKey("cms.LecturePage", models.CASCADE, related_name="registrations", verbose_name=_("讲座"))
    attendee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="registrations", verbose_name=_("谁来")
    )
    #: Who at the desk wrote it down for a neighbour without an account, and hears of it in their place.
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("代报名")
    )
    state = models.CharField(_("状态"), max_length=12, choices=State.choices, default=State.REGISTERED)
    #: What the square to photograph at the door says; nothing can be read from it.
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    registered_at = models.DateTimeField(_("报名时间"), auto_now_add=True)
    reminded_at = models.DateTimeField(_("提醒时间"), null=True, blank=True, editable=False)
    #: The time and place of which they were told last; empty: not known.
    announced = models.CharField(max_length=200, blank=True, editable=False)

    #: Who comes is no use that a page is put to: Wagtail does not list it in the back office.
    wagtail_reference_index_ignore = True

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("讲座报名")
        verbose_name_plural = _("讲座报名")
        ordering = ("pk",)
        default_permissions = ()
        permissions = (("receive_registration", _("在讲座门口签到、代邻居报名")),)
        constraints = (
            models.UniqueConstraint(
                fields=("lecture", "attendee"),
                condition=~models.Q(state="cancelled"),
                name="registration_once_per_lecture",
            ),
        )

    def __str__(self) -> str:
        return f"registration {self.pk}: {self.state} for lecture {self.lecture_id}"

    @property
    def has_a_place(self) -> bool:
        return self.state in (self.State.REGISTERED, self.State.ATTENDED)

    @property
    def is_open(self) -> bool:
        """Whether it can still be cancelled."""
        return self.state in (self.State.REGISTERED, self.State.WAITING) and not self.lecture.has_begun


def attending_panels() -> list[Any]:
    return [
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("capacity"), FieldPanel("registration_opens_at"), FieldPanel("registration_closes_at")]
                ),
                FieldRowPanel([FieldPanel("ends_at"), FieldPanel("takes_questions")]),
            ],
            heading=_("报名和提问"),
        )
    ]
