"""Decisions on comments: every cell of the table, the log, the counter, the notice, the pages that must go."""

import hashlib
from typing import Any

import pytest
from django.core import mail
from django.test import TestCase

from maps.consultation import services
from maps.consultation.errors import ReasonMissing, StaleDecision
from maps.consultation.models import Comment, Decision, Tally
from maps.consultation.models.append_only import AppendOnly
from pagecache.pages import purged
from residents.models import Notice, User
from tests import factories

pytestmark = pytest.mark.django_db

#: status → verb → the status it leads to. Everything else is refused.
TABLE = {
    "waiting": {"publish": "published", "return": "returned"},
    "published": {"hide": "hidden"},
    "hidden": {"publish": "published"},
    "returned": {},
    "withdrawn": {},
}
VERBS = ("publish", "return", "hide", "undo")
CELLS = [(status, verb, TABLE[status].get(verb)) for status in TABLE for verb in VERBS]
SHA_OF_TEXT = hashlib.sha256("希望沿河多放几把椅子。".encode()).hexdigest()


def decide(comment: Comment, moderator: User, verb: str, **facts: Any) -> Decision:
    values = {"reason": "off_topic", "note": ""} if verb in ("return", "hide") else {}
    return services.decide(comment_id=comment.pk, moderator=moderator, verb=verb, **(values | facts))


@pytest.mark.parametrize(("status", "verb", "to"), CELLS, ids=[f"{status}-{verb}" for status, verb, _to in CELLS])
def test_each_cell_of_the_table(moderator: User, status: str, verb: str, to: str | None) -> None:
    comment = factories.make_comment(status=status)
    if to is None:
        with pytest.raises(StaleDecision):
            decide(comment, moderator, verb)
        assert not Decision.objects.exists()
        assert not Notice.objects.exists()
        to = status
    else:
        decision = decide(comment, moderator, verb)
        assert (decision.from_status, decision.to_status, decision.moderator) == (status, to, moderator)
    comment.refresh_from_db()
    assert comment.status == to


@pytest.mark.parametrize(("status", "to"), [("waiting", "returned"), ("published", "hidden")])
@pytest.mark.parametrize(
    ("reason", "note", "enough"),
    [
        ("unclear", "", True),
        ("", "请写明在哪一段。", True),
        ("other", "请写明在哪一段。", True),
        ("", "", False),
        ("", "   ", False),
        ("other", "", False),
    ],
    ids=["from-the-list", "own-words", "other-with-words", "nothing", "blanks", "other-alone"],
)
def test_returning_and_hiding_need_a_reason(
    moderator: User, status: str, to: str, reason: str, note: str, enough: bool
) -> None:
    comment = factories.make_comment(status=status)
    verb = "return" if to == "returned" else "hide"
    if enough:
        decide(comment, moderator, verb, reason=reason, note=note)
    else:
        with pytest.raises(ReasonMissing):
            decide(comment, moderator, verb, reason=reason, note=note)
    comment.refresh_from_db()
    assert comment.status == (to if enough else status)


def test_a_comment_that_is_gone_cannot_be_decided(moderator: User) -> None:
    with pytest.raises(Comment.DoesNotExist):
        services.decide(comment_id=999, moderator=moderator, verb="publish")


# ── what was seen ───────────────────────────────────────────────────────────────


def test_a_decision_on_what_is_still_there_counts(moderator: User) -> None:
    comment = factories.make_comment(status="waiting")
    decide(comment, moderator, "publish", seen=services.fingerprint(comment))
    comment.refresh_from_db()
    assert comment.status == "published"


def test_a_text_changed_since_it_was_seen_is_not_published(moderator: User) -> None:
    comment = factories.make_comment(status="waiting")
    seen = services.fingerprint(comment)
    decide(comment, moderator, "return")
    services.edit(comment_id=comment.pk, author=comment.author, text="换了完全不同的内容。")
    with pytest.raises(StaleDecision):
        decide(comment, moderator, "publish", seen=seen)


def test_a_stale_approval_does_not_restore_what_was_hidden_since(moderator: User) -> None:
    comment = factories.make_comment(status="waiting")
    seen = services.fingerprint(comment)
    decide(comment, moderator, "publish")
    decide(comment, moderator, "hide")
    with pytest.raises(StaleDecision, match="hidden"):
        decide(comment, factories.make_moderator("moderator2"), "publish", seen=seen)


def test_the_second_of_two_moderators_is_told_what_it_is_now(moderator: User) -> None:
    comment = factories.make_comment(status="waiting")
    decide(comment, moderator, "publish")
    with pytest.raises(StaleDecision) as refusal:
        decide(comment, factories.make_moderator("moderator2"), "return")
    assert "已发布" in refusal.value.for_people()
    assert Decision.objects.count() == 1


