"""Edges of writing and deciding: what is sent again, withdrawn, moved away from, answered and hidden."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client

from maps.consultation import services
from maps.consultation.errors import KeyReused
from maps.consultation.models import Answer, Comment
from maps.geojson import shape_from_geojson
from maps.plan.models import Proposal
from residents.models import Consent, User
from tests import factories

pytestmark = pytest.mark.django_db

KEY = uuid.UUID(int=9)
TEXT = "桥头放两把椅子，老人好歇脚。"


@pytest.fixture
def ring() -> Proposal:
    ring = factories.make_proposal(slug="ring")
    factories.make_consultation(ring)
    return ring


def submit(ring: Proposal, author: User, **changes: Any) -> Comment:
    values: dict[str, Any] = {"text": TEXT, "key": KEY}
    return services.submit_comment(proposal=ring, author=author, **(values | changes))


def test_a_place_added_after_a_lost_answer_is_not_dropped_in_silence(ring: Proposal, resident: User) -> None:
    submit(ring, resident)
    with pytest.raises(KeyReused):
        submit(ring, resident, shape=shape_from_geojson(factories.INSIDE))
    placed = submit(ring, resident, shape=shape_from_geojson(factories.INSIDE), key=uuid.UUID(int=10))
    assert submit(ring, resident, shape=shape_from_geojson(factories.INSIDE), key=uuid.UUID(int=10)) == placed


def test_what_was_withdrawn_is_not_taken_for_what_is_sent(ring: Proposal, resident: User) -> None:
    services.withdraw(comment_id=submit(ring, resident).pk, author=resident)
    with pytest.raises(KeyReused):
        submit(ring, resident)


@pytest.mark.parametrize("gone", ["unpublished", "of-an-older-plan"])
def test_a_comment_stays_its_authors_whatever_becomes_of_the_proposal(
    as_resident: Client, resident: User, ring: Proposal, gone: str
) -> None:
    comment = factories.make_comment(proposal=ring, author=resident, status="returned")
    if gone == "unpublished":
        ring.unpublish()
    else:
        site, ring.plan.site = ring.plan.site, None
        ring.plan.save()
        factories.make_proposal(plan=factories.make_plan(site=site), slug="ring")
    assert as_resident.get(f"/plan/ring/comment/{comment.pk}/edit/").status_code == 200
    assert as_resident.post(f"/plan/ring/comment/{comment.pk}/withdraw/", {"next": "/me/"}).status_code == 303
    comment.refresh_from_db()
    assert comment.status == "withdrawn"


def test_an_answer_edited_while_a_comment_is_hidden_is_still_its_answer(ring: Proposal, planner: User) -> None:
    shown, hidden = (factories.make_comment(proposal=ring) for _both in range(2))
    answer = Answer(kind="adopted", text="年内装灯。", office="某办公室")
    services.publish_answer(answer=answer, by=planner, comments=[shown, hidden])
    Comment.objects.filter(pk=hidden.pk).update(status="hidden")
    services.publish_answer(answer=answer, by=planner, comments=[shown])
    assert set(answer.comments.all()) == {shown, hidden}
    services.publish_answer(answer=answer, by=planner, comments=[])
    assert set(answer.comments.all()) == {hidden}


def test_after_filtering_a_decision_leads_back_to_the_page_and_not_to_a_part_of_it(
    as_moderator: Client, ring: Proposal
) -> None:
    factories.make_comment(proposal=ring, status="waiting")
    part = as_moderator.get("/admin/comments/results/?status=waiting").content.decode()
    assert set(re.findall(r'name="next" value="([^"]+)"', part)) == {"/admin/comments/?status=waiting"}


def test_without_consent_nothing_is_stored_and_the_text_is_kept(
    as_resident: Client, resident: User, ring: Proposal
) -> None:
    Consent.objects.filter(user=resident, text="terms").delete()
    answer = as_resident.post("/plan/ring/comment/", {"text": TEXT, "key": str(KEY)})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "《用户协议》" in page
    assert "个人信息说明》" not in page
    assert "/me/welcome/?next=" in page
    assert TEXT in page
    assert not Comment.objects.exists()
