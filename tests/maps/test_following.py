"""Following a proposal: told of its progress and of answers to it, and of nothing after one has had enough."""

import pytest
from django.test import Client

from maps.consultation import services
from maps.consultation.models import Answer, Follow, Progress
from maps.plan.models import Proposal
from residents.models import Notice, User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def ring() -> Proposal:
    ring = factories.make_proposal(slug="ring", title="环浜步道", status="idea")
    ring.save_revision().publish()
    return Proposal.objects.get(pk=ring.pk)


def come_to(ring: Proposal, status: str) -> None:
    ring.status = status
    ring.save_revision().publish()


def told(user: User) -> list[str]:
    return list(user.notices.order_by("pk").values_list("title", flat=True))


def test_who_follows_is_told_of_progress_once(ring: Proposal, resident: User) -> None:
    for _twice in range(2):
        services.follow(proposal=ring, user=resident)
    come_to(ring, "under_study")
    come_to(ring, "under_study")
    assert told(resident) == ["“环浜步道”有了进展：研究中"]
    assert [step.status for step in Progress.objects.all()] == ["idea", "under_study"]


def test_who_stopped_following_or_never_did_is_not(ring: Proposal, resident: User) -> None:
    services.follow(proposal=ring, user=resident)
    services.unfollow(proposal=ring, user=resident)
    come_to(ring, "approved")
    assert not Notice.objects.exists()


def test_a_first_publication_and_a_draft_are_no_progress(ring: Proposal, resident: User) -> None:
    services.follow(proposal=ring, user=resident)
    ring.status = "approved"
    ring.save_revision()
    assert told(resident) == []


def test_an_answer_about_the_proposal_is_told_to_followers_and_to_nobody_twice(
    ring: Proposal, resident: User, planner: User
) -> None:
    author = factories.make_user()
    comment = factories.make_comment(proposal=ring, author=author)
    for user in (resident, author):
        services.follow(proposal=ring, user=user)
    answer = Answer(proposal=ring, kind="later", text="明年再议。", office="街道规划办")
    services.publish_answer(answer=answer, by=planner, comments=[comment])
    assert told(resident) == ["“环浜步道”有了官方答复"]
    assert told(author) == ["您对“环浜步道”的意见有了答复"]
    services.publish_answer(answer=answer, by=planner, comments=[comment])
    assert len(told(resident)) == 1


def test_the_box_has_a_button_that_follows_and_unfollows(as_resident: Client, ring: Proposal, resident: User) -> None:
    assert "关注这个方案的进展" in as_resident.get("/plan/ring/mine/").content.decode()
    answer = as_resident.post("/plan/ring/follow/", headers={"HX-Request": "true"})
    assert "已关注" in answer.content.decode()
    assert "环浜步道" in as_resident.get("/me/").content.decode()
    answer = as_resident.post("/plan/ring/follow/", {"undo": "1", "next": "/me/"})
    assert answer["Location"] == "/me/"
    assert not Follow.objects.exists()


def test_a_stranger_signs_in_first_and_asking_follows_nothing(
    client: Client, as_resident: Client, ring: Proposal
) -> None:
    assert client.post("/plan/ring/follow/")["Location"].startswith("/accounts/login/")
    assert as_resident.get("/plan/ring/follow/").status_code == 405
    assert as_resident.post("/plan/nowhere/follow/").status_code == 404
    assert as_resident.post("/plan/ring/follow/", {"next": "https://elsewhere.example/"})["Location"] == "/plan/ring/"
    assert Follow.objects.count() == 1
