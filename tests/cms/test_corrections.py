"""找错: anyone may say what is wrong, nothing is kept of who said it, and editors settle it."""

from typing import Any

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from cms.models import Correction
from tests.cms.site_tree import make_article, make_home, read
from tests.factories import make_proposal, make_user

pytestmark = pytest.mark.django_db

WRONG = "第二段的“五日”应该是“六日”。"
HOURLY = 10


def send(client: Client | None = None, **typed: str) -> Any:
    return (client or Client()).post("/correction/", {"page": "/news/", "text": WRONG, "website": ""} | typed)


def as_(group: str) -> Client:
    client = Client()
    client.force_login(make_user(groups=(group,)))
    return client


def test_a_stranger_reports_what_is_wrong_on_a_page() -> None:
    article = make_article()
    assert f'href="/correction/?page={article.address}"' in read(article.address).split("</article>")[0]
    form = Client().get("/correction/", {"page": article.address}).content.decode()
    assert f'<a href="{article.address}">' in form
    answer = send(page=article.address)
    assert (answer.status_code, answer["Location"]) == (303, "/correction/sent/")
    kept = Correction.objects.get()
    assert (kept.page, kept.text, kept.state) == (article.address, WRONG, "new")


def test_the_page_of_a_proposal_and_every_footer_lead_to_the_form() -> None:
    make_home()
    proposal = make_proposal()
    path = proposal.get_absolute_url()
    assert f'/correction/?page={path}"' in read(path).split("</main>")[0]
    assert '/correction/?page=/glossary/"' in read("/glossary/").split("<footer")[1]


@pytest.mark.parametrize("path", ["/me/letters/off/a-signed-link/", "/accounts/login/", "/admin/pages/3/"])
def test_the_address_of_a_page_that_is_somebodys_own_is_not_taken_over(path: str) -> None:
    """It may hold a signed link, which is nothing for the editors."""
    make_home()
    send(page=path)
    assert Correction.objects.get().page == ""


def test_the_footer_of_a_page_of_ones_own_leads_to_the_form_without_its_address() -> None:
    make_home()
    footer = Client().get("/accounts/login/").content.decode().split("<footer")[1]
    assert 'href="/correction/"' in footer


def test_nothing_of_who_sent_it_is_kept() -> None:
    make_home()
    send(as_("writer"))
    for name in ("author", "user", "contact", "email", "phone", "address", "ip"):
        with pytest.raises(FieldDoesNotExist):
            Correction._meta.get_field(name)
    assert Correction.objects.get().settled_by is None


def test_the_form_is_stored_nowhere_and_asks_for_a_token() -> None:
    make_home()
    answer = Client().get("/correction/")
    assert "no-store" in answer["Cache-Control"]
    assert "csrfmiddlewaretoken" in answer.content.decode()
    assert send(Client(enforce_csrf_checks=True)).status_code == 403
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", "请写明哪里不对", id="empty"),
        pytest.param(" \n ", "请写明哪里不对", id="blank"),
        pytest.param("错" * 1001, "写了 1001 个字", id="too_long"),
    ],
)
def test_what_is_refused_is_said_and_given_back(text: str, said: str) -> None:
    make_home()
    answer = send(text=text)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert text.strip() in page
    assert 'value="/news/"' in page
    assert not Correction.objects.exists()


def test_a_thousand_characters_are_kept() -> None:
    make_home()
    assert send(text="错" * 1000).status_code == 303
    assert len(Correction.objects.get().text) == 1000


@pytest.mark.parametrize(
    "page",
    [
        "https://evil.example/",
        "//evil.example/",
        "javascript:alert(1)",
        "/" + "x" * 200,
        "/\\evil.example",
        "no-path-of-ours",
    ],
)
def test_an_address_that_is_none_of_ours_is_not_taken_over(page: str) -> None:
    make_home()
    assert (
        page not in Client().get("/correction/", {"page": page}).content.decode().split("<main")[1].split("</main>")[0]
    )
    send(page=page)
    assert (Correction.objects.get().page, Correction.objects.get().text) == ("", WRONG)


def test_a_machine_that_fills_in_the_trap_is_thanked_and_stores_nothing() -> None:
    make_home()
    assert send(website="http://spam.example/")["Location"] == "/correction/sent/"
    assert not Correction.objects.exists()


def test_the_eleventh_within_an_hour_is_refused_with_its_text() -> None:
    make_home()
    for _time in range(HOURLY):
        assert send().status_code == 303
    answer = send()
    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
    assert WRONG in answer.content.decode()
    assert Correction.objects.count() == HOURLY


def test_one_address_does_not_use_up_what_another_may_send() -> None:
    make_home()
    for _time in range(HOURLY + 1):
        send(Client(REMOTE_ADDR="192.0.2.1"))
    assert send(Client(REMOTE_ADDR="192.0.2.2")).status_code == 303


@pytest.mark.parametrize(
    ("group", "may"), [("editor", True), ("admin", True), ("writer", False), ("moderator", False), ("planner", False)]
)
def test_who_reads_and_settles_corrections(group: str, may: bool) -> None:
    row = Correction.objects.create(page="/news/", text=WRONG)
    client = as_(group)
    assert ("/admin/corrections/" in client.get("/admin/").content.decode()) is may
    assert (WRONG in client.get("/admin/corrections/").content.decode()) is may
    client.post(f"/admin/corrections/edit/{row.pk}/", {"state": "done", "note": "已改成六日。"})
    row.refresh_from_db()
    assert (row.state == "done") is may
    assert (row.settled_at is not None) is may
    assert (row.settled_by is not None) is may


def test_what_is_opened_again_waits_as_if_new() -> None:
    row = Correction.objects.create(page="/news/", text=WRONG)
    client = as_("editor")
    for state in ("done", "new"):
        client.post(f"/admin/corrections/edit/{row.pk}/", {"state": state, "note": ""})
    row.refresh_from_db()
    assert (row.state, row.settled_at, row.settled_by) == ("new", None, None)


def test_declining_needs_a_reason() -> None:
    row = Correction.objects.create(page="/news/", text=WRONG)
    client = as_("editor")
    assert "请写明理由" in client.post(f"/admin/corrections/edit/{row.pk}/", {"state": "declined"}).content.decode()
    row.refresh_from_db()
    assert row.state == "new"
    client.post(f"/admin/corrections/edit/{row.pk}/", {"state": "declined", "note": "原报如此。"})
    row.refresh_from_db()
    assert row.state == "declined"


def test_nobody_adds_a_correction_in_the_back_office_and_no_text_is_reworded() -> None:
    row = Correction.objects.create(page="/news/", text=WRONG)
    client = as_("admin")
    assert client.post("/admin/corrections/new/", {"state": "new", "note": "x"}).status_code == 302
    client.post(f"/admin/corrections/edit/{row.pk}/", {"state": "done", "note": "", "text": "别的"})
    assert list(Correction.objects.values_list("text", flat=True)) == [WRONG]


@pytest.mark.parametrize("values", [{"state": "done"}, {"state": "new", "settled_at": timezone.now()}])
def test_a_state_without_its_day_cannot_be_stored(values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        Correction.objects.create(text=WRONG, **values)
