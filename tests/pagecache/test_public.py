"""Private unless a view said otherwise, and even then only if the answer is the same for everyone."""

import pytest
from django.test import Client

from tests.factories import make_user

pytestmark = [pytest.mark.urls("tests.pagecache.urls"), pytest.mark.django_db]
PUBLIC = "public, max-age=0, must-revalidate, s-maxage=60"
PRIVATE = "private, no-store"


def words(header: str) -> set[str]:
    return {word.strip() for word in header.split(",")}


def test_an_answer_is_private_by_default(client: Client) -> None:
    answer = client.get("/plain/")
    assert answer["Cache-Control"] == PRIVATE
    assert "ETag" not in answer


def test_an_answer_that_its_view_calls_public_may_be_kept_and_asked_for_again(client: Client) -> None:
    answer = client.get("/shared/")
    assert words(answer["Cache-Control"]) == words(PUBLIC)
    assert answer["Cache-Tag"] == "page:7,proposal:12"
    assert "ETag" in answer
    assert not answer.cookies


def test_a_page_of_a_template_is_public_too_and_a_signed_in_reader_gets_the_same_bytes(client: Client) -> None:
    reader = Client()
    reader.force_login(make_user())
    answers = [c.get("/rendered/") for c in (client, reader)]
    assert answers[0].content == answers[1].content
    assert [words(a["Cache-Control"]) for a in answers] == [words(PUBLIC)] * 2
    assert [a.get("Vary") for a in answers] == ["Accept-Encoding"] * 2


def test_without_tags_there_is_no_tag_header(client: Client) -> None:
    assert "Cache-Tag" not in client.get("/data/")


def test_head_is_answered_as_get(client: Client) -> None:
    head, get = client.head("/shared/"), client.get("/shared/")
    assert head["Cache-Control"] == get["Cache-Control"]
    assert head["Cache-Tag"] == get["Cache-Tag"]
    assert head.content == b""


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_only_reading_is_public(client: Client, method: str) -> None:
    assert getattr(client, method)("/shared/")["Cache-Control"] == PRIVATE


@pytest.mark.parametrize("code", [201, 206, 301, 302, 403, 404, 410, 422, 429, 500, 503])
def test_only_success_is_public(client: Client, code: int) -> None:
    assert client.get(f"/status/{code}/")["Cache-Control"] == PRIVATE


@pytest.mark.urls("config.urls")
def test_a_page_that_is_not_there_is_kept_by_nobody(client: Client) -> None:
    answer = client.get("/no/such/page/")
    assert (answer.status_code, answer["Cache-Control"]) == (404, PRIVATE)


@pytest.mark.parametrize("path", ["/cookie/", "/user/", "/token/", "/message/"])
def test_an_answer_with_something_personal_is_not_shared_and_the_mistake_is_logged(
    client: Client, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    answer = client.get(path)
    assert answer["Cache-Control"] == PRIVATE
    assert "Cache-Tag" not in answer
    assert f"public page {path} is personal" in caplog.text


def test_an_answer_that_is_the_same_for_everyone_logs_nothing(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.get("/shared/")
    client.post("/user/")
    assert "is personal" not in caplog.text


def test_an_answer_that_says_itself_how_it_may_be_kept_is_left_alone(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    assert client.get("/itself/")["Cache-Control"] == "private"
    assert "is personal" not in caplog.text


@pytest.mark.parametrize(
    ("seconds", "longest"),
    [
        pytest.param("30.0", 30, id="sooner_than_the_limit"),
        pytest.param("3600", 60, id="later_than_the_limit"),
        pytest.param("0", 0, id="now"),
        pytest.param("-5", 0, id="past"),
    ],
)
def test_no_copy_lives_longer_than_the_next_boundary(client: Client, seconds: str, longest: int) -> None:
    header = client.get(f"/until/{seconds.removesuffix('.0')}/")["Cache-Control"]
    kept = next(int(word.removeprefix("s-maxage=")) for word in words(header) if word.startswith("s-maxage="))
    assert longest - 1 <= kept <= longest or kept == longest == 0
