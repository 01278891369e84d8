"""A proposal's page: promise, state, what one can do now, what was said and answered."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maps.consultation.models import Answer, Comment
from maps.explorer import related
from maps.explorer.related import RelatedLink
from maps.plan.models import Plan, Proposal
from tests.factories import INSIDE, make_comment, make_consultation, make_plan, make_proposal, make_user
from tests.maps.explorer_site import make_menu

URL = "/plan/ring/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def ring() -> Proposal:
    return make_proposal(
        plan=make_plan(), slug="ring", title="一环：曹杨环浜", summary="慢慢走完一圈。", body="<p>说明文字。</p>"
    )


def text_of(client: Client, path: str = URL) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_title_promise_text_and_the_way_back(client: Client, ring: Proposal) -> None:
    text = text_of(client)
    assert "<h1>一环：曹杨环浜</h1>" in text
    assert '<p class="promise">慢慢走完一圈。</p>' in text
    assert "说明文字。" in text
    assert '<li><a href="/plan/">规划地图</a></li>' in text


def test_its_shape_is_drawn_without_script(client: Client, ring: Proposal) -> None:
    text = text_of(client)
    assert re.search(r'<path class="shape ring" d="M[\d. L-]+"', text)
    assert text.count('class="item ') == 1


def test_exactly_one_step_is_the_current_one(client: Client, ring: Proposal) -> None:
    Proposal.objects.update(status="building")
    text = text_of(client)
    assert text.count('aria-current="step"') == 1
    assert '<li class="current" aria-current="step">建设中</li>' in text
    assert '<li class="ahead">已完成</li>' in text


@pytest.mark.parametrize("fields", [{"live": False}, {"slug": "other"}], ids=["draft", "unknown"])
def test_what_is_not_published_here_is_not_found(client: Client, ring: Proposal, fields: dict[str, Any]) -> None:
    Proposal.objects.update(**fields)
    assert client.get(URL).status_code == 404


def test_a_proposal_of_a_plan_that_is_not_current_is_not_found(client: Client, ring: Proposal) -> None:
    Plan.objects.update(site=None)
    assert client.get(URL).status_code == 404


@pytest.mark.parametrize("slug", ["tiles", "layers", "proposals"])
def test_names_of_other_routes_are_no_proposals(client: Client, ring: Proposal, slug: str) -> None:
    assert client.get(f"/plan/{slug}/").status_code == 404


def test_an_open_consultation_says_its_days_place_and_channels(client: Client, ring: Proposal) -> None:
    make_consultation(ring, title="意见征集甲", place="文化中心一楼", channels="信函\n来人")
    text = text_of(client)
    assert "意见征集甲" in text
    assert re.search(r'还有 <strong class="num">(29|30)</strong> 天', text)
    assert "文化中心一楼" in text
    assert "信函<br>来人" in text
    assert "说说您的意见" in text


def test_a_closed_one_says_that_it_is_over_and_invites_nobody(client: Client, ring: Proposal) -> None:
    make_consultation(ring, opens_at=timezone.now() - timedelta(days=9), closes_at=timezone.now() - timedelta(days=1))
    text = text_of(client)
    assert re.search(r"已于 [^<]+ 截止，</span>不再收新的意见", text)
    assert "说说您的意见" not in text
    assert "看我在这里的意见" in text


def test_one_to_come_says_when_it_begins(client: Client, ring: Proposal) -> None:
    opens = timezone.localtime() + timedelta(days=40)
    make_consultation(ring, opens_at=opens, closes_at=opens + timedelta(days=10))
    text = text_of(client)
    assert f"{opens.year}年{opens.month}月{opens.day}日 开始" in text
    assert "说说您的意见" not in text


def test_an_open_one_hides_one_that_is_over(client: Client, ring: Proposal) -> None:
    now = timezone.now()
    make_consultation(ring, title="过去的", opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1))
    make_consultation(ring, title="现在的")
    text = text_of(client)
    assert "现在的" in text
    assert "过去的" not in text


def test_without_any_it_says_so(client: Client, ring: Proposal) -> None:
    assert "现在不征求意见" in text_of(client)


def test_the_resident_s_own_part_is_fetched_later_and_has_an_address_without_script(
    client: Client, ring: Proposal
) -> None:
    make_consultation(ring)
    text = text_of(client)
    assert 'id="my-comments"' in text
    assert 'hx-get="/plan/ring/mine/" hx-trigger="load"' in text
    assert 'href="/plan/ring/comment/"' in text


def test_published_comments_are_there_and_no_others(client: Client, ring: Proposal) -> None:
    make_comment(proposal=ring, text="公开的一句话。", shape=INSIDE)
    for status in set(Comment.Status) - {Comment.Status.PUBLISHED}:
        make_comment(proposal=ring, text=f"不公开 {status}", status=status)
    text = text_of(client)
    assert "公开的一句话。" in text
    assert "不公开" not in text


def test_an_answer_about_the_proposal_is_shown(client: Client, ring: Proposal) -> None:
    Answer.objects.create(proposal=ring, kind="partly", text="先做北段。", office="某办公室")
    Answer.objects.create(proposal=make_proposal(plan=ring.plan), kind="later", text="说的是别的。", office="某办公室")
    text = text_of(client)
    assert "先做北段。" in text
    assert "说的是别的。" not in text


@pytest.fixture
def sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(related, "_sources", {})


def test_registered_news_and_lectures_are_shown_in_their_order(client: Client, ring: Proposal, sources: None) -> None:
    asked: list[Proposal] = []

    def news(proposal: Proposal) -> list[RelatedLink]:
        asked.append(proposal)
        return [RelatedLink("一篇新闻", "/news/1/", kind="新闻", date=date(2021, 1, 8))]

    related.register("lectures", "相关讲座", lambda proposal: [RelatedLink("一场讲座", "/lectures/1/")])
    related.register("news", "相关新闻", news)
    text = text_of(client)
    assert asked == [ring]
    assert text.index("一场讲座") < text.index("一篇新闻")
    assert "2021年1月8日" in text


def test_a_source_without_links_leaves_no_heading(client: Client, ring: Proposal, sources: None) -> None:
    related.register("news", "相关新闻", lambda proposal: [])
    assert "相关新闻" not in text_of(client)


def test_registering_a_name_again_replaces_it(ring: Proposal, sources: None) -> None:
    related.register("news", "相关新闻", lambda proposal: [RelatedLink("旧", "/")])
    related.register("news", "相关新闻", lambda proposal: [RelatedLink("新", "/")])
    assert [[link.title for link in group.links] for group in related.related_to(ring)] == [["新"]]


def test_everybody_gets_the_same_bytes(client: Client, ring: Proposal) -> None:
    resident = make_user()
    make_consultation(ring)
    make_comment(proposal=ring, author=resident, status=Comment.Status.WAITING)
    anonymous = client.get(URL)
    for person in (resident, make_user(groups=("moderator",))):
        client.force_login(person)
        assert client.get(URL).content == anonymous.content
    assert not anonymous.cookies
    assert "Cookie" not in anonymous.get("Vary", "")


def test_the_page_is_public_and_tagged_by_proposal_and_plan(client: Client, ring: Proposal) -> None:
    answer = client.get(URL)
    assert "public" in answer["Cache-Control"]
    assert answer["Cache-Tag"] == f"proposal:{ring.pk},plan:{ring.plan_id},glossary"


def test_no_copy_outlives_the_closing(client: Client, ring: Proposal) -> None:
    make_consultation(ring, closes_at=timezone.now() + timedelta(seconds=15))
    kept = re.search(r"s-maxage=(\d+)", client.get(URL)["Cache-Control"])
    assert kept
    assert int(kept[1]) <= 15


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(URL).status_code == 200
    return len(captured)


def test_the_page_takes_sixteen_queries_or_fewer_however_much_was_said(client: Client, ring: Proposal) -> None:
    make_menu()
    ring.body = "<p>沿着河走一圈。</p>"
    ring.save()
    make_comment(proposal=ring)
    Answer.objects.create(proposal=ring, kind="later", text="以后。", office="某办公室")
    few = queries(client)
    for _ in range(10):
        comment = make_comment(proposal=ring, shape=INSIDE)
        Answer.objects.create(kind="later", text="以后。", office="某办公室").comments.add(comment)
        make_consultation(ring)
        make_proposal(plan=ring.plan)
    assert queries(client) == few <= 16
