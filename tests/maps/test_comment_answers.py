"""Official answers: who may give them, to what, who is told, and what becomes public."""

import re
from typing import Any

import pytest
from django.test import Client, TestCase

from maps.consultation import services
from maps.consultation.models import Answer, Comment
from pagecache.pages import purged
from residents.models import Notice, User
from tests import factories

pytestmark = pytest.mark.django_db

ADD = "/admin/answers/new/"
LIST = "/admin/comments/published/"


def typed(*comments: Comment, **changes: Any) -> dict[str, Any]:
    values = {
        "comments": [comment.pk for comment in comments],
        "proposal": "",
        "kind": "adopted",
        "text": "已列入下一步设计。",
        "office": "街道规划办",
        "promised_by": "",
    }
    return values | changes


def unsaved(**fields: Any) -> Answer:
    return Answer(**({"kind": "adopted", "text": "好。", "office": "街道规划办"} | fields))


# ── the service ─────────────────────────────────────────────────────────────────


def test_each_author_is_told_once_and_never_the_text(planner: User) -> None:
    author = factories.make_user("resident")
    proposal = factories.make_proposal(slug="ring", title="环浜步道")
    mine = [factories.make_comment(author=author, proposal=proposal) for _number in range(2)]
    other = factories.make_comment(proposal=proposal)
    services.publish_answer(answer=unsaved(), by=planner, comments=[*mine, other])
    told = Notice.objects.filter(kind="answer")
    assert sorted(told.values_list("user", flat=True)) == sorted([author.pk, other.author_id])
    assert told.get(user=author).title == "您对“环浜步道”的意见有了答复"
    assert told.get(user=author).url == f"/plan/ring/comments/{mine[0].pk}/"


def test_saving_again_tells_only_whose_comment_is_new(planner: User) -> None:
    first, second = factories.make_comment(), factories.make_comment()
    answer = services.publish_answer(answer=unsaved(), by=planner, comments=[first])
    services.publish_answer(answer=answer, by=factories.make_user("other-planner"), comments=[first, second])
    assert Notice.objects.filter(user=first.author).count() == 1
    assert Notice.objects.filter(user=second.author).count() == 1
    assert answer.answered_by == planner


@pytest.mark.parametrize("status", ["waiting", "returned", "hidden", "withdrawn"])
def test_what_is_not_public_cannot_be_answered(planner: User, status: str) -> None:
    comment = factories.make_comment(status=status)
    answer = services.publish_answer(answer=unsaved(), by=planner, comments=[comment])
    assert not answer.comments.exists()
    assert not Notice.objects.exists()


def test_publishing_and_retracting_purge_the_pages(planner: User) -> None:
    comment = factories.make_comment()
    tags = {f"proposal:{comment.proposal_id}", f"plan:{comment.proposal.plan_id}"}
    heard: list[frozenset[str]] = []

    def listen(tags: frozenset[str], **kwargs: Any) -> None:
        heard.append(tags)

    purged.connect(listen)
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = services.publish_answer(answer=unsaved(), by=planner, comments=[comment])
    with TestCase.captureOnCommitCallbacks(execute=True):
        services.retract_answer(answer=answer)
    purged.disconnect(listen)
    assert heard == [tags, tags]
    assert not Answer.objects.exists()


# ── the back office ─────────────────────────────────────────────────────────────


def test_a_planner_answers_several_comments_at_once(as_planner: Client, planner: User) -> None:
    first, second = factories.make_comment(), factories.make_comment()
    assert as_planner.post(ADD, typed(first, second)).status_code == 302
    answer = Answer.objects.get()
    assert set(answer.comments.all()) == {first, second}
    assert answer.answered_by == planner


def test_a_planner_answers_about_a_proposal(as_planner: Client) -> None:
    proposal = factories.make_proposal()
    assert as_planner.post(ADD, typed(proposal=proposal.pk)).status_code == 302
    assert Answer.objects.get().proposal == proposal


