"""Everybody of the demonstration finds something of theirs on the front page of the back office."""

import pytest
from django.test import Client

from residents.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


@pytest.mark.parametrize(
    ("who", "finds"),
    [
        ("writer", ("示例：周末去看老照片", "请修改：示例：请写明地点，再送一次。", "示例：河边装了三把椅子")),
        ("reviewer", ("等我审核的稿件", "示例：河边装了三把椅子", "很久没有更新的栏目", "换届选举")),
        ("editor", ("示例：第二段的“花溪路”少写了一个字。", "最近一次发布在 40 天以前")),
        ("moderator", ("意见审核", "去审核")),
        ("planner", ("待答复", "去答复")),
    ],
)
def test_everybody_finds_work_of_theirs(who: str, finds: tuple[str, ...]) -> None:
    client = Client()
    client.force_login(User.objects.get(username=who))
    seen = client.get("/admin/").content.decode()
    assert [words for words in finds if words not in seen] == []
