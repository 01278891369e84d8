"""The planners' part of the back office: the plan, its proposals with drafts and versions, its layers."""

from wagtail.snippets.models import register_snippet

from maps.plan.admin.viewsets import PlanningGroup

register_snippet(PlanningGroup)