@pytest.mark.parametrize(
    ("changes", "field"),
    [({}, "__all__"), ({"text": " \u200b "}, "text"), ({"office": ""}, "office"), ({"kind": "maybe"}, "kind")],
    ids=["answers-nothing", "no-text", "no-office", "unknown-kind"],
)
def test_an_incomplete_answer_is_refused(as_planner: Client, changes: dict[str, str], field: str) -> None:
    comments = [] if field == "__all__" else [factories.make_comment()]
    answer = as_planner.post(ADD, typed(*comments, **changes))
    assert field in answer.context["form"].errors
    assert not Answer.objects.exists()
    assert not Notice.objects.exists()


def test_a_comment_that_is_not_public_is_no_choice(as_planner: Client) -> None:
    comment = factories.make_comment(status="waiting", text="还没审核的意见")
    assert comment.text not in as_planner.get(ADD).content.decode()
    answer = as_planner.post(ADD, typed(comment))
    assert "comments" in answer.context["form"].errors
    assert not Answer.objects.exists()


def test_what_was_ticked_in_the_list_is_ticked_in_the_form(as_planner: Client) -> None:
    ticked, same = (factories.make_comment() for _number in range(2))
    elsewhere = factories.make_comment(proposal=factories.make_proposal(plan=ticked.proposal.plan))
    Comment.objects.filter(pk=same.pk).update(proposal=ticked.proposal)
    html = as_planner.get(f"{ADD}?comment={ticked.pk}&comment=x&comment=").content.decode()
    boxes = [tag for tag in re.findall(r"<input[^>]*>", html) if 'name="comments"' in tag]
    assert [re.findall(r'value="(\d+)"', tag) for tag in boxes if "checked" in tag] == [[str(ticked.pk)]]
    offered = [
        value
        for value, _label in as_planner.get(f"{ADD}?comment={ticked.pk}").context["form"].fields["comments"].choices
    ]
    assert offered == [ticked.pk, same.pk]
    assert elsewhere.pk not in offered


def test_ticks_survive_an_error(as_planner: Client) -> None:
    comment = factories.make_comment()
    form = as_planner.post(ADD, typed(comment, text="")).context["form"]
    assert [int(pk) for pk in form["comments"].value()] == [comment.pk]
    assert comment.pk in [value for value, _label in form.fields["comments"].choices]


def test_editing_keeps_who_answered_and_tells_nobody_twice(as_planner: Client) -> None:
    comment = factories.make_comment()
    as_planner.post(ADD, typed(comment))
    answer = Answer.objects.get()
    as_planner.post(f"/admin/answers/edit/{answer.pk}/", typed(comment, text="改过的答复。"))
    answer.refresh_from_db()
    assert answer.text == "改过的答复。"
    assert list(answer.comments.all()) == [comment]
    assert Notice.objects.filter(kind="answer").count() == 1


def test_an_answer_given_by_mistake_can_be_deleted(as_planner: Client) -> None:
    as_planner.post(ADD, typed(factories.make_comment()))
    as_planner.post(f"/admin/answers/delete/{Answer.objects.get().pk}/")
    assert not Answer.objects.exists()


def test_the_list_shows_what_nobody_answered_until_asked_for_more(as_planner: Client) -> None:
    answered, open_one = factories.make_comment(text="已经答复过的。"), factories.make_comment(text="还没有答复的。")
    factories.make_comment(status="waiting", text="还没审核的意见。")
    services.publish_answer(answer=unsaved(), by=factories.make_user("other"), comments=[answered])
    services.publish_answer(answer=unsaved(), by=factories.make_user("third"), comments=[answered])
    first, all_of_them = as_planner.get(LIST).content.decode(), as_planner.get(f"{LIST}?answered=").content.decode()
    assert (open_one.text in first, answered.text in first) == (True, False)
    assert (open_one.text in all_of_them, all_of_them.count(answered.text)) == (True, 1)
    assert "还没审核的意见。" not in first + all_of_them


@pytest.mark.parametrize("group", ["moderator", "editor"])
def test_others_neither_see_the_list_nor_answer(client: Client, group: str) -> None:
    client.force_login(factories.make_user("colleague", groups=(group,)))
    comment = factories.make_comment()
    assert client.get(LIST).status_code == 404
    client.post(ADD, typed(comment))
    assert not Answer.objects.exists()
