"""The card that WeChat and others make of a link, and what search engines are told: the same for everyone."""

from typing import Any

from django import template
from django.template import Context, NodeList
from django.template.base import Parser, Token
from django.templatetags.static import static
from django.utils.safestring import SafeString
from wagtail.models import Page, Site

from cms.addresses import absolute
from cms.structured import data_of, script_of

register = template.Library()

#: WeChat takes no SVG, and nothing smaller than 300 by 300.
MARK = "img/mark.png"
#: JPEG: some of the programs that make cards know no WebP.
OF_A_CARD = "width-800|format-jpeg|bgcolor-ffffff"


class KeepNode(template.Node):
    """Shows what is between its ends, and keeps it for the rest of the page."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: Context) -> SafeString:
        shown = self.nodelist.render(context)
        context[self.name] = shown
        return shown


@register.tag
def keep(parser: Parser, token: Token) -> KeepNode:
    """``{% keep name %}{% block title %}{% endblock %}{% endkeep %}``: a block that is shown once more under ``name``."""
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeepNode(name, nodelist)


@register.simple_tag(takes_context=True)
def card_image(context: dict[str, Any]) -> str:
    """Return the whole address of the page's picture, or else of the site's mark."""
    picture = getattr(context.get("page"), "picture", None)
    url = picture.get_rendition(OF_A_CARD).url if picture else static(MARK)
    site = Site.find_for_request(context["request"])
    return absolute(url, site) if site and url.startswith("/") else url


@register.simple_tag(takes_context=True)
def structured_data(context: dict[str, Any], image: str) -> SafeString | str:
    """Return the JSON-LD of the page or of what the view calls ``structured``; empty where there is none."""
    site, page = Site.find_for_request(context["request"]), context.get("page")
    data = context["structured"] if "structured" in context else data_of(page) if isinstance(page, Page) else {}
    return script_of(data | {"image": image}, site) if data and site else ""
