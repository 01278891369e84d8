"""What the consultation adds to the back office."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup

from maps.consultation.admin.answers import AnswerViewSet, CommentsToAnswer
from maps.consultation.admin.consultations import ConsultationViewSet
from maps.consultation.admin.evidence import EvidenceViewSet
from maps.consultation.admin.log import log_urls
from maps.consultation.admin.moderators import ModeratorMenuItem
from maps.consultation.admin.panels import DashboardPanel, EntriesPanel, PromisesPanel, QueuePanel, UnansweredPanel
from maps.consultation.admin.queue import CommentQueue
from maps.consultation.admin.standing import BlockViewSet, FreezeViewSet
from maps.consultation.admin.topics import TopicViewSet
from maps.consultation.admin.words import SensitiveWordViewSet
from maps.consultation.permissions import ANSWER, ENTER, MODERATE


class ConsultationGroup(ViewSetGroup):
    menu_label = _("征求意见")
    menu_name = "consultation"
    menu_icon = "calendar-check"
    menu_order = 160
    items = (ConsultationViewSet, CommentsToAnswer, AnswerViewSet, TopicViewSet)


class ModerationGroup(ViewSetGroup):
    menu_label = _("审核规则")
    menu_name = "moderation-rules"
    menu_icon = "warning"
    menu_order = 155
    items = (SensitiveWordViewSet, BlockViewSet, FreezeViewSet)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet | ViewSetGroup]:
    return [CommentQueue(), ModerationGroup(), ConsultationGroup(), EvidenceViewSet()]


@hooks.register("register_admin_urls")
def register_log() -> list[URLPattern]:
    return log_urls()


@hooks.register("register_reports_menu_item")
def register_log_menu_item() -> MenuItem:
    return ModeratorMenuItem(_("审核记录"), reverse_lazy("decision_log"), icon_name="history", order=700)


#: Who may do what a panel is about → the panel.
PANELS: tuple[tuple[str, type[DashboardPanel]], ...] = (
    (MODERATE, QueuePanel),
    (ENTER, EntriesPanel),
    (ANSWER, UnansweredPanel),
    (ANSWER, PromisesPanel),
)


@hooks.register("construct_homepage_panels")
def add_panels(request: HttpRequest, panels: list[Any]) -> None:
    panels.extend(panel() for permission, panel in PANELS if request.user.has_perm(permission))
