"""A small site for tests: a home page with everything below it, valid by default, no randomness."""

import io
import itertools
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.models import Page, Site

from cms.models import (
    BulletinIndexPage,
    BulletinPage,
    CycleStep,
    ElectionCyclePage,
    ElectionNoticePage,
    ElectionPage,
    GlossaryTerm,
    HomePage,
    LecturePage,
    LecturePerson,
    LectureSeriesPage,
    Link,
    NeighbourhoodElectionPage,
    NeighbourhoodIndexPage,
    NeighbourhoodPage,
    NewsIndexPage,
    NewsPage,
    PersonPage,
    StandardPage,
    TopicIndexPage,
    TopicPage,
)
from maps.plan.models import Proposal
from media.models import Picture
from residents.models import Neighbourhood

_numbers = itertools.count(1)
A_DAY = timedelta(days=1)


def make_home() -> HomePage:
    """Put our home page in the place of Wagtail's welcome page, and name the site."""
    site = Site.objects.get(is_default_site=True)
    if isinstance(site.root_page.specific, HomePage):
        return site.root_page.specific
    welcome = site.root_page
    home = Page.get_first_root_node().add_child(instance=HomePage(title="首页", slug="caoyang"))
    site.root_page, site.hostname, site.port = home, "caoyang.example", 443
    site.save()
    Page.objects.get(pk=welcome.pk).delete()
    return HomePage.objects.get()


def _one_below_home(model: type[Page], **fields: Any) -> Any:
    found = model.objects.first()
    return found or make_home().add_child(instance=model(**fields))


def make_news_index() -> NewsIndexPage:
    return _one_below_home(NewsIndexPage, title="新闻", slug="news", show_in_menus=True)


def make_election(**fields: Any) -> ElectionPage:
    values = {"title": "换届选举", "slug": "election", "show_in_menus": True, "lead": "选民登记还没有开始。"}
    return _one_below_home(ElectionPage, **(values | fields))


def make_cycle(*, steps: tuple[dict[str, Any], ...] = (), **fields: Any) -> ElectionCyclePage:
    """Make a cycle of 2026 that goes on; ``steps`` are the fields of its rows, in order."""
    number = next(_numbers)
    values: dict[str, Any] = {"title": f"第 {number} 次换届", "slug": f"cycle-{number}", "year": 2026}
    cycle = ElectionCyclePage(**(values | fields))
    cycle.steps = [CycleStep(sort_order=order, **row) for order, row in enumerate(steps)]
    return make_election().add_child(instance=cycle)


def make_bulletins(cycle: Page | None = None) -> BulletinIndexPage:
    parent = cycle or ElectionCyclePage.objects.first() or make_cycle()
    found = BulletinIndexPage.objects.child_of(parent).first()
    return found or parent.add_child(instance=BulletinIndexPage(title="工作提示", slug="bulletins"))


def make_bulletin(index: Page | None = None, *, links: tuple[Any, ...] = (), **fields: Any) -> BulletinPage:
    number = next(_numbers)
    values: dict[str, Any] = {"title": f"提示 {number}", "slug": f"bulletin-{number}", "number": number}
    return _saved(index or make_bulletins(), BulletinPage(**(values | fields)), links)


def make_neighbourhood(cycle: Page | None = None, **fields: Any) -> NeighbourhoodElectionPage:
    """Make the page of the first neighbourhood, or of another, in an election."""
    neighbourhood = fields.pop("neighbourhood", None) or Neighbourhood.objects.order_by("code")[0]
    parent = cycle or ElectionCyclePage.objects.first() or make_cycle()
    found = NeighbourhoodElectionPage.objects.child_of(parent).filter(neighbourhood=neighbourhood).first()
    values = {"title": f"{neighbourhood.name}居民区", "slug": neighbourhood.code[-3:], "neighbourhood": neighbourhood}
    return found or parent.add_child(instance=NeighbourhoodElectionPage(**(values | fields)))


def make_notice(parent: Page | None = None, **fields: Any) -> ElectionNoticePage:
    number = next(_numbers)
    values: dict[str, Any] = {
        "title": f"公告 {number}",
        "slug": f"notice-{number}",
        "kind": ElectionNoticePage.Kind.REGISTRATION,
        "signed_by": "选举委员会",
        "issued_on": date(2026, 3, 1),
        "body": [("paragraph", "<p>到居委会核对名单。</p>")],
    }
    return (parent or make_neighbourhood()).add_child(instance=ElectionNoticePage(**(values | fields)))


def make_series() -> LectureSeriesPage:
    return _one_below_home(LectureSeriesPage, title="设计讲堂", slug="lectures", show_in_menus=True)


