"""The moderators' lists in detail: words and names, pages that keep the filter, the log and what leaves with it."""

import csv
import io
import re
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest
from django.test import Client

from maps.consultation import services
from maps.consultation.models import Comment, Decision
from residents.models import User
from tests import factories

pytestmark = pytest.mark.django_db

QUEUE = "/admin/comments/"
LOG = "/admin/reports/decisions/"


def shown(answer: Any) -> list[int]:
    assert answer.status_code == 200
    return [int(pk) for pk in re.findall(r'id="comment-(\d+)"', answer.content.decode())]


def decided(verb: str, by: User, **fields: Any) -> Decision:
    status = "published" if verb == "hide" else "waiting"
    comment = factories.make_comment(status=status)
    return services.decide(comment_id=comment.pk, moderator=by, verb=verb, **fields)


def logged(client: Client, query: str = "") -> set[int]:
    answer = client.get(LOG + query)
    assert answer.status_code == 200
    return {decision.pk for decision in answer.context["object_list"]}


# ── the queue ───────────────────────────────────────────────────────────────────


def test_comments_are_found_by_their_authors_public_name(as_moderator: Client) -> None:
    mine = factories.make_comment(status="waiting", author=factories.make_user("secret-login", display_name="河边人"))
    factories.make_comment(status="waiting")
    assert shown(as_moderator.get(f"{QUEUE}?q=河边人")) == [mine.pk]
    assert shown(as_moderator.get(f"{QUEUE}?q=secret-login")) == []


def test_a_search_looks_in_every_state(as_moderator: Client) -> None:
    made = [
        factories.make_comment(status=status, text="要有灯光。").pk for status in ("waiting", "hidden", "withdrawn")
    ]
    assert shown(as_moderator.get(f"{QUEUE}?q=灯光")) == made


def test_a_search_for_one_character_of_punctuation_is_no_wildcard(as_moderator: Client) -> None:
    factories.make_comment(status="waiting", text="要有灯光。")
    percent = factories.make_comment(status="waiting", text="绿化到 40% 才够。")
    assert shown(as_moderator.get(f"{QUEUE}?q=%25")) == [percent.pk]


@pytest.mark.parametrize("query", ["?status=nonsense", "?proposal=999", "?consultation=x"])
def test_a_filter_that_names_nothing_still_answers(as_moderator: Client, query: str) -> None:
    factories.make_comment(status="waiting")
    assert as_moderator.get(QUEUE + query).status_code == 200


def test_without_a_match_it_does_not_say_that_nothing_waits(as_moderator: Client) -> None:
    factories.make_comment(status="waiting")
    text = as_moderator.get(f"{QUEUE}?q=没有这样的话").content.decode()
    assert "没有符合条件的意见。" in text
    assert "没有等待审核的意见" not in text


def test_the_next_page_keeps_the_filter(as_moderator: Client) -> None:
    made = [factories.make_comment(status="published").pk for _number in range(21)]
    factories.make_comment(status="waiting")
    first = as_moderator.get(f"{QUEUE}?status=published").content.decode()
    assert re.search(r'href="[^"]*status=published[^"]*p=2|href="[^"]*p=2[^"]*status=published', first)
    assert shown(as_moderator.get(f"{QUEUE}?status=published&p=2")) == made[20:]


@pytest.mark.parametrize(("page", "rows"), [("1", 20), ("2", 1)])
def test_a_page_that_is_there_has_its_rows(as_moderator: Client, page: str, rows: int) -> None:
    for _number in range(21):
        factories.make_comment(status="waiting")
    assert len(shown(as_moderator.get(f"{QUEUE}?p={page}"))) == rows


def test_the_results_that_a_filter_fetches_are_the_same_rows_without_the_page(as_moderator: Client) -> None:
    comment = factories.make_comment(status="waiting")
    answer = as_moderator.get(f"{QUEUE}results/?status=waiting")
    assert shown(answer) == [comment.pk]
    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        ("waiting", {"publish", "return"}),
        ("published", {"hide"}),
        ("hidden", {"publish"}),
        ("returned", set()),
        ("withdrawn", set()),
    ],
)
def test_only_what_fits_a_state_is_offered(as_moderator: Client, status: str, offered: set[str]) -> None:
    comment = factories.make_comment(status=status)
    text = as_moderator.get(f"{QUEUE}{comment.pk}/").content.decode()
    buttons = set(re.findall(r'name="verb" value="(\w+)"', text))
    assert buttons & {"publish", "return", "hide"} == offered


# ── the log ─────────────────────────────────────────────────────────────────────


