from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cms.models.published import next_scheduled_change
from cms.search.finding import MAX_LENGTH, Search
from pagecache import public

PER_PAGE = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """List what contains the words of ``?q=``, of one ``?kind=`` or of all."""
    asked = request.GET.get("q", "").replace("\x00", "")
    result = Search(asked, site=Site.find_for_request(request), kind=request.GET.get("kind", ""))
    shown = Paginator(result.listed, PER_PAGE).get_page(request.GET.get("page"))
    kept = {"q": result.query} | ({"kind": result.kind} if result.kind else {})
    context = {
        "search": result,
        "total": len(result.found),
        "shown": shown,
        "hits": result.hits(list(shown.object_list)),
        "query": urlencode({"q": result.query}),
        "page_query": urlencode(kept) + "&",
        "was_cut": len(asked.strip()) > MAX_LENGTH,
        "max_length": MAX_LENGTH,
    }
    return public(
        render(request, "cms/search.html", context), tags=("search", "proposals", "site"), until=next_scheduled_change()
    )
