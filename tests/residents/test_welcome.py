"""What is asked of somebody who has just come in: a name, a place, their age, and the texts in force."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone

from residents import services, welcoming
from residents.models import Agreement, Consent, Neighbourhood, User
from tests.factories import make_user
from tests.residents.by_phone import ask, enter, make_phone_user, make_unproved, newest
from tests.residents.forms_typed import BOX, TICKED, login_typed

pytestmark = pytest.mark.django_db
WELCOME = "/me/welcome/"


def typed(**changed: str) -> dict[str, str]:
    return {"display_name": "环浜边的人", "neighbourhood": "", "next": BOX} | TICKED | changed


def newcomer(client: Client) -> User:
    user = make_unproved()
    User.objects.filter(pk=user.pk).update(phone_verified=True)
    client.force_login(user)
    return User.objects.get(pk=user.pk)


def new_version() -> None:
    Agreement.objects.create(name="privacy", version="2", body="新的说明。", in_force_from=timezone.now())


# ── the way there ───────────────────────────────────────────────────────────────


def test_a_new_number_is_asked_first_and_then_returns_to_the_comment_box(client: Client, sent: list[Any]) -> None:
    ask(client, next=BOX)
    onward = enter(client, newest(), next=BOX)["Location"]
    assert onward == f"{WELCOME}?next=%2Fplan%2Fring%2F%3Ftheme%3Dgreen%23my-comments"
    assert f'name="next" value="{BOX}"' in client.get(onward).content.decode()
    assert client.post(WELCOME, typed())["Location"] == BOX


def test_who_has_said_everything_goes_straight_on(client: Client, sent: list[Any]) -> None:
    make_phone_user()
    ask(client, next=BOX)
    assert enter(client, newest(), next=BOX)["Location"] == BOX


def test_who_has_not_agreed_to_a_new_version_is_asked_by_password_too(client: Client) -> None:
    make_user("apo")
    new_version()
    assert (
        client.post("/accounts/login/", login_typed("apo", next="/plan/"))["Location"] == f"{WELCOME}?next=%2Fplan%2F"
    )
    page = client.get(WELCOME).content.decode()
    assert 'value="apo 显示名"' in page
    assert "agree_privacy" in page
    assert "agree_terms" not in page


def test_the_office_goes_on_to_its_work(client: Client) -> None:
    make_user("moderator", groups=("moderator",), agreed=False)
    assert client.post("/accounts/login/", login_typed("moderator", next="/admin/"))["Location"] == "/admin/"


def test_until_then_one_may_read_and_sign_out(client: Client) -> None:
    newcomer(client)
    for path in ("/plan/", "/me/", "/me/state/", "/me/agreements/privacy/"):
        assert client.get(path).status_code in (200, 404)
    assert "退出登录" in client.get(WELCOME).content.decode()
    assert client.post("/accounts/logout/").status_code == 302


def test_a_made_up_name_is_shown_to_nobody_while_there_is_no_other(client: Client) -> None:
    user = newcomer(client)
    for path in ("/me/", "/me/state/", WELCOME):
        assert user.username not in client.get(path).content.decode()


def test_a_stranger_is_led_to_the_door(client: Client) -> None:
    assert client.get(WELCOME)["Location"].startswith("/accounts/login/")
    assert client.post(WELCOME, typed())["Location"].startswith("/accounts/login/")


def test_who_comes_again_has_nothing_to_say(client: Client) -> None:
    client.force_login(make_user())
    assert client.get(f"{WELCOME}?next=/plan/")["Location"] == "/plan/"
    assert client.get(f"{WELCOME}?next=https://evil.example/")["Location"] == "/me/"


# ── and who has proved nothing yet ──────────────────────────────────────────────


@pytest.mark.parametrize(
    ("sender", "proof"), [(True, "/me/phone/"), (False, "/accounts/email/")], ids=["by_number", "by_address"]
)
def test_who_lacks_only_a_proof_is_led_to_where_one_proves_something(
    client: Client, settings: Any, sender: bool, proof: str
) -> None:
    if not sender:
        settings.SMS_SENDER = ""
    client.force_login(make_user(phone_verified=False))
    assert client.get(f"{WELCOME}?next=/plan/")["Location"] == f"{proof}?next=%2Fplan%2F"
    assert client.get(f"{WELCOME}?next=https://evil.example/")["Location"] == proof


def test_who_lacks_a_proof_as_well_is_led_there_next(client: Client) -> None:
    client.force_login(make_user(agreed=False, phone_verified=False))
    assert client.post(WELCOME, typed(next="/plan/"))["Location"] == "/me/phone/?next=%2Fplan%2F"


# ── saying it ───────────────────────────────────────────────────────────────────


def test_name_place_and_consent_are_kept(client: Client) -> None:
    user, place = newcomer(client), Neighbourhood.objects.get(name="枫杨园")
    client.post(WELCOME, typed(display_name=" 枫桥边的　阿婆 ", neighbourhood=str(place.pk)))
    user.refresh_from_db()
    assert (user.display_name, user.neighbourhood, user.neighbourhood_confirmed) == ("枫桥边的 阿婆", place, False)
    given = Consent.objects.filter(user=user, withdrawn_at=None).values_list("text", "version")
    assert set(given) == {("privacy", "1"), ("terms", "1")}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        pytest.param({"display_name": ""}, "请填写", id="no_name"),
        pytest.param({"display_name": "街 道 办"}, "不能像单位", id="office"),
        pytest.param({"display_name": "居委會小王"}, "不能像单位", id="office_traditional"),
        pytest.param({"display_name": "阿"}, "至少要有两个字", id="short"),
        pytest.param({"old_enough": ""}, "年满 14 岁", id="a_child"),
        pytest.param({"agree_terms": ""}, "同意了才能发言", id="no_terms"),
        pytest.param({"agree_privacy": ""}, "同意了才能发言", id="no_privacy"),
        pytest.param({"version_privacy": "0"}, "刚刚换了版本 1", id="another_version"),
        pytest.param({"version_privacy": ""}, "刚刚换了版本 1", id="no_version"),
        pytest.param({"neighbourhood": "99999"}, "选择", id="no_such_place"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(client: Client, changed: dict[str, str], sentence: str) -> None:
    user = newcomer(client)
    answer = client.post(WELCOME, typed(**changed))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert f'value="{changed.get("display_name", "环浜边的人")}"' in page or not changed.get("display_name", "x")
    assert f'name="next" value="{BOX}"' in page
    user.refresh_from_db()
    assert (user.display_name, Consent.objects.filter(user=user).count()) == ("", 0)


def test_a_text_that_changed_meanwhile_is_to_be_read_again(client: Client) -> None:
    newcomer(client)
    client.get(WELCOME)
    new_version()
    answer = client.post(WELCOME, typed())
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'name="version_privacy" value="2"' in page
    assert client.post(WELCOME, typed(version_privacy="2"))["Location"] == BOX


def test_a_confirmed_neighbour_who_moves_is_no_longer_confirmed(client: Client) -> None:
    place, other = Neighbourhood.objects.all()[:2]
    user = make_user(agreed=False, neighbourhood=place, neighbourhood_confirmed=True)
    client.force_login(user)
    client.post(WELCOME, typed(neighbourhood=str(other.pk)))
    user.refresh_from_db()
    assert (user.neighbourhood, user.neighbourhood_confirmed) == (other, False)


def test_registering_by_mail_asks_for_the_same(client: Client) -> None:
    page = client.get("/accounts/signup/").content.decode()
    for name in ("old_enough", "agree_privacy", "agree_terms", "version_terms"):
        assert f'name="{name}"' in page


# ── what is missing ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        pytest.param({}, [], id="nothing"),
        pytest.param({"phone_verified": False}, ["verified"], id="proof"),
        pytest.param({"display_name": ""}, ["display_name"], id="name"),
        pytest.param({"agreed": False}, ["consent"], id="consent"),
        pytest.param({"phone_verified": False, "groups": ("planner",)}, [], id="works_here"),
        pytest.param(
            {"display_name": "", "agreed": False, "phone_verified": False},
            ["display_name", "consent", "verified"],
            id="everything",
        ),
    ],
)
def test_what_is_missing_is_named(fields: dict[str, Any], missing: list[str]) -> None:
    assert services.what_is_missing(make_user(**fields)) == missing


def test_a_consent_taken_back_is_missing_again() -> None:
    user = make_user()
    Consent.objects.filter(user=user, text="terms").update(withdrawn_at=timezone.now())
    assert services.what_is_missing(user) == ["consent"]


def test_a_version_to_come_is_not_missing_yet() -> None:
    user = make_user()
    begins = timezone.now() + timedelta(days=1)
    Agreement.objects.create(name="terms", version="2", body="以后的。", in_force_from=begins)
    assert services.what_is_missing(user) == []


@pytest.mark.parametrize(("verified", "missing"), [(True, []), (False, ["verified"])])
def test_an_address_counts_once_it_was_confirmed(verified: bool, missing: list[str]) -> None:
    user = make_user(phone_verified=False)
    EmailAddress.objects.create(user=user, email=user.email, verified=verified, primary=True)
    assert services.what_is_missing(user) == missing


def test_wechat_counts() -> None:
    user = make_user(phone_verified=False)
    SocialAccount.objects.create(user=user, provider="weixin", uid="union-1")
    assert services.what_is_missing(user) == []


def test_somebody_elses_proof_does_not_count() -> None:
    SocialAccount.objects.create(user=make_user(), provider="weixin", uid="union-1")
    assert services.what_is_missing(make_user(phone_verified=False)) == ["verified"]


@pytest.mark.parametrize("proved", [True, False])
def test_it_is_asked_with_two_queries(django_assert_max_num_queries: Any, proved: bool) -> None:
    user = make_user(phone_verified=proved)
    with django_assert_max_num_queries(2):
        welcoming.what_is_missing(user)
