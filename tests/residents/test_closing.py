"""Closing an account: asked twice, done whole, and nothing of the person stays."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry

from residents import agreements, personal_data
from residents.closing import StaffCannotClose, close_account
from residents.models import Consent, Neighbourhood, Notice, NoticePreference, User
from residents.notices import notify
from residents.personal_data import PersonalData
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db

CLOSE = "/me/close/"
SURE = {"words": "keep", "confirm": "注销"}


@pytest.fixture
def resident() -> User:
    user = make_user("apo", display_name="枫桥边的阿婆", email="apo@example.org")
    user.phone_cipher, user.phone_hash, user.phone_verified = "cipher-of-13911112222", "hash-of-it", True
    user.neighbourhood, user.neighbourhood_confirmed = Neighbourhood.objects.get(name="枫杨园"), True
    user.first_name, user.last_name = "阿", "婆"
    user.save()
    EmailAddress.objects.create(user=user, email="apo@example.org", verified=True)
    return user


@pytest.fixture
def as_resident(client: Client, resident: User) -> Client:
    client.force_login(resident)
    return client


def is_closed(user: User) -> bool:
    user.refresh_from_db()
    return user.closed_at is not None


# ── asking ──────────────────────────────────────────────────────────────────────


def test_the_page_explains_and_offers_to_take_all_away_first(as_resident: Client) -> None:
    answer = as_resident.get(CLOSE)
    page = answer.content.decode()
    assert all(
        words in page for words in ("不能恢复", "已注销用户", "一律撤回", "支持仍计在人数里", 'href="/me/export/"')
    )
    assert "no-store" in answer["Cache-Control"]
    assert "checked" not in page  # nobody chooses for them


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        pytest.param({"words": "keep"}, "confirm", id="not_confirmed"),
        pytest.param({"words": "keep", "confirm": "好"}, "confirm", id="wrong_word"),
        pytest.param({"words": "keep", "confirm": "注销吧"}, "confirm", id="more_than_the_word"),
        pytest.param({"words": "keep", "confirm": "注" * 30}, "confirm", id="too_long"),
        pytest.param({"confirm": "注销"}, "words", id="no_choice"),
        pytest.param({"words": "burn", "confirm": "注销"}, "words", id="no_such_choice"),
    ],
)
def test_without_a_choice_and_the_word_nothing_happens(
    as_resident: Client, resident: User, typed: dict[str, str], field: str
) -> None:
    answer = as_resident.post(CLOSE, typed)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert 'role="alert"' in answer.content.decode()
    assert not is_closed(resident)


def test_what_was_chosen_stays_chosen_after_a_wrong_word(as_resident: Client) -> None:
    page = as_resident.post(CLOSE, {"words": "erase", "confirm": "好"}).content.decode()
    assert 'value="erase"' in page
    assert page.count(" checked") == 1


@pytest.mark.parametrize("typed", ["注销", " 注销 ", "“注销”"])
def test_the_word_is_taken_with_what_people_type_around_it(as_resident: Client, resident: User, typed: str) -> None:
    answer = as_resident.post(CLOSE, {"words": "keep", "confirm": typed})
    assert (answer.status_code, answer["Location"]) == (303, "/me/closed/?keep")
    assert is_closed(resident)


def test_a_token_that_is_too_old_closes_nothing(resident: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(resident)
    assert client.post(CLOSE, SURE).status_code == 403
    assert not is_closed(resident)


def test_a_stranger_closes_nothing(client: Client, resident: User) -> None:
    assert client.post(CLOSE, SURE)["Location"] == "/accounts/login/?next=/me/close/"
    assert not is_closed(resident)


def test_looking_closes_nothing(as_resident: Client, resident: User) -> None:
    as_resident.get(CLOSE, SURE)
    assert not is_closed(resident)


# ── who has an office ───────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "office",
    [{"groups": ("moderator",)}, {"groups": ("desk",)}, {"is_superuser": True}, {"is_staff": True}],
    ids=["moderator", "desk", "superuser", "staff"],
)
def test_who_has_an_office_is_told_what_to_do_and_stays(client: Client, office: dict[str, Any]) -> None:
    colleague = make_user("colleague", **office)
    client.force_login(colleague)
    page = client.get(CLOSE).content.decode()
    assert "请先让管理员取消您的岗位" in page
    assert "注销我的账号" not in page
    assert client.post(CLOSE, SURE).status_code == 403
    assert not is_closed(colleague)
    with pytest.raises(StaffCannotClose):
        close_account(user=colleague, erase=True)


def test_who_gave_the_office_back_can_close(client: Client) -> None:
    colleague = make_user("colleague", groups=("moderator",))
    colleague.groups.clear()
    client.force_login(colleague)
    client.post(CLOSE, SURE)
    assert is_closed(colleague)


# ── what is gone ────────────────────────────────────────────────────────────────


def test_what_identifies_a_person_is_gone(resident: User) -> None:
    before = resident.username
    close_account(user=resident, erase=False)
    resident.refresh_from_db()
    assert (resident.display_name, resident.email, resident.first_name, resident.last_name) == ("", "", "", "")
    assert (resident.phone_cipher, resident.phone_hash, resident.phone_verified) == ("", None, False)
    assert (resident.neighbourhood, resident.neighbourhood_confirmed) == (None, False)
    assert (resident.is_active, resident.last_login, resident.has_usable_password()) == (False, None, False)
    assert resident.username not in ("", before)
    assert not EmailAddress.objects.exists()


def test_they_are_called_closed_everywhere(resident: User) -> None:
    close_account(user=resident, erase=False)
    assert str(resident) == resident.get_full_name() == resident.get_short_name() == "已注销用户"


def test_rights_that_were_left_are_gone(resident: User) -> None:
    resident.groups.add(Group.objects.create(name="readers"))
    close_account(user=resident, erase=False)
    assert not resident.groups.exists()


def test_notices_and_preferences_are_gone_and_consents_ended(resident: User) -> None:
    agreements.agree(user=resident, versions={"privacy": "1", "terms": "1"})
    notify(user=resident, kind="decision", title="您的意见已发布", url="/plan/")
    NoticePreference.objects.create(user=resident, category="followed")
    close_account(user=resident, erase=False)
    assert not Notice.objects.exists()
    assert not NoticePreference.objects.exists()
    assert Consent.objects.filter(withdrawn_at=None).count() == 0
    assert Consent.objects.count() == 2


def test_nobody_elses_things_are_touched(resident: User) -> None:
    other = make_user("other", email="other@example.org")
    EmailAddress.objects.create(user=other, email="other@example.org")
    notify(user=other, kind="decision", title="您的意见已发布", url="/plan/")
    close_account(user=resident, erase=True)
    other.refresh_from_db()
    assert (other.email, other.is_active, other.notices.count()) == ("other@example.org", True, 1)
    assert EmailAddress.objects.get().user == other


def test_the_back_office_log_no_longer_names_them(resident: User) -> None:
    chief = make_user("chief", is_superuser=True)
    ModelLogEntry.objects.log_action(resident, "wagtail.edit", user=chief, title=str(resident))
    close_account(user=resident, erase=False)
    assert ModelLogEntry.objects.get().label == ""


def remember(*args: Any) -> None:
    from residents.letters import send_letter

    DBTaskResult.objects.create(
        task_path=send_letter.module_path, args_kwargs={"args": list(args), "kwargs": {}}, backend_name="default"
    )


def test_the_worker_forgets_letters_to_them_and_keeps_others(resident: User) -> None:
    remember("请确认您的邮箱", "阿婆您好", "apo@example.org")
    remember("请确认您的邮箱", "您好", "other@example.org")
    close_account(user=resident, erase=False)
    assert [result.args_kwargs["args"][2] for result in DBTaskResult.objects.all()] == ["other@example.org"]


# ── signing in again ────────────────────────────────────────────────────────────


def test_every_device_is_signed_out_and_its_session_gone(as_resident: Client, resident: User) -> None:
    phone, neighbour = Client(), Client()
    phone.force_login(resident)
    neighbour.force_login(make_user("other"))
    assert as_resident.post(CLOSE, SURE, follow=True).status_code == 200
    for client in (as_resident, phone):
        assert client.get("/me/")["Location"] == "/accounts/login/?next=/me/"
    assert neighbour.get("/me/").status_code == 200
    owners = [session.get_decoded().get("_auth_user_id") for session in Session.objects.all()]
    assert str(resident.pk) not in owners


@pytest.mark.parametrize("credentials", [{"username": "apo"}, {"email": "apo@example.org"}], ids=["name", "address"])
def test_nobody_signs_in_any_more(resident: User, credentials: dict[str, str]) -> None:
    close_account(user=resident, erase=False)
    assert authenticate(None, password=PASSWORD, **credentials) is None


def test_the_same_address_can_begin_anew(client: Client, resident: User) -> None:
    from tests.residents.forms_typed import signup_typed

    close_account(user=resident, erase=False)
    client.post("/accounts/signup/", signup_typed())
    assert User.objects.filter(email="apo@example.org").count() == 1


def test_afterwards_a_page_says_what_was_done(client: Client) -> None:
    assert "已注销用户" in client.get("/me/closed/?keep").content.decode()
    assert "内容已删除" in client.get("/me/closed/?erase").content.decode()


# ── whole or not at all ─────────────────────────────────────────────────────────


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> list[tuple[User, bool]]:
    """What a room that registers is asked."""
    asked: list[tuple[User, bool]] = []
    monkeypatch.setattr(personal_data, "_registry", dict(personal_data._registry))
    personal_data.register(PersonalData(name="things", close=lambda user, erase: asked.append((user, erase))))
    return asked


@pytest.mark.parametrize("erase", [True, False])
def test_every_room_does_its_part_and_hears_what_was_chosen(
    resident: User, rooms: list[tuple[User, bool]], erase: bool
) -> None:
    close_account(user=resident, erase=erase)
    assert rooms == [(resident, erase)]


def test_closing_twice_changes_nothing(resident: User, rooms: list[tuple[User, bool]]) -> None:
    close_account(user=resident, erase=False)
    first = resident.closed_at
    close_account(user=resident, erase=True)
    resident.refresh_from_db()
    assert (resident.closed_at, len(rooms)) == (first, 1)


def test_a_room_that_fails_leaves_the_account_as_it_was(resident: User, rooms: list[tuple[User, bool]]) -> None:
    def fail(user: User, erase: bool) -> None:
        raise RuntimeError("the disk is full")

    personal_data.register(PersonalData(name="broken", close=fail))
    notify(user=resident, kind="decision", title="您的意见已发布", url="/plan/")
    with pytest.raises(RuntimeError):
        close_account(user=resident, erase=True)
    resident.refresh_from_db()
    assert (resident.display_name, resident.is_active) == ("枫桥边的阿婆", True)
    assert Notice.objects.count() == 1


def test_closing_with_many_notices_takes_as_many_queries_as_with_one() -> None:
    counted = []
    for amount in (1, 30):
        user = make_user()
        Notice.objects.bulk_create(Notice(user=user, kind="decision", title="一", url="/") for _ in range(amount))
        with CaptureQueriesContext(connection) as queries:
            close_account(user=user, erase=True)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 60