def test_the_log_is_narrowed_by_what_was_decided_and_by_whom(as_moderator: Client, moderator: User) -> None:
    other = factories.make_moderator("other")
    mine = decided("publish", moderator)
    back = decided("return", moderator, reason="unclear")
    theirs = decided("publish", other)
    assert logged(as_moderator) == {mine.pk, back.pk, theirs.pk}
    assert logged(as_moderator, "?verb=publish") == {mine.pk, theirs.pk}
    assert logged(as_moderator, f"?moderator={moderator.pk}") == {mine.pk, back.pk}
    assert logged(as_moderator, f"?verb=publish&moderator={other.pk}") == {theirs.pk}
    assert logged(as_moderator, "?verb=undo") == set()


def test_only_those_who_ever_decided_can_be_chosen(as_moderator: Client, moderator: User) -> None:
    idle = factories.make_moderator("idle")
    decided("publish", moderator)
    choices = as_moderator.get(LOG).context["filters"].form.fields["moderator"].queryset
    assert list(choices) == [moderator]
    assert idle not in choices


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?decided_at_from=2026-03-02&decided_at_to=2026-03-02", True),
        ("?decided_at_from=2026-03-02", True),
        ("?decided_at_to=2026-03-01", False),
        ("?decided_at_from=2026-03-03", False),
    ],
    ids=["on_that_day", "since", "until_the_day_before", "since_the_day_after"],
)
def test_the_log_is_narrowed_by_the_days_of_shanghai(
    as_moderator: Client, moderator: User, monkeypatch: pytest.MonkeyPatch, query: str, found: bool
) -> None:
    # One in the morning of the 2nd of March in Shanghai is still the 1st in Greenwich.
    moment = datetime(2026, 3, 1, 17, 0, tzinfo=UTC)
    comment = factories.make_comment(status="waiting")
    with monkeypatch.context() as patch:
        patch.setattr("django.utils.timezone.now", lambda: moment)
        decision = services.decide(comment_id=comment.pk, moderator=moderator, verb="publish")
    assert logged(as_moderator, query) == ({decision.pk} if found else set())


def test_the_newest_decision_is_first(as_moderator: Client, moderator: User) -> None:
    first, second = decided("publish", moderator), decided("publish", moderator)
    assert [d.pk for d in as_moderator.get(LOG).context["object_list"]] == [second.pk, first.pk]


def test_the_exported_table_holds_what_was_decided_and_no_word_of_the_comment(
    as_moderator: Client, moderator: User
) -> None:
    decision = decided("return", moderator, reason="personal_data", note="请去掉电话。")
    text = b"".join(as_moderator.get(f"{LOG}?export=csv")).decode("utf-8-sig")
    header, row = csv.reader(io.StringIO(text))
    assert len(header) == len(row) == 8
    assert {str(decision.pk), str(decision.comment_id), "请去掉电话。", decision.text_sha256} <= set(row)
    assert decision.comment.text not in text
    assert decision.comment.author.display_name not in text


def test_the_export_is_narrowed_like_the_page(as_moderator: Client, moderator: User) -> None:
    decided("publish", moderator)
    back = decided("return", moderator, reason="unclear")
    text = b"".join(as_moderator.get(f"{LOG}?export=csv&verb=return")).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))[1:]
    assert [row[0] for row in rows] == [str(back.pk)]


def test_the_export_opens_in_a_spreadsheet(as_moderator: Client, moderator: User) -> None:
    decision = decided("publish", moderator)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(as_moderator.get(f"{LOG}?export=xlsx"))))
    rows = list(book.active.iter_rows(values_only=True)) if book.active else []
    assert len(rows) == 2
    assert decision.text_sha256 in rows[1]


@pytest.mark.parametrize("query", ["", "?export=csv", "?export=xlsx", "?verb=publish"])
@pytest.mark.parametrize("group", ["planner", "editor", "desk"])
def test_others_neither_read_nor_export_the_log(client: Client, moderator: User, group: str, query: str) -> None:
    decided("publish", moderator)
    client.force_login(factories.make_user("colleague", groups=(group,)))
    assert client.get(LOG + query).status_code == 404


@pytest.mark.parametrize("query", ["", "?export=csv"])
def test_a_stranger_is_sent_to_sign_in(client: Client, query: str) -> None:
    answer = client.get(LOG + query)
    assert (answer.status_code, answer["Location"].startswith("/admin/login/")) == (302, True)


def test_an_authors_reason_is_the_moderators_choice_and_words(moderator: User) -> None:
    decision = decided("return", moderator, reason="unclear", note="哪一段？")
    (comment,) = Comment.objects.all_of(decision.comment.author)
    assert comment.why == "看不明白，请补充：哪一段？"
    assert factories.make_comment().why == ""
