"""Flags are rows with a reason; they follow the text and the list, and decide nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maps.consultation.default_words import EXCEPTIONS, WORDS, load_default_words
from maps.consultation.flagging.words import WordList
from maps.consultation.models import Comment, Flag, SensitiveWord
from maps.consultation.services import flags
from residents.models import User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def known() -> User:
    """Somebody of whom something was published before."""
    author = factories.make_user("known")
    factories.make_comment(author=author, text="早先说过的话。")
    return author


def waiting(text: str, **fields: Any) -> Comment:
    return factories.make_comment(status="waiting", text=text, **fields)


def flagged(comment: Comment, **facts: Any) -> dict[str, str]:
    flags.flag(comment, **facts)
    return dict(comment.flags.values_list("kind", "found"))


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("这里晚上有人赌 博。", "sensitive_word", "赌 博"),
        ("请打 138 0000 0000。", "personal_data", "138 0000 0000"),
        ("详情看 example.com/a 就行", "link", "example.com/a"),
    ],
)
def test_what_is_found_stands_in_the_flag_as_the_text_has_it(known: User, text: str, kind: str, found: str) -> None:
    assert flagged(waiting(text, author=known)) == {kind: found}


def test_a_harmless_text_of_somebody_known_has_no_flag(known: User) -> None:
    assert flagged(waiting("河边要有灯光。", author=known)) == {}


def test_several_kinds_are_several_rows(known: User) -> None:
    text = "赌博请看 example.com，电话13800000000，还有赌球"
    assert flagged(waiting(text, author=known)) == {
        "sensitive_word": "赌博、赌球",
        "personal_data": "13800000000",
        "link": "example.com",
    }


def test_the_first_comment_of_an_account_is_flagged_until_one_was_published() -> None:
    author = factories.make_user()
    assert flagged(waiting("第一次在这里说话。", author=author)) == {"first_comment": ""}
    assert flagged(waiting("第二次，上一条还在审核。", author=author)) == {"first_comment": ""}
    factories.make_comment(author=author)
    assert flagged(waiting("第三次说话，有一条公开了。", author=author)) == {}


def test_what_a_flag_says_fits_its_column_however_much_is_found(known: User) -> None:
    text = "，".join(f"a{number}.example.com" for number in range(90))
    flags.flag(waiting(text, author=known))
    assert len(Flag.objects.get(kind="link").found) == 200


# ── the same again ──────────────────────────────────────────────────────────────


def test_the_same_text_of_one_author_twice_is_repeated(known: User) -> None:
    waiting("多种几棵树吧！", author=known)
    assert flagged(waiting("多 种 几 棵 樹 吧。", author=known)) == {"repeated": "一周内共 2 条相同"}


def test_of_different_authors_the_third_is_the_first_repetition(known: User) -> None:
    waiting("多种几棵树吧！")
    assert flagged(waiting("多种几棵树吧", author=known)) == {}
    other = factories.make_user()
    factories.make_comment(author=other, text="别的话，说过了。")
    assert flagged(waiting("多种几棵树吧。", author=other)) == {"repeated": "一周内共 3 条相同"}


def test_what_was_said_more_than_a_week_ago_does_not_count(known: User) -> None:
    old = waiting("多种几棵树吧！", author=known)
    Comment.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=7, minutes=1))
    assert flagged(waiting("多种几棵树吧！", author=known)) == {}


def test_a_longer_text_with_the_same_beginning_is_no_repetition(known: User) -> None:
    waiting("多种几棵树吧！", author=known)
    assert flagged(waiting("多种几棵树吧！再放几把椅子。", author=known)) == {}


def test_signs_alone_are_the_same_as_nothing(known: User) -> None:
    waiting("！！！！！", author=known)
    assert flagged(waiting("？？？？？", author=known)) == {}


def test_flagging_takes_the_same_queries_however_much_was_said(known: User) -> None:
    counts = []
    for more in (1, 20):
        for number in range(more):
            waiting(f"第 {more} 轮的第 {number} 条。")
        comment = waiting(f"看看要查几次，第 {more} 轮。", author=known)
        with CaptureQueriesContext(connection) as queries:
            flags.flag(comment)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8


# ── the text changes ────────────────────────────────────────────────────────────


def test_flags_follow_the_text(known: User) -> None:
    comment = waiting("电话13800000000，请联系", author=known)
    flags.flag(comment)
    comment.text = "请在这里回复我就好。"
    assert flagged(comment) == {}


def test_the_flags_of_an_edit_are_those_of_its_own_text(known: User) -> None:
    comment = factories.make_comment(author=known, text="电话13800000000，请联系")
    flags.flag(comment)
    assert flagged(comment, text="请看 example.com 就知道") == {"link": "example.com"}


def test_with_the_text_its_flags_can_go(known: User) -> None:
    comment = waiting("电话13800000000，请联系", author=known)
    other = waiting("请看 example.com 就知道", author=known)
    for each in (comment, other):
        flags.flag(each)
    flags.forget(comment)
    assert list(Flag.objects.values_list("comment", flat=True)) == [other.pk]


def test_flags_never_change_a_status(known: User) -> None:
    for status in Comment.Status.values:
        comment = factories.make_comment(status=status, author=known, text="赌博请看 example.com")
        flags.flag(comment)
        comment.refresh_from_db()
        assert comment.status == status


# ── the list ────────────────────────────────────────────────────────────────────


def test_a_word_counts_from_the_moment_it_is_in_the_list_and_no_longer(known: User) -> None:
    comment = waiting("这里有人卖葫芦酒。", author=known)
    assert flagged(comment) == {}
    word = SensitiveWord.objects.create(word="葫芦酒")
    assert flagged(comment) == {"sensitive_word": "葫芦酒"}
    SensitiveWord.objects.filter(pk=word.pk).update(active=False)
    assert flagged(comment) == {}


def test_an_exception_added_later_counts_at_once(known: User) -> None:
    comment = waiting("社区办了赌博警示展。", author=known)
    assert flagged(comment) == {"sensitive_word": "赌博"}
    SensitiveWord.objects.create(word="赌博警示展", kind="exception")
    assert flagged(comment) == {}


def test_a_new_database_has_a_short_list() -> None:
    kept = dict(SensitiveWord.objects.values_list("word", "kind"))
    assert kept["赌博"] == "word"
    assert kept["反赌博"] == "exception"
    assert len(kept) == len(WORDS) + len(EXCEPTIONS)


def test_what_moderators_removed_does_not_come_back_with_the_next_migration() -> None:
    SensitiveWord.objects.exclude(word="赌博").delete()
    call_command("migrate", verbosity=0)
    assert list(SensitiveWord.objects.values_list("word", flat=True)) == ["赌博"]


def test_an_empty_list_is_filled_once() -> None:
    SensitiveWord.objects.all().delete()
    load_default_words()
    load_default_words()
    assert SensitiveWord.objects.count() == len(WORDS) + len(EXCEPTIONS)


def test_each_word_of_the_short_list_is_found_and_each_exception_is_not() -> None:
    words = WordList(WORDS, EXCEPTIONS)
    assert [word for word in WORDS if not words.find(f"这里{word}。")] == []
    assert [word for word in EXCEPTIONS if words.find(f"这里{word}。")] == []


@pytest.mark.parametrize(
    "text", ["希望沿河多放几把椅子。", "反赌博宣传很好", "小区停车难，下午注意安全", "加微信公众号看通知"]
)
def test_the_short_list_leaves_everyday_words_alone(text: str) -> None:
    assert WordList(WORDS, EXCEPTIONS).find(text) == []