def make_article(*, links: tuple[Any, ...] = (), **fields: Any) -> NewsPage:
    """Make an article that everyone may read."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "title": f"第 {number} 篇文章",
        "slug": f"2021-01-08-{number}",
        "section": "design",
        "source": "社区报",
        "event_date": date(2021, 1, 8),
        "first_published_at": timezone.now(),
        "body": [("paragraph", "<p>沿着河走一圈。</p>")],
    }
    return _saved(make_news_index(), NewsPage(**(values | fields)), links)


def make_lecture(*, links: tuple[Any, ...] = (), host: str = "", speaker: str = "", **fields: Any) -> LecturePage:
    """Make a lecture that was yesterday; ``host`` and ``speaker`` are typed names."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "title": f"第 {number} 场讲座",
        "slug": f"lecture-{number}",
        "starts_at": timezone.now() - A_DAY,
        "place": "文化中心",
        "people": [LecturePerson(role=r, typed_name=n) for r, n in (("host", host), ("speaker", speaker)) if n],
    }
    return _saved(make_series(), LecturePage(**(values | fields)), links)


def make_person(**fields: Any) -> PersonPage:
    """Make the page of somebody who speaks in lectures."""
    number = next(_numbers)
    values = {"title": f"讲者 {number}", "slug": f"person-{number}", "office": "示例职务"}
    return make_series().add_child(instance=PersonPage(**(values | fields)))


def make_standard(**fields: Any) -> StandardPage:
    number = next(_numbers)
    values = {"title": f"说明 {number}", "slug": f"about-{number}"}
    return make_home().add_child(instance=StandardPage(**(values | fields)))


def make_topics() -> TopicIndexPage:
    return _one_below_home(TopicIndexPage, title="专题", slug="topics")


def make_topic(*, links: tuple[Any, ...] = (), **fields: Any) -> TopicPage:
    number = next(_numbers)
    values = {"title": f"专题 {number}", "slug": f"topic-{number}", "first_published_at": timezone.now()}
    return _saved(make_topics(), TopicPage(**(values | fields)), links)


def make_neighbourhoods() -> NeighbourhoodIndexPage:
    return _one_below_home(NeighbourhoodIndexPage, title="居民区", slug="neighbourhoods")


def make_neighbourhood_page(*, links: tuple[Any, ...] = (), **fields: Any) -> NeighbourhoodPage:
    """Make the page of the first neighbourhood, or of another."""
    neighbourhood = fields.pop("neighbourhood", None) or Neighbourhood.objects.order_by("code")[0]
    values = {"title": f"{neighbourhood.name}居民区", "slug": neighbourhood.code[-3:], "neighbourhood": neighbourhood}
    return _saved(make_neighbourhoods(), NeighbourhoodPage(**(values | fields)), links)


def make_term(*, links: tuple[Any, ...] = (), **fields: Any) -> GlossaryTerm:
    number = next(_numbers)
    values = {"term": f"词语{number}", "slug": f"term-{number}", "explanation": f"第 {number} 个词的意思。"}
    term = GlossaryTerm.objects.create(**(values | fields))
    link(term, *links)
    return term


def link(start: Any, *ends: Any) -> None:
    """Let a page or a term point at pages, terms and proposals, after what it points at already."""
    for end in ends:
        start.links.add(link_to(end, sort_order=start.links.count()))
    if ends:
        start.save()


def link_to(end: Any, **fields: Any) -> Link:
    kind = "to_term" if isinstance(end, GlossaryTerm) else "to_proposal" if isinstance(end, Proposal) else "to_page"
    return Link(**{kind: end.page_ptr if kind == "to_page" else end}, **fields)


def _saved(parent: Page, page: Any, links: tuple[Any, ...]) -> Any:
    parent.add_child(instance=page)
    link(page, *links)
    return page


def make_picture(**fields: Any) -> Picture:
    number = next(_numbers)
    drawn = io.BytesIO()
    Image.new("RGB", (64, 48), "#006d77").save(drawn, "PNG")
    file = ContentFile(drawn.getvalue(), name=f"picture-{number}.png")
    values = {"title": f"图 {number}", "alt": f"图里有一条河，第 {number} 张", "credit": "本站绘制", "file": file}
    return Picture.objects.create(**(values | fields))


def read(path: str, **headers: str) -> str:
    """Return the text of a page as a stranger gets it."""
    response = Client().get(path, headers=headers)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def tags_on(path: str) -> set[str]:
    """Return the tags under which a page is stored."""
    return set(Client().get(path)["Cache-Tag"].split(","))


def at_noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


#: Every kind of page there is, by a word for the names of tests.
MAKERS: dict[str, Callable[..., Any]] = {
    "home": make_home,
    "news_index": make_news_index,
    "article": make_article,
    "election": make_election,
    "cycle": make_cycle,
    "bulletins": make_bulletins,
    "bulletin": make_bulletin,
    "neighbourhood": make_neighbourhood,
    "notice": make_notice,
    "series": make_series,
    "lecture": make_lecture,
    "person": make_person,
    "standard": make_standard,
    "topics": make_topics,
    "topic": make_topic,
    "neighbourhoods": make_neighbourhoods,
    "neighbourhood_page": make_neighbourhood_page,
}
