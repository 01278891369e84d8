from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cms import site_map as found
from cms.models.published import next_scheduled_change
from pagecache import public


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """网站地图: where everything is, to read."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("no site")
    until = min(filter(None, (next_scheduled_change(), found.next_consultation(site))), default=None)
    response = render(request, "cms/site_map.html", {"groups": found.groups(site)})
    return public(response, tags=("sitemap", "proposals", "site", *found.plan_tags(site)), until=until)
