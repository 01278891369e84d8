"""One queue for all that waits: new texts, edits, reports, appeals; what was found; whose yes is missing."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maps.consultation import services
from maps.consultation.models import Appeal, Comment, CommentRevision, Report
from maps.consultation.waiting import Waits, counts, to_decide
from residents.models import User
from tests import factories

pytestmark = pytest.mark.django_db

QUEUE = "/admin/comments/"
KINDS = ("new", "edit", "report", "appeal")


def make(kind: str, hours: float = 0, **fields: Any) -> Comment:
    """Make a comment about which something of ``kind`` has waited for some hours."""
    since = timezone.now() - timedelta(hours=hours)
    if kind == "new":
        comment = factories.make_comment(status="waiting", **fields)
        Comment.objects.filter(pk=comment.pk).update(created_at=since)
        return comment
    if kind == "appeal":
        comment = factories.make_comment(**fields)
        by = User.objects.filter(username="other").first() or factories.make_moderator("other")
        services.decide(comment_id=comment.pk, moderator=by, verb="hide", reason="abuse")
        services.appeal(comment_id=comment.pk, author=comment.author, text="我说的是<事实>。")
        Appeal.objects.filter(comment=comment).update(created_at=since)
        return comment
    comment = factories.make_comment(**fields)
    if kind == "edit":
        revision = CommentRevision.objects.create(comment=comment, text="改成<这样>说。", state="waiting")
        CommentRevision.objects.filter(pk=revision.pk).update(created_at=since)
    else:
        made = services.report(comment_id=comment.pk, reporter=factories.make_user(), reason="abuse", note="太<难听>")
        Report.objects.filter(pk=made.pk).update(created_at=since)
    return comment


def shown(client: Client, query: str = "") -> list[int]:
    answer = client.get(QUEUE + query)
    assert answer.status_code == 200
    return [int(pk) for pk in re.findall(r'id="comment-(\d+)"', answer.content.decode())]


def buttons(html: str) -> set[str]:
    return set(re.findall(r'name="verb" value="(\w+)"', html[html.index("data-queue") :]))


def press(client: Client, comment: Comment, verb: str, **fields: str) -> str:
    """Press a button with what its form on the page has in it."""
    html = client.get(f"{QUEUE}{comment.pk}/").content.decode()
    form = next(form for form in re.findall(r"<form.*?</form>", html, re.DOTALL) if f'value="{verb}"' in form)
    seen = re.findall(r'name="seen" value="([^"]*)"', form)[0]
    values = {"verb": verb, "seen": seen} | fields
    return client.post(f"{QUEUE}{comment.pk}/decide/", values, follow=True).content.decode()


def test_whatever_waited_longest_is_first(as_moderator: Client) -> None:
    waited = {"edit": 30, "appeal": 20, "new": 10, "report": 1}
    made = {kind: make(kind, hours).pk for kind, hours in waited.items()}
    assert shown(as_moderator) == [made[kind] for kind in waited]


def test_a_comment_that_waits_for_two_reasons_stands_once(as_moderator: Client) -> None:
    comment = make("edit", 3)
    first = make("new", 5)
    report = services.report(comment_id=comment.pk, reporter=factories.make_user(), reason="abuse")
    Report.objects.filter(pk=report.pk).update(created_at=timezone.now() - timedelta(hours=9))
    assert shown(as_moderator) == [comment.pk, first.pk]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_can_be_looked_at_alone(as_moderator: Client, kind: str) -> None:
    made = {each: make(each).pk for each in KINDS}
    assert shown(as_moderator, f"?kind={kind}") == [made[kind]]
    assert sorted(shown(as_moderator, "?kind=all")) == sorted(made.values())


@pytest.mark.parametrize(
    ("kind", "verbs"),
    [
        ("new", {"publish", "return"}),
        ("edit", {"accept_edit", "return_edit", "hide"}),
        ("report", {"dismiss_reports", "hide"}),
        ("appeal", {"grant_appeal", "deny_appeal"}),
    ],
)
def test_each_kind_has_its_buttons(as_moderator: Client, kind: str, verbs: set[str]) -> None:
    make(kind)
    assert buttons(as_moderator.get(QUEUE).content.decode()) == verbs


@pytest.mark.parametrize(
    ("kind", "words"),
    [("edit", "改成&lt;这样&gt;说。"), ("report", "太&lt;难听&gt;"), ("appeal", "我说的是&lt;事实&gt;。")],
)
def test_what_was_typed_is_shown_and_is_no_markup(as_moderator: Client, kind: str, words: str) -> None:
    make(kind)
    assert words in as_moderator.get(QUEUE).content.decode()


@pytest.mark.parametrize(
    ("kind", "verb", "says", "status"),
    [
        ("edit", "accept_edit", "采用修改", "published"),
        ("edit", "return_edit", "退回修改", "published"),
        ("report", "dismiss_reports", "举报不成立", "published"),
        ("report", "hide", "已隐藏", "hidden"),
        ("appeal", "grant_appeal", "已发布", "published"),
        ("appeal", "deny_appeal", "维持原决定", "hidden"),
    ],
)
def test_its_buttons_decide_and_it_waits_no_longer(
    as_moderator: Client, kind: str, verb: str, says: str, status: str
) -> None:
    comment = make(kind)
    html = press(as_moderator, comment, verb, reason="abuse", note="请看规则。")
    assert f"意见 {comment.pk}：{says}。" in html
    comment.refresh_from_db()
    assert comment.status == status
    assert shown(as_moderator) == []
    taken_back = as_moderator.post(f"{QUEUE}decisions/{comment.decisions.first().pk}/undo/", follow=True)  # type: ignore[union-attr]
    assert "已撤销" in taken_back.content.decode()
    assert shown(as_moderator) == [comment.pk]


def test_what_waits_for_nobody_any_more_is_not_there(as_moderator: Client) -> None:
    for kind in ("edit", "report", "appeal"):
        Comment.objects.filter(pk=make(kind).pk).update(status="withdrawn")
    assert shown(as_moderator) == []
    assert counts() == []


def test_the_moderator_who_decided_is_told_to_leave_the_appeal_to_another(client: Client) -> None:
    comment = make("appeal")
    client.force_login(User.objects.get(username="other"))
    html = client.get(f"{QUEUE}{comment.pk}/").content.decode()
    assert "请由另一位审核员复核" in html
    assert "grant_appeal" not in html
    values = {"verb": "grant_appeal", "seen": ""}
    answer = client.post(f"{QUEUE}{comment.pk}/decide/", values, follow=True).content.decode()
    comment.refresh_from_db()
    assert comment.status == "hidden"
    assert "没有改动" in answer


@pytest.mark.parametrize(("hours", "is_marked"), [(25, True), (23, False)])
def test_what_waits_more_than_a_day_is_marked(as_moderator: Client, hours: int, is_marked: bool) -> None:
    make("new", hours)
    assert ("queue-late" in as_moderator.get(QUEUE).content.decode()) == is_marked


def test_what_does_not_wait_is_not_marked_as_late(as_moderator: Client) -> None:
    comment = factories.make_comment()
    Comment.objects.filter(pk=comment.pk).update(created_at=timezone.now() - timedelta(days=9))
    assert "queue-late" not in as_moderator.get(f"{QUEUE}?status=published").content.decode()


# ── what was found ──────────────────────────────────────────────────────────────


def test_what_was_found_is_named_and_marked_in_the_text(as_moderator: Client) -> None:
    comment = factories.make_comment(status="waiting", text="<i>赌 博</i>请看 t.cn/A\n电话13800000000")
    services.flag(comment)
    html = as_moderator.get(QUEUE).content.decode()
    assert "&lt;i&gt;<mark>赌 博</mark>&lt;/i&gt;请看 <mark>t.cn/A</mark><br>电话<mark>13800000000</mark>" in html
    for words in ("敏感词", "个人信息", "链接", "新账号第一条", "要两位审核员"):
        assert words in html


def test_flags_narrow_the_queue(as_moderator: Client) -> None:
    first, second = make("new", 2), make("new", 1)
    first.flags.create(kind="link", found="t.cn")
    second.flags.create(kind="repeated")
    assert shown(as_moderator, "?flag=link&kind=all") == [first.pk]
    assert shown(as_moderator, "?flag=repeated&kind=all") == [second.pk]
    assert shown(as_moderator, "?flag=sensitive_word&kind=all") == []


def test_the_queue_says_who_said_yes_first(as_moderator: Client) -> None:
    comment = make("new")
    comment.flags.create(kind="link", found="t.cn")
    other = factories.make_moderator("other")
    services.decide(comment_id=comment.pk, moderator=other, verb="publish")
    assert f"{other} 已在" in as_moderator.get(QUEUE).content.decode()
    press(as_moderator, comment, "publish")
    comment.refresh_from_db()
    assert comment.status == "published"


def test_the_first_of_two_is_told_that_another_is_needed(as_moderator: Client) -> None:
    comment = make("new")
    comment.flags.create(kind="link", found="t.cn")
    assert "同意，等另一位审核员" in press(as_moderator, comment, "publish")
    assert "要由另一位审核员通过" in press(as_moderator, comment, "publish")
    comment.refresh_from_db()
    assert comment.status == "waiting"


# ── how many ────────────────────────────────────────────────────────────────────


def test_the_front_page_counts_each_kind_with_its_oldest(as_moderator: Client) -> None:
    for kind, hours in (("new", 49), ("new", 1), ("edit", 5), ("report", 3), ("appeal", 2)):
        make(kind, hours)
    assert [(count.kind.value, count.number) for count in counts()] == [("new", 2), ("edit", 1), ("report", 1), ("appeal", 1)]  # fmt: skip
    html = as_moderator.get("/admin/").content.decode()
    for words in ("新意见 2 条，最早的一条等了 2\xa0日", "修改 1 条，最早的一条等了 5\xa0小时", "?kind=appeal"):
        assert words in html


def test_two_reports_of_one_comment_are_two_reports_and_one_entry() -> None:
    comment = make("report")
    services.report(comment_id=comment.pk, reporter=factories.make_user(), reason="false")
    assert [(count.kind, count.number) for count in counts()] == [(Waits.REPORT, 2)]
    assert list(to_decide()) == [comment]


def test_the_queue_takes_the_same_queries_whatever_waits(as_moderator: Client) -> None:
    taken = []
    for more in (1, 4):
        for kind in KINDS * more:
            services.flag(make(kind))
        as_moderator.get(QUEUE)
        with CaptureQueriesContext(connection) as queries:
            as_moderator.get(QUEUE)
        taken.append(len(queries))
    assert taken[0] == taken[1] <= 21
