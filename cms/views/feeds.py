"""What feed readers ask for. Whole addresses never come from the Host header.

The feed of a proposal names no comment: what is withdrawn or hidden would stay in every reader's program.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cms.addresses import absolute, path_of
from cms.linking import kind_of
from cms.models import NeighbourhoodPage, NewsPage, TopicPage
from cms.models.news import Section
from cms.models.published import next_scheduled_change
from cms.models.topics import GatheringPage
from maps.consultation.models import Answer, Progress
from maps.explorer.related import related_to
from maps.plan.models import Proposal
from pagecache import public

FEED_ITEMS = 20
NEVER = datetime.min.replace(tzinfo=UTC)
#: What XML cannot hold at all, escaped or not; pasted text may carry it, and one such title would stop the feed.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Item(NamedTuple):
    """One entry; ``mark`` tells apart what stands at the same address."""

    title: str
    path: str
    text: str
    since: datetime | None
    changed: datetime | None = None
    kind: str = ""
    mark: str = ""


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """The articles published last: one about something long ago is new to who reads along."""
    return _news(request, title=settings.SITE_NAME, articles=NewsPage.objects.published())


@require_safe
def section(request: HttpRequest, section: str) -> HttpResponse:
    """The articles of one section."""
    if section not in Section.values:
        raise Http404(f"section {section[:20]!r}")
    title = f"{settings.SITE_NAME} · {Section(section).label}"
    return _news(request, title=title, articles=NewsPage.objects.published().filter(section=section))


@require_safe
def proposal(request: HttpRequest, slug: str) -> HttpResponse:
    """What is new about a proposal: its progress, answers to it, and the news and lectures that explain it."""
    site = _site(request)
    found = get_object_or_404(Proposal.objects.published().filter(plan__site=site), slug=slug)
    items = sorted((*_said_of(found), *_related(found)), key=lambda item: (item.since is not None, item.since))
    response = _rss(
        request,
        title=f"{found.title} · {settings.SITE_NAME}",
        path=found.get_absolute_url(),
        description=found.summary,
        items=items[::-1][:FEED_ITEMS],
    )
    tags = (f"proposal:{found.pk}", f"plan:{found.plan_id}")
    return public(response, tags=tags, until=next_scheduled_change())


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """What belongs to a topic, as it came to this site."""
    return _gathered(request, get_object_or_404(TopicPage.objects.published(), slug=slug))


@require_safe
def neighbourhood(request: HttpRequest, slug: str) -> HttpResponse:
    """What belongs to a neighbourhood."""
    return _gathered(request, get_object_or_404(NeighbourhoodPage.objects.published(), slug=slug))


def _gathered(request: HttpRequest, page: GatheringPage) -> HttpResponse:
    newest = sorted(page.around.readable(), key=lambda one: (one.first_published_at or NEVER, one.pk))[::-1]
    items = [
        Item(one.title, path_of(one), "", one.first_published_at, one.last_published_at, kind_of(one))
        for one in newest[:FEED_ITEMS]
    ]
    title = f"{page.title} · {settings.SITE_NAME}"
    response = _rss(request, title=title, path=page.address, description=page.lead, items=items)
    return public(response, tags=(f"page:{page.pk}",), until=next_scheduled_change())


def _news(request: HttpRequest, *, title: str, articles: Any) -> HttpResponse:
    newest = articles.last_published_first().without_texts()[:FEED_ITEMS]
    items = [
        Item(
            title=article.title,
            path=article.address,
            text=article.lead,
            since=article.first_published_at,
            changed=article.last_published_at,
            kind=article.get_section_display(),
        )
        for article in newest
    ]
    about = _("曹杨新村街道的换届选举消息、双美曹杨设计讲堂和更新规划。")
    response = _rss(request, title=title, path="/", description=about, items=items)
    return public(response, tags=("news",), until=next_scheduled_change())


def _said_of(proposal: Proposal) -> Iterable[Item]:
    """Yield what the offices said and did: answers about the proposal itself, and each status it came to."""
    path = proposal.get_absolute_url()
    for answer in Answer.objects.filter(proposal=proposal):
        title = _("%(office)s答复：%(kind)s") % {"office": answer.office, "kind": answer.get_kind_display()}
        kind = str(Answer._meta.verbose_name)
        yield Item(title, path, answer.text, answer.answered_at, kind=kind, mark=f"answer-{answer.pk}")
    for step in Progress.objects.filter(proposal=proposal):
        title = _("进展：%(status)s") % {"status": step.get_status_display()}
        kind = str(Progress._meta.verbose_name)
        yield Item(title, path, proposal.title, step.since, kind=kind, mark=f"progress-{step.pk}")


def _related(proposal: Proposal) -> Iterable[Item]:
    """Yield what explains it; a term of the glossary is no news."""
    for group in related_to(proposal, but="terms"):
        for link in group.links:
            yield Item(link.title, link.url, "", _morning(link.date), kind=link.kind)


def _morning(day: date | None) -> datetime | None:
    return None if day is None else timezone.make_aware(datetime.combine(day, time.min))


def _rss(request: HttpRequest, *, title: str, path: str, description: str, items: Iterable[Item]) -> HttpResponse:
    site = _site(request)
    rss = Rss201rev2Feed(
        title=_in_xml(title),
        link=absolute(path, site),
        description=_in_xml(description),
        language="zh-cn",
        feed_url=absolute(request.path, site),
    )
    for item in items:
        link = absolute(item.path, site)
        rss.add_item(
            title=_in_xml(item.title),
            link=link,
            description=_in_xml(item.text),
            # A lecture that is announced was not published on its day to come.
            pubdate=item.since if item.since and item.since <= timezone.now() else None,
            updateddate=item.changed,
            categories=(item.kind,) if item.kind else (),
            unique_id=f"{link}#{item.mark}" if item.mark else link,
        )
    return HttpResponse(rss.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")


def _in_xml(text: str) -> str:
    return _NOT_IN_XML.sub("", text)


def _site(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("no site")
    return site
