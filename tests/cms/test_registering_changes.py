"""What becomes of registrations when the lecture changes, or when somebody leaves by another way than cancelling."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms import registering
from cms.errors import LectureGone
from cms.models import LecturePage, Registration
from residents.models import Neighbourhood, User
from tests.cms.site_tree import A_DAY, at_noon, read
from tests.cms.test_registering import door, make_coming, sign_up, signed_in, states, told
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def publish(lecture: LecturePage, **fields: Any) -> None:
    """Publish a lecture again as an editor does, with other values."""
    lecture = LecturePage.objects.get(pk=lecture.pk)
    for name, value in fields.items():
        setattr(lecture, name, value)
    lecture.save_revision().publish()


def desk() -> Client:
    return signed_in(make_user("desk", groups=("desk",)))


def test_who_comes_is_told_of_another_time_or_place_and_reminded_of_the_new_day() -> None:
    tomorrow, comes, waits = at_noon(timezone.localdate() + A_DAY), make_user(), make_user()
    lecture = make_coming(capacity=1, starts_at=tomorrow, place="文化中心")
    sign_up(lecture, comes)
    sign_up(lecture, waits, waiting="1")
    assert registering.remind() == 1
    publish(lecture, starts_at=tomorrow + 7 * A_DAY, place="社区学校", title="改了日子的一讲")
    (_reminder, moved) = told(comes)
    later = timezone.localtime(tomorrow + 7 * A_DAY)
    assert moved == f"您报名的讲座现在是 {later.month}月{later.day}日 12:00 社区学校：改了日子的一讲"
    assert told(waits) == [moved]
    publish(lecture, lead="只改了导语。")
    assert (len(told(comes)), len(told(waits))) == (2, 1)
    assert registering.remind(at=tomorrow + 6 * A_DAY) == 1
    assert registering.remind(at=tomorrow + 6 * A_DAY) == 0


@pytest.mark.parametrize("end", [LecturePage.unpublish, LecturePage.delete], ids=["taken_back", "deleted"])
def test_who_comes_is_told_that_the_page_is_gone_and_that_it_is_back(end: Callable[[Any], None]) -> None:
    lecture, comes = make_coming(place="", first_published_at=timezone.now()), make_user()
    sign_up(lecture, comes)
    end(LecturePage.objects.get())
    assert told(comes) == [f"您报名的讲座已经撤下，请先不要去：{lecture.title}"]
    assert signed_in(comes).get(comes.notices.get().url).status_code == 200
    if LecturePage.objects.exists():
        own = signed_in(comes).get(lecture.register_address).content.decode()
        assert "已经撤下，请先不要去" in own
        assert "开讲前一天提醒您" not in own
        assert "calendar.ics" not in own
        publish(lecture)
        assert told(comes)[1].startswith("您报名的讲座现在是 ")


def test_what_has_begun_is_corrected_and_taken_back_without_a_word() -> None:
    lecture, came = make_coming(), make_user()
    sign_up(lecture, came)
    LecturePage.objects.update(starts_at=timezone.now() - A_DAY)
    publish(lecture, place="其实在社区学校")
    LecturePage.objects.get().unpublish()
    assert told(came) == []


def test_a_lecture_that_is_open_to_all_now_or_has_no_day_any_more_keeps_who_registered() -> None:
    lecture, waits = make_coming(capacity=1), make_user()
    sign_up(lecture)
    sign_up(lecture, waits, waiting="1")
    publish(lecture, capacity=None, starts_at=None)
    assert states(lecture) == ["registered"] * 2
    assert "时间待定" in told(waits)[0]
    assert "不限" in desk().get("/admin/attendance/").content.decode()
    box = signed_in(waits).get(f"{lecture.address}mine/").content.decode()
    assert "您已经报上名了" in box
    assert signed_in(waits).post(f"{lecture.register_address}cancel/").status_code == 303


def test_the_desk_still_finds_who_registered_for_what_was_taken_back() -> None:
    lecture = make_coming()
    sign_up(lecture, make_user(display_name="花溪路的阿婆"))
    LecturePage.objects.get().unpublish()
    at_desk = desk()
    assert "页面已撤下" in at_desk.get("/admin/attendance/").content.decode()
    assert "花溪路的阿婆" in at_desk.get(door(lecture)).content.decode()


def test_the_door_sees_that_a_code_is_of_another_day_or_was_used_already() -> None:
    lecture, at_desk = make_coming(), desk()
    sign_up(lecture)
    registration = Registration.objects.get()
    page = f"/admin/attendance/code/{registration.token}/"
    assert "不是今天的" in at_desk.get(page).content.decode()
    LecturePage.objects.update(starts_at=timezone.now())
    registering.check_in(registration_id=registration.pk)
    today = at_desk.get(page).content.decode()
    assert "不是今天的" not in today
    assert "这个码已经签到" in today


def test_closing_ones_account_gives_on_a_place_of_a_day_without_an_hour() -> None:
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    lecture, leaving, waits = make_coming(capacity=1, starts_at=today, time_known=False), make_user(), make_user()
    sign_up(lecture, leaving)
    sign_up(lecture, waits, waiting="1")
    signed_in(leaving).post("/me/close/", {"words": "keep", "confirm": "注销"})
    assert states(lecture) == ["registered"]
    assert len(told(waits)) == 1


def test_the_place_of_a_deleted_account_goes_to_who_waits_and_nobody_overtakes() -> None:
    lecture, gone, waits, new = make_coming(capacity=1), make_user(), make_user(), make_user()
    sign_up(lecture, gone)
    sign_up(lecture, waits, waiting="1")
    gone.delete()
    sign_up(lecture, new, waiting="1")
    assert states(lecture) == ["registered", "waiting"]
    assert lecture.registrations.get(state="registered").attendee == waits
    User.objects.get(pk=waits.pk).delete()
    assert registering.fill_places() == 1
    assert states(lecture) == ["registered"]


def test_a_lecture_that_was_deleted_meanwhile_is_refused_in_words() -> None:
    place, by = Neighbourhood.objects.order_by("code")[0], make_user()
    with pytest.raises(LectureGone):
        registering.register(lecture_id=0, attendee=by)
    with pytest.raises(LectureGone):
        registering.enter(lecture_id=0, display_name="王阿姨", neighbourhood=place, by=by)
    assert not User.objects.filter(display_name="王阿姨").exists()


def test_a_title_of_two_lines_is_one_in_the_calendar() -> None:
    lecture = make_coming(title="上一行\n下一行")
    assert "X-WR-CALNAME:上一行 下一行\r\n" in read(f"{lecture.address}calendar.ics")
