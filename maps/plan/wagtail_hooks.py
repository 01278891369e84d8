"""The planners' part of the back office: the plan, its proposals with drafts and versions, its layers."""

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from maps.plan.admin.ground import shape_ground
from maps.plan.admin.viewsets import PlanningGroup

register_snippet(PlanningGroup)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [path("plan/<int:pk>/ground.json", shape_ground, name="plan_shape_ground")]
