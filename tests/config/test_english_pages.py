"""A walk through the demonstration: what is English stays English, what is Chinese knows English by the switch alone."""

import pytest
from django.test import Client

import languages
from tests.config.walking import Walk, walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

#: What machines ask for, below addresses of pages.
FILES = (".ics", ".geojson", ".xml", ".txt", ".json")


@pytest.fixture(scope="module")
def english(loaded: None, django_db_blocker: pytest.FixtureRequest) -> Walk:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        return walk("/en/", "en")


def at_one_address(path: str) -> bool:
    return path.startswith(languages.AT_ONE_ADDRESS) or path.partition("?")[0].endswith(FILES)


def test_every_kind_of_page_is_walked(english: Walk) -> None:
    """So that the tests below have something to fail for."""
    for part in ("news/", "election/2021/", "lectures/", "topics/", "neighbourhoods/", "plan/", "search/", "glossary/"):
        assert [path for path in english.answers if path.startswith(f"/en/{part}") and len(path) >= 8], part
    assert len(english.answers) > 40


def test_every_link_of_an_english_page_stays_english_or_has_one_address(english: Walk) -> None:
    leaving = {
        (page, address)
        for page, address, is_other in english.links
        if not (is_other or address.startswith("/en/") or at_one_address(address))
    }
    assert leaving == set()


def test_every_link_of_an_english_page_is_answered_in_english(english: Walk) -> None:
    personal = {path for path, status in english.answers.items() if status == 302}
    assert {path: status for path, status in english.answers.items() if status not in (200, 302)} == {}
    assert {Client().get(path)["Location"].partition("?")[0] for path in personal} == {"/en/accounts/login/"}
    assert {path for path, language in english.languages.items() if language not in ("en", "")} == set()


def test_a_voice_is_told_of_all_chinese_on_an_english_page(english: Walk) -> None:
    assert english.unmarked == set()


def test_a_chinese_page_leads_to_english_by_the_switch_alone() -> None:
    chinese = walk("/", "zh-hans")
    assert {(page, to) for page, to, is_other in chinese.links if to.startswith("/en/") and not is_other} == set()
    switches = {page for page, to, is_other in chinese.links if is_other and to.startswith("/en/")}
    assert {"/", "/news/", "/plan/", "/plan/life-circle/", "/glossary/"} <= switches


@pytest.mark.parametrize("path", ["/", "/plan/ring/", "/news/2021-01-04-1/", "/search/?q=环浜"])
def test_the_bytes_know_no_header_and_no_cookie(path: str) -> None:
    for address, other in ((path, "en"), (f"/en{path}", "zh-hans")):
        plain = Client().get(address)
        client = Client(headers={"accept-language": other})
        client.cookies["django_language"] = other
        asked = client.get(address)
        assert (asked.content, asked.get("Vary")) == (plain.content, plain.get("Vary"))
        assert asked["Cache-Control"] == plain["Cache-Control"]
        assert "public" in plain["Cache-Control"]
