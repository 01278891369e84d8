"""Panels of the back office's front page about pages: what waits for whoever looks, what is quiet, what is read."""

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail.permissions import page_permission_policy

from cms import stale
from cms.models import Correction, DraftLink, Question, SiteDetails
from cms.most_read import most_read
from cms.questioning import MODERATE
from maps.consultation.admin.panels import EXCERPT, MOST_ROWS, DashboardPanel, Row, waited
from maps.consultation.text import excerpt

#: Ours name what waits in one query each, and on a telephone's width.
REPLACED = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)
SOON = timedelta(days=2)
MOST_READ = 10


def edit_url(revision: Revision) -> str:
    """Return where the thing of a revision is edited, without asking for the thing itself."""
    kind = ContentType.objects.get_for_id(revision.base_content_type_id).model_class()
    if kind is Page:
        return reverse("wagtailadmin_pages:edit", args=(revision.object_id,))
    return reverse(kind.snippet_viewset.get_url_name("edit"), args=(revision.object_id,))  # type: ignore[union-attr]


class ReviewPanel(DashboardPanel):
    """What was submitted and whoever looks may approve, the oldest first."""

    name = "to_review"
    heading = _("等我审核的稿件")
    icon = "check"
    order = 10
    empty = _("没有等您审核的稿件。")

    def rows(self, request: HttpRequest) -> list[Row]:
        tasks = TaskState.objects.reviewable_by(request.user).select_related("revision", "workflow_state__requested_by")
        return [
            Row(
                task.revision.object_str,
                edit_url(task.revision),
                f"{task.workflow_state.requested_by or ''} {_t('提交')}，{waited(task.started_at)}",
            )
            for task in tasks.order_by("started_at", "pk")
        ]


class MinePanel(DashboardPanel):
    """What whoever looks has submitted: what came back first, with the reviewer's words."""

    name = "my_submissions"
    heading = _("我提交的稿件")
    icon = "edit"
    order = 20
    empty = _("没有退回的稿件，也没有等着审核的。")

    def rows(self, request: HttpRequest) -> list[Row]:
        mine = WorkflowState.objects.active().filter(requested_by=request.user, current_task_state__isnull=False)
        states = mine.select_related("current_task_state__revision").order_by("current_task_state__started_at", "pk")
        rows = [self._row(state.current_task_state, state.status) for state in states]
        return sorted(rows, key=lambda row: not row.late)

    def _row(self, task: TaskState, status: str) -> Row:
        returned = status == WorkflowState.STATUS_NEEDS_CHANGES
        note = _t("请修改：%(words)s") % {"words": task.comment or _t("没有写理由")} if returned else _t("正在审核")
        return Row(task.revision.object_str, edit_url(task.revision), note, returned)


class CorrectionsPanel(DashboardPanel):
    """What readers found wrong and nobody has settled, the oldest first."""

    name = "corrections"
    heading = _("读者找错")
    icon = "warning"
    order = 50
    empty = _("没有等待处理的找错。")

    def rows(self, request: HttpRequest) -> list[Row]:
        return [
            Row(excerpt(found.text, EXCERPT), reverse("corrections:edit", args=(found.pk,)), waited(found.sent_at))
            for found in Correction.objects.waiting().order_by("sent_at", "pk")[:MOST_ROWS]
        ]

    def more(self) -> tuple[str, str]:
        return f"{reverse('corrections:index')}?state={Correction.State.NEW}", _t("所有等待处理的")


class QuestionsPanel(DashboardPanel):
    """What was asked of lectures and no moderator has decided on, the oldest first."""

    name = "lecture_questions"
    heading = _("讲座提问")
    icon = "openquote"
    order = 35
    empty = _("没有等待审核的提问。")

    def rows(self, request: HttpRequest) -> list[Row]:
        waiting = Question.objects.filter(state=Question.State.WAITING).select_related("lecture").order_by("pk")
        return [
            Row(
                f"{asked.lecture.title}：{excerpt(asked.text, EXCERPT)}",
                f"{reverse('questions:index')}#q-{asked.pk}",
                waited(asked.sent_at),
            )
            for asked in waiting[:MOST_ROWS]
        ]

    def more(self) -> tuple[str, str]:
        return reverse("questions:index"), _t("去审核")


class DraftLinksPanel(DashboardPanel):
    """Links to drafts that whoever looks has given away and that end soon."""

    name = "draft_links"
    heading = _("快到期的草稿链接")
    icon = "view"
    order = 60

    def rows(self, request: HttpRequest) -> list[Row]:
        ending = DraftLink.objects.good().filter(made_by=request.user.pk, expires_at__lte=timezone.now() + SOON)
        return [
            Row(
                link.page.draft_title,
                reverse("cms_draft_links", args=(link.page_id,)),
                _t("%(moment)s 到期") % {"moment": date_format(timezone.localtime(link.expires_at), "n月j日 H:i")},
            )
            for link in ending.select_related("page")[:MOST_ROWS]
        ]


class StalePanel(DashboardPanel):
    """Columns in which nothing was published for as long as 站点信息 says."""

    name = "stale_columns"
    heading = _("很久没有更新的栏目")
    icon = "time"
    order = 70

    def rows(self, request: HttpRequest) -> list[Row]:
        days = SiteDetails.for_request(request).stale_days
        return [
            Row(column.name, reverse("wagtailadmin_explore", args=(column.page_id,)), self._since(column))
            for column in (stale.stale(days) if days else ())
        ]

    def _since(self, column: stale.Column) -> str:
        if column.newest is None:
            return _t("还没有发布过")
        return _t("最近一次发布在 %(days)s 天以前") % {"days": (timezone.now() - column.newest).days}


class MostReadPanel(DashboardPanel):
    name = "most_read"
    heading = _("读得最多的页面")
    icon = "view"
    order = 80
    empty = _("最近 30 天还没有记下阅读次数。")

    def rows(self, request: HttpRequest) -> list[Row]:
        note = _t("7 天 %(week)s 次，30 天 %(month)s 次")
        return [
            Row(read.title, read.path, note % {"week": read.week, "month": read.month})
            for read in most_read(request, MOST_READ)
        ]


def add_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Put the panels of pages in the place of Wagtail's, each for whom it concerns."""
    user = request.user
    panels[:] = [panel for panel in panels if not isinstance(panel, REPLACED)]
    writes = page_permission_policy.user_has_any_permission(user, ["add", "change", "publish"])
    publishes = page_permission_policy.user_has_permission(user, "publish")
    plans = user.has_perm("plan.change_proposal")
    asked: tuple[tuple[bool, type[DashboardPanel]], ...] = (
        (publishes, ReviewPanel),
        (page_permission_policy.user_has_permission(user, "add") or plans, MinePanel),
        (user.has_perm(MODERATE), QuestionsPanel),
        (user.has_perm("cms.change_correction"), CorrectionsPanel),
        (writes, DraftLinksPanel),
        (publishes, StalePanel),
        (writes or plans, MostReadPanel),
    )
    panels.extend(panel() for concerned, panel in asked if concerned)
