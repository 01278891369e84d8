"""The back office looks at removed words and holds them where a law says so; only ``admin`` does."""

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from maps.consultation import services
from maps.consultation.models import Evidence
from residents.models import User
from tests import factories

pytestmark = pytest.mark.django_db

INDEX = "/admin/evidence/"
WORDS = "希望沿河多放几把椅子。"


@pytest.fixture
def kept(resident: User) -> Evidence:
    comment = factories.make_comment(author=resident, text=WORDS)
    services.withdraw(comment_id=comment.pk, author=resident)
    return Evidence.objects.get()


@pytest.fixture
def as_admin(client: Client) -> Client:
    client.force_login(factories.make_user("chief", groups=("admin",)))
    return client


def test_the_list_says_why_and_until_when_and_not_the_words(as_admin: Client, kept: Evidence) -> None:
    page = as_admin.get(INDEX).content.decode()
    assert "作者撤回" in page
    assert f"{INDEX}edit/{kept.pk}/" in page
    assert "Comment id" not in page
    assert WORDS not in page


def test_one_is_looked_at_with_its_words(as_admin: Client, kept: Evidence) -> None:
    assert WORDS in as_admin.get(f"{INDEX}edit/{kept.pk}/").content.decode()


@pytest.mark.parametrize("hold", ["某某法院调取，案号 7", ""], ids=["set", "lift"])
def test_a_hold_is_set_and_lifted_and_stands_in_the_log(as_admin: Client, kept: Evidence, hold: str) -> None:
    Evidence.objects.update(hold="从前的")
    as_admin.post(f"{INDEX}edit/{kept.pk}/", {"hold": hold})
    kept.refresh_from_db()
    assert kept.hold == hold
    entry = ModelLogEntry.objects.get(object_id=str(kept.pk), action="wagtail.edit")
    assert entry.user is not None
    assert WORDS not in entry.label


def test_nothing_else_of_it_is_changed_by_hand(as_admin: Client, kept: Evidence) -> None:
    as_admin.post(
        f"{INDEX}edit/{kept.pk}/", {"hold": "案号 7", "text": "别的话", "goes_on": "2000-01-01", "why": "hidden"}
    )
    after = Evidence.objects.get()
    assert (after.text, after.goes_on, after.why, after.hold) == (WORDS, kept.goes_on, "withdrawn", "案号 7")


def test_nobody_adds_or_deletes_it_by_hand(as_admin: Client, kept: Evidence) -> None:
    for path in (f"{INDEX}new/", f"{INDEX}delete/{kept.pk}/"):
        assert as_admin.get(path).status_code in (302, 403)
        as_admin.post(path, {"hold": ""})
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("group", ["writer", "editor", "reviewer", "moderator", "desk", "planner"])
def test_nobody_else_looks_at_it_or_holds_it(client: Client, kept: Evidence, group: str) -> None:
    client.force_login(factories.make_user("colleague", groups=(group,)))
    for path in (INDEX, f"{INDEX}edit/{kept.pk}/", f"{INDEX}history/{kept.pk}/"):
        answer = client.get(path)
        assert answer.status_code in (302, 403)
        assert WORDS not in answer.content.decode()
    client.post(f"{INDEX}edit/{kept.pk}/", {"hold": "案号 7"})
    kept.refresh_from_db()
    assert kept.hold == ""
    assert "留存内容" not in client.get("/admin/").content.decode()
