"""Readers report a published comment; hiding upholds, dismissing closes; they hear which."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Site

from maps.consultation import services
from maps.consultation.errors import (
    AlreadyReported,
    NotPublished,
    NotTaken,
    OwnComment,
    StaleDecision,
    TooManyReports,
)
from maps.consultation.models import Comment, Decision, ParticipationSettings, Report
from maps.consultation.services.reports import A_DAY
from residents.models import Notice, User
from tests import factories

pytestmark = pytest.mark.django_db


def report(comment: Comment, reporter: User | None = None, **facts: Any) -> Report:
    values: dict[str, Any] = {"reason": "abuse", "note": ""}
    return services.report(comment_id=comment.pk, reporter=reporter or factories.make_user(), **(values | facts))


def told(made: Report) -> list[tuple[str, str]]:
    return list(Notice.objects.filter(user=made.reporter, kind="report").values_list("title", "url"))


def state(made: Report) -> str:
    made.refresh_from_db()
    return made.state


def test_a_report_waits_and_the_comment_stays() -> None:
    comment = factories.make_comment()
    made = report(comment, reason="personal_data", note=" 有电话。 ")
    assert (made.state, made.reason, made.note) == ("open", "personal_data", "有电话。")
    comment.refresh_from_db()
    assert comment.status == "published"


def test_the_moderators_hear_of_a_report(moderator: User) -> None:
    report(factories.make_comment())
    assert Notice.objects.get(user=moderator, kind="queue").title == "有修改、举报或申诉等待处理"


@pytest.mark.parametrize("status", ["waiting", "returned", "hidden", "withdrawn"])
def test_only_what_is_public_is_reported(status: str) -> None:
    with pytest.raises(NotPublished):
        report(factories.make_comment(status=status))
    assert not Report.objects.exists()


def test_nobody_reports_themselves(resident: User) -> None:
    with pytest.raises(OwnComment):
        report(factories.make_comment(author=resident), resident)


def test_each_reader_reports_a_comment_once(resident: User) -> None:
    comment = factories.make_comment()
    report(comment, resident)
    with pytest.raises(AlreadyReported):
        report(comment, resident, reason="false")
    report(comment)
    assert comment.reports.count() == 2


def test_once_means_also_after_it_was_dismissed(resident: User, moderator: User) -> None:
    comment = factories.make_comment()
    report(comment, resident)
    services.dismiss(comment_id=comment.pk, moderator=moderator)
    with pytest.raises(AlreadyReported):
        report(comment, resident)


def test_ten_a_day_are_taken_and_the_next_day_goes_on(resident: User) -> None:
    for _number in range(A_DAY):
        report(factories.make_comment(), resident)
    with pytest.raises(TooManyReports) as refusal:
        report(factories.make_comment(), resident)
    assert refusal.value.status == 429
    report(factories.make_comment())
    Report.objects.filter(reporter=resident).update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    report(factories.make_comment(), resident)
    assert A_DAY == 10


def test_with_the_switch_off_none_is_taken() -> None:
    comment = factories.make_comment()
    ParticipationSettings.objects.create(site=Site.objects.get(is_default_site=True), take_reports=False)
    with pytest.raises(NotTaken):
        report(comment)


# ── what becomes of them ────────────────────────────────────────────────────────


def test_hiding_upholds_all_that_are_open_and_each_reporter_hears_it(moderator: User) -> None:
    proposal = factories.make_proposal(slug="ring")
    comment = factories.make_comment(proposal=proposal)
    both = [report(comment), report(comment)]
    elsewhere = report(factories.make_comment(proposal=proposal))
    services.decide(comment_id=comment.pk, moderator=moderator, verb="hide", reason="abuse")
    assert [state(made) for made in both] == ["upheld", "upheld"]
    assert [told(made) for made in both] == [[("您举报的意见已不再公开", "/plan/ring/")]] * 2
    assert state(elsewhere) == "open"
    assert told(elsewhere) == []


def test_dismissing_lets_the_comment_stand_and_each_reporter_hears_it(moderator: User) -> None:
    comment = factories.make_comment(proposal=factories.make_proposal(slug="ring"))
    made = report(comment)
    decision = services.dismiss(comment_id=comment.pk, moderator=moderator)
    assert (decision.verb, decision.from_status, decision.to_status) == ("dismiss_reports", "published", "published")
    assert state(made) == "dismissed"
    assert told(made) == [("您举报的意见已审核，没有发现违规", f"/plan/ring/comments/{comment.pk}/")]


def test_the_author_does_not_hear_of_what_was_dismissed(moderator: User) -> None:
    comment = factories.make_comment()
    report(comment)
    services.dismiss(comment_id=comment.pk, moderator=moderator)
    assert not Notice.objects.filter(user=comment.author).exists()


def test_without_an_open_report_there_is_nothing_to_dismiss(moderator: User) -> None:
    comment = factories.make_comment()
    with pytest.raises(StaleDecision):
        services.dismiss(comment_id=comment.pk, moderator=moderator)
    report(comment)
    services.dismiss(comment_id=comment.pk, moderator=moderator)
    with pytest.raises(StaleDecision):
        services.dismiss(comment_id=comment.pk, moderator=moderator)
    assert Decision.objects.count() == 1


def test_a_report_that_came_since_is_not_dismissed_unseen(moderator: User) -> None:
    comment = factories.make_comment()
    seen = services.reports_fingerprint(comment, report(comment).pk)
    later = report(comment)
    with pytest.raises(StaleDecision):
        services.dismiss(comment_id=comment.pk, moderator=moderator, seen=seen)
    assert state(later) == "open"
    services.dismiss(comment_id=comment.pk, moderator=moderator, seen=services.reports_fingerprint(comment, later.pk))
    assert state(later) == "dismissed"


# ── taken back ──────────────────────────────────────────────────────────────────


def test_a_dismissal_taken_back_opens_them_again(moderator: User) -> None:
    comment = factories.make_comment()
    made = report(comment)
    decision = services.dismiss(comment_id=comment.pk, moderator=moderator)
    services.undo(decision_id=decision.pk, moderator=moderator)
    assert state(made) == "open"
    assert not Notice.objects.filter(user=comment.author).exists()


def test_a_hiding_taken_back_opens_only_what_it_closed(moderator: User) -> None:
    comment = factories.make_comment()
    earlier = report(comment)
    services.dismiss(comment_id=comment.pk, moderator=moderator)
    later = report(comment)
    hiding = services.decide(comment_id=comment.pk, moderator=moderator, verb="hide", reason="abuse")
    services.undo(decision_id=hiding.pk, moderator=moderator)
    assert (state(earlier), state(later)) == ("dismissed", "open")


def test_after_a_dismissal_was_taken_back_a_hiding_closes_and_reopens_all(moderator: User) -> None:
    comment = factories.make_comment()
    made = report(comment)
    dismissal = services.dismiss(comment_id=comment.pk, moderator=moderator)
    services.undo(decision_id=dismissal.pk, moderator=moderator)
    hiding = services.decide(comment_id=comment.pk, moderator=moderator, verb="hide", reason="abuse")
    assert state(made) == "upheld"
    services.undo(decision_id=hiding.pk, moderator=moderator)
    assert state(made) == "open"
