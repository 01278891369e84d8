"""The page at the desk: who gets it, what it refuses, and that no text is lost on it."""

import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from maps.consultation.models import Comment, Consultation, Topic
from maps.plan.models import Proposal
from residents.models import User
from tests import factories
from tests.maps.at_the_desk import NAME, TEXT, make_desk, typed
from tests.media.hostile_photos import photo

pytestmark = pytest.mark.django_db

PAGE = "/plan/ring/comment/for/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def ring() -> Proposal:
    return factories.make_proposal(slug="ring", title="环浜步道")


@pytest.fixture(autouse=True)
def consultation(ring: Proposal) -> Consultation:
    return factories.make_consultation(ring)


@pytest.fixture
def desk() -> User:
    return make_desk()


@pytest.fixture
def as_desk(client: Client, desk: User) -> Client:
    client.force_login(desk)
    return client


# ── who gets it ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("groups", [(), ("moderator",), ("planner",), ("editor",)], ids=lambda g: "".join(g) or "none")
def test_for_others_the_page_does_not_exist(client: Client, groups: tuple[str, ...]) -> None:
    client.force_login(factories.make_user("somebody", groups=groups))
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, typed()).status_code == 404
    assert not Comment.objects.exists()
    assert "代邻居录入" not in client.get("/plan/ring/mine/").content.decode()


def test_a_stranger_is_led_to_sign_in_and_back(client: Client) -> None:
    answer = client.get(PAGE)
    assert (answer.status_code, answer["Location"]) == (
        302,
        "/accounts/login/?next=%2Fplan%2Fring%2Fcomment%2Ffor%2F",
    )


def test_an_expired_session_gives_the_text_back_and_it_is_there_after_signing_in(client: Client, desk: User) -> None:
    answer = client.post(PAGE, typed())
    assert answer.status_code == 401
    assert TEXT in answer.content.decode()
    assert "/accounts/login/?next=%2Fplan%2Fring%2Fcomment%2Ffor%2F" in answer.content.decode()
    client.force_login(desk)
    assert client.get(PAGE).context["form"]["text"].value() == TEXT
    assert TEXT not in client.get("/plan/ring/comment/").content.decode()


def test_the_desk_finds_the_way_in_its_own_part_of_the_proposals_page(as_desk: Client, desk: User) -> None:
    public, box = as_desk.get("/plan/ring/").content.decode(), as_desk.get("/plan/ring/mine/").content.decode()
    assert f'href="{PAGE}">代邻居录入</a>' in box
    assert "代邻居录入" not in public
    assert "代邻居录入" not in Client().get("/plan/ring/mine/").content.decode()


def test_for_a_reply_the_way_names_what_is_replied_to(as_desk: Client, ring: Proposal) -> None:
    said = factories.make_comment(proposal=ring)
    assert f'href="{PAGE}?to={said.pk}"' in as_desk.get(f"/plan/ring/comment/?to={said.pk}").content.decode()
    page = as_desk.get(f"{PAGE}?to={said.pk}")
    assert said.text in page.content.decode()
    as_desk.post(PAGE, typed(parent=said.pk))
    assert Comment.objects.get(text=TEXT).parent == said


@pytest.mark.parametrize("slug", ["nothing", "draft"])
def test_there_is_no_page_for_what_is_not_public(as_desk: Client, slug: str) -> None:
    factories.make_proposal(slug="draft", live=False)
    assert as_desk.get(f"/plan/{slug}/comment/for/").status_code == 404


# ── entering ────────────────────────────────────────────────────────────────────


def test_without_script_sending_leads_to_the_page_with_the_state_and_to_the_next_neighbour(as_desk: Client) -> None:
    answer = as_desk.post(PAGE, typed())
    comment = Comment.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"{PAGE}?sent={comment.pk}#mine-{comment.pk}")
    page = as_desk.get(answer["Location"]).content.decode()
    for words in ("已收到，正在审核", NAME, TEXT, "再录一条"):
        assert words in page
    assert f'data-accepted="{comment.key}"' in page


def test_with_htmx_the_box_answers(as_desk: Client) -> None:
    answer = as_desk.post(PAGE, typed(), headers=HTMX)
    assert answer.status_code == 200
    assert answer.content.lstrip().startswith(b"<comment-box")
    assert "已收到，正在审核" in answer.content.decode()


def test_the_page_is_personal_and_its_form_goes_back_to_it(as_desk: Client) -> None:
    answer = as_desk.get(PAGE)
    assert "no-store" in answer["Cache-Control"]
    assert f'action="{PAGE}"' in answer.content.decode()


def test_a_double_click_stores_it_once(as_desk: Client) -> None:
    assert [as_desk.post(PAGE, typed()).status_code for _click in range(2)] == [303, 303]
    assert Comment.objects.count() == 1


def test_a_used_key_for_another_name_gets_a_new_key(as_desk: Client) -> None:
    as_desk.post(PAGE, typed())
    answer = as_desk.post(PAGE, typed(display_name="兰溪路的李伯伯"))
    assert answer.status_code == 409
    assert Comment.objects.count() == 1
    as_desk.post(PAGE, typed(display_name="兰溪路的李伯伯", key=answer.context["form"]["key"].value()))
    assert set(Comment.objects.values_list("author__display_name", flat=True)) == {NAME, "兰溪路的李伯伯"}


