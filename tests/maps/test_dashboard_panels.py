"""What waits about comments, on the front page of the back office: unanswered by age, promises, returned entries."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maps.consultation import services
from maps.consultation.models import Answer, Comment, Decision
from residents.models import User
from tests.back_office import lines, panels
from tests.factories import make_comment, make_user

pytestmark = pytest.mark.django_db


def said(text: str, days_ago: int, **fields: object) -> Comment:
    comment = make_comment(text=text, **fields)
    Comment.objects.filter(pk=comment.pk).update(created_at=timezone.now() - timedelta(days=days_ago))
    return comment


def test_unanswered_comments_stand_before_planners_by_age_the_oldest_first(planner: User) -> None:
    said("今天说的一句话", 0)
    oldest, month, week = said("等得最久的话", 45), said("整整一个月的话", 30), said("一个星期的话", 7)
    answered = said("已经答复过的话", 60)
    Answer.objects.create(kind="adopted", text="会做", office="示例科").comments.add(answered)
    said("街道自己的回复", 50, office="示例科")
    said("还在审核的意见", 50, status=Comment.Status.WAITING)
    panel = panels(planner)["待答复"]
    assert "共 4 条：满 30 天 2 条，满 7 天 1 条，不到 7 天 1 条。" in panel
    rows = lines(panel)
    assert [url.partition("comment=")[2] for _text, url in rows][:3] == [str(c.pk) for c in (oldest, month, week)]
    assert all(url.startswith(reverse("answers:add")) for _text, url in rows)
    assert panel.count("is-late") == 2
    assert "待答复" not in panels(make_user(groups=("editor",)))


def test_the_list_of_what_waits_for_an_answer_counts_the_same(as_planner: Client, planner: User) -> None:
    said("街道自己的回复", 3, office="示例科")
    said("等一个答复的话", 2)
    shown = as_planner.get(reverse("comments_to_answer:index")).content.decode()
    assert "等一个答复的话" in shown
    assert "街道自己的回复" not in shown


def test_promises_stand_before_planners_by_their_day_until_they_are_kept(planner: User) -> None:
    today = timezone.localdate()
    for office, day, kept in (
        ("后办的科", today + timedelta(days=9), None),
        ("过期的科", today - timedelta(days=1), None),
        ("今天的科", today, None),
        ("办完的科", today - timedelta(days=5), today),
    ):
        Answer.objects.create(kind="adopted", text="会做", office=office, promised_by=day, kept_on=kept)
    panel = panels(planner)["承诺的事"]
    assert [text.partition("：")[0] for text, _url in lines(panel)] == ["过期的科", "今天的科", "后办的科"]
    assert panel.count("is-late") == panel.count("已超过") == 1


def test_an_entry_that_came_back_stands_before_who_entered_it(moderator: User) -> None:
    desk, colleague = make_user(groups=("desk",)), make_user(groups=("desk",))
    entered = make_comment(entered_by=desk, status=Comment.Status.WAITING)
    make_comment(entered_by=colleague, status=Comment.Status.WAITING)
    services.decide(
        comment_id=entered.pk,
        moderator=moderator,
        verb=Decision.Verb.RETURN,
        reason=Decision.Reason.values[1],
        note="请写明是哪一段路",
    )
    ((text, url),) = lines(panels(desk)["退回的代录入意见"])
    assert "请写明是哪一段路" in text
    client = Client()
    client.force_login(desk)
    assert client.get(url).status_code == 200
    assert lines(panels(colleague)["退回的代录入意见"]) == []
