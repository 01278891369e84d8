"""Panels of the back office's front page: each says what waits for one office, and leads to where it is done."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Q
from django.forms import Media
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from maps.consultation.models import Answer, Comment, Decision
from maps.consultation.text import excerpt
from maps.consultation.waiting import LATE, counts
from maps.consultation.waiting import Count as WaitingCount

#: How many rows a panel has; behind its button is the rest.
MOST_ROWS = 5
EXCERPT = 40
WEEK, MONTH = timedelta(days=7), timedelta(days=30)


class Row(NamedTuple):
    text: str
    url: str
    note: str = ""
    late: bool = False


class DashboardPanel(Component):
    """A list of what is to be done. Without rows and without ``empty`` it is not shown."""

    template_name = "maps/admin/dashboard_panel.html"
    name = ""
    heading: Any = ""
    icon = "placeholder"
    order = 100
    empty: Any = ""
    media = Media(css={"all": ["consultation/admin.css"]})

    def rows(self, request: HttpRequest) -> Sequence[Row]:
        raise NotImplementedError

    def summary(self) -> str:
        """Return what stands above the rows; asked after them."""
        return ""

    def more(self) -> tuple[str, str] | None:
        """Return address and label of the button below the rows."""
        return None

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        rows = self.rows(parent_context["request"])
        return {"panel": self, "rows": rows, "summary": self.summary(), "more": self.more(), "empty": self.empty}


def waited(since: datetime) -> str:
    """Return for how long something has waited, in words."""
    if timezone.now() - since < timedelta(minutes=1):
        return _t("等了不到 1 分钟")
    return _t("等了 %(age)s") % {"age": timesince(since, depth=1)}


class QueuePanel(DashboardPanel):
    """How many wait of each kind, and since when the oldest."""

    name = "comment_queue"
    heading = _("意见审核")
    icon = "comment"
    order = 30
    empty = _("没有等待审核的意见。")

    def rows(self, request: HttpRequest) -> list[Row]:
        return [self._row(count) for count in counts()]

    def _row(self, count: WaitingCount) -> Row:
        since = count.oldest or timezone.now()
        facts = {"kind": count.kind.label, "number": count.number, "waited": waited(since)}
        late = timezone.now() - since > LATE
        return Row(
            _t("%(kind)s %(number)s 条，最早的一条%(waited)s") % facts,
            f"{reverse('comment_queue:index')}?kind={count.kind.value}",
            _t("超过 24 小时") if late else "",
            late,
        )

    def more(self) -> tuple[str, str]:
        return reverse("comment_queue:index"), _t("去审核")


class UnansweredPanel(DashboardPanel):
    """Published comments that no answer is about, by age, the oldest first."""

    name = "unanswered"
    heading = _("待答复")
    icon = "openquote"
    order = 40
    empty = _("公开的意见都有答复了。")
    _ages: dict[str, Any]

    def rows(self, request: HttpRequest) -> list[Row]:
        now = timezone.now()
        unanswered = Comment.objects.published().unanswered()
        month, week = Q(created_at__lte=now - MONTH), Q(created_at__lte=now - WEEK)
        self._ages = unanswered.aggregate(
            all=Count("pk"), month=Count("pk", filter=month), week=Count("pk", filter=week & ~month)
        )
        oldest = unanswered.select_related("proposal").defer("shape").oldest_first()[:MOST_ROWS]
        add = reverse("answers:add")
        return [
            Row(
                f"{comment.proposal.title}：{excerpt(comment.text, EXCERPT)}",
                f"{add}?comment={comment.pk}",
                waited(comment.created_at),
                now - comment.created_at >= MONTH,
            )
            for comment in oldest
        ]

    def summary(self) -> str:
        ages = {**self._ages, "fresh": self._ages["all"] - self._ages["month"] - self._ages["week"]}
        if not ages["all"]:
            return ""
        return _t("共 %(all)s 条：满 30 天 %(month)s 条，满 7 天 %(week)s 条，不到 7 天 %(fresh)s 条。") % ages

    def more(self) -> tuple[str, str]:
        return reverse("comments_to_answer:index"), _t("去答复")


class PromisesPanel(DashboardPanel):
    """What answers promised by a day and nobody has reported done, the earliest day first."""

    name = "promises"
    heading = _("承诺的事")
    icon = "calendar-check"
    order = 45

    def rows(self, request: HttpRequest) -> list[Row]:
        promised = Answer.objects.filter(kept_on=None, promised_by__isnull=False).order_by("promised_by", "pk")
        return [
            Row(
                f"{answer.office}：{excerpt(answer.text, EXCERPT)}",
                reverse("answers:edit", args=(answer.pk,)),
                (_t("已超过 %(day)s") if answer.is_late else _t("%(day)s 以前")) % {"day": _day(answer.promised_by)},
                answer.is_late,
            )
            for answer in promised[:MOST_ROWS]
        ]

    def more(self) -> tuple[str, str]:
        return reverse("answers:index"), _t("所有答复")


def _day(day: Any) -> str:
    return date_format(day, "Y年n月j日")


class EntriesPanel(DashboardPanel):
    """What somebody at the desk entered for neighbours and a moderator returned."""

    name = "returned_entries"
    heading = _("退回的代录入意见")
    icon = "edit"
    order = 35
    empty = _("没有退回的代录入意见。")

    def rows(self, request: HttpRequest) -> list[Row]:
        mine: Any = Comment.objects.filter(entered_by=request.user.pk, status=Comment.Status.RETURNED).with_reason()
        reasons = dict(Decision.Reason.choices)
        return [
            Row(
                f"{comment.author}：{excerpt(comment.text, EXCERPT)}",
                reverse("maps:comment_edit", args=(comment.proposal.slug, comment.pk)),
                " ".join(str(part) for part in (reasons.get(comment.reason), comment.note) if part),
            )
            for comment in mine.select_related("author", "proposal").oldest_first()[:MOST_ROWS]
        ]
