"""The comment page and the box: what each person gets, and that no text is ever lost on the way."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maps.consultation.models import Comment, Consultation
from maps.plan.models import Proposal
from residents.models import User
from tests import factories

pytestmark = pytest.mark.django_db

KEY = "00000000-0000-4000-8000-000000000001"
TEXT = "希望沿河多放几把椅子。"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def proposal() -> Proposal:
    return factories.make_proposal(slug="ring", title="环浜步道")


@pytest.fixture
def consultation(proposal: Proposal) -> Consultation:
    return factories.make_consultation(proposal)


def typed(**changes: Any) -> dict[str, Any]:
    return {"text": TEXT, "key": KEY, "shape": ""} | changes


# ── what a visitor gets ─────────────────────────────────────────────────────────


@pytest.mark.usefixtures("consultation")
@pytest.mark.parametrize(
    ("address", "way_back"),
    [("/plan/ring/comment/", "%2Fplan%2Fring%2Fcomment%2F"), ("/plan/ring/mine/", "%2Fplan%2Fring%2F%23my-comments")],
    ids=["page", "box"],
)
def test_a_stranger_may_write_first_and_is_told_where_to_sign_in(client: Client, address: str, way_back: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert f"/accounts/login/?next={way_back}" in answer.content.decode()
    assert "登录并提交" in answer.content.decode()
    assert b'type="file"' not in answer.content
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.usefixtures("consultation")
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_strangers_reply_is_still_one_after_signing_in(
    client: Client, proposal: Proposal, resident: User, headers: dict[str, str]
) -> None:
    said = factories.make_comment(proposal=proposal)
    answer = client.post("/plan/ring/comment/", typed(parent=said.pk), headers=headers)
    back = f"/plan/ring/comment/?to={said.pk}"
    for sign_in in (answer.context["sign_in_url"], client.get(back).context["sign_in_url"]):
        assert parse_qs(urlsplit(sign_in).query)["next"] == [back]
    client.force_login(resident)
    assert client.get(back).context["form"]["parent"].value() == str(said.pk)


@pytest.mark.usefixtures("consultation")
def test_a_reply_sent_too_early_leads_back_to_the_reply(
    as_resident: Client, proposal: Proposal, resident: User
) -> None:
    said = factories.make_comment(proposal=proposal)
    resident.consents.all().delete()
    page = as_resident.post("/plan/ring/comment/", typed(parent=said.pk)).content.decode()
    (onward,) = re.findall(r'href="/me/welcome/\?next=([^"]+)"', page)
    assert unquote(onward) == f"/plan/ring/comment/?to={said.pk}"


@pytest.mark.usefixtures("consultation")
@pytest.mark.parametrize("address", ["/plan/ring/comment/", "/plan/ring/mine/"], ids=["page", "box"])
def test_a_resident_gets_the_form_with_a_token_and_a_key(as_resident: Client, address: str) -> None:
    answer = as_resident.get(address)
    content = answer.content.decode()
    assert 'name="csrfmiddlewaretoken"' in content
    assert UUID(str(answer.context["form"]["key"].value()))
    assert "no-store" in answer["Cache-Control"]


def test_two_forms_have_two_keys(as_resident: Client, consultation: Consultation) -> None:
    keys = {as_resident.get("/plan/ring/comment/").context["form"]["key"].value() for _again in range(2)}
    assert len(keys) == 2


def test_the_box_is_a_fragment_and_the_page_a_page(as_resident: Client, consultation: Consultation) -> None:
    assert as_resident.get("/plan/ring/mine/").content.lstrip().startswith(b"<comment-box")
    assert b"<!doctype html>" in as_resident.get("/plan/ring/comment/").content


@pytest.mark.parametrize("slug", ["nothing", "draft"], ids=["unknown", "not-published"])
@pytest.mark.parametrize("tail", ["comment/", "mine/", "comment/1/edit/"])
def test_a_proposal_that_is_not_public_has_no_comment_page(as_resident: Client, slug: str, tail: str) -> None:
    factories.make_proposal(slug="draft", live=False)
    assert as_resident.get(f"/plan/{slug}/{tail}").status_code == 404


def test_a_proposal_of_another_plan_has_no_comment_page_here(as_resident: Client, proposal: Proposal) -> None:
    factories.make_proposal(slug="elsewhere", plan=factories.make_plan(site=None))
    assert as_resident.get("/plan/elsewhere/comment/").status_code == 404


# ── sending ─────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("consultation")
def test_without_script_sending_leads_back_to_the_page_with_the_state_shown(as_resident: Client) -> None:
    answer = as_resident.post("/plan/ring/comment/", typed())
    comment = Comment.objects.get()
    assert answer.status_code == 303
    assert answer["Location"] == f"/plan/ring/comment/?sent={comment.pk}#mine-{comment.pk}"
    page = as_resident.get(answer["Location"]).content.decode()
    assert "已收到，正在审核" in page
    assert TEXT in page


@pytest.mark.usefixtures("consultation")
def test_with_htmx_sending_answers_with_the_box_and_the_state(as_resident: Client) -> None:
    answer = as_resident.post("/plan/ring/comment/", typed(), headers=HTMX)
    content = answer.content.decode()
    assert answer.status_code == 200
    assert content.lstrip().startswith("<comment-box")
    assert "已收到，正在审核" in content
    assert f'data-accepted="{KEY}"' in content
    assert TEXT in content


@pytest.mark.usefixtures("consultation")
def test_a_double_click_stores_one_comment_and_both_answers_say_so(as_resident: Client) -> None:
    answers = [as_resident.post("/plan/ring/comment/", typed(), headers=HTMX) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert Comment.objects.count() == 1


@pytest.mark.usefixtures("consultation")
def test_a_used_key_with_another_text_keeps_the_text_and_gets_a_new_key(as_resident: Client) -> None:
    as_resident.post("/plan/ring/comment/", typed())
    answer = as_resident.post("/plan/ring/comment/", typed(text="完全另外一条意见。"), headers=HTMX)
    assert answer.status_code == 409
    assert "完全另外一条意见。" in answer.content.decode()
    again = as_resident.post(
        "/plan/ring/comment/", typed(text="完全另外一条意见。", key=answer.context["form"]["key"].value())
    )
    assert again.status_code == 303
    assert Comment.objects.count() == 2


@pytest.mark.usefixtures("consultation")
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": "太短了"}, "too_short"),
        ({"text": "   "}, "too_short"),
        ({"text": "字" * 2001}, "too_long"),
        ({"key": ""}, "required"),
        ({"key": "not-a-key"}, "invalid"),
        ({"shape": "{"}, "invalid_shape"),
        ({"shape": '{"type":"Point","coordinates":[121.42,31.245]}'}, "outside_plan"),
        ({"shape": '{"type":"LineString","coordinates":[[121.402,31.242],[121.408,31.248]]}'}, "shape_not_allowed"),
    ],
    ids=["short", "blank", "long", "no-key", "bad-key", "bad-shape", "outside", "line"],
)
def test_a_wrong_form_comes_back_with_its_text_and_says_what_to_do(
    as_resident: Client, changes: dict[str, str], code: str, headers: dict[str, str]
) -> None:
    answer = as_resident.post("/plan/ring/comment/", typed(**changes), headers=headers)
    form = answer.context["form"]
    assert answer.status_code == 422
    assert code in {error.code for errors in form.errors.as_data().values() for error in errors}
    assert form["text"].value() == changes.get("text", TEXT)
    assert 'role="alert"' in answer.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.usefixtures("consultation")
def test_a_bad_key_is_replaced_so_that_the_next_try_works(as_resident: Client) -> None:
    answer = as_resident.post("/plan/ring/comment/", typed(key="not-a-key"))
    assert as_resident.post("/plan/ring/comment/", typed(key=answer.context["form"]["key"].value())).status_code == 303


@pytest.mark.usefixtures("consultation")
def test_a_point_in_the_plan_is_stored_with_the_comment(as_resident: Client) -> None:
    as_resident.post("/plan/ring/comment/", typed(shape='{"type":"Point","coordinates":[121.405,31.245]}'))
    assert Comment.objects.get().shape == factories.INSIDE


@pytest.mark.parametrize(("shapes", "offered"), [("none", False), ("point", True), ("all", True)])
def test_a_place_is_offered_only_where_the_consultation_allows_it(
    as_resident: Client, proposal: Proposal, shapes: str, offered: bool
) -> None:
    factories.make_consultation(proposal, shapes=shapes)
    assert (b"<shape-picker" in as_resident.get("/plan/ring/comment/").content) is offered


# ── nothing is lost ─────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("consultation")
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_an_expired_session_gives_the_text_back_with_a_way_to_sign_in(client: Client, headers: dict[str, str]) -> None:
    answer = client.post("/plan/ring/comment/", typed(), headers=headers)
    content = answer.content.decode()
    assert answer.status_code == 401
    assert TEXT in content
    assert "/accounts/login/?next=" in content
    assert not Comment.objects.exists()


@pytest.mark.usefixtures("consultation")
def test_without_script_the_text_is_in_the_box_after_signing_in(client: Client, resident: User) -> None:
    client.post("/plan/ring/comment/", typed())
    client.post("/accounts/login/", {"login": "resident", "password": factories.PASSWORD})
    page = client.get("/plan/ring/comment/")
    assert page.context["form"]["text"].value() == TEXT
    client.post("/plan/ring/comment/", typed(key=page.context["form"]["key"].value()))
    assert Comment.objects.get().author == resident
    assert not client.get("/plan/ring/comment/").context["form"]["text"].value()


@pytest.mark.usefixtures("consultation")
def test_a_kept_text_belongs_to_its_proposal(client: Client, resident: User, proposal: Proposal) -> None:
    other = factories.make_proposal(slug="other", plan=proposal.plan)
    factories.make_consultation(other)
    client.post("/plan/ring/comment/", typed())
    client.force_login(resident)
    assert TEXT not in client.get("/plan/other/comment/").content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_closing_while_somebody_writes_refuses_clearly_and_keeps_the_text(
    as_resident: Client, consultation: Consultation, headers: dict[str, str]
) -> None:
    Consultation.objects.update(closes_at=timezone.now())
    answer = as_resident.post("/plan/ring/comment/", typed(), headers=headers)
    content = answer.content.decode()
    assert answer.status_code == 409
    assert TEXT in content
    assert "现在不收意见" in content
    assert "截止" in content
    assert not Comment.objects.exists()


@pytest.mark.usefixtures("consultation")
def test_too_many_comments_are_refused_with_the_text_kept(as_resident: Client, settings: Any) -> None:
    settings.COMMENT_RATE = "1/10m"
    as_resident.post("/plan/ring/comment/", typed())
    answer = as_resident.post("/plan/ring/comment/", typed(text="另外还有一条。", key=str(UUID(int=9))), headers=HTMX)
    assert answer.status_code == 429
    assert "另外还有一条。" in answer.content.decode()
    assert Comment.objects.count() == 1


@pytest.mark.usefixtures("consultation")
def test_a_lost_token_gives_the_text_back(resident: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(resident)
    answer = client.post("/plan/ring/comment/", typed())
    assert answer.status_code == 403
    assert TEXT in answer.content.decode()
    assert not Comment.objects.exists()


# ── closed ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("days", "says"),
    [(None, "还没有开始"), ((-9, -1), "不再收意见"), ((3, 9), "开始收意见"), ((-1, 9), "不在网上收意见")],
    ids=["none", "over", "later", "switched-off"],
)
def test_without_an_open_consultation_there_is_a_sentence_and_no_form(
    as_resident: Client, proposal: Proposal, days: tuple[int, int] | None, says: str
) -> None:
    if days:
        opens, closes = (timezone.now() + timedelta(days=day) for day in days)
        factories.make_consultation(
            proposal, opens_at=opens, closes_at=closes, may_comment=False, channels="也可以写信。"
        )
    content = as_resident.get("/plan/ring/mine/").content.decode()
    assert says in content
    assert "<textarea" not in content
    assert ("也可以写信。" in content) is bool(days)


# ── hostile ─────────────────────────────────────────────────────────────────────

HOSTILE = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "template": "{{ 7|add:7 }}{% load static %}{# 注释 #} ${7*7}",
    "direction": "正常\u202e反过来的字\u2066藏起来",
    "nulls": "一二三\x00四五六\x00七",
    "emoji": "👨\u200d👩\u200d👧\u200d👦 好好好好好 🏴🇨🇳",
    "marks": "Z\u0335\u0337\u0338" * 300 + "五个字够了",
    "sql": "'; DROP TABLE consultation_comment; --",
    "headers": "一行\r\nSet-Cookie: a=b\r\n\r\n二行",
    "surrogate": "半个\\ud800代理项字符",
}


@pytest.mark.usefixtures("consultation")
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_is_stored_as_harmless_text(as_resident: Client, text: str) -> None:
    answer = as_resident.post("/plan/ring/comment/", typed(text=text), headers=HTMX)
    content = answer.content.decode()
    stored = Comment.objects.get().text
    assert answer.status_code == 200
    assert not set(stored) & set("\x00\r\u202e\u2066")
    assert "<script" not in content
    assert "<img" not in content
    assert ("{# 注释 #}" in content) == ("{# 注释 #}" in text)  # shown as written, and no template


@pytest.mark.usefixtures("consultation")
@pytest.mark.parametrize(
    ("text", "status"),
    [("x" * 1_000_000, 422), ("字" * 1_000_000, 400), ("\u3000\u200b \u3164" * 50, 422), ("\u200d" * 2000, 422)],
    ids=["million-letters", "nine-megabytes", "only-blanks", "only-joiners"],
)
def test_a_text_that_cannot_be_one_is_refused_without_a_fault(as_resident: Client, text: str, status: int) -> None:
    assert as_resident.post("/plan/ring/comment/", typed(text=text), headers=HTMX).status_code == status
    assert not Comment.objects.exists()


@pytest.mark.usefixtures("consultation")
@pytest.mark.parametrize(
    "shape",
    [
        "null",
        "[]",
        '{"type":"Point","coordinates":[NaN,31.245]}',
        '{"type":"Point","coordinates":["121.405","31.245"]}',
        '{"type":"Point","coordinates":[1e999,31.245]}',
        '{"type":"GeometryCollection","geometries":[]}',
        "[" * 9000,
        "\x00",
        '{"type":"Polygon","coordinates":[[[121.401,31.241],[121.409,31.249],[121.409,31.241],[121.401,31.249],[121.401,31.241]]]}',
        '{"type":"MultiPoint","coordinates":[' + ",".join(["[121.405,31.245]"] * 500) + "]}",
    ],
    ids=["null", "list", "nan", "strings", "infinite", "collection", "deep", "nul", "bow-tie", "many"],
)
def test_a_hostile_shape_is_refused_and_the_text_kept(as_resident: Client, shape: str) -> None:
    answer = as_resident.post("/plan/ring/comment/", typed(shape=shape), headers=HTMX)
    assert answer.status_code == 422
    assert TEXT in answer.content.decode()
    assert not Comment.objects.exists()


# ── queries ─────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("consultation")
@pytest.mark.parametrize(("headers", "most"), [({}, 10), (HTMX, 11)], ids=["plain", "with-the-box-as-answer"])
def test_sending_takes_ten_queries_at_most_with_a_place(
    as_resident: Client, settings: Any, headers: dict[str, str], most: int, resident: User, proposal: Proposal
) -> None:
    """Counted with the begin and the end of the transaction, and with the task as a row."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    for _number in range(5):
        factories.make_comment(proposal=proposal, author=resident, status="waiting")
    as_resident.get("/plan/ring/mine/")  # warms what a visitor has warmed: session, content types
    with CaptureQueriesContext(connection) as queries:
        answer = as_resident.post(
            "/plan/ring/comment/", typed(shape='{"type":"Point","coordinates":[121.405,31.245]}'), headers=headers
        )
    assert answer.status_code == (200 if headers else 303)
    assert len(queries) <= most, "\n".join(query["sql"] for query in queries.captured_queries)


@pytest.mark.usefixtures("consultation")
@pytest.mark.parametrize("mine", [1, 12])
def test_the_box_takes_eight_queries_however_much_is_in_it(
    as_resident: Client, resident: User, proposal: Proposal, mine: int
) -> None:
    for _number in range(mine):
        factories.make_comment(proposal=proposal, author=resident, status="returned")
    as_resident.get("/plan/ring/mine/")
    with CaptureQueriesContext(connection) as queries:
        as_resident.get("/plan/ring/mine/")
    assert len(queries) <= 8, "\n".join(query["sql"] for query in queries.captured_queries)
