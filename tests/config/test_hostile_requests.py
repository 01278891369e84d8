"""Requests that nobody sends by accident: each gets an answer, none a server error, none a cookie."""

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from maps.consultation.models import Comment
from maps.plan.models import Proposal
from media.models import Picture
from residents.names import tidy, validate_display_name
from tests.cms.site_tree import make_article, make_home, make_picture
from tests.factories import make_comment, make_consultation, make_proposal, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("cookie", ["csrftoken=x", "csrftoken=" + "é" * 32, "csrftoken=; sessionid=x"])
def test_a_spoilt_token_sets_no_cookie_on_a_public_page(cookie: str) -> None:
    make_proposal(slug="ring")
    spoilt = Client().get("/plan/", headers={"Cookie": cookie})
    plain = Client().get("/plan/")
    assert not spoilt.cookies
    assert (spoilt.content, spoilt.get("Vary")) == (plain.content, plain.get("Vary"))
    assert spoilt["Cache-Control"] == plain["Cache-Control"]


def test_a_spoilt_token_lets_nobody_in_and_a_form_renews_it() -> None:
    client = Client(enforce_csrf_checks=True, headers={"Cookie": "csrftoken=x"})
    typed = {"login": "somebody", "password": "x", "csrfmiddlewaretoken": "x"}
    assert client.post("/accounts/login/", typed).status_code == 403
    assert "csrftoken" in client.get("/accounts/login/").cookies


def test_a_login_of_fifty_thousand_letters_is_a_mistake_and_no_fault(client: Client) -> None:
    answer = client.post("/accounts/login/", {"login": "a" * 50_100, "password": "x"})
    assert answer.status_code == 200
    assert "太长了" in answer.content.decode()


@pytest.mark.parametrize("charset", ["latin-1", "utf-7", "gbk"])
def test_a_body_in_a_strange_charset_is_refused(charset: str) -> None:
    client = Client(enforce_csrf_checks=True)
    token = client.get("/accounts/login/").cookies["csrftoken"].value
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    answer = client.post("/accounts/login/", b"login=a", content_type=kind, headers={"X-CSRFToken": token})
    assert answer.status_code == 400


def test_a_document_of_a_number_that_is_none_is_not_found(client: Client) -> None:
    assert client.get(f"/documents/{'9' * 4301}/x.pdf").status_code == 404


def test_a_page_is_read_and_nothing_else(client: Client) -> None:
    article = make_article()
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(article.address).status_code == 405


@pytest.mark.parametrize(
    "name", ["曹杨街\u3164道办", "街\u1160道", "管\u3164理员", "\u3164\u3164\u3164", "аdmin", "ａdmіn"], ids=ascii
)
def test_a_name_that_only_looks_like_another_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        validate_display_name(tidy(name))


@pytest.mark.parametrize("name", ["枫桥边的阿婆", "Анна", "Ελένη", "三楼 Lin"])
def test_a_name_of_any_script_is_a_name(name: str) -> None:
    validate_display_name(tidy(name))


def test_what_comments_stand_on_is_not_deleted_and_the_planner_is_told_why() -> None:
    comment = make_comment()
    client = Client()
    client.force_login(make_user(groups=("planner",)))
    address = reverse(Proposal.snippet_viewset.get_url_name("delete"), args=(comment.proposal_id,))
    answer = client.post(address, follow=True)
    assert answer.status_code == 200
    assert "没有删除" in answer.content.decode()
    assert Proposal.objects.filter(pk=comment.proposal_id).exists()


@pytest.mark.parametrize("group", ["writer", "planner"])
def test_who_only_writes_changes_no_picture_of_others(group: str) -> None:
    make_home()
    picture = make_picture(alt="原来的图")
    client = Client()
    client.force_login(make_user(groups=(group,)))
    client.post(reverse("wagtailimages:edit", args=(picture.pk,)), {"title": "换掉", "alt": "换掉"})
    client.post(reverse("wagtailimages:delete", args=(picture.pk,)))
    assert Picture.objects.get().alt == "原来的图"
    assert Permission.objects.filter(group__name=group, codename="change_image").count() == 0


@pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
def test_a_comment_on_what_was_just_unpublished_is_refused_and_given_back(htmx: bool) -> None:
    ring = make_proposal(slug="ring", live=False)
    make_consultation(ring)
    client = Client()
    client.force_login(make_user())
    headers: dict[str, Any] = {"HX-Request": "true"} if htmx else {}
    typed = {"text": "写了很久的一段话。", "key": str(uuid.uuid4())}
    answer = client.post("/plan/ring/comment/", typed, headers=headers)
    assert answer.status_code == 409
    assert typed["text"] in answer.content.decode()
    assert not Comment.objects.exists()
    assert client.get("/plan/ring/comment/").status_code == 404
