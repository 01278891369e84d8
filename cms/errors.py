"""What somebody can be refused who wants to come to a lecture or to ask there; see ``maps.consultation.errors``."""

from django.utils.translation import gettext_lazy as _

from maps.consultation.errors import ConsultationError, NotReady


class LectureGone(ConsultationError):
    code = "gone"
    english = "lecture %(lecture)s is not public (any more)"
    sentence = _("没有成功：这一讲的页面已经撤下。要问为什么，请打页脚的电话。")
    status = 410


class NoRegistration(ConsultationError):
    code = "no_registration"
    english = "lecture %(lecture)s takes no registrations"
    sentence = _("这一讲不用报名，直接来就好。")
    status = 409


class NotYetOpen(ConsultationError):
    code = "not_yet_open"
    english = "registration for lecture %(lecture)s opens at %(opens)s"
    sentence = _("没有报名：%(opens)s 才开始报名，请到时再来。")
    status = 409


class RegistrationClosed(ConsultationError):
    code = "closed"
    english = "registration for lecture %(lecture)s closed at %(closed)s"
    sentence = _("没有报名：报名已经在 %(closed)s 截止。要是还想来，请打页脚的电话问问有没有空位。")
    status = 409


class LecturePast(ConsultationError):
    code = "past"
    english = "lecture %(lecture)s has begun"
    sentence = _("没有成功：这一讲已经开讲，现在不能报名，也不能取消。")
    status = 409


class LectureFull(ConsultationError):
    code = "full"
    english = "lecture %(lecture)s is full"
    sentence = _("没有报上：名额刚刚满了。可以排队候补，有人取消就轮到您。")
    status = 409


class AlreadyRegistered(ConsultationError):
    code = "twice"
    english = "user %(attendee)s has registration %(registration)s already"
    sentence = _("已经报过名了，现在是“%(now)s”，不用再报。")
    status = 409


class NothingToCancel(ConsultationError):
    code = "nothing_to_cancel"
    english = "user %(user)s has no registration for lecture %(lecture)s"
    sentence = _("没有可以取消的报名：还没有报，或者已经取消过了。")
    status = 409


class NotReadyToCome(NotReady):
    sentence = _("没有报名：请先%(what)s，办好以后再点一次。")


class NoPlace(ConsultationError):
    code = "no_place"
    english = "registration %(registration)s is %(state)s: it has no place"
    sentence = _("没有签到：这个报名现在是“%(now)s”，还没有名额。")
    status = 409


class NotAsked(ConsultationError):
    code = "not_asked"
    english = "lecture %(lecture)s takes no questions now"
    sentence = _("没有提交：这一讲现在不收提问。您写的内容还在下面，请先复制下来。")
    status = 409


class QuestionTooShort(ConsultationError):
    code = "too_short"
    english = "%(length)s characters, at least %(minimum)s"
    sentence = _("请至少写 %(minimum)s 个字，把想问的写清楚。")


class QuestionTooLong(ConsultationError):
    code = "too_long"
    english = "%(length)s characters, at most %(maximum)s"
    sentence = _("写了 %(length)s 个字，最多 %(maximum)s 个。请删短一些，一次只问一件事。")


class QuestionDecided(ConsultationError):
    code = "stale"
    english = "cannot %(verb)s question %(question)s: it is %(state)s now"
    sentence = _("没有改动：这条提问现在是“%(now)s”，可能别人刚刚处理过，或者提问的人撤回了。")
    status = 409
