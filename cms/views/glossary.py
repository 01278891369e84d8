from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.models import GlossaryTerm
from cms.models.published import next_scheduled_change
from maps.plan.models import Proposal
from pagecache import public


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Explain every word in two sentences, with the proposals it is about."""
    published = Prefetch("proposals", Proposal.objects.published().without_texts().in_order())
    terms = GlossaryTerm.objects.prefetch_related(published)
    return public(
        render(request, "cms/glossary.html", {"terms": terms}),
        tags=("glossary", "proposals", "site"),
        until=next_scheduled_change(),
    )
