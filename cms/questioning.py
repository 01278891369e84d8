"""Asking of a lecture: what a resident sends, what a moderator decides, what the host does. Nothing else writes a question's state."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from cms.errors import LectureGone, NotAsked, QuestionDecided, QuestionTooLong, QuestionTooShort
from cms.models import LecturePage, Question
from maps.consultation.errors import Blocked, Frozen, KeyReused, ReasonMissing, TooManyComments
from maps.consultation.models import Block, Freeze
from maps.consultation.permissions import having
from maps.consultation.rates import comment_rate
from maps.consultation.services.hindrances import must_be_ready
from maps.consultation.services.standing import until_in_words
from pagecache import purge
from residents.models import Notice, User
from residents.services import notify

State = Question.State
MODERATE, HOST = "cms.moderate_question", "cms.host_question"
#: What a moderator does → from which states it is done.
FROM = {
    State.SHORTLISTED: (State.WAITING, State.RETURNED),
    State.RETURNED: (State.WAITING, State.SHORTLISTED),
    State.WAITING: (State.SHORTLISTED, State.RETURNED),
}


@transaction.atomic
def ask(*, lecture_id: int, asker: User, text: str, key: UUID, shows_name: bool = False) -> Question:
    """Record a question that waits for a moderator, and tell the moderators.

    The same ``key`` twice stores it once. Raises ``KeyReused`` when the key belongs to another text, ``LectureGone``,
    ``NotAsked``, ``QuestionTooShort``, ``QuestionTooLong``, ``NotReady``, ``Blocked``, ``Frozen``, ``TooManyComments``.
    """
    # Locked, so that the rate is counted with what is sent at the same moment. (SQLite serialises by IMMEDIATE.)
    User.objects.select_for_update(of=("self",)).get(pk=asker.pk)
    if sent := Question.objects.filter(asker=asker, key=key).first():
        if (sent.lecture_id, sent.text) != (lecture_id, text):
            raise KeyReused(author=asker.pk, key=key)
        return sent
    lecture = LecturePage.objects.published().filter(pk=lecture_id).first()
    if lecture is None:
        raise LectureGone(lecture=lecture_id)
    if not lecture.is_asked:
        raise NotAsked(lecture=lecture_id)
    check_length(text)
    must_be_ready(asker)
    _may_ask(asker)
    last = lecture.questions.aggregate(last=Max("position"))["last"] or 0
    question = Question.objects.create(
        lecture=lecture, asker=asker, text=text, key=key, shows_name=shows_name, position=last + 1
    )
    tell_moderators.enqueue(question.pk)
    return question


def check_length(text: str) -> None:
    if len(text) < Question.SHORTEST:
        raise QuestionTooShort(length=len(text), minimum=Question.SHORTEST)
    if len(text) > Question.LONGEST:
        raise QuestionTooLong(length=len(text), maximum=Question.LONGEST)


def _may_ask(asker: User) -> None:
    """Raise ``Blocked`` or ``Frozen`` as for comments (a freeze of the whole site), and ``TooManyComments``."""
    block = Block.objects.on(asker).order_by("-until").first()
    if block is not None:
        raise Blocked(user=asker.pk, reason=block.reason, until=until_in_words(block.until))
    freeze = Freeze.objects.standing().filter(proposal=None).first()
    if freeze is not None:
        raise Frozen(proposal=None, reason=freeze.reason)
    rate = comment_rate()
    recent = Question.objects.filter(asker=asker, sent_at__gt=timezone.now() - rate.window).count()
    if recent >= rate.amount:
        raise TooManyComments(author=asker.pk, amount=recent, minutes=rate.minutes)


@transaction.atomic
def withdraw(*, question_id: int, asker: User) -> Question:
    """Take one's own question back, whatever its state; its words go. Doing it twice changes nothing."""
    question = _lock(question_id, asker=asker)
    question.text = ""
    return _move(question, State.WITHDRAWN)