# ── the log ─────────────────────────────────────────────────────────────────────


def test_the_log_holds_a_hash_and_never_the_text(moderator: User) -> None:
    comment = factories.make_comment(status="waiting")
    decision = decide(comment, moderator, "return", reason="abuse", note="请换个说法。")
    assert decision.text_sha256 == SHA_OF_TEXT
    assert comment.text not in str(Decision.objects.values().get())


def test_a_row_of_the_log_cannot_be_changed_or_removed(moderator: User) -> None:
    decision = decide(factories.make_comment(status="waiting"), moderator, "publish")
    for attempt in (decision.save, decision.delete, Decision.objects.all().delete):
        with pytest.raises(AppendOnly):
            attempt()
    with pytest.raises(AppendOnly):
        Decision.objects.update(note="")


# ── the counter and the public pages ────────────────────────────────────────────


def test_the_counter_follows_every_decision(moderator: User) -> None:
    comment = factories.make_comment(status="waiting")
    counts = []
    for verb in ("publish", "hide", "publish"):
        decide(comment, moderator, verb)
        counts.append(Tally.objects.get(proposal=comment.proposal).comments)
    assert counts == [1, 0, 1]


def test_the_counter_counts_one_proposal_only(moderator: User) -> None:
    first = factories.make_comment(status="waiting")
    other = factories.make_comment(status="waiting", proposal=factories.make_proposal(plan=first.proposal.plan))
    decide(first, moderator, "publish")
    decide(other, moderator, "publish")
    assert Tally.objects.get(proposal=first.proposal).comments == 1


@pytest.mark.parametrize(
    ("status", "verb", "public"),
    [
        ("waiting", "publish", True),
        ("published", "hide", True),
        ("hidden", "publish", True),
        ("waiting", "return", False),
    ],
)
def test_public_pages_are_purged_after_commit_when_they_changed(
    moderator: User, status: str, verb: str, public: bool
) -> None:
    comment = factories.make_comment(status=status)
    heard: list[frozenset[str]] = []

    def listen(tags: frozenset[str], **kwargs: Any) -> None:
        heard.append(tags)

    purged.connect(listen)
    with TestCase.captureOnCommitCallbacks(execute=True):
        decide(comment, moderator, verb)
        assert heard == []
    purged.disconnect(listen)
    tags = {f"proposal:{comment.proposal_id}", f"plan:{comment.proposal.plan_id}", "tiles"}
    assert heard == ([tags] if public else [])


def test_a_comment_restored_keeps_the_day_it_was_published(moderator: User) -> None:
    comment = factories.make_comment(status="waiting")
    decide(comment, moderator, "publish")
    comment.refresh_from_db()
    first = comment.published_at
    decide(comment, moderator, "hide")
    decide(comment, moderator, "publish")
    comment.refresh_from_db()
    assert first is not None
    assert comment.published_at == first


# ── the author ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("status", "verb", "says", "leads_to"),
    [
        ("waiting", "publish", "已发布", "/plan/ring/comments/{pk}/"),
        ("waiting", "return", "已退回（与这个方案无关）", "/plan/ring/comment/#mine-{pk}"),
        ("published", "hide", "已隐藏（与这个方案无关）", "/plan/ring/comment/#mine-{pk}"),
    ],
)
def test_the_author_is_told_the_result_and_never_the_text(
    moderator: User, status: str, verb: str, says: str, leads_to: str
) -> None:
    proposal = factories.make_proposal(slug="ring", title="环浜步道")
    comment = factories.make_comment(status=status, proposal=proposal)
    decide(comment, moderator, verb)
    notice = Notice.objects.get(user=comment.author)
    assert notice.kind == "decision"
    assert notice.title == f"您对“环浜步道”的意见{says}"
    assert notice.url == leads_to.format(pk=comment.pk)
    assert [letter.to for letter in mail.outbox] == [[comment.author.email]]
    assert comment.text not in f"{mail.outbox[0].subject} {mail.outbox[0].body}"


def test_own_words_are_shown_to_the_author_but_not_sent(moderator: User) -> None:
    comment = factories.make_comment(status="waiting")
    decide(comment, moderator, "return", reason="", note="您写的“五号楼”请不要写。")
    assert "五号楼" not in f"{mail.outbox[0].subject} {mail.outbox[0].body}"
    shown = Comment.objects.pending_with(comment.author).get()
    assert shown.why == "您写的“五号楼”请不要写。"


def test_deciding_reads_the_moderators_own_queue_notices(moderator: User) -> None:
    other = factories.make_moderator("moderator2")
    for user in (moderator, other):
        Notice.objects.create(user=user, kind="queue", title="有意见", url="/admin/")
    decide(factories.make_comment(status="waiting"), moderator, "publish")
    assert not moderator.notices.unread().exists()
    assert other.notices.unread().exists()
