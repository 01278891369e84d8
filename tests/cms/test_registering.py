"""Coming to a lecture: places, the waiting list, cancelling, and every refusal with its sentence."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import segno
from django.core import mail
from django.test import Client
from django.utils import timezone

from cms import registering
from cms.models import LecturePage, Registration
from residents.models import Neighbourhood, Notice, User
from tests.cms.site_tree import A_DAY, make_lecture, make_series, read
from tests.factories import make_user

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def make_coming(**fields: Any) -> LecturePage:
    """Make a lecture in five days with two places."""
    values: dict[str, Any] = {"starts_at": timezone.now() + 5 * A_DAY, "capacity": 2}
    return make_lecture(**(values | fields))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sign_up(lecture: LecturePage, user: User | None = None, **typed: str) -> Any:
    return signed_in(user or make_user()).post(lecture.register_address, typed)


def states(lecture: LecturePage) -> list[str]:
    return list(lecture.registrations.order_by("pk").values_list("state", flat=True))


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("title", flat=True))


# ── places and the waiting list ─────────────────────────────────────────────────


def test_the_page_counts_places_and_the_same_for_everyone(forgotten: set[str], in_commit: Callable[[], Any]) -> None:
    lecture = make_coming()
    assert "还有 2 个" in read(lecture.address)
    with in_commit():
        assert sign_up(lecture).status_code == 303
    assert f"page:{lecture.pk}" in forgotten
    page = read(lecture.address)
    assert "还有 1 个" in page
    assert '"maximumAttendeeCapacity":2,"remainingAttendeeCapacity":1' in page
    member = signed_in(make_user())
    assert member.get(lecture.address).content.decode() == page


def test_the_third_is_offered_the_waiting_list_and_moves_up_when_somebody_cancels() -> None:
    lecture, first, last = make_coming(), make_user(), make_user("apo", email="apo@example.org")
    sign_up(lecture, first)
    sign_up(lecture)
    assert "2 个名额已经报满" in read(lecture.address)
    refused = sign_up(lecture, last)
    assert refused.status_code == 409
    assert "名额刚刚满了。可以排队候补" in refused.content.decode()
    assert states(lecture) == ["registered"] * 2
    assert sign_up(lecture, last, waiting="1").status_code == 303
    assert "您在候补名单上" in signed_in(last).get(lecture.register_address).content.decode()

    signed_in(first).post(f"{lecture.register_address}cancel/")
    assert states(lecture) == ["cancelled", "registered", "registered"]
    assert told(last) == [f"您候补的讲座有名额了，已经给您报上：{lecture.title}"]
    assert [letter.to for letter in mail.outbox] == [["apo@example.org"]]
    assert told(first) == []


def test_who_waited_longest_moves_up_first_and_a_new_one_does_not_overtake() -> None:
    lecture = make_coming(capacity=1)
    sitting, first, second = make_user(), make_user(), make_user()
    for user in (sitting, first, second):
        sign_up(lecture, user, waiting="1")
    registering.cancel(lecture_id=lecture.pk, user=sitting)
    assert states(lecture) == ["cancelled", "registered", "waiting"]
    assert told(second) == []


def test_places_that_an_editor_adds_go_to_those_who_wait() -> None:
    lecture = make_coming(capacity=1)
    users = [make_user() for _number in range(3)]
    for user in users:
        sign_up(lecture, user, waiting="1")
    lecture.capacity = 2
    lecture.save_revision().publish()
    assert states(lecture) == ["registered", "registered", "waiting"]
    assert [len(told(user)) for user in users] == [0, 1, 0]


def test_fewer_places_than_people_take_nobodys_place() -> None:
    lecture = make_coming()
    sign_up(lecture)
    sign_up(lecture)
    lecture.capacity = 1
    lecture.save_revision().publish()
    assert states(lecture) == ["registered"] * 2
    assert sign_up(lecture).status_code == 409


# ── refusals ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        pytest.param({"capacity": None}, 409, "不用报名，直接来就好", id="no_registration"),
        pytest.param({"registration_opens_at": A_DAY}, 409, "才开始报名", id="not_yet_open"),
        pytest.param({"registration_closes_at": -HOUR}, 409, "报名已经在", id="closed"),
        pytest.param({"starts_at": -HOUR}, 409, "这一讲已经开讲", id="past"),
        pytest.param({"expire_at": -HOUR}, 410, "这一讲的页面已经撤下", id="expired"),
    ],
)
def test_a_lecture_that_takes_nobody_says_why(fields: dict[str, Any], status: int, said: str) -> None:
    now = timezone.now()
    moments = {name: now + value if isinstance(value, timedelta) else value for name, value in fields.items()}
    lecture = make_coming(**moments)
    answer = sign_up(lecture)
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert not Registration.objects.exists()


def test_once_for_each_person_and_nothing_is_cancelled_twice() -> None:
    lecture, user = make_coming(), make_user()
    sign_up(lecture, user)
    again = sign_up(lecture, user)
    assert again.status_code == 409
    assert "已经报过名了，现在是“已报名”" in again.content.decode()
    cancel = f"{lecture.register_address}cancel/"
    assert signed_in(user).post(cancel).status_code == 303
    twice = signed_in(user).post(cancel)
    assert twice.status_code == 409
    assert "没有可以取消的报名" in twice.content.decode()
    assert sign_up(lecture, user).status_code == 303  # they have thought it over, and leave one row, however often
    assert states(lecture) == ["registered"]


def test_once_it_has_begun_nobody_cancels() -> None:
    lecture, user = make_coming(), make_user()
    sign_up(lecture, user)
    LecturePage.objects.update(starts_at=timezone.now() - HOUR)
    assert signed_in(user).post(f"{lecture.register_address}cancel/").status_code == 409
    assert states(lecture) == ["registered"]


def test_who_is_not_signed_in_or_not_ready_is_told_what_comes_first() -> None:
    lecture = make_coming()
    stranger = Client().post(lecture.register_address)
    assert stranger.status_code == 401
    assert "还没有报名：请先登录" in stranger.content.decode()
    assert f"next={lecture.register_address}".replace("/", "%2F") in stranger.content.decode()
    unready = sign_up(lecture, make_user(agreed=False))
    assert unready.status_code == 403
    assert "没有报名：请先看过并同意《" in unready.content.decode()
    assert not Registration.objects.exists()


def test_looking_registers_nobody_and_a_lecture_that_never_was_public_is_not_found() -> None:
    lecture = make_coming()
    member = signed_in(make_user())
    for part in ("register/", "mine/", "question/"):
        assert member.get(lecture.address + part).status_code == 200
    assert not Registration.objects.exists()
    draft = make_series().add_child(instance=LecturePage(title="草稿", slug="draft", live=False, capacity=3))
    for part in ("register/", "mine/", "question/", "calendar.ics"):
        assert member.get(draft.address + part).status_code == 404
    assert member.post(draft.register_address).status_code == 404


def test_what_is_mine_is_stored_by_nobody() -> None:
    lecture, user = make_coming(takes_questions=True), make_user()
    sign_up(lecture, user)
    for part in ("register/", "mine/", "question/", "register/code.svg"):
        assert "no-store" in signed_in(user).get(lecture.address + part)["Cache-Control"]


# ── calendar, reminder, forgetting ──────────────────────────────────────────────


def test_the_calendar_has_the_hour_or_only_the_day() -> None:
    begins = datetime(2031, 3, 4, 14, 0, tzinfo=timezone.get_default_timezone())
    lecture = make_lecture(title="河", starts_at=begins, ends_at=begins + HOUR, place="街坊会客厅")
    lines = read(f"{lecture.address}calendar.ics").splitlines()
    assert {"SUMMARY:河", "DTSTART:20310304T060000Z", "DTEND:20310304T070000Z", "LOCATION:街坊会客厅"} <= set(lines)
    day = make_lecture(starts_at=begins.replace(hour=0), time_known=False)
    lines = read(f"{day.address}calendar.ics").splitlines()
    assert {"DTSTART;VALUE=DATE:20310304", "DTEND;VALUE=DATE:20310305"} <= set(lines)


def test_everybody_with_a_place_is_reminded_once_the_day_before() -> None:
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0) + A_DAY
    lecture, late, comes, waits = make_coming(capacity=1), make_coming(), make_user(), make_user()
    sign_up(lecture, comes)
    sign_up(lecture, waits, waiting="1")
    sign_up(late, comes)
    LecturePage.objects.filter(pk=lecture.pk).update(starts_at=noon + A_DAY)
    assert registering.remind(at=noon - A_DAY) == 0
    assert registering.remind(at=noon) == 1
    assert registering.remind(at=noon) == 0
    assert told(waits) == []
    (title,) = told(comes)
    assert title.startswith("提醒：")
    assert lecture.title in title
    assert len(mail.outbox) == 1


def test_a_lecture_that_was_taken_back_reminds_nobody() -> None:
    lecture = make_coming(starts_at=timezone.now() + A_DAY)
    sign_up(lecture)
    lecture.unpublish()
    assert registering.remind() == 0


def test_who_was_there_is_forgotten_after_ninety_days() -> None:
    old, recent = make_coming(), make_coming()
    for lecture, days in ((old, 91), (recent, 89)):
        sign_up(lecture)
        LecturePage.objects.filter(pk=lecture.pk).update(starts_at=timezone.now() - days * A_DAY)
    assert registering.forget() == 1
    assert Registration.objects.get().lecture_id == recent.pk


# ── the desk and the door ───────────────────────────────────────────────────────


@pytest.fixture
def desk() -> Client:
    return signed_in(make_user("desk", groups=("desk",)))


def door(lecture: LecturePage) -> str:
    return f"/admin/attendance/{lecture.pk}/"


def test_the_desk_registers_a_neighbour_by_a_name_alone_and_hears_for_them(desk: Client) -> None:
    lecture, first = make_coming(capacity=1), make_user()
    sign_up(lecture, first)
    place = Neighbourhood.objects.order_by("code")[0]
    typed = {"display_name": "王阿姨", "neighbourhood": place.pk, "agreed": "on"}
    assert desk.post(f"{door(lecture)}enter/", typed).status_code == 302
    assert states(lecture) == ["registered", "waiting"]
    assert desk.post(f"{door(lecture)}enter/", typed).status_code == 422
    registering.cancel(lecture_id=lecture.pk, user=first)
    assert told(User.objects.get(username="desk")) == [
        f"代王阿姨报名：您候补的讲座有名额了，已经给您报上：{lecture.title}"
    ]
    without = desk.post(f"{door(lecture)}enter/", typed | {"agreed": ""})
    assert "请先当面说明" in without.content.decode()


def test_the_code_is_for_its_owner_and_opens_the_door_for_staff_alone(desk: Client) -> None:
    lecture, owner, other = make_coming(), make_user(display_name="花溪路的阿婆"), make_user()
    sign_up(lecture, owner)
    code = f"{lecture.register_address}code.svg"
    drawn = signed_in(owner).get(code)
    assert drawn["Content-Type"] == "image/svg+xml"
    token = Registration.objects.get().token
    square = segno.make(f"https://caoyang.example/admin/attendance/code/{token}/", error="m", micro=False)
    assert square.svg_inline(border=3).split(' d="')[1].split('"')[0] in drawn.content.decode()
    assert signed_in(other).get(code).status_code == 404
    assert Client().get(code).status_code == 302
    registration = Registration.objects.get()
    opened = f"/admin/attendance/code/{registration.token}/"
    assert "花溪路的阿婆" in desk.get(opened).content.decode()
    assert states(lecture) == ["registered"]  # looking is no check-in
    pressed = desk.post(f"/admin/attendance/registrations/{registration.pk}/check_in/", {"code": "1"})
    assert (pressed.status_code, pressed["Location"]) == (302, opened)
    assert states(lecture) == ["attended"]
    for name in ("writer", "moderator"):
        stranger = signed_in(make_user(groups=(name,)))
        assert stranger.get(opened).status_code == 404
        assert stranger.get(door(lecture)).status_code == 404
        assert stranger.post(f"/admin/attendance/registrations/{registration.pk}/undo/").status_code == 404
    assert states(lecture) == ["attended"]


def test_checking_in_is_undone_and_who_waits_has_no_place(desk: Client) -> None:
    lecture = make_coming(capacity=1)
    sign_up(lecture, make_user(display_name="先来的"))
    sign_up(lecture, make_user(display_name="后来的"), waiting="1")
    first, second = lecture.registrations.order_by("pk")
    act = "/admin/attendance/registrations/{}/{}/"
    for _twice in range(2):
        desk.post(act.format(first.pk, "check_in"))
    assert states(lecture) == ["attended", "waiting"]
    desk.post(act.format(first.pk, "undo"))
    refused = desk.post(act.format(second.pk, "check_in"), follow=True)
    assert "还没有名额" in refused.content.decode()
    desk.post(act.format(first.pk, "give_up"))
    assert states(lecture) == ["cancelled", "registered"]
    found = desk.get(door(lecture), {"q": "后来"})
    assert [str(row.attendee) for row in found.context["rows"]] == ["后来的"]


# ── what is kept of a person ────────────────────────────────────────────────────


def test_places_are_in_ones_export_and_on_ones_page_and_go_with_the_account() -> None:
    lecture, leaving, waits = make_coming(capacity=1), make_user("apo"), make_user()
    sign_up(lecture, leaving)
    sign_up(lecture, waits, waiting="1")
    client = signed_in(leaving)
    assert lecture.title in client.get("/me/").content.decode()
    client.post("/me/close/", {"words": "keep", "confirm": "注销"})
    assert states(lecture) == ["registered"]
    assert lecture.registrations.get().attendee == waits
    assert len(told(waits)) == 1