def test_place_and_topic_and_photographs_come_with_it(
    as_desk: Client, ring: Proposal, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    topic = Topic.objects.create(plan=ring.plan, name="无障碍", slug="access")
    photos = [SimpleUploadedFile("a.jpg", photo(size=(40, 30)), "image/jpeg")]
    shape = '{"type":"Point","coordinates":[121.405,31.245]}'
    assert as_desk.post(PAGE, typed(shape=shape, topic=topic.pk, photos=photos)).status_code == 303
    comment = Comment.objects.get()
    assert (comment.shape, comment.topic) == (factories.INSIDE, topic)
    assert comment.photos.get().upload.owner == comment.author


def test_nothing_like_it_is_held_against_a_neighbour_who_stands_there(as_desk: Client, ring: Proposal) -> None:
    factories.make_comment(proposal=ring, text=TEXT)
    assert as_desk.post("/plan/ring/comment/", {"text": TEXT, "key": str(uuid.uuid4())}).status_code == 409
    assert as_desk.post(PAGE, typed()).status_code == 303


# ── taking back ─────────────────────────────────────────────────────────────────


def withdrawal(page: str) -> dict[str, str]:
    """Return what the form beside a comment in the box carries."""
    return dict(re.findall(r'<input type="hidden" name="(next)" value="([^"]+)">', page))


def test_taking_one_back_leaves_the_desk_at_its_own_form(as_desk: Client, desk: User, ring: Proposal) -> None:
    """Under the heading 代邻居录入 no form may stand that sends the next neighbour's words as the desk's own."""
    one, two = (factories.make_comment(proposal=ring, entered_by=desk, status="waiting") for _number in range(2))
    carried = withdrawal(as_desk.get(PAGE).content.decode())
    box = as_desk.post(f"/plan/ring/comment/{one.pk}/withdraw/", carried, headers=HTMX).content.decode()
    assert f'action="{PAGE}"' in box
    assert 'name="display_name"' in box
    assert as_desk.post(f"/plan/ring/comment/{two.pk}/withdraw/", carried)["Location"] == PAGE


def test_taking_one_back_in_ones_own_box_leaves_one_there(as_desk: Client, desk: User, ring: Proposal) -> None:
    comment = factories.make_comment(proposal=ring, entered_by=desk, status="waiting")
    carried = withdrawal(as_desk.get("/plan/ring/mine/").content.decode())
    box = as_desk.post(f"/plan/ring/comment/{comment.pk}/withdraw/", carried, headers=HTMX).content.decode()
    assert 'action="/plan/ring/comment/"' in box
    assert 'name="display_name"' not in box


# ── refused ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"display_name": ""}, "请填写。"),
        ({"display_name": "曹杨街道办事处"}, "显示名不能像单位或工作人员的名称，请换一个。"),
        ({"display_name": "王"}, "显示名至少要有两个字"),
        ({"neighbourhood": ""}, "请选一个居民区。"),
        ({"neighbourhood": "999999"}, "请选一个居民区。"),
        ({"agreed": ""}, "请先当面说明，邻居同意以后再提交。"),
        ({"text": "太短了"}, "请至少写 5 个字"),
        ({"shape": '{"type":"Point","coordinates":[121.42,31.245]}'}, "规划范围"),
        ({"key": ""}, "请再点一次"),
    ],
    ids=["no-name", "office", "short-name", "no-place", "unknown-place", "no-tick", "short", "outside", "no-key"],
)
def test_a_wrong_form_comes_back_with_what_was_typed(as_desk: Client, changes: dict[str, Any], says: str) -> None:
    answer = as_desk.post(PAGE, typed(**changes))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    form = answer.context["form"]
    assert form["text"].value() == changes.get("text", TEXT)
    assert form["display_name"].value() == changes.get("display_name", NAME)
    assert not Comment.objects.exists()
    assert not User.objects.filter(taken_in_by__isnull=False).exists()


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_consultation_that_closed_meanwhile_refuses_and_keeps_the_text(
    as_desk: Client, headers: dict[str, str]
) -> None:
    Consultation.objects.update(closes_at=timezone.now())
    answer = as_desk.post(PAGE, typed(), headers=headers)
    assert answer.status_code == 409
    for words in (TEXT, "现在不收意见", "截止"):
        assert words in answer.content.decode()
    assert not Comment.objects.exists()


def test_when_it_is_closed_there_is_a_sentence_and_no_form_and_no_way_to_it(as_desk: Client) -> None:
    Consultation.objects.update(closes_at=timezone.now())
    page = as_desk.get(PAGE).content.decode()
    assert "不再收意见" in page
    assert "<textarea" not in page
    assert "代邻居录入" not in as_desk.get("/plan/ring/mine/").content.decode()


def test_a_lost_token_gives_the_text_back(desk: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk)
    answer = client.post(PAGE, typed())
    assert answer.status_code == 403
    assert TEXT in answer.content.decode()


def test_the_page_takes_the_same_queries_however_much_was_entered(as_desk: Client, desk: User, ring: Proposal) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            as_desk.get(PAGE)
        return len(queries)

    factories.make_comment(proposal=ring, entered_by=desk, status="waiting")
    as_desk.get(PAGE)
    before = count()
    for _number in range(8):
        factories.make_comment(proposal=ring, entered_by=desk, status="waiting")
    assert count() == before
