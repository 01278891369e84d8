"""Replies: two levels and no more, reviewed like everything else; an office replies under its own name, at once."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from maps.consultation import services
from maps.consultation.errors import KeyReused, NoSuchParent, NoSuchTopic
from maps.consultation.models import Comment, Consultation, Tally, Topic
from maps.plan.models import Proposal
from residents.models import Notice, User
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = "我家楼下也是这样，同意。"


@pytest.fixture
def ring() -> Proposal:
    return factories.make_proposal(slug="ring")


@pytest.fixture
def top(ring: Proposal) -> Comment:
    return factories.make_comment(proposal=ring, text="桥头放两把椅子。")


def send(ring: Proposal, author: User, to: Comment | None, **changes: Any) -> Comment:
    values: dict[str, Any] = {"text": TEXT, "key": uuid.uuid4(), "parent": to}
    return services.submit_comment(proposal=ring, author=author, **(values | changes))


def reply_count(comment: Comment) -> int:
    return Comment.objects.get(pk=comment.pk).reply_count


def test_a_reply_waits_and_counts_only_when_it_is_public(ring: Proposal, top: Comment, resident: User) -> None:
    reply = send(ring, resident, top)
    assert (reply.status, reply.parent_id, reply_count(top)) == ("waiting", top.pk, 0)
    moderator = factories.make_moderator()
    services.decide(comment_id=reply.pk, moderator=moderator, verb="publish")
    assert (reply_count(top), Tally.objects.get(proposal=ring).comments) == (1, 2)
    services.decide(comment_id=reply.pk, moderator=moderator, verb="hide", reason="off_topic")
    assert (reply_count(top), Tally.objects.get(proposal=ring).comments) == (0, 1)


def test_a_reply_to_a_reply_is_refused(ring: Proposal, top: Comment, resident: User) -> None:
    reply = factories.make_comment(proposal=ring, parent=top)
    with pytest.raises(NoSuchParent):
        send(ring, resident, reply)


@pytest.mark.parametrize("status", ["waiting", "returned", "hidden", "withdrawn"])
def test_nobody_replies_to_what_is_not_public(ring: Proposal, top: Comment, resident: User, status: str) -> None:
    Comment.objects.update(status=status)
    with pytest.raises(NoSuchParent):
        send(ring, resident, top)


def test_nor_across_proposals_nor_where_the_consultation_takes_none(
    ring: Proposal, top: Comment, resident: User
) -> None:
    other = factories.make_proposal(plan=ring.plan)
    factories.make_consultation(other)
    with pytest.raises(NoSuchParent):
        send(other, resident, top)
    Consultation.objects.update(may_reply=False)
    with pytest.raises(NoSuchParent):
        send(ring, resident, top)


def test_a_topic_must_be_of_the_plan(ring: Proposal, top: Comment, resident: User) -> None:
    ours = Topic.objects.create(plan=ring.plan, name="绿化", slug="green")
    theirs = Topic.objects.create(plan=factories.make_plan(site=None), name="绿化", slug="green")
    assert send(ring, resident, None, topic=ours).topic == ours
    with pytest.raises(NoSuchTopic):
        send(ring, resident, None, topic=theirs)


def test_the_form_quotes_what_it_replies_to_and_sends_it_there(as_resident: Client, top: Comment) -> None:
    page = as_resident.get(f"/plan/ring/comment/?to={top.pk}").content.decode()
    assert f"回复 {top.author}：" in page
    assert top.text in page
    answer = as_resident.post("/plan/ring/comment/", {"text": TEXT, "key": str(uuid.uuid4()), "parent": top.pk})
    assert answer.status_code == 303
    assert Comment.objects.get(text=TEXT).parent == top


@pytest.mark.parametrize("to", ["", "0", "x", "999999", "²", "1' or 1"])
def test_a_link_to_reply_to_nothing_shows_the_plain_form(as_resident: Client, top: Comment, to: str) -> None:
    answer = as_resident.get("/plan/ring/comment/", {"to": to})
    assert answer.status_code == 200
    assert 'class="quoted"' not in answer.content.decode()


def test_a_reply_whose_comment_went_meanwhile_keeps_its_text(as_resident: Client, top: Comment) -> None:
    Comment.objects.update(status="withdrawn")
    answer = as_resident.post("/plan/ring/comment/", {"text": TEXT, "key": str(uuid.uuid4()), "parent": top.pk})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "已经撤回或不再收回复" in page
    assert TEXT in page
    assert not Comment.objects.filter(text=TEXT).exists()


def withdraw(top: Comment) -> None:
    Comment.objects.filter(pk=top.pk).update(status="withdrawn")


def take_no_replies(top: Comment) -> None:
    Consultation.objects.update(may_reply=False)


@pytest.mark.parametrize("happened", [withdraw, take_no_replies], ids=["withdrawn", "no_replies"])
def test_what_cannot_be_a_reply_any_more_is_sent_again_as_a_comment_of_its_own(
    as_resident: Client, top: Comment, happened: Callable[[Comment], None]
) -> None:
    happened(top)
    answer = as_resident.post("/plan/ring/comment/", {"text": TEXT, "key": str(uuid.uuid4()), "parent": top.pk})
    assert "可以作为一条新的意见提交" in answer.content.decode()
    form = answer.context["form"]
    again = {name: form[name].value() or "" for name in ("text", "key", "parent", "topic")}
    assert as_resident.post("/plan/ring/comment/", again).status_code == 303
    assert Comment.objects.get(text=TEXT).parent is None


# ── offices ─────────────────────────────────────────────────────────────────────


def official(top: Comment, by: User, **changes: Any) -> Comment:
    values: dict[str, Any] = {"office": "街道规划办", "text": "下个月去看现场。", "key": uuid.UUID(int=7)}
    return services.reply_officially(parent_id=top.pk, by=by, **(values | changes))


def test_an_office_replies_at_once_under_its_name_and_the_author_is_told(
    client: Client, top: Comment, planner: User
) -> None:
    reply = official(top, planner)
    assert (reply.status, reply_count(top)) == ("published", 1)
    page = client.get("/plan/ring/").content.decode()
    for words in ("街道规划办", "官方回复", "下个月去看现场。"):
        assert words in page
    assert planner.display_name not in page
    notice = Notice.objects.get(user=top.author)
    assert notice.url == reply.get_absolute_url()
    assert "下个月" not in notice.title


def test_an_office_that_sends_twice_replied_once(top: Comment, planner: User) -> None:
    assert official(top, planner) == official(top, planner)
    assert Notice.objects.filter(user=top.author).count() == 1
    with pytest.raises(KeyReused):
        official(top, planner, text="完全不同的另一句话。")


def test_an_office_replies_to_what_is_public_and_no_reply(top: Comment, planner: User) -> None:
    with pytest.raises(NoSuchParent):
        official(factories.make_comment(proposal=top.proposal, parent=top), planner)
    Comment.objects.update(status="hidden")
    with pytest.raises(NoSuchParent):
        official(top, planner)


def test_planners_have_a_page_for_it_and_residents_do_not(
    as_planner: Client, as_resident: Client, top: Comment
) -> None:
    address = f"/plan/ring/comments/{top.pk}/official/"
    typed = {"office": "街道规划办", "text": "下个月去看现场。", "key": str(uuid.uuid4())}
    assert as_resident.get(address).status_code == 404
    assert as_resident.post(address, typed).status_code == 404
    assert top.text in as_planner.get(address).content.decode()
    refused = as_planner.post(address, typed | {"office": ""})
    assert refused.status_code == 422
    assert "下个月去看现场。" in refused.content.decode()
    answer = as_planner.post(address, typed)
    assert answer.status_code == 302
    assert Comment.objects.get(office="街道规划办").get_absolute_url() == answer["Location"]
