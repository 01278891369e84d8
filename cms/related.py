"""What the pages of proposals show of ours: moments of lectures, the pages and terms that point at one, and terms explained."""

from typing import Any

from django.db.models import Exists, F, OuterRef
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.addresses import path_of
from cms.linking import kind_of, readable_pages
from cms.models import GlossaryTerm, LecturePage, Link, Moment
from cms.terms import Glossary
from maps.explorer import explaining, related
from maps.explorer.explaining import Explained
from maps.explorer.related import RelatedLink
from maps.plan.models import Proposal

SHOWN = 12
MOMENTS_SHOWN = 6


def register() -> None:
    related.register("moments", gettext_lazy("这一段讲的就是这里"), moments_of)
    related.register("pages", gettext_lazy("相关内容"), pages_of)
    related.register("terms", gettext_lazy("相关词语"), terms_of)
    explaining.register("terms", explain_terms)


def pages_of(proposal: Proposal) -> list[RelatedLink]:
    """Return the newest pages that point at a proposal."""
    naming = Link.objects.filter(to_proposal=proposal).values("from_page")
    pages = readable_pages().filter(pk__in=naming).order_by(F("newness").desc(nulls_last=True), "-pk")
    return [RelatedLink(page.title, path_of(page), kind_of(page), page.day, page.expire_at) for page in pages[:SHOWN]]


def terms_of(proposal: Proposal) -> list[RelatedLink]:
    around = [term for term in _glossary(proposal) if term.points_here]
    return [RelatedLink(term.term, term.get_absolute_url(), _("词语")) for term in around]


def _glossary(proposal: Proposal) -> list[Any]:
    """Return all terms with ``points_here``: whether it points at the proposal; one query for the page of one."""
    if "glossary" not in proposal.__dict__:
        here = Link.objects.filter(from_term=OuterRef("pk"), to_proposal=proposal)
        terms = GlossaryTerm.objects.defer("search_folded").annotate(points_here=Exists(here))
        proposal.__dict__["glossary"] = list(terms)
    return list(proposal.__dict__["glossary"])


def moments_of(proposal: Proposal) -> list[RelatedLink]:
    """Return the slides and chapters that are about a proposal, of lectures that everyone may read."""
    public = LecturePage.objects.published().values("pk")
    moments = Moment.objects.filter(proposal=proposal, lecture__in=public).select_related(
        "lecture__slides__slide_set", "lecture__recording"
    )
    newest_first = (F("lecture__starts_at").desc(nulls_last=True), "lecture", "sort_order", "pk")
    rows = moments.defer(
        "lecture__body", "lecture__search_text", "lecture__search_folded", "lecture__recording__transcript"
    )
    there = [moment for moment in rows.order_by(*newest_first) if moment.is_there()]
    return [
        RelatedLink(
            f"{moment.lecture.title} · {moment}",
            moment.address_in(moment.lecture.address),
            _("讲座"),
            until=moment.lecture.expire_at,
        )
        for moment in there[:MOMENTS_SHOWN]
    ]


def explain_terms(proposal: Proposal, html: SafeString) -> Explained:
    """Underline each term of the glossary where it first stands, with its note, as in our own pages."""
    glossary, tags = Glossary(_glossary(proposal)), ("glossary",)
    marks = glossary.marks()
    marked = mark_safe(marks.underline(html)) if glossary.may_stand_in(html) else html
    if not marks.explained:
        return Explained(html, tags=tags)
    notes = render_to_string("cms/partials/term_notes.html", {"explained": marks.explained})
    return Explained(marked, notes, render_to_string("cms/partials/term_assets.html"), tags)
