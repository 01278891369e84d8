"""Load what a page's body names with one query for each kind, however long the body is."""

from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText, expand_db_html

from cms.models.glossary import GlossaryTerm
from cms.terms import Glossary
from maps.plan.models import Proposal

if TYPE_CHECKING:
    from cms.models.base import ArticlePage

# Stands between two paragraphs while their links are looked up together; editors cannot write it.
SEAM = "<!--seam-->"


def prepare(page: "ArticlePage", glossary: Glossary) -> tuple[list[Proposal], list[GlossaryTerm]]:
    """Make ``page`` ready to be rendered.

    Return the published proposals it is about and does not show in its body, and the terms underlined in its body.
    """
    # First, while the body is still raw: to look at a block is to load all of its kind.
    proposals = _load_proposals(page)
    _load_renditions(page)
    paragraphs = [block.value for block in page.body if block.block_type == "paragraph"]
    _expand_links(paragraphs)
    return proposals, _underline_terms(paragraphs, glossary)


def _load_renditions(page: "ArticlePage") -> None:
    shown = [block.value["picture"] for block in page.body if block.block_type == "picture"]
    pictures = [picture for picture in (page.picture, *shown, *page.pictures_below()) if picture is not None]
    if pictures:
        prefetch_related_objects(pictures, "renditions")


def _expand_links(paragraphs: list[RichText]) -> None:
    """Look up the links of all paragraphs at once and keep each paragraph's HTML with it, as ``rendered``."""
    linked = [paragraph for paragraph in paragraphs if "linktype=" in paragraph.source]
    if not linked:
        return
    expanded = expand_db_html(SEAM.join(paragraph.source for paragraph in linked))
    for paragraph, html in zip(linked, expanded.split(SEAM), strict=True):
        paragraph.rendered = mark_safe(html)


def _underline_terms(paragraphs: list[RichText], glossary: Glossary) -> list[GlossaryTerm]:
    """Underline each term where it first stands in the paragraphs; return those that do, in that order."""
    marks = glossary.marks()
    for paragraph in paragraphs:
        if glossary.may_stand_in(paragraph.source):
            paragraph.rendered = mark_safe(marks.underline(rendered(paragraph)))
    return marks.explained


def rendered(paragraph: RichText) -> SafeString:
    """Return a paragraph's HTML, looked up before or now."""
    html: SafeString = getattr(paragraph, "rendered", None) or paragraph.__html__()
    return html


def _load_proposals(page: "ArticlePage") -> list[Proposal]:
    """Load the proposals in the body and those beside it together, the chosen ones first.

    An unpublished one in the body becomes None.
    """
    places = {i: pk for i, pk in enumerate(_named_proposals(page.body)) if pk}
    about = page.around.keys("proposal")
    named = {*places.values(), *page.proposals_pointed_at(), *about}
    found = Proposal.objects.published().filter(pk__in=named).without_texts().in_order() if named else ()
    by_pk = {proposal.pk: proposal for proposal in found}
    for place, pk in places.items():
        page.body[place] = ("proposal", {"proposal": by_pk.get(pk)})
    beside = [pk for pk in dict.fromkeys((*about, *by_pk)) if pk in by_pk and pk not in places.values()]
    return [by_pk[pk] for pk in beside]


def _named_proposals(body: StreamValue) -> list[int | None]:
    """Return for each block the key of the proposal it shows, or None; the rows themselves are not asked for."""
    return [raw["value"]["proposal"] if raw["type"] == "proposal" else None for raw in body.raw_data]
