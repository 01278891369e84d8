"""The demonstration's pages: a site, its pictures, articles, lectures, the election, standing texts, glossary."""

import io
import os
from collections.abc import Callable

from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.models import Page, Site

from cms.models import (
    GlossaryTerm,
    HomePage,
    LecturePage,
    LectureSeriesPage,
    NewsIndexPage,
    NewsPage,
    SiteDetails,
    StandardPage,
)
from config.demo import content_files, elections, lecture_material, linking
from config.demo.composing import body, publish
from config.demo.pictures import CREDIT, PICTURES, png
from config.demo.sentences import CONTACT
from maps.plan.models import Plan, Proposal
from media.models import Picture

Proposals = dict[str, Proposal]
Pictures = Callable[[str], Picture]


def make_site() -> Site:
    """Make the home page, and the site that begins there, in place of Wagtail's welcome page."""
    root = Page.get_first_root_node()
    for welcome in root.get_children():
        welcome.delete()
    home = root.add_child(instance=HomePage(title="首页", slug="home"))
    site = Site.objects.create(
        hostname="127.0.0.1",
        port=int(os.environ.get("PORT", "8000")),
        root_page=home,
        is_default_site=True,
        site_name="美好曹杨",
    )
    SiteDetails.objects.create(site=site, **CONTACT)
    return site


def make_pages(site: Site, plan: Plan) -> None:
    home = site.root_page.specific
    proposals = {proposal.slug: proposal for proposal in plan.proposals.all()}
    pictures = _picture_maker()
    _news(home, pictures)
    elections.make_election(home, pictures)
    _lectures(home, proposals, pictures)
    for text in content_files.read_pages():
        _standard(home, text)
    _glossary()
    linking.make_topics(home, pictures)
    linking.make_neighbourhoods(home)
    linking.link_all(plan)


def _picture_maker() -> Pictures:
    """Return a function that gives the picture of a key, drawn when it is first asked for."""
    made: dict[str, Picture] = {}

    def picture(key: str) -> Picture:
        if key not in made:
            spec, image = PICTURES[key], ImageFile(io.BytesIO(png(key)), name=f"{key}.png")
            made[key] = Picture.objects.create(title=spec.title, alt=spec.alt, credit=CREDIT, file=image)
        return made[key]

    return picture


def _news(home: Page, pictures: Pictures) -> None:
    index = publish(home, NewsIndexPage(title="新闻", slug="news", show_in_menus=True))
    for article in content_files.read_articles():
        page = NewsPage(
            slug=article.slug,
            kicker=article.kicker,
            title=article.title,
            lead=article.lead,
            section=article.section,
            source=article.source,
            issue=article.issue,
            event_date=article.event_date,
            picture=pictures(article.picture),
            body=body(article.body),
            english_summary=article.english_summary,
        )
        publish(index, page)


def _lectures(home: Page, proposals: Proposals, pictures: Pictures) -> None:
    series = content_files.read_lectures()
    page = LectureSeriesPage(
        title=series.title,
        slug=series.slug,
        show_in_menus=True,
        lead=series.lead,
        picture=pictures(series.picture),
        body=body(series.body),
    )
    parent = publish(home, page)
    people = {str(one): publish(parent, lecture_material.person_page(one)) for one in series.people}
    for lecture in series.lectures:
        page = LecturePage(
            slug=lecture.slug,
            title=lecture.title,
            number=lecture.number,
            starts_at=lecture.begins(today=timezone.localdate()),
            time_known=lecture.time_known,
            place=lecture.place,
            capacity=lecture.capacity,
            takes_questions=lecture.takes_questions,
            people=lecture_material.people_of(lecture, people),
            source=lecture.source,
            lead=lecture.summary,
            english_summary=lecture.english_summary,
            picture=pictures(lecture.picture),
            body=body(f"讲的内容：{'、'.join(lecture.topics)}。\n\n{lecture.body}" if lecture.topics else lecture.body),
        )
        if lecture.slug == lecture_material.SHOWN_WITH:
            lecture_material.add(page, proposals, pictures)
        publish(parent, page)


def _standard(home: Page, text: content_files.StandardText) -> None:
    """Make a standing page; what names a setting is left to the page's own contact box, which hides the empty ones."""
    extra = StandardPage.Extra.CONTACT if content_files.PLACEHOLDER.search(text.body) else StandardPage.Extra.NONE
    filled = body(content_files.fill(text.body, {}))
    publish(home, StandardPage(title=text.title, slug=text.slug, lead=text.lead, body=filled, extra=extra))


def _glossary() -> None:
    for term in content_files.read_terms():
        GlossaryTerm.objects.create(term=term.term, slug=term.slug, explanation=term.explanation, source=term.source)
