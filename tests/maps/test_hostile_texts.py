"""Hostile texts: none a fault of the server, none public by itself, none gets by with one yes when it is flagged."""

import re
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.test import Client

from maps.consultation import services
from maps.consultation.default_words import EXCEPTIONS, WORDS
from maps.consultation.flagging.words import WordList
from maps.consultation.models import Comment, Flag
from maps.consultation.services.flags import find_all
from residents.models import User
from tests import factories
from tests.maps import hostile_texts

LIST = WordList(WORDS, EXCEPTIONS)
FORM = "application/x-www-form-urlencoded"
#: Elements that the queue itself never has.
TYPED_MARKUP = re.compile(r"<(?:script|img|iframe|style|math|svg onload|b|i)\b|<!--")


def test_there_are_more_than_two_hundred() -> None:
    assert len(hostile_texts.all_texts()) >= 200


@pytest.mark.parametrize("text", hostile_texts.words(), ids=range(len(hostile_texts.words())))
def test_each_word_in_disguise_is_flagged(text: str) -> None:
    assert find_all(text, LIST)[Flag.Kind.SENSITIVE_WORD]


@pytest.mark.parametrize("text", hostile_texts.numbers(), ids=range(len(hostile_texts.numbers())))
def test_each_number_in_disguise_is_flagged(text: str) -> None:
    assert find_all(text, LIST)[Flag.Kind.PERSONAL_DATA]


@pytest.mark.parametrize("text", hostile_texts.links())
def test_each_link_in_disguise_is_flagged(text: str) -> None:
    found = find_all(text, LIST)
    assert found[Flag.Kind.LINK] or found[Flag.Kind.PERSONAL_DATA]


@pytest.mark.django_db
def test_sent_through_the_form_none_is_a_fault_and_none_is_public(as_resident: Client, settings: LazySettings) -> None:
    settings.COMMENT_RATE = "9999/1m"
    proposal = factories.make_proposal(slug="ring")
    factories.make_consultation(proposal)
    answers: dict[int, int] = {}
    for text in hostile_texts.all_texts():
        body = urlencode({"text": text, "key": uuid4()}, errors="surrogatepass")
        status = as_resident.post("/plan/ring/comment/", body, content_type=FORM).status_code
        answers[status] = answers.get(status, 0) + 1
    assert set(answers) == {303, 422}
    assert Comment.objects.count() == answers[303] >= 200
    assert set(Comment.objects.values_list("status", flat=True)) == {"waiting"}


@pytest.mark.django_db
def test_flagged_and_shown_to_a_moderator_none_is_a_fault_or_markup(as_moderator: Client, resident: User) -> None:
    proposal = factories.make_proposal()
    for text in hostile_texts.oddities():
        kept = text.replace("\x00", "").encode("utf-8", "ignore").decode()
        services.flag(factories.make_comment(proposal=proposal, author=resident, status="waiting", text=kept))
    pages = range(1, len(hostile_texts.oddities()) // 20 + 2)
    for page in pages:
        answer = as_moderator.get(f"/admin/comments/?p={page}")
        assert answer.status_code == 200
        rows = answer.content.decode().split("data-queue", 1)[1].split("<script", 1)[0]
        assert TYPED_MARKUP.findall(rows) == []


@pytest.mark.django_db
def test_what_is_flagged_is_not_public_after_one_yes(moderator: User, resident: User) -> None:
    proposal = factories.make_proposal()
    for text in [*hostile_texts.words()[::8], *hostile_texts.numbers()[::6], *hostile_texts.links()]:
        comment = factories.make_comment(proposal=proposal, author=resident, status="waiting", text=text)
        services.flag(comment)
        services.decide(comment_id=comment.pk, moderator=moderator, verb="publish")
    assert not Comment.objects.published().exists()
