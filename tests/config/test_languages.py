"""The address alone decides between Chinese and English."""

import pytest
from django.test import Client
from django.utils.translation import get_language

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("path", "language"), [("/glossary/", "zh-Hans"), ("/en/glossary/", "en")])
def test_the_address_decides_and_neither_header_nor_cookie(path: str, language: str) -> None:
    answer = Client(headers={"accept-language": "en" if language != "en" else "zh"}).get(path)
    plain = Client().get(path)
    assert f'<html lang="{language}"' in answer.content.decode()
    assert answer.content == plain.content
    assert "Accept-Language" not in answer.get("Vary", "")


def test_what_is_missing_is_said_in_english_and_leaves_nothing_english_in_the_thread() -> None:
    before, chinese = get_language(), Client().get("/glossary/").content
    answer = Client().get("/en/no/such/page/")
    assert answer.status_code == 404
    assert '<html lang="en"' in answer.content.decode()
    assert "<h1>Page not found</h1>" in answer.content.decode()
    assert "没有找到这一页" in Client().get("/no/such/page/").content.decode()
    assert get_language() == before
    assert Client().get("/glossary/").content == chinese


def test_a_fault_is_said_in_english_and_leaves_nothing_english_in_the_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("residents.views.render", broken)
    client, before = Client(raise_request_exception=False), get_language()
    answer = client.get("/en/me/state/")
    assert answer.status_code == 500
    assert "<h1>Sorry, there is a problem with the site</h1>" in answer.content.decode()
    assert get_language() == before
    assert "网站出了问题" in client.get("/me/state/").content.decode()


@pytest.mark.parametrize("path", ["/en/admin/", "/en/sitemap.xml", "/en/plan/proposals.geojson", "/en/feed/"])
def test_what_has_one_address_is_not_below_the_english_one(path: str) -> None:
    assert Client().get(path).status_code == 404
