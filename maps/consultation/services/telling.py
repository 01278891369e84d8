"""Whoever has a comment in their hands is told of it: its author, or the desk for a neighbour who has no account."""

from django.utils.translation import gettext as _

from maps.consultation.models import Comment
from residents.models import User
from residents.services import notify


def who_hears(comment: Comment) -> User:
    return comment.entered_by or comment.author


def tell_author(comment: Comment, *, kind: str, title: str, url: str) -> None:
    """Notify the author of ``comment``; where the desk entered it, who did, and for whom."""
    if comment.entered_by is not None:
        title = _("代%(name)s录入：%(title)s") % {"name": comment.author, "title": title}
    notify(user=who_hears(comment), kind=kind, title=title, url=url)
