from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cms.models.published import next_scheduled_change
from cms.search.finding import MAX_LENGTH, Search
from cms.search.suggesting import suggest, titles_in
from maps.plan.models import Plan
from pagecache import public

PER_PAGE = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """List what contains the words of ``?q=``; of one ``?kind=`` and one ``?year=``, or of all."""
    asked = request.GET.get("q", "").replace("\x00", "")
    narrowed = {name: request.GET.get(name, "") for name in ("kind", "year")}
    result = Search(asked, site=Site.find_for_request(request), **narrowed)
    shown = Paginator(result.listed, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "search": result,
        "total": len(result.found),
        "shown": shown,
        "hits": result.hits(list(shown.object_list)),
        "page_query": result.address() + "&",
        "everything": result.address(kind="", year=""),
        "near": [] if result.found else titles_in(result.query, site=result.site),
        "was_cut": len(asked.strip()) > MAX_LENGTH,
        "max_length": MAX_LENGTH,
    }
    response = render(request, "cms/search.html", context)
    # What was said on the plan is among the hits, and is taken back with the plan's tag.
    plan = Plan.objects.current(request).values_list("pk", flat=True).first()
    return _public(response, *([f"plan:{plan}"] if plan else []))


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Answer what is typed into a search box with titles, as JSON: ``[{"title", "url", "kind"}]``."""
    typed = request.GET.get("q", "").replace("\x00", "")
    found = suggest(typed, site=Site.find_for_request(request))
    rows = [{"title": one.title, "url": one.url, "kind": str(one.kind.label)} for one in found]
    return _public(JsonResponse(rows, safe=False, json_dumps_params={"ensure_ascii": False}))


def _public(response: HttpResponse, *tags: str) -> HttpResponse:
    return public(response, tags=("search", "proposals", "site", *tags), until=next_scheduled_change())
