"""The moderators' queue in the back office: who gets in, what it shows, what its buttons do."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maps.consultation import services
from maps.consultation.models import Comment, Decision
from residents.models import User
from tests import factories

pytestmark = pytest.mark.django_db

QUEUE = "/admin/comments/"


def press(client: Client, comment: Comment, verb: str, **fields: Any) -> Any:
    """Press a button on the page as it is now."""
    values = {"verb": verb, "seen": services.fingerprint(comment), "next": QUEUE} | fields
    return client.post(f"{QUEUE}{comment.pk}/decide/", values, follow=True)


def menu(page: str) -> str:
    """Return the labels of the side bar, which Wagtail sends as escaped JSON."""
    props = re.findall(r'<script id="wagtail-sidebar-props" type="application/json">(.*?)</script>', page)[0]
    return json.dumps(json.loads(props), ensure_ascii=False)


# ── who gets in ─────────────────────────────────────────────────────────────────


def addresses() -> list[str]:
    comment = factories.make_comment(status="waiting")
    decision = services.decide(comment_id=comment.pk, moderator=factories.make_moderator("other"), verb="publish")
    return [
        QUEUE,
        f"{QUEUE}results/",
        f"{QUEUE}{comment.pk}/",
        f"{QUEUE}{comment.pk}/decide/",
        f"{QUEUE}decisions/{decision.pk}/undo/",
        "/admin/reports/decisions/",
    ]


@pytest.mark.parametrize("group", ["planner", "editor", "desk"])
def test_for_others_of_the_back_office_the_queue_does_not_exist(client: Client, group: str) -> None:
    client.force_login(factories.make_user("colleague", groups=(group,)))
    for address in addresses():
        answer = client.post(address) if address.endswith(("decide/", "undo/")) else client.get(address)
        assert answer.status_code == 404, address
    assert Decision.objects.count() == 1
    front = client.get("/admin/").content.decode()
    assert "意见审核" not in menu(front)
    assert "审核记录" not in menu(front)
    assert "等待审核" not in front


@pytest.mark.parametrize("cast", ["stranger", "resident"])
def test_residents_and_strangers_are_sent_to_sign_in(client: Client, cast: str) -> None:
    if cast == "resident":
        client.force_login(factories.make_user("resident"))
    for address in addresses():
        answer = client.post(address) if address.endswith(("decide/", "undo/")) else client.get(address)
        assert answer.status_code == 302, address
        assert answer["Location"].startswith("/admin/login/?next=")


@pytest.mark.parametrize("tail", ["1/decide/", "decisions/1/undo/"])
def test_deciding_needs_a_post(as_moderator: Client, tail: str) -> None:
    assert as_moderator.get(QUEUE + tail).status_code == 405


@pytest.mark.parametrize("number", [999, 10**25])
def test_a_comment_that_is_not_there_is_not_found(as_moderator: Client, number: int) -> None:
    assert as_moderator.get(f"{QUEUE}{number}/").status_code == 404
    assert as_moderator.post(f"{QUEUE}{number}/decide/", {"verb": "publish"}).status_code == 404
    assert as_moderator.post(f"{QUEUE}decisions/{number}/undo/").status_code == 404


# ── what it shows ───────────────────────────────────────────────────────────────


def shown(answer: Any) -> list[int]:
    return [int(pk) for pk in re.findall(r'id="comment-(\d+)"', answer.content.decode())]


def test_the_oldest_waiting_comment_is_first_and_nothing_else_is_there(as_moderator: Client) -> None:
    made = [factories.make_comment(status="waiting") for _number in range(3)]
    for days, comment in zip((1, 9, 4), made, strict=True):
        Comment.objects.filter(pk=comment.pk).update(created_at=timezone.now() - timedelta(days=days))
    for status in ("published", "returned", "hidden", "withdrawn"):
        factories.make_comment(status=status)
    answer = as_moderator.get(QUEUE)
    assert shown(answer) == [made[1].pk, made[2].pk, made[0].pk]
    assert "1\xa0周，2\xa0日前" in answer.content.decode()


def test_a_row_shows_text_author_proposal_consultation_and_place(as_moderator: Client) -> None:
    proposal = factories.make_proposal(title="环浜步道", slug="ring")
    factories.make_consultation(proposal, title="春季意见征集")
    comment = factories.make_comment(
        proposal=proposal, status="waiting", shape=factories.INSIDE, text="<b>长椅</b>五个字"
    )
    html = as_moderator.get(QUEUE).content.decode()
    for words in (
        "&lt;b&gt;长椅&lt;/b&gt;",
        str(comment.author),
        "环浜步道",
        "/plan/ring/",
        "春季意见征集",
        "queue-place-point",
    ):
        assert words in html
    assert comment.author.email not in html


def test_the_queue_filters_by_state_proposal_consultation_and_words(as_moderator: Client) -> None:
    first = factories.make_comment(status="waiting", text="河边要有灯光。")
    plan = first.proposal.plan
    second = factories.make_comment(status="waiting", proposal=factories.make_proposal(plan=plan), text="多种几棵树。")
    third = factories.make_comment(status="published", proposal=first.proposal)
    found = {
        "": [first.pk, second.pk],
        "?status=published": [third.pk],
        "?status=": [first.pk, second.pk, third.pk],
        f"?proposal={second.proposal_id}&status=waiting": [second.pk],
        f"?consultation={first.consultation_id}&status=waiting": [first.pk],
        f"?proposal={first.proposal_id}": [first.pk, third.pk],
        "?q=灯光": [first.pk],
        "?p=1": [first.pk, second.pk],
        "?q=灯光&status=published": [],
    }
    assert {query: shown(as_moderator.get(QUEUE + query)) for query in found} == found


def test_an_empty_queue_says_so(as_moderator: Client) -> None:
    assert "没有等待审核的意见" in as_moderator.get(QUEUE).content.decode()


def test_the_queue_is_paged(as_moderator: Client) -> None:
    made = [factories.make_comment(status="waiting").pk for _number in range(21)]
    assert shown(as_moderator.get(QUEUE)) == made[:20]
    assert shown(as_moderator.get(f"{QUEUE}?p=2")) == made[20:]


@pytest.mark.parametrize("waiting", [2, 18])
def test_the_queue_takes_the_same_queries_however_long_it_is(as_moderator: Client, waiting: int) -> None:
    for _number in range(waiting):
        factories.make_comment(status="waiting", shape=factories.INSIDE).flags.create(kind="link", found="t.cn")
    as_moderator.get(QUEUE)
    with CaptureQueriesContext(connection) as queries:
        as_moderator.get(QUEUE)
    assert len(queries) <= 21, "\n".join(query["sql"][:200] for query in queries.captured_queries)


def test_the_menu_and_the_front_page_say_how_many_wait_and_how_long(as_moderator: Client) -> None:
    for _number in range(3):
        factories.make_comment(status="waiting")
    Comment.objects.update(created_at=timezone.now() - timedelta(days=2))
    front = as_moderator.get("/admin/").content.decode()
    assert "新意见 3 条，最早的一条等了 2\xa0日" in front
    assert "意见审核（3）" in menu(front)


def test_the_front_page_says_when_nothing_waits(as_moderator: Client) -> None:
    assert "没有等待审核的意见" in as_moderator.get("/admin/").content.decode()


# ── the buttons ─────────────────────────────────────────────────────────────────


def test_approving_publishes_and_offers_to_take_it_back(as_moderator: Client, moderator: User) -> None:
    comment = factories.make_comment(status="waiting")
    html = press(as_moderator, comment, "publish").content.decode()
    decision = Decision.objects.get()
    assert (decision.verb, decision.moderator) == ("publish", moderator)
    assert f"意见 {comment.pk}：已发布。" in html
    assert f'action="/admin/comments/decisions/{decision.pk}/undo/"' in html
    as_moderator.post(f"/admin/comments/decisions/{decision.pk}/undo/")
    comment.refresh_from_db()
    assert comment.status == "waiting"


def test_the_undo_button_of_the_message_carries_a_token_that_works(moderator: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(moderator)
    comment = factories.make_comment(status="waiting")

    def token(html: str) -> str:
        return re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', html)[0]

    page = client.get(QUEUE).content.decode()
    values = {"verb": "publish", "seen": services.fingerprint(comment), "csrfmiddlewaretoken": token(page)}
    answer = client.post(f"{QUEUE}{comment.pk}/decide/", values, follow=True).content.decode()
    form = answer[answer.index('class="comment-undo"') :]
    undone = client.post(
        f"{QUEUE}decisions/{Decision.objects.get().pk}/undo/", {"csrfmiddlewaretoken": token(form)}, follow=True
    )
    assert "已撤销，意见回到“审核中”。" in undone.content.decode()


@pytest.mark.parametrize(("status", "verb", "to"), [("waiting", "return", "returned"), ("published", "hide", "hidden")])
def test_returning_and_hiding_with_a_reason(as_moderator: Client, status: str, verb: str, to: str) -> None:
    comment = factories.make_comment(status=status)
    press(as_moderator, comment, verb, reason="abuse", note="请换个说法。")
    comment.refresh_from_db()
    assert comment.status == to
    assert Decision.objects.get().note == "请换个说法。"


def test_hidden_comments_can_be_restored(as_moderator: Client) -> None:
    comment = factories.make_comment(status="hidden")
    assert "恢复发布" in as_moderator.get(f"{QUEUE}{comment.pk}/").content.decode()
    press(as_moderator, comment, "publish")
    comment.refresh_from_db()
    assert comment.status == "published"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"verb": "return"}, "请选一个理由"),
        ({"verb": "return", "note": "字" * 301}, "说明最多 300 个字"),
        ({"verb": "hide", "reason": "abuse"}, "现在是“审核中”"),
        ({"verb": "delete"}, "delete"),
        ({"verb": "undo"}, "undo"),
        ({"verb": "return", "reason": "because"}, "because"),
    ],
    ids=["no-reason", "long-note", "does-not-fit", "unknown-verb", "undo-is-no-verb", "unknown-reason"],
)
def test_a_refused_decision_changes_nothing_and_says_why(
    as_moderator: Client, fields: dict[str, str], says: str
) -> None:
    comment = factories.make_comment(status="waiting")
    html = press(as_moderator, comment, **fields).content.decode()
    assert says in html
    comment.refresh_from_db()
    assert comment.status == "waiting"
    assert not Decision.objects.exists()


def test_of_two_moderators_the_second_is_told_and_keeps_their_words(as_moderator: Client) -> None:
    comment = factories.make_comment(status="waiting")
    services.decide(comment_id=comment.pk, moderator=factories.make_moderator("other"), verb="publish")
    html = press(as_moderator, comment, "return", reason="unclear", note="请说清楚<在哪里>").content.decode()
    assert "这条意见现在是“已发布”" in html
    assert "请说清楚&lt;在哪里&gt;" in html
    assert Decision.objects.count() == 1


def test_an_undoing_that_comes_too_late_says_so(as_moderator: Client, moderator: User) -> None:
    comment = factories.make_comment(status="waiting")
    first = services.decide(comment_id=comment.pk, moderator=moderator, verb="publish")
    services.decide(comment_id=comment.pk, moderator=moderator, verb="hide", reason="abuse")
    html = as_moderator.post(f"{QUEUE}decisions/{first.pk}/undo/", follow=True).content.decode()
    assert "没有改动" in html
    comment.refresh_from_db()
    assert comment.status == "hidden"


def test_after_a_decision_one_is_back_where_one_was(as_moderator: Client) -> None:
    comment = factories.make_comment(status="published")
    back = f"{QUEUE}?status=published&p=1"
    answer = press(as_moderator, comment, "hide", reason="abuse", next=back)
    assert answer.redirect_chain == [(back, 302)]


def test_after_a_decision_one_is_not_led_elsewhere(as_moderator: Client) -> None:
    comment = factories.make_comment(status="waiting")
    assert press(as_moderator, comment, "publish", next="https://evil.example/").redirect_chain == [(QUEUE, 302)]


# ── the log ─────────────────────────────────────────────────────────────────────


def test_a_comments_page_shows_every_decision_on_it(as_moderator: Client, moderator: User) -> None:
    comment = factories.make_comment(status="waiting")
    first = services.decide(comment_id=comment.pk, moderator=moderator, verb="publish")
    services.undo(decision_id=first.pk, moderator=moderator)
    last = services.decide(comment_id=comment.pk, moderator=moderator, verb="return", reason="unclear", note="哪一段？")
    html = as_moderator.get(f"{QUEUE}{comment.pk}/").content.decode()
    for words in ("<td>通过</td>", "撤销：通过", "<td>退回</td>", "哪一段？", last.text_sha256[:12]):
        assert words in html
    assert f"decisions/{last.pk}/undo/" in html
    assert f"decisions/{first.pk}/undo/" not in html


def test_the_report_lists_decisions_and_exports_them_without_texts(as_moderator: Client, moderator: User) -> None:
    comment = factories.make_comment(status="waiting")
    decision = services.decide(comment_id=comment.pk, moderator=moderator, verb="return", note="请说清楚。")
    html = as_moderator.get("/admin/reports/decisions/").content.decode()
    assert "请说清楚。" in html
    assert f"{QUEUE}{comment.pk}/" in html
    exported = b"".join(as_moderator.get("/admin/reports/decisions/?export=csv")).decode()
    assert decision.text_sha256 in exported
    assert comment.text not in exported
