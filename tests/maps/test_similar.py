"""Before a comment is taken, what others have said already is shown; supporting that is the easy choice."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from maps.consultation.models import Comment
from maps.consultation.similar import LIKE, Candidate, likeness, most_alike, pairs
from maps.plan.models import Proposal
from tests import factories

KEY = "6f0d5a52-5d1c-4d7e-9a58-3c1f6f6d7a01"
SAID = "希望花溪路桥头多放几把有靠背的椅子，老人走累了可以坐。"

ALIKE = {
    "same": SAID,
    "shorter": "花溪路桥头多放几把椅子，老人可以坐",
    "reordered": "老人走累了没地方坐，花溪路桥头多放几把有靠背的椅子吧。",
    "full-width": "希望花溪路桥头，多放几把有靠背的椅子！！！老人走累了可以坐",
}
DIFFERENT = {
    "bins": "花溪路的垃圾桶太少了，夏天味道很大，请多放几个带盖子的。",
    "parking": "晚上沿河停满了电瓶车，步道走不过去，能不能划一块地方出来停。",
    "polite": "希望这里能好一点，我们觉得可不可以再想想办法，谢谢。",
    "name": "曹杨环浜的水质比以前好多了，鱼也看得到。",
}


@pytest.mark.parametrize("text", ALIKE.values(), ids=ALIKE)
def test_the_same_wish_in_other_words_is_found(text: str) -> None:
    assert most_alike(text, [Candidate(1, SAID), Candidate(2, DIFFERENT["bins"])]) == [1]


@pytest.mark.parametrize("text", DIFFERENT.values(), ids=DIFFERENT)
def test_another_wish_at_the_same_place_is_not(text: str) -> None:
    assert most_alike(text, [Candidate(1, SAID)]) == []


def test_the_nearest_three_come_first() -> None:
    candidates = [Candidate(pk, text) for pk, text in enumerate([ALIKE["shorter"], SAID, SAID, SAID, SAID])]
    assert most_alike(SAID, candidates) == [4, 3, 2]


@given(st.text(), st.text())
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    measured = likeness(pairs(one), pairs(other))
    assert 0 <= measured <= 1
    assert measured == likeness(pairs(other), pairs(one))


@given(st.text(alphabet="路桥河树椅灯停车老人孩子晚上", min_size=12))
def test_a_text_is_like_itself(text: str) -> None:
    own = pairs(text)
    assert likeness(own, own) >= LIKE or len(own) < 5


# ── on the way to sending ───────────────────────────────────────────────────────


@pytest.fixture
def ring() -> Proposal:
    ring = factories.make_proposal(slug="ring")
    factories.make_consultation(ring)
    return ring


def send(client: Client, **changes: Any) -> Any:
    return client.post("/plan/ring/comment/", {"text": ALIKE["shorter"], "key": KEY} | changes)


@pytest.mark.django_db
def test_what_others_said_is_shown_before_and_the_text_is_kept(as_resident: Client, ring: Proposal) -> None:
    said = factories.make_comment(proposal=ring, text=SAID)
    answer = send(as_resident)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "也许已经有人说过" in page
    assert f"/plan/ring/comments/{said.pk}/support/" in page
    assert ALIKE["shorter"] in page
    assert Comment.objects.count() == 1


@pytest.mark.django_db
def test_who_means_something_else_sends_it_all_the_same(as_resident: Client, ring: Proposal) -> None:
    factories.make_comment(proposal=ring, text=SAID)
    assert send(as_resident, anyway="1").status_code == 303
    assert Comment.objects.filter(text=ALIKE["shorter"], status="waiting").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["waiting", "returned", "hidden", "withdrawn"])
def test_what_is_not_public_is_never_shown(as_resident: Client, ring: Proposal, status: str) -> None:
    factories.make_comment(proposal=ring, text=SAID, status=status)
    assert send(as_resident).status_code == 303


@pytest.mark.django_db
def test_what_was_said_on_another_proposal_is_not_shown(as_resident: Client, ring: Proposal) -> None:
    factories.make_comment(proposal=factories.make_proposal(plan=ring.plan), text=SAID)
    assert send(as_resident).status_code == 303


@pytest.mark.django_db
def test_a_reply_may_repeat(as_resident: Client, ring: Proposal) -> None:
    said = factories.make_comment(proposal=ring, text=SAID)
    assert send(as_resident, parent=said.pk).status_code == 303
    assert Comment.objects.get(parent=said).text == ALIKE["shorter"]
