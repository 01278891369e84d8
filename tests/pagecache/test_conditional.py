"""Who has the page already gets 304, compressed or not; what is text arrives compressed."""

import gzip

import pytest
from django.test import Client

from tests.pagecache.urls import LONG

pytestmark = pytest.mark.urls("tests.pagecache.urls")
GZIP = {"accept-encoding": "gzip, deflate, br"}


def test_a_repeated_request_is_answered_304_and_stays_public(client: Client) -> None:
    first = client.get("/shared/")
    again = client.get("/shared/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == first["Cache-Control"]
    assert again["Cache-Control"].startswith("public")
    assert again["Vary"] == "Accept-Encoding"


def test_a_repeated_request_for_the_compressed_page_is_answered_304(client: Client) -> None:
    first = client.get("/shared/", headers=GZIP)
    assert first["Content-Encoding"] == "gzip"
    assert first["ETag"].startswith('W/"')
    again = client.get("/shared/", headers={"if-none-match": first["ETag"], **GZIP})
    assert (again.status_code, again.content) == (304, b"")
    assert "Content-Encoding" not in again


def test_the_tag_of_the_compressed_page_is_good_for_the_plain_one(client: Client) -> None:
    tag = client.get("/shared/", headers=GZIP)["ETag"]
    assert client.get("/shared/", headers={"if-none-match": tag}).status_code == 304


def test_another_page_is_sent_whole(client: Client) -> None:
    tag = client.get("/shared/", headers=GZIP)["ETag"]
    answer = client.get("/data/", headers={"if-none-match": tag, **GZIP})
    assert answer.status_code == 200


def test_a_private_answer_is_never_304(client: Client) -> None:
    assert client.get("/plain/", headers={"if-none-match": "*"}).status_code == 200


def test_head_is_answered_with_the_tag_in_hand(client: Client) -> None:
    tag = client.get("/shared/", headers=GZIP)["ETag"]
    answer = client.head("/shared/", headers={"if-none-match": tag, **GZIP})
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("path", ["/shared/", "/data/", "/rendered/", "/plain/"])
def test_text_arrives_compressed_and_unpacks_to_the_same(client: Client, path: str) -> None:
    packed, plain = client.get(path, headers=GZIP), client.get(path)
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2 or path == "/rendered/"
    assert packed["Vary"] == plain["Vary"] == "Accept-Encoding"
    assert packed["Content-Length"] == str(len(packed.content))


def test_who_does_not_ask_for_it_compressed_gets_it_plain(client: Client) -> None:
    answer = client.get("/shared/", headers={"accept-encoding": "identity"})
    assert answer.content.decode() == LONG
    assert "Content-Encoding" not in answer
