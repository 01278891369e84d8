from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms import linking
from cms.models import GlossaryTerm
from cms.models.published import next_scheduled_change
from languages import CHINESE
from maps.plan.models import Proposal
from pagecache import public


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Explain every word in two sentences, with the proposals, pages and words around it."""
    terms = list(GlossaryTerm.objects.defer("search_folded"))
    _load_what_is_around(terms)
    return public(
        render(request, "cms/glossary.html", {"terms": terms, "structured": _structured(terms)}),
        tags=("glossary", "terms", "proposals", "site"),
        until=next_scheduled_change(),
    )


def _load_what_is_around(terms: list[GlossaryTerm]) -> None:
    """Give each term ``linked_proposals``, ``linked_pages`` and ``linked_terms``: two queries for all."""
    around = linking.around_terms([term.pk for term in terms])
    by_key = {term.pk: term for term in terms}
    keys = {key for near in around.values() for key in near.keys("proposal")}
    proposals = Proposal.objects.published().without_texts().in_bulk(keys) if keys else {}
    for term in terms:
        near = around[term.pk]
        term.linked_proposals = [proposals[key] for key in near.keys("proposal") if key in proposals]
        term.linked_pages = near.readable()
        term.linked_terms = [by_key[key] for key in near.keys("term")]


def _structured(terms: list[GlossaryTerm]) -> dict[str, object]:
    """Return what search engines are told of the words."""
    defined = [
        {"@type": "DefinedTerm", "name": term.term, "description": term.explanation, "termCode": term.slug}
        for term in terms
    ]
    if not defined:
        return {}
    return {"@type": "DefinedTermSet", "name": _("词语解释"), "inLanguage": CHINESE, "hasDefinedTerm": defined}
