"""What an author is told of a decision: one line and an address, neither with a word of the comment."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from maps.consultation.models import Comment, Decision
from residents.models import Notice

Verb = Decision.Verb
#: What stays among the moderators.
_UNSAID = (Verb.SECOND, Verb.DISMISS_REPORTS, Verb.SHOW_PHOTO)


class News(NamedTuple):
    kind: str
    title: str
    url: str


def news(comment: Comment, decision: Decision) -> News | None:
    """Return what to tell the author of ``comment`` in the state it has now, or None."""
    verb = decision.undoes.verb if decision.undoes else decision.verb
    if verb in _UNSAID:
        return None
    kind = Notice.Kind.APPEAL if verb in Decision.OF_APPEALS else Notice.Kind.DECISION
    reason = _("（%(reason)s）") % {"reason": decision.get_reason_display()} if decision.reason else ""
    sentence = _sentence(comment, verb, undone=decision.undoes is not None)
    is_public = comment.status == Comment.Status.PUBLISHED and verb != Verb.RETURN_EDIT
    url = comment.get_absolute_url() if is_public else own_page(comment)
    return News(kind, sentence % {"proposal": comment.proposal.title} + reason, url)


def own_page(comment: Comment) -> str:
    return f"{reverse('maps:comment', args=(comment.proposal.slug,))}#mine-{comment.pk}"


def _sentence(comment: Comment, verb: str, *, undone: bool) -> str:
    if verb in Decision.OF_EDITS:
        return _of_edit(verb, undone=undone)
    if verb == Verb.REFUSE_PHOTO:
        return (
            _("您对“%(proposal)s”的意见的照片重新进入审核")
            if undone
            else _("您对“%(proposal)s”的意见附的一张照片没有公开")
        )
    if verb in Decision.OF_APPEALS and undone:
        return _("您对“%(proposal)s”的意见的申诉重新进入复核")
    if verb == Verb.DENY_APPEAL:
        return _("您对“%(proposal)s”的意见的申诉已由另一位审核员复核，维持原决定")
    if verb == Verb.GRANT_APPEAL:
        if comment.status == Comment.Status.PUBLISHED:
            return _("您的申诉成立，对“%(proposal)s”的意见已恢复发布")
        return _("您的申诉成立，对“%(proposal)s”的意见重新进入审核")
    return {
        Comment.Status.PUBLISHED: _("您对“%(proposal)s”的意见已发布"),
        Comment.Status.WAITING: _("您对“%(proposal)s”的意见重新进入审核"),
        Comment.Status.RETURNED: _("您对“%(proposal)s”的意见已退回"),
        Comment.Status.HIDDEN: _("您对“%(proposal)s”的意见已隐藏"),
    }[Comment.Status(comment.status)]


def _of_edit(verb: str, *, undone: bool) -> str:
    if undone:
        return _("您对“%(proposal)s”的意见的修改重新进入审核")
    if verb == Verb.ACCEPT_EDIT:
        return _("您对“%(proposal)s”的意见的修改已采用")
    return _("您对“%(proposal)s”的意见的修改已退回，原来的文字仍在")
