"""The texts' public pages, and one's own page to agree and to take it back."""

from datetime import timedelta

import pytest
from django.test import Client, TestCase
from django.utils import timezone

from pagecache.pages import purged
from residents import agreements
from residents.models import Agreement, Consent, User
from tests.factories import make_user

pytestmark = pytest.mark.django_db

PRIVACY = "/me/agreements/privacy/"
MINE = "/me/agreements/"
AGREE = "/me/agreements/agree/"
WITHDRAW = "/me/agreements/withdraw/"
BOTH = {"privacy": "1", "terms": "1"}


@pytest.fixture
def resident(client: Client) -> User:
    """Somebody who agreed to what held before."""
    user = make_user("apo", agreed=False, display_name="阿婆")
    Consent.objects.create(user=user, text="privacy", version="0")
    client.force_login(user)
    return user


def second_version(*, days: int = 0, body: str = "# 新\n新的一句。") -> Agreement:
    begins = timezone.now() + timedelta(days=days)
    return Agreement.objects.create(name="privacy", version="2", body=body, in_force_from=begins)


# ── reading ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("path", "title"), [(PRIVACY, "个人信息说明"), ("/me/agreements/terms/", "用户协议")])
def test_a_text_is_public_and_may_be_kept(client: Client, path: str, title: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert f"<h1>{title}</h1>" in answer.content.decode()
    assert "public" in answer["Cache-Control"]
    assert answer["Cache-Tag"] == f"agreement:{path.split('/')[3]}"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_everyone_gets_the_same_bytes(client: Client, resident: User) -> None:
    mine = client.get(PRIVACY)
    assert mine.content == Client().get(PRIVACY).content
    assert "阿婆" not in mine.content.decode()


def test_the_newest_is_shown_and_the_one_before_is_linked(client: Client) -> None:
    second_version()
    page = client.get(PRIVACY).content.decode()
    assert "新的一句。" in page
    assert f'href="{PRIVACY}1/"' in page


def test_an_earlier_version_says_that_it_is_one(client: Client) -> None:
    second_version()
    page = client.get(f"{PRIVACY}1/").content.decode()
    assert "这是以前的版本" in page
    assert "示例文本" in page
    assert "以前的版本，现在不用了" not in client.get(f"{PRIVACY}2/").content.decode()


def test_what_is_to_come_is_not_shown_and_ends_the_copies_in_caches(client: Client) -> None:
    second_version(days=0, body="# 现在\n现在的。")
    coming = Agreement.objects.create(
        name="privacy", version="3", body="将来的。", in_force_from=timezone.now() + timedelta(seconds=20)
    )
    answer = client.get(PRIVACY)
    assert "将来的" not in answer.content.decode()
    assert client.get(f"{PRIVACY}{coming.version}/").status_code == 404
    seconds = int(answer["Cache-Control"].split("s-maxage=")[1].split(",")[0])
    assert seconds <= 20


@pytest.mark.parametrize("path", ["/me/agreements/other/", f"{PRIVACY}9/", "/me/agreements/agree/1/"])
def test_what_is_no_text_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_body_is_shown_as_text_and_never_as_markup(client: Client) -> None:
    second_version(body="# <b>题</b>\n<script>alert(1)</script>\n- <img src=x>")
    page = client.get(PRIVACY).content.decode()
    assert "<script>alert" not in page
    assert "&lt;img src=x&gt;" in page


def test_a_new_version_is_purged_from_the_caches() -> None:
    heard: list[frozenset[str]] = []

    def listen(tags: frozenset[str], **kwargs: object) -> None:
        heard.append(tags)

    purged.connect(listen)
    with TestCase.captureOnCommitCallbacks(execute=True):
        second_version()
    purged.disconnect(listen)
    assert frozenset({"agreement:privacy"}) in heard


# ── agreeing and taking back ────────────────────────────────────────────────────


def test_my_page_shows_what_is_missing_and_agrees_to_it(client: Client, resident: User) -> None:
    page = client.get(MINE)
    assert "您现在不能发言" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert client.post(AGREE, BOTH)["Location"] == MINE
    assert agreements.missing(resident) == []
    assert "您现在不能发言" not in client.get(MINE).content.decode()


def test_one_returns_to_where_one_was_writing(client: Client, resident: User) -> None:
    page = client.get(MINE, {"next": "/plan/ring/comment/"}).content.decode()
    assert '<input type="hidden" name="next" value="/plan/ring/comment/">' in page
    assert client.post(AGREE, BOTH | {"next": "/plan/ring/comment/"})["Location"] == "/plan/ring/comment/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere(client: Client, resident: User, elsewhere: str) -> None:
    assert client.post(AGREE, BOTH | {"next": elsewhere})["Location"] == MINE


def test_agreeing_on_a_page_that_stood_open_too_long_is_refused_and_shows_the_new_text(
    client: Client, resident: User
) -> None:
    second_version()
    answer = client.post(AGREE, BOTH)
    assert answer.status_code == 409
    assert "刚刚有了新的版本" in answer.content.decode()
    assert '<input type="hidden" name="privacy" value="2">' in answer.content.decode()
    assert not Consent.objects.exclude(version="0").exists()


def test_who_never_agreed_is_asked_for_their_age_first(client: Client) -> None:
    client.force_login(make_user(agreed=False))
    page = client.get(MINE, {"next": "/plan/"}).content.decode()
    assert 'href="/me/welcome/?next=/plan/"' in page
    assert f'action="{AGREE}"' not in page
    assert client.post(AGREE, BOTH | {"next": "/plan/"})["Location"] == "/me/welcome/?next=%2Fplan%2F"
    assert not Consent.objects.exists()


def test_agreeing_to_nothing_is_refused(client: Client, resident: User) -> None:
    assert client.post(AGREE, {"other": "1"}).status_code == 422


def test_taking_back_says_what_follows(client: Client, resident: User) -> None:
    agreements.agree(user=resident, versions=BOTH)
    answer = client.post(WITHDRAW, {"name": "privacy"}, follow=True)
    page = answer.content.decode()
    assert "您现在不能发言，以前的意见不受影响" in page
    assert "已撤回" in page
    assert [text.name for text in agreements.missing(resident)] == ["privacy"]


def test_my_own_page_says_that_i_cannot_write(client: Client, resident: User) -> None:
    assert "发言之前，请先看过并同意：个人信息说明、用户协议。" in client.get("/me/").content.decode()
    agreements.agree(user=resident, versions=BOTH)
    assert "发言之前" not in client.get("/me/").content.decode()


def test_a_text_that_is_none_is_not_taken_back(client: Client, resident: User) -> None:
    agreements.agree(user=resident, versions=BOTH)
    assert client.post(WITHDRAW, {"name": "other"}).status_code == 422
    assert agreements.missing(resident) == []


@pytest.mark.parametrize("path", [AGREE, WITHDRAW])
def test_by_get_nothing_changes(client: Client, resident: User, path: str) -> None:
    assert client.get(path).status_code == 405


@pytest.mark.parametrize("path", [MINE, AGREE, WITHDRAW])
def test_a_stranger_is_asked_to_sign_in(path: str) -> None:
    client = Client()
    answer = client.post(path, BOTH) if path != MINE else client.get(path)
    assert answer["Location"].startswith("/accounts/login/")
    assert not Consent.objects.exists()


def test_a_form_without_its_token_is_refused(resident: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(resident)
    assert client.post(AGREE, BOTH).status_code == 403
    assert not Consent.objects.exclude(version="0").exists()
