"""The map of the site, for machines and for people, names every kind of public page and nothing else."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.models import GlossaryTerm
from cms.site_map import SHOWN
from tests.cms.site_tree import MAKERS, make_article, make_home, make_standard, read, tags_on
from tests.factories import make_consultation, make_proposal

pytestmark = pytest.mark.django_db


def listed() -> set[str]:
    return set(re.findall(r"<loc>https://caoyang\.example(.*?)</loc>", read("/sitemap.xml")))


def linked() -> set[str]:
    return set(re.findall(r'href="([^"]+)"', read("/sitemap/").split("<main")[1].split("</main>")[0]))


def test_both_name_every_kind_of_page() -> None:
    pages = {make().address for make in MAKERS.values()}
    proposal = make_proposal()
    consultation = make_consultation(proposal)
    GlossaryTerm.objects.create(term="一环", slug="ring", explanation="河。")
    own = {
        proposal.get_absolute_url(),
        f"/plan/answers/{consultation.pk}/",
        *("/plan/", "/glossary/", "/me/agreements/privacy/", "/me/agreements/terms/", "/sitemap/"),
    }
    assert pages | own == listed()
    # What is further down is named by the page above it.
    near = {address for address in pages if address.count("/") <= 3}
    assert (near | own | {"/correction/"}) - {"/", "/sitemap/"} <= linked()


def test_every_address_of_the_map_for_machines_answers() -> None:
    for make in MAKERS.values():
        make()
    make_consultation(make_proposal())
    for path in listed():
        assert Client().get(path).status_code == 200, path


def test_what_not_everyone_may_read_is_in_neither() -> None:
    hidden, closed = make_article(live=False), make_article()
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    draft = make_proposal(live=False)
    coming = make_consultation(
        make_proposal(), opens_at=timezone.now() + timedelta(days=1), closes_at=timezone.now() + timedelta(days=40)
    )
    never = {hidden.address, closed.address, draft.get_absolute_url(), f"/plan/answers/{coming.pk}/"}
    assert not never & (listed() | linked())


def test_a_column_names_its_newest_pages_and_says_that_there_are_more() -> None:
    articles = [make_article(title=f"文章之{number:02}") for number in range(SHOWN + 1)]
    links = linked()
    assert articles[-1].address in links
    assert articles[0].address not in links
    assert "还有更多" in read("/sitemap/")
    articles[1].delete()
    assert articles[0].address in linked()
    assert "还有更多" not in read("/sitemap/")


def test_both_are_forgotten_when_a_page_or_the_plan_changes() -> None:
    make_standard()
    plan = make_proposal().plan
    for path in ("/sitemap.xml", "/sitemap/"):
        assert {"sitemap", "proposals", f"plan:{plan.pk}"} <= tags_on(path)


def test_an_empty_site_has_a_map() -> None:
    make_home()
    assert "网站地图" in read("/sitemap/")
