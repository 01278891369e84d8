"""Planners keep the list of topics; a comment outlives its topic."""

import pytest
from django.test import Client

from maps.consultation.models import Comment, Topic
from tests import factories

pytestmark = pytest.mark.django_db


def typed(**changes: object) -> dict[str, object]:
    plan = factories.make_plan() if not changes.get("plan") else None
    return {"plan": plan.pk if plan else "", "name": "停车", "slug": "parking", "order": 1} | changes


def test_a_planner_adds_a_topic_and_residents_can_choose_it(as_planner: Client, client: Client) -> None:
    ring = factories.make_proposal(slug="ring")
    factories.make_consultation(ring)
    assert as_planner.post("/admin/topics/new/", typed(plan=ring.plan_id)).status_code == 302
    assert "停车" in client.get("/plan/ring/comment/").content.decode()


@pytest.mark.parametrize("group", ["moderator", "editor", "desk"])
def test_others_do_not(client: Client, group: str) -> None:
    client.force_login(factories.make_user(groups=(group,)))
    client.post("/admin/topics/new/", typed())
    assert not Topic.objects.exists()


@pytest.mark.parametrize("slug", ["parking", "停车", "a b"], ids=["taken", "chinese", "space"])
def test_an_address_that_is_taken_or_none_is_refused(as_planner: Client, slug: str) -> None:
    plan = factories.make_plan()
    Topic.objects.create(plan=plan, name="交通", slug="parking")
    answer = as_planner.post("/admin/topics/new/", typed(plan=plan.pk, slug=slug))
    assert answer.status_code == 200
    assert Topic.objects.count() == 1


def test_a_comment_stays_when_its_topic_goes(as_planner: Client) -> None:
    comment = factories.make_comment()
    topic = Topic.objects.create(plan=comment.proposal.plan, name="交通", slug="traffic")
    Comment.objects.update(topic=topic)
    as_planner.post(f"/admin/topics/delete/{topic.pk}/")
    comment.refresh_from_db()
    assert comment.topic is None
