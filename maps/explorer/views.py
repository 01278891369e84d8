"""What a visitor sees: the same bytes for everyone, so nothing here asks who reads."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

import pagecache
from maps.consultation.models import Consultation
from maps.consultation.requests import find_proposal
from maps.errors import InvalidTile
from maps.explorer import clusters, detail, listing
from maps.explorer.entries import alone, entries_of, valid_for
from maps.explorer.features import layer_collection, proposal_collection
from maps.explorer.filters import Filters
from maps.explorer.overview import layer_url, layer_version, overview, plan_map
from maps.explorer.problems import problem
from maps.explorer.results import results_of
from maps.plan.features import GeoJsonResponse
from maps.plan.models import Layer, Plan, Proposal


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """The map and the list of the current plan: one choice, two looks."""
    seen = overview(request)
    if seen is None:
        return pagecache.public(render(request, "maps/no_plan.html"))
    chosen = Filters.from_query(request.GET)
    context = seen | listing.listing_of(seen["entries"], chosen, at=request.GET.get("at", ""))
    response = render(request, "maps/plan.html", context)
    return pagecache.public(response, tags=[f"plan:{seen['plan'].pk}"], until=seen["valid_until"])


@require_safe
def proposals_geojson(request: HttpRequest) -> HttpResponse:
    """The published proposals as data, under the same filters as the page."""
    chosen = Filters.from_query(request.GET)
    if chosen.unknown:
        detail_ = _("没有这样的筛选：%s") % "、".join(chosen.unknown)
        return problem(400, code="unknown_filter", title="Unknown filter", detail=detail_)
    current, now = Plan.objects.current(request).first(), timezone.now()
    entries = entries_of(current, at=now) if current else []
    response = GeoJsonResponse(proposal_collection(chosen.among(entries)))
    tags = [f"plan:{current.pk}"] if current else []
    return pagecache.public(response, tags=tags, until=valid_for(entries, at=now))


@require_safe
def layer(request: HttpRequest, pk: int, version: str) -> HttpResponse:
    """A layer of the current plan; its address changes with its content, so it never has to be asked for again."""
    site = Site.find_for_request(request)
    found = get_object_or_404(Layer, pk=pk, plan__site=site, visible=True)
    if version != layer_version(found):
        # A page from before the last import still names the old one.
        return redirect(layer_url(found))
    response = GeoJsonResponse(layer_collection(found))
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@require_safe
def tile(request: HttpRequest, z: str, x: str, y: str) -> HttpResponse:
    """Published comments with a place, clustered: under the filters of the page, or ``?proposal=slug`` for one."""
    try:
        asked = clusters.read_tile(z, x, y)
    except InvalidTile as error:
        return problem(404, code=error.code, title="No such tile", detail=error.for_people())
    data, tags = clusters.comments_in(asked, request)
    return pagecache.public(
        JsonResponse(data, json_dumps_params={"separators": (",", ":")}), tags=tags, until=clusters.valid_until(request)
    )


@require_safe
def proposal(request: HttpRequest, slug: str) -> HttpResponse:
    """A proposal: its shape, promise, state, what was said and what was answered."""
    found = find_proposal(request, slug)
    context = _proposal_context(found, request.GET)
    response = render(request, "maps/proposal.html", context)
    tags = [f"proposal:{found.pk}", f"plan:{found.plan_id}", *context["text"].tags]
    return pagecache.public(response, tags=tags, until=context["valid_until"])


def draw_proposal(request: HttpRequest, found: Proposal) -> HttpResponse:
    """Return the page of a proposal as it is being written, for its editor only."""
    return render(request, "maps/proposal.html", _proposal_context(found, QueryDict()))


def _proposal_context(found: Proposal, query: QueryDict) -> dict[str, Any]:
    context = detail.detail_of(found, query=query)
    context["plan_map"] = plan_map(found.plan, [alone(found)])
    return context


@require_safe
def comment_thread(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One comment at an address that stays, with all its replies."""
    found = find_proposal(request, slug)
    context = detail.one_comment(found, pk, request.GET)
    response = render(request, "maps/comment_thread.html", context)
    return pagecache.public(response, tags=[f"proposal:{found.pk}", f"plan:{found.plan_id}"])


@require_safe
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of what was said in a consultation."""
    begun = Consultation.objects.filter(plan__in=Plan.objects.current(request), opens_at__lte=timezone.now())
    consultation = get_object_or_404(begun, pk=pk)
    context = results_of(consultation, request.GET)
    response = render(request, "maps/results.html", context)
    return pagecache.public(response, tags=[f"plan:{consultation.plan_id}"], until=context["valid_until"])
