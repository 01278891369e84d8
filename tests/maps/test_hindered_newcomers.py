"""Who has not said or proved everything is told what is missing, with the text kept and the way there and back."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from maps.consultation.errors import NotReady
from maps.consultation.models import Comment
from maps.consultation.services import submit_comment
from maps.plan.models import Proposal
from residents.models import Consent, User
from tests import factories

pytestmark = pytest.mark.django_db
TEXT = "希望沿河多放几把椅子，老人走一段能歇一歇。"
SEND = "/plan/ring/comment/"
ONWARD = 'href="/me/welcome/?next=/plan/ring/comment/"'


@pytest.fixture(autouse=True)
def _open() -> None:
    factories.make_consultation(factories.make_proposal(slug="ring"))


def send(user: User, **headers: str) -> Any:
    client = Client(headers=headers)
    client.force_login(user)
    return client.post(SEND, {"text": TEXT, "key": str(factories.make_key())})


def make_lacking(*what: str) -> User:
    return factories.make_user(
        agreed="consent" not in what,
        display_name="" if "name" in what else "环浜边的人",
        phone_verified="proof" not in what,
    )


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["plain", "with_script"])
@pytest.mark.parametrize(
    ("lacking", "told"),
    [
        pytest.param(("name",), ["填写显示名"], id="name"),
        pytest.param(("consent",), ["同意《个人信息说明》《用户协议》"], id="consent"),
        pytest.param(("proof",), ["验证手机号或邮箱"], id="proof"),
        pytest.param(("name", "consent", "proof"), ["填写显示名", "同意《", "验证手机号"], id="everything"),
    ],
)
def test_what_is_missing_is_said_and_the_text_kept(
    lacking: tuple[str, ...], told: list[str], headers: dict[str, str]
) -> None:
    answer = send(make_lacking(*lacking), **headers)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert all(words in page for words in told)
    assert TEXT in page
    assert ONWARD in page
    assert not Comment.objects.exists()


def test_without_script_the_text_is_there_again_after_the_way_to_what_was_missing(client: Client) -> None:
    user = make_lacking("proof")
    client.force_login(user)
    sent = {"text": TEXT, "key": str(factories.make_key())}
    client.post(SEND, sent)
    User.objects.filter(pk=user.pk).update(phone_verified=True)
    assert client.get(SEND).context["form"]["text"].value() == TEXT
    client.post(SEND, sent)
    assert Comment.objects.get().text == TEXT
    assert client.get(SEND).context["form"]["text"].value() == ""


def test_nothing_else_is_said_to_be_missing() -> None:
    page = send(make_lacking("proof")).content.decode()
    assert "填写显示名" not in page
    assert "同意《" not in page


def test_who_lacks_nothing_sends() -> None:
    assert send(make_lacking()).status_code == 303
    assert Comment.objects.get().text == TEXT


def test_a_confirmed_address_is_proof_and_somebody_elses_is_not() -> None:
    mine, other = make_lacking("proof"), make_lacking("proof")
    EmailAddress.objects.create(user=mine, email=mine.email, verified=True, primary=True)
    assert send(mine).status_code == 303
    assert send(other).status_code == 403


def test_an_address_that_was_not_confirmed_is_no_proof() -> None:
    user = make_lacking("proof")
    EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    assert send(user).status_code == 403


def test_who_works_here_was_let_in_by_an_administrator() -> None:
    planner = factories.make_user("planner", groups=("planner",), phone_verified=False)
    assert send(planner).status_code == 303


def test_the_office_agrees_to_the_texts_as_everyone_does() -> None:
    assert send(factories.make_user("planner", groups=("planner",), agreed=False)).status_code == 403


def test_the_log_names_what_is_missing_and_no_name() -> None:
    proposal = Proposal.objects.get()
    user = make_lacking("consent", "proof")
    with pytest.raises(NotReady, match=f"user {user.pk} lacks consent, verified"):
        submit_comment(proposal=proposal, author=user, text=TEXT, key=factories.make_key())


def test_a_consent_taken_back_meanwhile_counts(client: Client) -> None:
    user = make_lacking()
    Consent.objects.filter(user=user, text="terms").delete()
    page = send(user).content.decode()
    assert "同意《用户协议》" in page
    assert "个人信息说明》" not in page
