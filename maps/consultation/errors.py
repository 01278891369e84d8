"""What a resident or a moderator can be refused, each under a name of its own.

``str(error)`` is one English line for logs and tests; ``for_people()`` a Chinese sentence that says
what to do next. ``code`` is the machine's word, ``status`` what HTTP answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class ConsultationError(Exception):
    """The root of all refusals here; its facts fill both sentences."""

    code: ClassVar[str] = "consultation_error"
    english: ClassVar[str] = "refused"
    sentence: ClassVar[_StrPromise | str] = _("没有成功，请再试一次。")
    status: ClassVar[int] = 422

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.english % facts)

    def for_people(self) -> str:
        return str(self.sentence) % self.facts


# ── what a resident meets ───────────────────────────────────────────────────────


class CommentingClosed(ConsultationError):
    code = "closed"
    english = "no consultation accepts comments on proposal %(slug)r"
    sentence = _("这个方案现在不收意见，没有提交。您写的内容还在下面，请先复制下来。")
    status = 409


class TextTooShort(ConsultationError):
    code = "too_short"
    english = "%(length)s characters, at least %(minimum)s"
    sentence = _("请至少写 %(minimum)s 个字，说清楚在哪里、希望怎样。")


class TextTooLong(ConsultationError):
    code = "too_long"
    english = "%(length)s characters, at most %(maximum)s"
    sentence = _("写了 %(length)s 个字，最多 %(maximum)s 个。请删短一些，或者分成两条。")


class ShapeNotAllowed(ConsultationError):
    code = "shape_not_allowed"
    english = "consultation %(consultation)s does not take a %(kind)s"
    sentence = _("这次征求意见不能这样标位置。请清除位置后再提交，也可以在文字里写明地点。")


class TooManyComments(ConsultationError):
    code = "too_many"
    english = "author %(author)s sent %(amount)s comments in %(minutes)s minutes"
    sentence = _("您在 %(minutes)s 分钟里已经提交了 %(amount)s 条，请歇一会儿再提交。您写的内容还在下面。")
    status = 429


class KeyReused(ConsultationError):
    code = "key_reused"
    english = "author %(author)s sent something else with key %(key)s"
    sentence = _("上一条已经收到了。如果这是另外一条，请再点一次“提交意见”。")
    status = 409


class NoLongerEditable(ConsultationError):
    code = "no_longer_editable"
    english = "comment %(comment)s is %(status)s and can no longer be changed"
    sentence = _("没有提交：这条意见现在是“%(now)s”，不能再改。您写的内容还在下面，请先复制下来。")
    status = 409


class NoSuchParent(ConsultationError):
    code = "no_such_parent"
    english = "proposal %(slug)r has no comment %(parent)s that takes replies"
    sentence = _("没有提交：您要回复的意见已经撤回或不再收回复。您写的内容还在下面，可以作为一条新的意见提交。")
    status = 409


class NoSuchTopic(ConsultationError):
    code = "no_such_topic"
    english = "topic %(topic)s is not of the plan of proposal %(slug)r"
    sentence = _("这个话题不在列表里，请重新选一个，或者不选。")


class NotReady(ConsultationError):
    code = "not_ready"
    english = "user %(user)s lacks %(missing)s"
    sentence = _("没有提交：请先%(what)s。您写的内容还在下面，办好以后再点一次提交。")
    status = 403


class PhotosNotAllowed(ConsultationError):
    code = "photos_not_allowed"
    english = "consultation %(consultation)s does not take these %(count)s photographs"
    sentence = _("这次征求意见不收这些照片，请去掉照片再提交。最多附 %(most)s 张自己上传的照片。")


class SupportClosed(ConsultationError):
    code = "support_closed"
    english = "comment %(comment)s takes no support"
    sentence = _("这条意见现在不能支持：征求意见已经截止，或者它不再公开。")
    status = 409


class OwnSupport(ConsultationError):
    code = "own_support"
    english = "comment %(comment)s is their own"
    sentence = _("这是您自己的意见，请让别人来支持。")
    status = 409


# ── what a moderator meets ──────────────────────────────────────────────────────


class StaleDecision(ConsultationError):
    code = "stale"
    english = "cannot %(verb)s comment %(comment)s: it is %(status)s now"
    sentence = _("没有改动：这条意见现在是“%(now)s”，可能别的审核员刚刚处理过，或作者改过、撤回了。请看过再决定。")
    status = 409


class ReasonMissing(ConsultationError):
    code = "reason_missing"
    english = "to %(verb)s needs a reason or own words"
    sentence = _("请选一个理由，或自己写一句，让作者知道为什么。")


class SecondPersonNeeded(ConsultationError):
    code = "second_person_needed"
    english = "moderator %(moderator)s already said yes to flagged comment %(comment)s"
    sentence = _("没有改动：您已经同意过。这条意见有标记，要由另一位审核员通过才会公开。")
    status = 409


class OwnDecision(ConsultationError):
    code = "own_decision"
    english = "the appeal on comment %(comment)s is against moderator %(moderator)s's own decision"
    sentence = _("没有改动：这条申诉针对您自己的决定，请由另一位审核员复核。")
    status = 409


class OwnWords(ConsultationError):
    code = "own_words"
    english = "comment %(comment)s is moderator %(moderator)s's own, or entered by them, and a colleague can decide"
    sentence = _("没有改动：这条意见是您自己写的，或由您代录入，请由另一位审核员决定。")
    status = 409


class NotOneself(ConsultationError):
    code = "not_oneself"
    english = "user %(user)s cannot block themselves"
    sentence = _("不能禁言自己，请选别的人。")


class AlreadyFrozen(ConsultationError):
    code = "already_frozen"
    english = "proposal %(proposal)s is frozen already"
    sentence = _("这里已经暂停留言了，不用再设一次。要换理由，请先恢复。")
    status = 409


# ── what stops a resident from writing, and what they can do about what happened ───


class Blocked(ConsultationError):
    code = "blocked"
    english = "user %(user)s is blocked until %(until)s"
    sentence = _("没有提交：您暂时不能留言，到%(until)s。理由：%(reason)s。您写的内容还在下面，请先复制下来。")
    status = 403


class NeighbourBlocked(Blocked):
    """Told to the desk, not to whom it concerns."""

    code = "neighbour_blocked"
    sentence = _("没有提交：这位邻居暂时不能留言，到%(until)s。理由：%(reason)s。写的内容还在下面，请先复制下来。")


class Frozen(ConsultationError):
    code = "frozen"
    english = "writing on proposal %(proposal)s is frozen"
    sentence = _("没有提交：这里暂停留言。原因：%(reason)s。您写的内容还在下面，请先复制下来，恢复后再提交。")
    status = 409


class NotTaken(ConsultationError):
    code = "not_taken"
    english = "the site takes no %(what)s"
    sentence = _("本站现在不在网上受理，请按“意见怎么审核”里的电话联系。")
    status = 403


class NotPublished(ConsultationError):
    code = "not_published"
    english = "comment %(comment)s is %(status)s, not published"
    sentence = _("这条意见已经不再公开，不用举报了。")
    status = 409


class OwnComment(ConsultationError):
    code = "own_comment"
    english = "user %(reporter)s wrote comment %(comment)s themselves"
    sentence = _("这是您自己的意见。不想让它公开，可以在“我的”里撤回。")
    status = 403


class AlreadyReported(ConsultationError):
    code = "already_reported"
    english = "user %(reporter)s reported comment %(comment)s before"
    sentence = _("您已经举报过这条意见，不用再提交；处理结果会通知您。")
    status = 409


class TooManyReports(ConsultationError):
    code = "too_many_reports"
    english = "user %(reporter)s sent %(amount)s reports within a day"
    sentence = _("您一天里已经举报了 %(amount)s 条，请明天再来。急事请按“意见怎么审核”里的电话联系。")
    status = 429


class NothingToAppeal(ConsultationError):
    code = "nothing_to_appeal"
    english = "comment %(comment)s is %(status)s: no decision to appeal against"
    sentence = _("没有提交：这条意见现在是“%(now)s”，没有可以申诉的决定。")
    status = 409


class AlreadyAppealed(ConsultationError):
    code = "already_appealed"
    english = "comment %(comment)s was appealed before"
    sentence = _("没有提交：这条意见已经申诉过一次，每条意见可以申诉一次。")
    status = 409


class WordsMissing(ConsultationError):
    code = "words_missing"
    english = "an appeal of %(length)s characters, 1 to %(maximum)s are taken"
    sentence = _("请写明为什么不同意这个决定，最多 %(maximum)s 个字。")
