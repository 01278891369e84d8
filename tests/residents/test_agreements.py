"""Which texts hold, who agreed to them, and that a version which holds is never changed."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from residents import agreements
from residents.models import Agreement, Consent, User
from tests.factories import make_user

pytestmark = pytest.mark.django_db

BOTH = {"privacy": "1", "terms": "1"}


@pytest.fixture
def resident() -> User:
    return make_user("apo", agreed=False)


def make_version(name: str = "privacy", version: str = "2", *, days: int = 0, body: str = "新的说明。") -> Agreement:
    begins = timezone.now() + timedelta(days=days)
    return Agreement.objects.create(name=name, version=version, body=body, in_force_from=begins)


def names(texts: list[Agreement]) -> list[tuple[str, str]]:
    return [(text.name, text.version) for text in texts]


def test_after_migrating_both_texts_hold_in_a_first_version_that_says_it_is_an_example() -> None:
    texts = Agreement.objects.in_force()
    assert {(text.name, text.version) for text in texts} == {("privacy", "1"), ("terms", "1")}
    assert all(text.body.startswith("这是示例文本，网站主办单位上线前必须换成自己核定的内容") for text in texts)


@pytest.mark.parametrize("words", ["为什么要", "记下哪些", "留多久", "撤回同意", "注销", "14 岁", "180 天"])
def test_the_first_privacy_text_says_purpose_kinds_retention_and_rights(words: str) -> None:
    assert words in Agreement.objects.get(name="privacy").body


@pytest.mark.parametrize("invented", ["第二十", "法》", "条例", "电话：", "有限公司", "@", "021"])
def test_the_first_texts_invent_no_law_office_or_number(invented: str) -> None:
    assert not any(invented in text.body for text in Agreement.objects.all())


def test_the_first_versions_are_made_once_and_never_beside_another() -> None:
    agreements.make_first_versions()
    assert Agreement.objects.count() == 2


def test_a_text_that_is_gone_comes_back_with_the_next_migration() -> None:
    Agreement.objects.filter(name="terms")._raw_delete("default")
    agreements.make_first_versions()
    assert Agreement.objects.filter(name="terms", version="1").exists()


def test_a_migration_back_before_the_table_makes_nothing() -> None:
    from django.apps.registry import Apps

    Agreement.objects.filter(name="terms")._raw_delete("default")
    agreements.make_first_versions(apps=Apps())
    assert not Agreement.objects.filter(name="terms").exists()


# ── agreeing ────────────────────────────────────────────────────────────────────


def test_who_agreed_to_nothing_misses_every_text(resident: User) -> None:
    assert names(agreements.missing(resident)) == [("privacy", "1"), ("terms", "1")]


def test_who_agreed_to_all_misses_nothing(resident: User) -> None:
    agreements.agree(user=resident, versions=BOTH)
    assert agreements.missing(resident) == []


def test_agreeing_twice_keeps_the_first_moment(resident: User) -> None:
    agreements.agree(user=resident, versions=BOTH)
    first = list(Consent.objects.order_by("pk").values_list("pk", "given_at"))
    agreements.agree(user=resident, versions=BOTH)
    assert list(Consent.objects.order_by("pk").values_list("pk", "given_at")) == first


def test_a_new_version_has_to_be_agreed_to_again(resident: User) -> None:
    agreements.agree(user=resident, versions=BOTH)
    make_version()
    assert names(agreements.missing(resident)) == [("privacy", "2")]


def test_a_version_that_is_to_come_is_asked_of_nobody(resident: User) -> None:
    agreements.agree(user=resident, versions=BOTH)
    make_version(days=1)
    assert agreements.missing(resident) == []


@pytest.mark.parametrize("version", ["0", "2", ""], ids=["never_was", "to_come", "empty"])
def test_nobody_agrees_to_a_version_that_does_not_hold(resident: User, version: str) -> None:
    make_version(days=1)
    with pytest.raises(agreements.StaleAgreement):
        agreements.agree(user=resident, versions={"terms": "1", "privacy": version})
    assert not Consent.objects.exists()


def test_nobody_agrees_to_the_version_before(resident: User) -> None:
    make_version()
    with pytest.raises(agreements.StaleAgreement):
        agreements.agree(user=resident, versions=BOTH)


# ── taking it back ──────────────────────────────────────────────────────────────


def test_who_takes_it_back_misses_the_text_again(resident: User) -> None:
    agreements.agree(user=resident, versions=BOTH)
    assert agreements.withdraw(user=resident, name="privacy") == 1
    assert names(agreements.missing(resident)) == [("privacy", "1")]


def test_taking_back_reaches_every_version_and_nobody_else(resident: User) -> None:
    other = make_user("other", agreed=False)
    for user in (resident, other):
        agreements.agree(user=user, versions=BOTH)
    make_version()
    agreements.agree(user=resident, versions={"privacy": "2"})
    assert agreements.withdraw(user=resident, name="privacy") == 2
    assert Consent.objects.filter(user=other, withdrawn_at=None).count() == 2


def test_taking_back_twice_keeps_the_first_moment(resident: User) -> None:
    agreements.agree(user=resident, versions=BOTH)
    agreements.withdraw(user=resident, name="terms")
    first = Consent.objects.get(text="terms").withdrawn_at
    assert agreements.withdraw(user=resident, name="terms") == 0
    assert Consent.objects.get(text="terms").withdrawn_at == first


def test_who_took_it_back_can_agree_again(resident: User) -> None:
    agreements.agree(user=resident, versions=BOTH)
    before = Consent.objects.get(text="terms").given_at
    agreements.withdraw(user=resident, name="terms")
    agreements.agree(user=resident, versions=BOTH)
    consent = Consent.objects.get(text="terms")
    assert consent.withdrawn_at is None
    assert consent.given_at > before


# ── never changed ───────────────────────────────────────────────────────────────


def test_a_version_that_holds_cannot_be_changed() -> None:
    text = Agreement.objects.get(name="privacy")
    text.body = "什么都可以。"
    with pytest.raises(agreements.AgreementInForce):
        text.save()
    text.refresh_from_db()
    assert "什么都可以" not in text.body


def test_nor_can_it_be_put_off_or_removed() -> None:
    text = Agreement.objects.get(name="privacy")
    text.in_force_from = timezone.now() + timedelta(days=9)
    with pytest.raises(agreements.AgreementInForce):
        text.save()
    for everything in (text, Agreement.objects.all()):
        with pytest.raises(agreements.AgreementInForce), transaction.atomic():
            everything.delete()
    assert Agreement.objects.count() == 2


def test_one_that_is_to_come_can_be_corrected_and_dropped() -> None:
    text = make_version(days=3)
    text.body = "改过的说明。"
    text.save()
    text.refresh_from_db()
    assert text.body == "改过的说明。"
    text.delete()
    assert not Agreement.objects.filter(version="2").exists()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("一句。\n\n二句。", [("", ["一句。", "二句。"], [])], id="paragraphs"),
        pytest.param("# 题\n句。\n- 甲\n- 乙", [("题", ["句。"], ["甲", "乙"])], id="heading_and_points"),
        pytest.param("话。\r\n## 一\r\n# 二", [("", ["话。"], []), ("一", [], []), ("二", [], [])], id="two_headings"),
        pytest.param("#不是标题\n-不是一点", [("", ["#不是标题", "-不是一点"], [])], id="no_space_after_the_sign"),
        pytest.param(" \n\n", [], id="empty"),
    ],
)
def test_a_text_is_read_in_parts(body: str, expected: list[tuple[str, list[str], list[str]]]) -> None:
    assert [(part.title, part.paragraphs, part.points) for part in agreements.sections(body)] == expected
