"""What the pages keep of a person: their places in lectures and what they asked there."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from cms import questioning, registering
from cms.models import Question, Registration
from residents import personal_data
from residents.models import User
from residents.personal_data import PersonalData, Row, address

SHOWN = 50
_AT_A_TIME = 500


def register() -> None:
    for kind in (REGISTRATIONS, QUESTIONS):
        personal_data.register(kind)


def _registrations(user: User) -> Iterator[Row]:
    for one in Registration.objects.of(user).order_by("pk").iterator(chunk_size=_AT_A_TIME):
        yield {
            "lecture": one.lecture.title,
            "url": address(one.lecture.address),
            "begins_at": one.lecture.starts_at,
            "state": one.get_state_display(),
            "entered_for_me": one.entered_by_id is not None,
            "registered_at": one.registered_at,
            "reminded_at": one.reminded_at,
        }


def _questions(user: User) -> Iterator[Row]:
    for one in Question.objects.of(user).order_by("pk").iterator(chunk_size=_AT_A_TIME):
        yield {
            "lecture": one.lecture.title,
            "url": address(one.lecture.address),
            "text": one.text,
            "shows_name": one.shows_name,
            "state": one.get_state_display(),
            "reason": one.why,
            "sent_at": one.sent_at,
        }


def close_registrations(user: User, erase: bool) -> None:
    registering.leave(user=user)


def close_questions(user: User, erase: bool) -> None:
    """Withdraw what is not public; what is stays without a name, or goes too when words are to go."""
    mine = Question.objects.filter(asker=user).exclude(state=Question.State.WITHDRAWN)
    going = mine if erase else mine.exclude(state__in=Question.PUBLIC)
    for pk in list(going.values_list("pk", flat=True)):
        questioning.withdraw(question_id=pk, asker=user)
    questioning.take_names_off(user)


REGISTRATIONS = PersonalData(
    name="registrations",
    order=60,
    template="cms/partials/my_registrations.html",
    rows=lambda user: Registration.objects.of(user).order_by("-pk")[:SHOWN],
    title=_("我报名的讲座"),
    export=_registrations,
    close=close_registrations,
    labels={
        "lecture": _("讲座"),
        "url": _("链接"),
        "begins_at": _("开始时间"),
        "state": _("状态"),
        "entered_for_me": _("由窗口代报名"),
        "registered_at": _("报名时间"),
        "reminded_at": _("提醒时间"),
    },
)
QUESTIONS = PersonalData(
    name="questions",
    order=61,
    template="cms/partials/my_questions.html",
    rows=lambda user: Question.objects.of(user)[:SHOWN],
    title=_("我的讲座提问"),
    export=_questions,
    close=close_questions,
    labels={
        "lecture": _("讲座"),
        "url": _("链接"),
        "text": _("提问"),
        "shows_name": _("公开显示名"),
        "state": _("状态"),
        "reason": _("退回理由"),
        "sent_at": _("收到时间"),
    },
)
