"""Coming to a lecture: registering, the waiting list, cancelling, the door. Nothing else writes a registration's state."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.errors import (
    AlreadyRegistered,
    LectureFull,
    LectureGone,
    LecturePast,
    NoPlace,
    NoRegistration,
    NothingToCancel,
    NotReadyToCome,
    NotYetOpen,
    RegistrationClosed,
)
from cms.models import LecturePage, Phase, Registration
from languages import in_the_first
from maps.consultation.errors import NotReady
from maps.consultation.services.hindrances import must_be_ready
from pagecache import purge
from residents.models import Neighbourhood, Notice, User
from residents.services import notify, take_in

State = Registration.State
#: So long after a lecture nobody needs to know any more who was there.
KEPT = timedelta(days=90)
#: Stands in ``Registration.announced`` of who was told that the page was taken back.
TAKEN_BACK = "-"


@transaction.atomic
def register(
    *, lecture_id: int, attendee: User, may_wait: bool = False, entered_by: User | None = None
) -> Registration:
    """Give ``attendee`` a place, or with ``may_wait`` the last place on the waiting list when all are taken.

    Raises ``LectureGone``, ``NoRegistration``, ``NotYetOpen``, ``RegistrationClosed``, ``LecturePast``,
    ``AlreadyRegistered``, ``LectureFull`` and ``NotReadyToCome``. The desk (``entered_by``) may still write somebody
    down whom it sees before it after the registration closed, or before it opened.
    """
    lecture = _lock(lecture_id)
    _must_be_public(lecture)
    _must_be_open(lecture, by_desk=entered_by is not None)
    already = lecture.registrations.active().filter(attendee=attendee).first()
    if already is not None:
        raise AlreadyRegistered(attendee=attendee.pk, registration=already.pk, now=already.get_state_display())
    try:
        must_be_ready(attendee)
    except NotReady as error:
        raise NotReadyToCome(**error.facts) from error
    _move_up(lecture)  # a place may have come free by another way: nobody overtakes who waits
    if lecture.is_full and not may_wait:
        raise LectureFull(lecture=lecture.pk)
    state = State.WAITING if lecture.is_full else State.REGISTERED
    purge(f"page:{lecture.pk}")
    # Who changes their mind again and again leaves one row.
    lecture.registrations.filter(attendee=attendee, state=State.CANCELLED).delete()
    return Registration.objects.create(
        lecture=lecture, attendee=attendee, entered_by=entered_by, state=state, announced=_when_and_where(lecture)
    )


@transaction.atomic
def enter(*, lecture_id: int, display_name: str, neighbourhood: Neighbourhood, by: User) -> Registration:
    """Register a neighbour without an account, who stands at the desk; when all places are taken they wait for one.

    Refusals are those of ``register``, and leave no neighbour behind.
    """
    neighbour = take_in(display_name=display_name, neighbourhood=neighbourhood, by=by)
    return register(lecture_id=lecture_id, attendee=neighbour, may_wait=True, entered_by=by)


@transaction.atomic
def cancel(*, lecture_id: int, user: User) -> Registration:
    """Take back ``user``'s own registration, and give the place to who waited longest.

    Raises ``NothingToCancel``, and ``LecturePast`` once the lecture has begun.
    """
    lecture = _lock(lecture_id)
    registration = lecture.registrations.active().filter(attendee=user).first()
    if registration is None:
        raise NothingToCancel(user=user.pk, lecture=lecture_id)
    if lecture.has_begun:
        raise LecturePast(lecture=lecture_id)
    _cancel(lecture, registration)
    return registration


@transaction.atomic
def give_up_place(*, lecture_id: int, registration_id: int) -> Registration:
    """Cancel at the door for somebody who said that they will not come, or has not."""
    lecture = _lock(lecture_id)
    registration = lecture.registrations.active().exclude(state=State.ATTENDED).filter(pk=registration_id).first()
    if registration is None:
        raise NothingToCancel(user=registration_id, lecture=lecture_id)
    _cancel(lecture, registration)
    return registration


@transaction.atomic
def leave(*, user: User) -> None:
    """Forget where somebody was and meant to go; their places in what is to come go to who waits."""
    lectures = Registration.objects.filter(attendee=user).values_list("lecture", flat=True)
    for lecture_id in sorted(set(lectures)):  # in one order, so that two who leave never wait for each other
        lecture = _lock(lecture_id)
        lecture.registrations.filter(attendee=user).delete()
        purge(f"page:{lecture_id}")
        if not lecture.has_begun:
            _move_up(lecture)


@transaction.atomic
def page_published(sender: Any, instance: LecturePage, **kwargs: Any) -> None:
    """Tell who comes of another time or place, and give places that an editor added to those who wait.

    A receiver of Wagtail's signal.
    """
    if not instance.registrations.active().exists():
        return
    lecture = _lock(instance.pk)
    if not lecture.has_begun:
        _tell_of_change(lecture)
    _move_up(lecture)


@transaction.atomic
def page_taken_back(sender: Any, instance: LecturePage, **kwargs: Any) -> None:
    """Tell who means to come that a lecture was unpublished, has expired or is being deleted; a receiver of the signal."""
    lecture = _lock(instance.pk)
    if lecture.has_begun:
        return
    rows = lecture.registrations.active().select_related("attendee", "entered_by")
    for registration in rows:
        title = _("您报名的讲座已经撤下，请先不要去：%(title)s") % {"title": lecture.title}
        # Its own page may be gone the next moment.
        _tell(registration, title, url=reverse("residents:me"), desk=reverse("attendance:index"))
    rows.update(announced=TAKEN_BACK)


def _tell_of_change(lecture: LecturePage) -> None:
    now = _when_and_where(lecture)
    # Of those who came before that was noted nobody knows what they were told.
    rows = lecture.registrations.active().exclude(announced__in=("", now)).select_related("attendee", "entered_by")
    for registration in rows:
        title = _("您报名的讲座现在是 %(now)s：%(title)s") % {"now": now, "title": lecture.title}
        _tell_in_lecture(registration, lecture, title)
    lecture.registrations.active().update(announced=now)


@transaction.atomic
def check_in(*, registration_id: int) -> Registration:
    """Note that somebody came. Doing it twice changes nothing. Raises ``NoPlace`` for who waits or cancelled."""
    registration = _lock_registration(registration_id)
    if not registration.has_a_place:
        state = registration.get_state_display()
        raise NoPlace(registration=registration.pk, state=registration.state, now=state)
    return _move(registration, State.ATTENDED)


@transaction.atomic
def undo_check_in(*, registration_id: int) -> Registration:
    """Take a check-in back; of whom nobody checked in nothing changes."""
    registration = _lock_registration(registration_id)
    return _move(registration, State.REGISTERED) if registration.state == State.ATTENDED else registration


def remind(*, at: datetime | None = None) -> int:
    """Tell everybody who has a place in a lecture of tomorrow, or of later today, and return how many: each once."""
    now = at or timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    lectures = LecturePage.objects.published().filter(
        starts_at__gte=midnight, starts_at__lt=midnight + timedelta(days=2)
    )
    return sum(_remind(lecture, at=now) for lecture in lectures if lecture.begins_by and lecture.begins_by > now)


@transaction.atomic
def fill_places() -> int:
    """Give places that came free by another way, such as a deleted account, to those who wait; return how many."""
    waited_for = Registration.objects.waiting().values_list("lecture", flat=True)
    return sum(_move_up(_lock(lecture_id)) for lecture_id in sorted(set(waited_for)))


def forget(*, at: datetime | None = None) -> int:
    """Delete the registrations of lectures that are long over, or never got a day, and return how many."""
    long_ago = (at or timezone.now()) - KEPT
    without_a_day = Q(lecture__starts_at=None, registered_at__lt=long_ago)
    return Registration.objects.filter(Q(lecture__starts_at__lt=long_ago) | without_a_day).delete()[0]


def _lock(lecture_id: int) -> LecturePage:
    """Return a lecture, locked, or raise ``LectureGone``: it may have been deleted since its page was opened."""
    # Two who take the last place at the same moment wait for each other here. (SQLite serialises by IMMEDIATE.)
    lecture: LecturePage | None = LecturePage.objects.select_for_update(of=("self",)).filter(pk=lecture_id).first()
    if lecture is None:
        raise LectureGone(lecture=lecture_id)
    return lecture


def _lock_registration(registration_id: int) -> Registration:
    lecture = _lock(Registration.objects.values_list("lecture", flat=True).get(pk=registration_id))
    registration: Registration = lecture.registrations.select_related("attendee").get(pk=registration_id)
    return registration


def _must_be_public(lecture: LecturePage) -> None:
    if not LecturePage.objects.published().filter(pk=lecture.pk).exists():
        raise LectureGone(lecture=lecture.pk)


def _must_be_open(lecture: LecturePage, *, by_desk: bool) -> None:
    match lecture.phase:
        case Phase.NONE:
            raise NoRegistration(lecture=lecture.pk)
        case Phase.OVER:
            raise LecturePast(lecture=lecture.pk)
        case Phase.SOON if not by_desk:
            raise NotYetOpen(lecture=lecture.pk, opens=_in_words(lecture.registration_opens_at))
        case Phase.CLOSED if not by_desk:
            raise RegistrationClosed(lecture=lecture.pk, closed=_in_words(lecture.registration_ends))


def _in_words(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), _("n月j日 H:i")) if moment else ""


def _cancel(lecture: LecturePage, registration: Registration) -> None:
    _move(registration, State.CANCELLED)
    _move_up(lecture)


def _move(registration: Registration, to: str) -> Registration:
    registration.state = to
    registration.save(update_fields=("state",))
    purge(f"page:{registration.lecture_id}")
    return registration


def _move_up(lecture: LecturePage) -> int:
    """Give the free places of a locked lecture to those who wait, unless it is over, and tell them.

    Of a lecture without a capacity (any more) there are places for all.
    """
    if lecture.is_over:
        return 0
    lecture.__dict__.pop("places_left", None)  # counted before something changed
    rows = lecture.registrations.waiting().select_related("attendee", "entered_by")
    lucky = list(rows if lecture.capacity is None else rows[: lecture.places_left])
    with in_the_first():  # who gives a place back may do so on an English page; the notice is another's
        title = _("您候补的讲座有名额了，已经给您报上：%(title)s") % {"title": lecture.title}
        for registration in lucky:
            _move(registration, State.REGISTERED)
            _tell_in_lecture(registration, lecture, title)
    lecture.__dict__.pop("places_left", None)
    return len(lucky)


def _remind(lecture: LecturePage, *, at: datetime) -> int:
    # Who was reminded before the day before it was reminded of another day: it has been moved since.
    eve = timezone.localtime(lecture.starts_at).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
    with transaction.atomic():
        rows = lecture.registrations.select_for_update(of=("self",)).filter(state=State.REGISTERED)
        of_this_day = rows.filter(Q(reminded_at=None) | Q(reminded_at__lt=eve))
        due = list(of_this_day.select_related("attendee", "entered_by"))
        title = _("提醒：%(when)s 有您报名的讲座：%(title)s") % {"when": _when(lecture), "title": lecture.title}
        for registration in due:
            _tell_in_lecture(registration, lecture, title)
        # Noted in the same transaction: told and not noted would be told again.
        Registration.objects.filter(pk__in=[one.pk for one in due]).update(reminded_at=at)
    return len(due)


def _when(lecture: LecturePage) -> str:
    if lecture.starts_at is None:
        return _("时间待定")
    start = timezone.localtime(lecture.starts_at)
    return date_format(start, "n月j日 H:i" if lecture.time_known else "n月j日")


def _when_and_where(lecture: LecturePage) -> str:
    return " ".join(filter(None, (_when(lecture), lecture.place)))


def _tell_in_lecture(registration: Registration, lecture: LecturePage, title: str) -> None:
    _tell(registration, title, url=lecture.register_address, desk=reverse("attendance:door", args=(lecture.pk,)))


def _tell(registration: Registration, title: str, *, url: str, desk: str) -> None:
    """Tell who has the registration in their hands: its attendee, or the desk, and then for whom."""
    hears = registration.attendee
    if registration.entered_by is not None:
        title = _("代%(name)s报名：%(title)s") % {"name": registration.attendee, "title": title}
        hears, url = registration.entered_by, desk
    notify(user=hears, kind=Notice.Kind.LECTURE, title=title[:200], url=url)
