from django import template

from cms.checking import Doubt, doubts_about
from cms.models.base import PublicPage

register = template.Library()


@register.simple_tag
def page_doubts(page: object) -> list[Doubt] | None:
    """Return what to look at before ``page`` goes out; None for what is no page of ours."""
    return doubts_about(page) if isinstance(page, PublicPage) else None
