"""Load what a page's body names with one query for each kind, however long the body is."""

from typing import TYPE_CHECKING

from django.db.models import Q, prefetch_related_objects
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText, expand_db_html

from maps.plan.models import Proposal

if TYPE_CHECKING:
    from cms.models.base import ArticlePage

# Stands between two paragraphs while their links are looked up together; editors cannot write it.
SEAM = "<!--seam-->"


def prepare(page: "ArticlePage") -> list[Proposal]:
    """Make ``page`` ready to be rendered; return the published proposals it is about and does not show in its body."""
    # First, while the body is still raw: to look at a block is to load all of its kind.
    proposals = _load_proposals(page)
    _load_renditions(page)
    _expand_links([block.value for block in page.body if block.block_type == "paragraph"])
    return proposals


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


def rendered(paragraph: RichText) -> SafeString:
    """Return a paragraph's HTML, looked up before or now."""
    html: SafeString = getattr(paragraph, "rendered", None) or paragraph.__html__()
    return html


def _load_proposals(page: "ArticlePage") -> list[Proposal]:
    """Load the proposals in the body and those beside it together; an unpublished one in the body becomes None."""
    places = {i: pk for i, pk in enumerate(_named_proposals(page.body)) if pk}
    about = _about(page)
    named = [*places.values(), *page.proposals_pointed_at()]
    if not named and about is None:
        return []
    wanted = Q(pk__in=named) | (about or Q(pk=None))
    found = Proposal.objects.published().filter(wanted).without_texts().in_order()
    by_pk = {proposal.pk: proposal for proposal in found}
    for place, pk in places.items():
        page.body[place] = ("proposal", {"proposal": by_pk.get(pk)})
    return [proposal for proposal in by_pk.values() if proposal.pk not in places.values()]


def _named_proposals(body: StreamValue) -> list[int | None]:
    """Return for each block the key of the proposal it shows, or None; the rows themselves are not asked for."""
    return [raw["value"]["proposal"] if raw["type"] == "proposal" else None for raw in body.raw_data]


def _about(page: "ArticlePage") -> Q | None:
    """Return the condition for the proposals that a page names beside its body; None where there can be none."""
    field = next((f for f in page._meta.many_to_many if f.name == "proposals"), None)
    if field is None:
        return None
    typed = getattr(page, "_cluster_related_objects", {}).get("proposals")
    if typed is not None:  # a preview: what stands in the form, not in the database
        return Q(pk__in=[proposal.pk for proposal in typed])
    saved = Proposal.objects.filter(**{field.remote_field.related_name: page.pk})
    return Q(pk__in=saved.values("pk")) if page.pk else None
