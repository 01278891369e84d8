"""Agreeing with a comment: once each, not with oneself, as long as it may be, and back again."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from maps.consultation import services
from maps.consultation.errors import NotReady, OwnSupport, SupportClosed
from maps.consultation.models import Comment, Consultation, Support
from residents.models import User
from tests import factories

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}


@pytest.fixture
def comment() -> Comment:
    return factories.make_comment(proposal=factories.make_proposal(slug="ring"))


def address(comment: Comment) -> str:
    return f"/plan/ring/comments/{comment.pk}/support/"


def count(comment: Comment) -> int:
    comment.refresh_from_db()
    return comment.support_count


def test_support_counts_once_however_often_it_is_given(comment: Comment, resident: User) -> None:
    for _twice in range(2):
        services.support(comment_id=comment.pk, user=resident)
    services.support(comment_id=comment.pk, user=factories.make_user())
    assert (count(comment), Support.objects.count()) == (2, 2)


def test_support_is_taken_back_once_however_often_that_is_asked(comment: Comment, resident: User) -> None:
    services.support(comment_id=comment.pk, user=factories.make_user())
    services.support(comment_id=comment.pk, user=resident)
    for _twice in range(2):
        services.take_back_support(comment_id=comment.pk, user=resident)
    assert (count(comment), Support.objects.count()) == (1, 1)


def test_nobody_supports_themselves(comment: Comment) -> None:
    with pytest.raises(OwnSupport):
        services.support(comment_id=comment.pk, user=comment.author)
    assert count(comment) == 0


@pytest.mark.parametrize("status", ["waiting", "returned", "hidden", "withdrawn"])
def test_only_what_is_published_is_supported(comment: Comment, resident: User, status: str) -> None:
    Comment.objects.update(status=status)
    with pytest.raises(SupportClosed):
        services.support(comment_id=comment.pk, user=resident)
    assert count(comment) == 0


@pytest.mark.parametrize(
    "change",
    [{"may_support": False}, {"closes_at": timezone.now() - timedelta(seconds=1)}],
    ids=["not-allowed", "over"],
)
def test_only_while_the_consultation_allows_it(comment: Comment, resident: User, change: dict[str, Any]) -> None:
    services.support(comment_id=comment.pk, user=resident)
    Consultation.objects.update(**change)
    with pytest.raises(SupportClosed):
        services.support(comment_id=comment.pk, user=factories.make_user())
    services.take_back_support(comment_id=comment.pk, user=resident)
    assert count(comment) == 0


# ── over HTTP ───────────────────────────────────────────────────────────────────


def test_the_button_in_the_thread_answers_with_the_new_count(as_resident: Client, comment: Comment) -> None:
    given = as_resident.post(address(comment), headers=JSON)
    assert given.json() == {"count": 1, "supported": True}
    assert as_resident.get("/plan/ring/supports.json").json()["supported"] == [comment.pk]
    back = as_resident.post(address(comment), {"undo": "1"}, headers=JSON)
    assert back.json() == {"count": 0, "supported": False}
    assert as_resident.get("/plan/ring/supports.json").json()["supported"] == []


def test_a_refusal_says_why_in_both_ways(as_resident: Client, comment: Comment, resident: User) -> None:
    Comment.objects.update(author=resident)
    refused = as_resident.post(address(comment), headers=JSON)
    assert (refused.status_code, refused.json()) == (409, {"detail": "这是您自己的意见，请让别人来支持。"})
    page = as_resident.post(address(comment))
    assert page.status_code == 409
    assert "这是您自己的意见" in page.content.decode()


def test_without_script_there_is_a_page_with_one_button(as_resident: Client, comment: Comment) -> None:
    page = as_resident.get(address(comment)).content.decode()
    assert comment.text in page
    assert re.search(r"<button>\s*支持\s*</button>", page)
    answer = as_resident.post(address(comment))
    assert (answer.status_code, answer["Location"]) == (302, comment.get_absolute_url())
    assert "不再支持" in as_resident.get(address(comment)).content.decode()
    as_resident.post(address(comment), {"undo": "1"})
    assert count(comment) == 0


def test_asking_never_supports(as_resident: Client, comment: Comment) -> None:
    as_resident.get(address(comment))
    assert count(comment) == 0


def test_a_stranger_is_shown_the_way_in_and_nothing_personal(client: Client, comment: Comment) -> None:
    assert client.get("/plan/ring/supports.json").json() == {}
    assert (
        client.get("/plan/ring/supports.json")["Cache-Control"]
        == "max-age=0, no-cache, no-store, must-revalidate, private"
    )
    asked = client.post(address(comment), headers=JSON)
    assert asked.status_code == 401
    assert asked.json()["sign_in"].startswith("/accounts/login/?next=")
    assert client.post(address(comment)).status_code == 302
    assert count(comment) == 0


def test_who_has_only_come_in_is_led_to_what_is_missing_first(client: Client, comment: Comment) -> None:
    """An address nobody confirmed, or a number without a name, costs nothing: a hundred of them would count."""
    newcomer = factories.make_user(phone_verified=False)
    client.force_login(newcomer)
    way = f"/me/welcome/?next={quote(address(comment), safe='')}"
    asked = client.post(address(comment), headers=JSON)
    assert (asked.status_code, asked.json()) == (403, {"sign_in": way})
    assert client.post(address(comment))["Location"] == way
    assert count(comment) == 0
    with pytest.raises(NotReady):
        services.support(comment_id=comment.pk, user=newcomer)


def test_without_its_token_a_request_from_elsewhere_counts_nothing(comment: Comment, resident: User) -> None:
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(resident)
    assert forged.post(address(comment), headers=JSON).status_code == 403
    token = forged.get("/plan/ring/supports.json").json()["token"]
    assert forged.post(address(comment), headers=JSON | {"X-CSRFToken": token}).status_code == 200


@pytest.mark.parametrize("status", ["waiting", "hidden"])
def test_what_is_not_public_has_no_such_page(as_resident: Client, comment: Comment, status: str) -> None:
    Comment.objects.update(status=status)
    assert as_resident.get(address(comment)).status_code == 404
    assert as_resident.post(address(comment)).status_code == 404
