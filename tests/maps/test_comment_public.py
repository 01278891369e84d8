"""What everyone may read of comments: only what is published, the same for everyone, with the answers."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maps.consultation.models import Answer
from maps.explorer.detail import thread_of
from maps.plan.models import Feature, Layer, Proposal
from residents.models import Neighbourhood
from tests import factories

pytestmark = pytest.mark.django_db

NOT_PUBLIC = ("waiting", "returned", "hidden", "withdrawn")


@pytest.fixture
def proposal() -> Proposal:
    return factories.make_proposal(slug="ring")


def drawn(proposal: Proposal, query: str = "") -> str:
    """Return the thread as it stands on the proposal's page."""
    context = {"proposal": proposal, **thread_of(proposal, QueryDict(query))}
    return render_to_string("maps/partials/thread.html", context)


def test_a_published_comment_shows_who_where_and_when(proposal: Proposal) -> None:
    author = factories.make_user(display_name="花溪路老王", neighbourhood=Neighbourhood.objects.first())
    comment = factories.make_comment(proposal=proposal, author=author, shape=factories.INSIDE)
    html = drawn(proposal)
    assert f'id="comment-{comment.pk}"' in html
    assert comment.text in html
    assert "花溪路老王" in html
    assert str(author.neighbourhood) in html
    assert "在地图上看" in html
    assert author.email not in html
    assert author.username not in html


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_what_is_not_published_is_nowhere_for_a_stranger(client: Client, proposal: Proposal, status: str) -> None:
    comment = factories.make_comment(proposal=proposal, status=status, text=f"秘密的{status}意见")
    seen = [
        drawn(proposal),
        client.get("/plan/ring/mine/").content.decode(),
        client.get("/plan/ring/comment/").content.decode(),
        client.get(f"/plan/ring/comment/?sent={comment.pk}").content.decode(),
    ]
    client.force_login(factories.make_user("somebody-else"))
    seen += [
        client.get("/plan/ring/mine/").content.decode(),
        client.get(f"/plan/ring/comment/?sent={comment.pk}").content.decode(),
        client.get("/me/").content.decode(),
    ]
    assert not [html for html in seen if comment.text in html]


@pytest.mark.parametrize(("status", "tag"), [("waiting", "审核中"), ("returned", "已退回"), ("hidden", "已隐藏")])
def test_its_author_sees_it_in_the_box_with_its_state(
    client: Client, proposal: Proposal, status: str, tag: str
) -> None:
    comment = factories.make_comment(proposal=proposal, status=status, text="只有我看得到的意见")
    client.force_login(comment.author)
    html = client.get("/plan/ring/mine/").content.decode()
    assert comment.text in html
    assert tag in html
    assert ("修改后再提交" in html) is (status == "returned")


def test_the_box_shows_only_what_was_said_about_this_proposal(client: Client, proposal: Proposal) -> None:
    other = factories.make_proposal(plan=proposal.plan)
    comment = factories.make_comment(proposal=other, status="waiting", text="关于别的方案的意见")
    client.force_login(comment.author)
    assert comment.text not in client.get("/plan/ring/mine/").content.decode()


def test_markup_in_a_comment_stays_text(proposal: Proposal) -> None:
    factories.make_comment(proposal=proposal, text='<script>alert("x")</script>\n<b onclick=y>粗</b>')
    html = drawn(proposal)
    assert "&lt;script&gt;" in html
    assert "<script" not in html
    assert "<b onclick" not in html


def test_lines_stay_lines(proposal: Proposal) -> None:
    factories.make_comment(proposal=proposal, text="第一行\n第二行\n\n第二段")
    html = drawn(proposal)
    assert "第一行<br>第二行" in html
    assert "<p>第二段</p>" in html


def test_an_answer_is_marked_as_official_with_its_office_and_promise(proposal: Proposal) -> None:
    comment = factories.make_comment(proposal=proposal)
    answer = Answer.objects.create(kind="partly", text="先在两处试放。", office="街道规划办", promised_by="2026-12-31")
    answer.comments.add(comment)
    html = drawn(proposal)
    for words in ("官方答复", "部分采纳", "街道规划办", "先在两处试放。", "承诺 2026年12月31日 前办好"):
        assert words in html


def test_a_comment_entered_for_a_neighbour_says_so(proposal: Proposal) -> None:
    factories.make_comment(proposal=proposal, entered_by=factories.make_user("desk"))
    assert "代录入" in drawn(proposal)


def test_without_comments_there_is_a_sentence(proposal: Proposal) -> None:
    html = drawn(proposal)
    assert "还没有公开的意见" in html
    assert "<ol" not in html


# ── the map for setting a place ──────────────────────────────────────────────────


def test_the_map_for_setting_a_place_is_public_and_holds_no_comment(client: Client, proposal: Proposal) -> None:
    layer = Layer.objects.create(plan=proposal.plan, name="道路", style="streets")
    Layer.objects.create(plan=proposal.plan, name="藏起来的", style="streets", visible=False)
    Layer.objects.create(plan=proposal.plan, name="专题", style="thematic")
    Feature.objects.create(
        layer=layer, shape=factories.LINE_INSIDE, properties={"name": "花溪路", "class": "main", "note": "内部"}
    )
    factories.make_comment(proposal=proposal, status="waiting", shape=factories.INSIDE)
    client.force_login(factories.make_user("resident"))
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/plan/ring/place.json")
    street = {"type": "Feature", "properties": {"name": "花溪路", "class": "main"}, "geometry": factories.LINE_INSIDE}
    assert answer.json() == {
        "outline": factories.SQUARE,
        "proposal": factories.LINE_INSIDE,
        "ground": [{"style": "streets", "collection": {"type": "FeatureCollection", "features": [street]}}],
        "places": {},
    }
    assert "public" in answer["Cache-Control"]
    assert "Cookie" not in answer.get("Vary", "")
    assert len(queries) <= 4


def test_there_is_no_such_map_for_what_is_not_public(client: Client) -> None:
    factories.make_proposal(slug="draft", live=False)
    assert client.get("/plan/draft/place.json").status_code == 404


# ── /me/ ────────────────────────────────────────────────────────────────────────


def test_my_page_shows_all_my_comments_with_state_reason_and_what_i_can_do(client: Client, proposal: Proposal) -> None:
    me = factories.make_user("resident")
    texts = {status: f"我的第{n}条意见" for n, status in enumerate(("published", *NOT_PUBLIC))}
    made = {
        status: factories.make_comment(proposal=proposal, author=me, status=status, text=text)
        for status, text in texts.items()
    }
    client.force_login(me)
    html = client.get("/me/").content.decode()
    for words in (*texts.values(), "已发布", "审核中", "已退回", "已隐藏", "已撤回", proposal.title):
        assert words in html
    assert f"/plan/ring/comment/{made['returned'].pk}/edit/" in html
    assert f"/plan/ring/comment/{made['withdrawn'].pk}/withdraw/" not in html


def test_my_page_without_comments_says_where_to_go(client: Client) -> None:
    client.force_login(factories.make_user("resident"))
    assert "您还没有提交过意见" in client.get("/me/").content.decode()
