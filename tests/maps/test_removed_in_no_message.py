"""What was removed is in no message that is sent later."""

import pytest
from django.core import mail

from maps.consultation import services
from maps.consultation.models import Comment
from maps.consultation.my_data import removed_since
from residents.models import Notice, User
from residents.notices import notify, send_digests
from tests import factories

pytestmark = pytest.mark.django_db

STATUSES = ("waiting", "published", "returned", "hidden", "withdrawn")


def notice_about(comment: Comment, reader: User, *, mine: bool = False) -> Notice:
    url = f"/plan/x/comment/#mine-{comment.pk}" if mine else comment.get_absolute_url()
    return notify(user=reader, kind="progress", title="您关注的方案有了官方回复", url=url)


@pytest.mark.parametrize("status", STATUSES)
def test_a_link_to_a_public_comment_stands_only_while_it_is_public(resident: User, status: str) -> None:
    notice = notice_about(factories.make_comment(status=status), resident)
    assert removed_since([notice]) == (set() if status == "published" else {notice.pk})


@pytest.mark.parametrize("status", STATUSES)
def test_a_link_to_ones_own_stands_until_one_takes_it_back(resident: User, status: str) -> None:
    notice = notice_about(factories.make_comment(author=resident, status=status), resident, mine=True)
    assert removed_since([notice]) == ({notice.pk} if status == "withdrawn" else set())


@pytest.mark.parametrize("url", ["/plan/ring/", "/plan/ring/#comments", "/admin/comments/", "/news/#comment-x"])
def test_what_leads_to_no_comment_stands(resident: User, url: str) -> None:
    notice = notify(user=resident, kind="progress", title="有进展", url=url)
    assert removed_since([notice]) == set()


def test_what_leads_to_a_comment_that_never_was_does_not(resident: User) -> None:
    notice = notify(user=resident, kind="progress", title="有进展", url="/plan/ring/#comment-999")
    assert removed_since([notice]) == {notice.pk}


def test_many_are_asked_for_in_one_query(resident: User, django_assert_num_queries: pytest.FixtureRequest) -> None:
    notices = [notice_about(factories.make_comment(), resident) for _number in range(5)]
    with django_assert_num_queries(1):  # type: ignore[operator]
        removed_since(notices)


def test_the_days_message_leaves_out_what_was_hidden_since(resident: User, moderator: User) -> None:
    comment = factories.make_comment()
    notice_about(comment, resident)
    services.decide(comment_id=comment.pk, moderator=moderator, verb="hide", reason="abuse")
    mail.outbox.clear()
    assert send_digests() == 0
    assert mail.outbox == []


def test_no_letter_ever_quotes_a_comment(resident: User, moderator: User) -> None:
    words = "只有这一条意见里才有的话。"
    comment = factories.make_comment(author=resident, status="waiting", text=words)
    services.decide(comment_id=comment.pk, moderator=moderator, verb="publish")
    services.decide(comment_id=comment.pk, moderator=moderator, verb="hide", reason="abuse")
    services.withdraw(comment_id=comment.pk, author=resident)
    assert len(mail.outbox) == 2
    assert not any(words[:6] in f"{letter.subject}{letter.body}" for letter in mail.outbox)