@transaction.atomic
def take_names_off(asker: User) -> None:
    """Have the pages say no longer who asked."""
    named = Question.objects.filter(asker=asker, shows_name=True)
    if lectures := set(named.published().values_list("lecture", flat=True)):
        purge(*(f"page:{lecture}" for lecture in lectures))
    named.update(shows_name=False)


@transaction.atomic
def decide(*, question_id: int, to: str, reason: str = "", note: str = "") -> Question:
    """Shortlist a question, return it with a reason, or have it wait again; its asker hears of the first two.

    Raises ``QuestionDecided`` when it is in no state to be decided on so, and ``ReasonMissing``.
    """
    question = _lock(question_id)
    if question.state not in FROM[State(to)]:
        raise _stale(question, to)
    if to == State.RETURNED and reason not in Question.Reason.values:
        raise ReasonMissing(verb=to)
    _move(
        question, to, reason=reason if to == State.RETURNED else "", note=note.strip() if to == State.RETURNED else ""
    )
    _tell_asker(question)
    return question


@transaction.atomic
def mark_answered(*, question_id: int, answered: bool) -> Question:
    """Note that a shortlisted question was answered, or take that back. Doing it twice changes nothing."""
    question = _lock(question_id)
    if not question.is_public:
        raise _stale(question, "answer")
    return _move(question, State.ANSWERED if answered else State.SHORTLISTED)


@transaction.atomic
def put_first(*, question_id: int) -> Question:
    """Have a shortlisted question answered next."""
    question = _lock_shortlisted(question_id)
    first = question.lecture.questions.aggregate(first=Min("position"))["first"]
    return _place(question, first - 1)


@transaction.atomic
def put_last(*, question_id: int) -> Question:
    """Have the other shortlisted questions answered before this one."""
    question = _lock_shortlisted(question_id)
    last = question.lecture.questions.aggregate(last=Max("position"))["last"]
    return _place(question, last + 1)


@task()
def tell_moderators(question_id: int) -> None:
    """Tell every moderator that a question waits; those who have not read the last notice are not told again."""
    if not Question.objects.filter(pk=question_id, state=State.WAITING).exists():
        return
    url = reverse("questions:index")
    unread = Notice.objects.filter(kind=Notice.Kind.QUEUE, url=url).unread()
    for moderator in having(MODERATE).exclude(notices__in=unread):
        notify(user=moderator, kind=Notice.Kind.QUEUE, title=_("有居民的讲座提问等待审核"), url=url)


def _lock(question_id: int, *, asker: User | None = None) -> Question:
    rows = Question.objects.filter(asker=asker) if asker else Question.objects.all()
    return rows.select_for_update(of=("self",)).select_related("lecture", "asker").get(pk=question_id)


def _lock_shortlisted(question_id: int) -> Question:
    question = _lock(question_id)
    if question.state != State.SHORTLISTED:
        raise _stale(question, "move")
    return question


def _stale(question: Question, verb: str) -> QuestionDecided:
    return QuestionDecided(question=question.pk, verb=verb, state=question.state, now=question.get_state_display())


def _move(question: Question, to: str, *, reason: str = "", note: str = "") -> Question:
    """Give a locked question another state, and let go of the page that shows it."""
    was, question.state = question.state, to
    question.reason, question.note = reason, note
    question.save(update_fields=("state", "reason", "note", "text"))
    if {was, to} & set(Question.PUBLIC):
        purge(f"page:{question.lecture_id}")
    return question


def _place(question: Question, position: int) -> Question:
    question.position = position
    question.save(update_fields=("position",))
    purge(f"page:{question.lecture_id}")
    return question


def _tell_asker(question: Question) -> None:
    sentences = {
        State.SHORTLISTED: _("您在“%(lecture)s”的提问已入选"),
        State.RETURNED: _("您在“%(lecture)s”的提问已退回"),
    }
    if sentence := sentences.get(State(question.state)):
        title = sentence % {"lecture": question.lecture.title}
        notify(user=question.asker, kind=Notice.Kind.DECISION, title=title[:200], url=question.lecture.question_address)
