"""Removed words are kept apart until their date; what was hidden stays in its row until the appeal is over."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from maps.consultation import evidence, services
from maps.consultation.models import Comment, CommentRevision, Evidence, Flag, ParticipationSettings
from maps.consultation.recount import find_drift
from residents.models import User
from tests import factories

pytestmark = pytest.mark.django_db

WORDS = "希望沿河多放几把椅子。"


def make(author: User, status: str = "published") -> Comment:
    return factories.make_comment(author=author, status=status, text=WORDS, shape=factories.INSIDE)


def fresh(comment: Comment) -> Comment:
    return Comment.objects.get(pk=comment.pk)


def hide(comment: Comment, moderator: User) -> None:
    services.decide(comment_id=comment.pk, moderator=moderator, verb="hide", reason="abuse")


# ── what is kept ────────────────────────────────────────────────────────────────


def test_withdrawing_takes_words_and_place_out_of_the_row_and_keeps_them_apart(resident: User) -> None:
    comment = make(resident)
    services.withdraw(comment_id=comment.pk, author=resident)
    kept = Evidence.objects.get()
    assert (kept.comment, kept.why, kept.text, kept.shape) == (comment, "withdrawn", WORDS, factories.INSIDE)
    row = fresh(comment)
    assert (row.text, row.shape, row.tile_key, row.west, row.north) == ("", None, None, None, None)
    assert [drift for drift in find_drift() if drift.row == comment] == []


def test_hiding_keeps_a_copy_and_leaves_the_row_for_an_appeal(resident: User, moderator: User) -> None:
    comment = make(resident)
    hide(comment, moderator)
    assert (Evidence.objects.get().why, Evidence.objects.get().text) == ("hidden", WORDS)
    assert (fresh(comment).text, fresh(comment).shape) == (WORDS, factories.INSIDE)


def test_what_was_hidden_by_mistake_comes_back_whole(resident: User, moderator: User) -> None:
    comment = make(resident)
    hide(comment, moderator)
    services.decide(comment_id=comment.pk, moderator=moderator, verb="publish")
    assert (fresh(comment).status, fresh(comment).text) == ("published", WORDS)


@pytest.mark.parametrize("status", ["waiting", "published", "returned", "hidden"])
def test_from_every_state_withdrawn_words_are_kept_once(resident: User, status: str) -> None:
    comment = make(resident, status)
    for _number in range(2):
        services.withdraw(comment_id=comment.pk, author=resident)
    assert Evidence.objects.count() == 1


def test_words_that_were_hidden_before_are_not_kept_twice(resident: User, moderator: User) -> None:
    comment = make(resident)
    hide(comment, moderator)
    Evidence.objects.update(goes_on=timezone.localdate() + timedelta(days=3))
    services.withdraw(comment_id=comment.pk, author=resident)
    kept = Evidence.objects.get()
    assert (kept.why, kept.goes_on) == ("withdrawn", timezone.localdate() + timedelta(days=180))


def test_a_date_that_is_later_is_not_moved_forward(resident: User) -> None:
    comment = make(resident)
    evidence.keep(comment, Evidence.Why.HIDDEN)
    later = timezone.localdate() + timedelta(days=400)
    Evidence.objects.update(goes_on=later)
    evidence.keep(comment, Evidence.Why.WITHDRAWN)
    assert Evidence.objects.get().goes_on == later


def test_a_hold_survives_another_keeping(resident: User) -> None:
    comment = make(resident)
    evidence.keep(comment, Evidence.Why.HIDDEN)
    Evidence.objects.update(hold="案号 7")
    evidence.keep(comment, Evidence.Why.WITHDRAWN)
    assert Evidence.objects.get().hold == "案号 7"


def test_earlier_wordings_and_what_flags_quote_go_with_the_words(resident: User) -> None:
    comment = make(resident)
    CommentRevision.objects.create(comment=comment, text="我以前的写法。", state="past")
    CommentRevision.objects.create(comment=comment, text="我等着审核的写法。", state="waiting")
    Flag.objects.create(comment=comment, kind="personal_data", found="13911112222")
    services.withdraw(comment_id=comment.pk, author=resident)
    assert set(Evidence.objects.values_list("text", flat=True)) == {WORDS, "我以前的写法。", "我等着审核的写法。"}
    assert set(CommentRevision.objects.values_list("text", "state")) == {("", "past"), ("", "returned")}
    assert Flag.objects.get().found == ""


def test_an_empty_comment_leaves_no_evidence(resident: User) -> None:
    comment = make(resident)
    evidence.keep(comment, Evidence.Why.ERASED)
    evidence.keep(fresh(comment), Evidence.Why.ERASED)
    assert Evidence.objects.count() == 1
    assert (comment.text, comment.shape) == ("", None)  # whoever holds the object sees it too


# ── how long ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("asked", "days"), [(None, 180), (365, 365), (10, 180)], ids=["default", "longer", "shorter"])
def test_it_is_kept_for_as_long_as_the_site_says_and_never_less_than_180_days(
    resident: User, asked: int | None, days: int
) -> None:
    if asked:
        ParticipationSettings.objects.create(site=Site.objects.get(), evidence_days=asked)
    services.withdraw(comment_id=make(resident).pk, author=resident)
    assert Evidence.objects.get().goes_on == timezone.localdate() + timedelta(days=days)


# ── nowhere to be read ──────────────────────────────────────────────────────────


def test_the_author_is_told_where_withdrawn_words_are(as_resident: Client, resident: User) -> None:
    services.withdraw(comment_id=make(resident).pk, author=resident)
    page = as_resident.get("/me/").content.decode()
    assert WORDS not in page
    assert "已撤回" in page
    assert "内容已从网站移走，另行封存，到期删除" in page


def test_a_moderator_does_not_see_withdrawn_words(as_moderator: Client, resident: User) -> None:
    comment = make(resident, "waiting")
    services.withdraw(comment_id=comment.pk, author=resident)
    for path in ("/admin/comments/?status=withdrawn", f"/admin/comments/{comment.pk}/"):
        answer = as_moderator.get(path)
        assert answer.status_code == 200
        assert WORDS not in answer.content.decode()
