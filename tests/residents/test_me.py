"""My own page: who I am, what was told to me, what other rooms keep of me."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from residents import personal_data
from residents.models import Notice, User
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident(client: Client) -> User:
    user = make_user("apo", display_name="枫桥边的阿婆")
    client.force_login(user)
    return user


@pytest.fixture(autouse=True)
def _nothing_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(personal_data, "_registry", {})


def make_notice(user: User, title: str = "您的意见已发布", *, days_ago: int = 0, read: bool = False) -> Notice:
    now = timezone.now()
    notice = Notice.objects.create(
        user=user, kind=Notice.Kind.DECISION, title=title, url="/plan/ring/#comment-1", read_at=now if read else None
    )
    Notice.objects.filter(pk=notice.pk).update(created_at=now - timedelta(days=days_ago))
    return notice


def test_a_stranger_is_asked_to_sign_in_and_comes_back() -> None:
    assert Client().get("/me/")["Location"] == "/accounts/login/?next=/me/"


def test_my_page_is_mine_and_kept_by_nobody(client: Client, resident: User) -> None:
    answer = client.get("/me/")
    assert "枫桥边的阿婆" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_new_notices_come_first_then_the_latest(client: Client, resident: User) -> None:
    make_notice(resident, "甲：已读，昨天", days_ago=1, read=True)
    make_notice(resident, "乙：未读，上周", days_ago=7)
    make_notice(resident, "丙：未读，前天", days_ago=2)
    make_notice(resident, "丁：已读，今天", read=True)
    page = client.get("/me/").content.decode()
    assert sorted("甲乙丙丁", key=lambda letter: page.index(f"{letter}：")) == ["丙", "乙", "丁", "甲"]


def test_another_persons_notices_are_not_there(client: Client, resident: User) -> None:
    make_notice(make_user(), "别人的通知")
    assert "别人的通知" not in client.get("/me/").content.decode()


def test_opening_a_notice_marks_it_as_read_and_goes_where_it_points(client: Client, resident: User) -> None:
    notice = make_notice(resident)
    answer = client.post(f"/me/notices/{notice.pk}/")
    assert (answer.status_code, answer["Location"]) == (303, "/plan/ring/#comment-1")
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_opening_it_again_does_not_move_when_it_was_read(client: Client, resident: User) -> None:
    notice = make_notice(resident, read=True)
    client.post(f"/me/notices/{notice.pk}/")
    first = notice.read_at
    notice.refresh_from_db()
    assert notice.read_at == first


def test_looking_at_a_notice_by_get_writes_nothing(client: Client, resident: User) -> None:
    notice = make_notice(resident)
    assert client.get(f"/me/notices/{notice.pk}/").status_code == 405
    assert Notice.objects.unread().count() == 1


def test_another_persons_notice_cannot_be_opened(client: Client, resident: User) -> None:
    notice = make_notice(make_user())
    assert client.post(f"/me/notices/{notice.pk}/").status_code == 404
    assert Notice.objects.unread().count() == 1


def test_all_of_mine_are_marked_as_read_and_nobody_elses(client: Client, resident: User) -> None:
    for _ in range(3):
        make_notice(resident)
    other = make_notice(make_user())
    client.post("/me/notices/read/")
    assert list(Notice.objects.unread()) == [other]


def test_a_stranger_marks_nothing(client: Client) -> None:
    make_notice(make_user())
    assert client.post("/me/notices/read/").status_code == 302
    assert Notice.objects.unread().count() == 1


def kept(text: str) -> personal_data.PersonalData:
    return personal_data.PersonalData(name="things", template="partials/messages.html", rows=lambda user: [text])


def test_what_another_room_keeps_of_me_is_shown_by_its_own_template(client: Client, resident: User) -> None:
    asked_for: list[User] = []
    template = "residents/partials/state.html"  # any template: it is the room's that registers
    personal_data.register(personal_data.PersonalData(name="x", template=template, rows=asked_for.append))
    assert "my-name" in client.get("/me/").content.decode()
    assert asked_for == [resident]


def test_a_room_that_registers_twice_is_asked_once() -> None:
    personal_data.register(kept("一"))
    second = kept("二")
    personal_data.register(second)
    assert personal_data.registered() == [second]


def test_my_page_takes_as_many_queries_for_many_notices_as_for_one(client: Client, resident: User) -> None:
    make_notice(resident)
    client.get("/me/")
    with CaptureQueriesContext(connection) as one:
        client.get("/me/")
    for _ in range(30):
        make_notice(resident)
    with CaptureQueriesContext(connection) as many:
        client.get("/me/")
    assert len(many) == len(one) <= 8


def test_the_back_office_is_one_link_away_for_who_works_there(client: Client) -> None:
    client.force_login(make_user(groups=("moderator",)))
    assert 'href="/admin/"' in client.get("/me/").content.decode()


def test_a_resident_sees_no_link_to_the_back_office(client: Client, resident: User) -> None:
    assert 'href="/admin/"' not in client.get("/me/").content.decode()
