"""The English pages: kept and forgotten with the Chinese ones, content marked as Chinese, what others read in Chinese."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import segno
from django.core.mail import EmailMessage
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.models import NewsPage, Registration, StandardPage
from cms.most_read import most_read
from pagecache.models import ReadCount
from residents.models import Notice, User
from tests.cms.site_tree import (
    A_DAY,
    MAKERS,
    make_article,
    make_home,
    make_lecture,
    make_news_index,
    make_term,
    read,
    tags_on,
)
from tests.factories import make_proposal, make_user

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


# ── kept and forgotten ──────────────────────────────────────────────────────────


def test_both_copies_of_every_page_are_kept_under_the_same_tags() -> None:
    make_proposal(slug="ring")
    addresses = [make().specific.address for make in MAKERS.values()]
    for path in (*addresses, "/glossary/", "/sitemap/", "/search/?q=河", "/plan/", "/plan/ring/"):
        assert tags_on(f"/en{path}") == tags_on(path), path
        assert read(f"/en{path}") != read(path)


def test_what_is_published_forgets_the_english_copies_too(forgotten: set[str], in_commit: Callable[..., Any]) -> None:
    article = make_article(links=(make_proposal(slug="ring"),))
    with in_commit():
        article.save_revision().publish()
    for path in (article.address, "/", "/news/", "/search/?q=河", "/plan/ring/"):
        assert tags_on(f"/en{path}") & forgotten, path


def test_what_is_read_most_names_an_english_copy_by_its_page(rf: RequestFactory) -> None:
    article = make_article(title="河边新灯")
    for path in (f"/en{article.address}", "/en/glossary/", "/en/gone/"):
        ReadCount.objects.create(day=timezone.localdate(), path=path, number=1)
    rows = {row.path: row.title for row in most_read(rf.get("/admin/"), 9)}
    assert rows == {f"/en{article.address}": "河边新灯", "/en/glossary/": "词语解释", "/en/gone/": "/en/gone/"}


# ── what a page says of itself ──────────────────────────────────────────────────


def test_content_is_said_to_be_chinese_to_voices_and_to_machines() -> None:
    article = make_article(title="河边新灯", lead="灯亮了。")
    page = read(f"/en{article.address}")
    assert '<h1 lang="zh-Hans">' in page
    assert '<p class="lead" lang="zh-Hans">灯亮了。</p>' in page
    assert "The content of this page is in Chinese." in page
    assert json.loads(re.findall(r'ld\+json">(.*?)</script>', page)[0])["inLanguage"] == "zh-Hans"
    assert ' lang="zh-Hans"' not in read(article.address).partition("<body")[2]


def test_a_summary_in_english_stands_first_on_the_english_page_alone() -> None:
    article = make_article(lead="灯亮了。", english_summary="The lamps are lit.\n\nAll of them.")
    page = read(f"/en{article.address}")
    assert '<meta name="description" content="The lamps are lit.' in page
    summary = page.index('<div class="wide english-summary" lang="en"><p>The lamps are lit.</p>')
    assert page.index("The content of this page is in Chinese.") < summary < page.index("<h1")
    assert "lamps" not in read(article.address)
    assert '<meta name="description" content="灯亮了。">' in read(article.address)


def test_a_note_on_a_term_and_links_both_ways_speak_english_around_their_content() -> None:
    term = make_term(term="步道", explanation="沿河走路的道。", source="社区报")
    lecture = make_lecture(title="路怎么走", number=2)
    article = make_article(body=[("paragraph", "<p>步道修好了。</p>")], links=(term, lecture))
    page = read(f"/en{article.address}")
    assert f'<a class="term" href="/en/glossary/#{term.slug}">步道</a>' in page
    assert "Source: 社区报" in page
    assert f'<a href="/en{lecture.address}" lang="zh-Hans">路怎么走</a>' in page
    assert f'<a href="/en{article.address}" lang="zh-Hans">' in read(f"/en{lecture.address}")


def test_the_code_of_an_english_page_leads_to_it() -> None:
    article = make_article()
    source = re.findall(r'src="(/share/qr\.svg[^"]*)"', read(f"/en{article.address}"))[0].replace("&amp;", "&")
    wanted = segno.make(f"https://caoyang.example/en{article.address}", error="m", micro=False).svg_inline(
        scale=4, border=3
    )
    assert re.findall(r' d="[^"]+"', wanted)[-1] in read(source)
    assert re.findall(r' d="[^"]+"', wanted)[-1] not in read(f"/share/qr.svg?page={article.pk}")


def test_machines_find_each_page_in_both_languages() -> None:
    article = make_article()
    here = f"https://caoyang.example{article.address}"
    there = f"https://caoyang.example/en{article.address}"
    links = (f'hreflang="zh-Hans" href="{here}"', f'hreflang="en" href="{there}"')
    for page in (read("/sitemap.xml"), read(article.address), read(f"/en{article.address}")):
        assert all(link in page for link in links)
    assert f'<link rel="canonical" href="{there}">' in read(f"/en{article.address}")


# ── the address that editors may not take ───────────────────────────────────────


def write(parent: Page, model: type[Page], **typed: Any) -> Any:
    client = signed_in(make_user(groups=("writer",)))
    address = reverse("wagtailadmin_pages:add", args=("cms", model._meta.model_name, parent.pk))
    return client.post(address, nested_form_data({"slug": "en", "body": streamfield([])} | typed))


def test_no_page_stands_where_the_english_ones_begin() -> None:
    answer = write(make_home(), StandardPage, title="英文")
    assert answer.context["form"].errors["slug"] == ["“en”是英文界面的地址，页面不能用，请换一个。"]
    assert not StandardPage.objects.exists()
    rows = {"section": "design", "source": "社区报", "links": inline_formset([])}
    assert write(make_news_index(), NewsPage, title="下面可以", **rows).status_code == 302
    assert NewsPage.objects.get().slug == "en"


# ── coming to a lecture ─────────────────────────────────────────────────────────


def make_coming(**fields: Any) -> Any:
    return make_lecture(starts_at=timezone.now() + 5 * A_DAY, capacity=1, **fields)


def test_registering_in_english_comes_back_in_english_and_is_refused_in_english() -> None:
    lecture, user = make_coming(), make_user()
    assert "Places: 1, <strong>still free: 1</strong>" in read(f"/en{lecture.address}")
    done = signed_in(user).post(f"/en{lecture.register_address}")
    assert (done.status_code, done["Location"]) == (303, f"/en{lecture.register_address}")
    own = signed_in(user).get(done["Location"]).content.decode()
    assert f'src="/en{lecture.register_address}code.svg"' in own
    assert f'href="{lecture.address}calendar.ics"' in own
    refused = signed_in(make_user()).post(f"/en{lecture.register_address}")
    assert refused.status_code == 409
    assert "the last place has just gone" in refused.content.decode()
    assert Client().get(f"/en{lecture.address}calendar.ics").status_code == 404
    assert Client().get(f"{lecture.address}calendar.ics").status_code == 200


def test_who_moves_up_is_told_in_chinese_by_whomever_they_are_let_in() -> None:
    lecture, leaves, waits = make_coming(), make_user(), make_user()
    signed_in(leaves).post(lecture.register_address)
    signed_in(waits).post(lecture.register_address, {"waiting": "1"})
    signed_in(leaves).post(f"/en{lecture.register_address}cancel/")
    assert Registration.objects.get(attendee=waits).state == "registered"
    notice = Notice.objects.get(user=waits)
    assert notice.title == f"您候补的讲座有名额了，已经给您报上：{lecture.title}"
    assert notice.url == lecture.register_address


@pytest.mark.parametrize("minutes", [5, -5], ids=["open", "closed"])
def test_the_days_of_registering_are_english_days(minutes: int) -> None:
    closes = timezone.now() + timedelta(minutes=minutes)
    lecture = make_coming(registration_closes_at=closes)
    local = timezone.localtime(closes)
    assert f"{local.day} {local:%B}, {local:%H:%M}" in read(f"/en{lecture.address}")
    assert f"{local.month}月{local.day}日 {local:%H:%M}" in read(lecture.address)


def test_a_letter_is_chinese_and_leads_back_to_where_it_was_asked_for(mailoutbox: list[EmailMessage]) -> None:
    user = make_user("apo", email="apo@example.org")
    for prefix in ("", "/en"):
        Client().post(f"{prefix}/accounts/password/reset/", {"email": user.email})
    chinese, english = mailoutbox
    assert english.subject == chinese.subject
    assert "http://testserver/en/accounts/password/reset/key/" in english.body
    assert "http://testserver/accounts/password/reset/key/" in chinese.body
    assert english.body.splitlines()[0] == chinese.body.splitlines()[0]
