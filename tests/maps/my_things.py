"""One of everything that the consultation keeps of a person."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from maps.consultation.models import (
    Answer,
    Appeal,
    Block,
    Comment,
    CommentRevision,
    Decision,
    Flag,
    Follow,
    Photo,
    Report,
    Support,
)
from media.models import Upload
from residents.models import User
from tests import factories
from tests.media.files import picture

STATUSES = ("waiting", "published", "returned", "hidden", "withdrawn")


def words(status: str) -> str:
    return f"我说的话（{status}）：请多放几把椅子。"


def make_comments(author: User, **fields: Any) -> dict[str, Comment]:
    """Make one comment in every state; the words of the withdrawn one are taken out of its row already."""
    proposal = factories.make_proposal()
    made = {
        status: factories.make_comment(
            author=author, proposal=proposal, status=status, text=words(status), shape=factories.INSIDE, **fields
        )
        for status in STATUSES
    }
    made["withdrawn"].text, made["withdrawn"].shape = "", None  # type: ignore[assignment]
    made["withdrawn"].save()
    return made


def make_decision(comment: Comment, verb: str, **fields: Any) -> Decision:
    moderator = User.objects.filter(username="moderator").first() or factories.make_moderator()
    values = {"moderator": moderator, "from_status": "waiting", "to_status": comment.status, "text_sha256": "0" * 64}
    return Decision.objects.create(comment=comment, verb=verb, **(values | fields))


def make_upload(owner: User, *, comment: Comment | None = None, order: int = 0, status: str = "accepted") -> Upload:
    file = ContentFile(picture("JPEG"), name="a.jpg")
    upload = Upload.objects.create(owner=owner, sha256="1" * 64, status=status, file=file)
    if comment:
        Photo.objects.create(comment=comment, upload=upload, order=order)
    return upload


def make_everything(user: User) -> dict[str, Comment]:
    """Make comments in every state with all that can hang on them, and what the user did to others' comments."""
    mine = make_comments(user)
    published, hidden = mine["published"], mine["hidden"]
    make_decision(mine["returned"], "return", reason="unclear", note="请写清楚在哪里")
    hiding = make_decision(hidden, "hide", reason="abuse", from_status="published")
    Appeal.objects.create(comment=hidden, decision=hiding, text="我没有骂人，请再看看。")
    answer = Answer.objects.create(kind="adopted", text="年内放好。", office="绿化所（示例）")
    answer.comments.add(published)
    CommentRevision.objects.create(comment=published, text="我以前的写法。", state="past")
    CommentRevision.objects.create(comment=published, text="我等着审核的写法。", state="waiting")
    Flag.objects.create(comment=published, kind="link", found="example.org")
    make_upload(user, comment=published)
    make_upload(user)
    other = factories.make_comment(proposal=published.proposal, text="别人的话。")
    Support.objects.create(comment=other, user=user)
    Comment.objects.filter(pk=other.pk).update(support_count=1)
    Report.objects.create(comment=other, reporter=user, reason="other", note="我觉得这条不合适。")
    Follow.objects.create(proposal=published.proposal, user=user)
    until = timezone.now() - timedelta(days=1)
    Block.objects.create(user=user, reason="广告", blocked_by=hiding.moderator, until=until)
    return mine
