"""Who is blocked cannot write, and is told why and until when."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maps.consultation import services
from maps.consultation.errors import Blocked, NotOneself
from maps.consultation.models import Block
from maps.plan.models import Proposal
from residents.models import Notice, User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal() -> Proposal:
    return factories.make_proposal(slug="ring")


def block(user: User, by: User, *, reason: str = "多次发广告", until: datetime | None = None) -> Block:
    return services.block(user=user, by=by, reason=reason, until=until)


def tomorrow() -> datetime:
    return timezone.now() + timedelta(days=1)


def test_a_blocked_resident_is_refused_with_the_reason(resident: User, moderator: User, proposal: Proposal) -> None:
    block(resident, moderator)
    with pytest.raises(Blocked) as refusal:
        services.may_write(resident, proposal)
    assert refusal.value.status == 403
    for words in ("多次发广告", "解除为止", "您写的内容还在下面"):
        assert words in refusal.value.for_people()


def test_everybody_else_may_write(resident: User, moderator: User, proposal: Proposal) -> None:
    block(resident, moderator)
    services.may_write(factories.make_user(), proposal)


def test_the_refusal_says_until_when_in_the_time_of_shanghai(
    resident: User, moderator: User, proposal: Proposal
) -> None:
    # 16:30 in Greenwich on the last day of 2098 is half past midnight of the next year here.
    block(resident, moderator, until=datetime.fromisoformat("2098-12-31T16:30:00+00:00"))
    with pytest.raises(Blocked) as refusal:
        services.may_write(resident, proposal)
    assert "到2099年1月1日 00:30" in refusal.value.for_people()


@pytest.mark.parametrize(("minutes", "is_refused"), [(1, True), (-1, False)])
def test_a_block_ends_by_itself(
    resident: User, moderator: User, proposal: Proposal, minutes: int, is_refused: bool
) -> None:
    block(resident, moderator, until=timezone.now() + timedelta(minutes=minutes))
    if is_refused:
        with pytest.raises(Blocked):
            services.may_write(resident, proposal)
    else:
        services.may_write(resident, proposal)


def test_a_block_lifted_no_longer_counts_and_says_by_whom(resident: User, moderator: User, proposal: Proposal) -> None:
    made = block(resident, moderator)
    other = factories.make_moderator("moderator2")
    services.lift_block(block_id=made.pk, by=other)
    services.may_write(resident, proposal)
    made.refresh_from_db()
    assert made.lifted_by == other
    assert made.lifted_at is not None


def test_lifting_twice_changes_nothing(resident: User, moderator: User) -> None:
    made = services.lift_block(block_id=block(resident, moderator).pk, by=moderator)
    again = services.lift_block(block_id=made.pk, by=factories.make_moderator("moderator2"))
    assert (again.lifted_by, again.lifted_at) == (moderator, made.lifted_at)
    assert Notice.objects.filter(user=resident).count() == 2


def test_another_block_takes_the_place_of_the_first(resident: User, moderator: User, proposal: Proposal) -> None:
    block(resident, moderator)
    block(resident, moderator, reason="再看一天", until=tomorrow())
    assert Block.objects.standing().filter(user=resident).count() == 1
    with pytest.raises(Blocked) as refusal:
        services.may_write(resident, proposal)
    assert "再看一天" in refusal.value.for_people()


def test_nobody_blocks_themselves(moderator: User) -> None:
    with pytest.raises(NotOneself):
        block(moderator, moderator)
    assert not Block.objects.exists()


def test_asking_takes_one_query_whatever_stands(resident: User, moderator: User, proposal: Proposal) -> None:
    services.freeze(proposal=proposal, by=moderator, reason="整理")
    services.freeze(proposal=None, by=moderator, reason="维护")
    block(resident, moderator)
    with CaptureQueriesContext(connection) as queries, pytest.raises(Blocked):
        services.may_write(resident, proposal)
    assert len(queries) == 1


# ── the person ──────────────────────────────────────────────────────────────────


def test_the_person_is_told_and_told_again_when_it_is_over(resident: User, moderator: User) -> None:
    made = block(resident, moderator, until=datetime.fromisoformat("2098-12-31T16:30:00+00:00"))
    notice = Notice.objects.get(user=resident)
    assert notice.title.startswith("您暂时不能留言，到2099年1月1日 00:30")
    assert notice.url == "/me/"
    assert "多次发广告" not in notice.title
    services.lift_block(block_id=made.pk, by=moderator)
    assert Notice.objects.filter(user=resident)[0].title == "您可以继续留言了"


def test_ones_own_page_says_why_and_until_when(as_resident: Client, resident: User, moderator: User) -> None:
    def shown() -> bool:
        return "理由：发&lt;广告&gt;" in as_resident.get("/me/").content.decode()

    assert not shown()
    made = block(resident, moderator, reason="发<广告>")
    assert shown()
    services.lift_block(block_id=made.pk, by=moderator)
    assert not shown()
