"""What the consultation keeps of a person: what they take away, and what goes when they close their account."""

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from maps.consultation import evidence, services
from maps.consultation.models import Appeal, Comment, Evidence, Photo
from media.models import Upload
from media.services import forget
from residents import gone, personal_data
from residents.models import Notice, User
from residents.personal_data import PersonalData, Row, address

#: How many of one's comments ``/me/`` shows; the export holds all of them.
SHOWN = 100
_AT_A_TIME = 500
_TARGET = re.compile(r"(?:#(comment|mine)-|/(comments)/)(\d+)/?$")


def register() -> None:
    for kind in (BLOCKS, COMMENTS, SUPPORTS, REPORTS, FOLLOWS, APPEALS, UPLOADS):
        personal_data.register(kind)
    gone.register("comments", removed_since)


def removed_since(notices: Sequence[Notice]) -> set[int]:
    """Return the notices that lead to a comment which is no longer public, or no longer its author's to look at."""
    targets = {n.pk: (match[1], int(match[3])) for n in notices if (match := _TARGET.search(n.url))}
    statuses = dict(Comment.objects.filter(pk__in=[pk for _place, pk in targets.values()]).values_list("pk", "status"))
    public, withdrawn = Comment.Status.PUBLISHED, Comment.Status.WITHDRAWN
    return {
        notice
        for notice, (place, pk) in targets.items()
        if (place != "mine" and statuses.get(pk) != public) or statuses.get(pk, withdrawn) == withdrawn
    }


# ── taking away ─────────────────────────────────────────────────────────────────


def _comments(user: User) -> Iterator[Row]:
    mine = (
        Comment.objects.filter(author=user)
        .select_related("proposal", "consultation", "topic")
        .prefetch_related("decisions", "answers", "revisions", "evidence", "photos")
        .order_by("pk")
    )
    for comment in mine.iterator(chunk_size=_AT_A_TIME):
        yield _comment(comment) | _history(comment)


def _comment(comment: Comment) -> Row:
    return {
        "number": comment.pk,
        "proposal": comment.proposal.title,
        "url": address(comment.get_absolute_url()),
        "consultation": comment.consultation.title,
        "reply_to": comment.parent_id,
        "topic": comment.topic and comment.topic.name,
        "status": comment.status,
        "status_text": comment.get_status_display(),
        "text": comment.text,
        "shape": comment.shape,
        "photos": [_photo_name(photo) for photo in comment.photos.all()],
        "entered_for_me": comment.entered_by_id is not None,
        "created_at": comment.created_at,
        "published_at": comment.published_at,
        "edited_at": comment.edited_at,
        "support_count": comment.support_count,
        "reply_count": comment.reply_count,
    }


def _history(comment: Comment) -> Row:
    """What became of a comment: decisions with their reasons, answers, other wordings, and what is kept apart."""
    return {
        "decisions": [
            {
                "verb": decision.get_verb_display(),
                "reason": decision.get_reason_display() if decision.reason else "",
                "note": decision.note,
                "decided_at": decision.decided_at,
            }
            for decision in comment.decisions.all()
        ],
        "answers": [
            {
                "kind": answer.get_kind_display(),
                "office": answer.office,
                "answer": answer.text,
                "answered_at": answer.answered_at,
            }
            for answer in comment.answers.all()
        ],
        "other_wordings": [
            {"text": wording.text, "state": wording.get_state_display(), "created_at": wording.created_at}
            for wording in comment.revisions.all()
            if wording.text
        ],
        "kept_apart": [
            {
                "text": kept.text,
                "shape": kept.shape,
                "why": kept.get_why_display(),
                "kept_at": kept.kept_at,
                "goes_on": kept.goes_on,
            }
            for kept in comment.evidence.all()
        ],
    }


def _supports(user: User) -> Iterator[Row]:
    for support in user.supports.select_related("comment__proposal").order_by("pk").iterator(chunk_size=_AT_A_TIME):
        yield {"url": address(support.comment.get_absolute_url()), "given_at": support.given_at}


def _reports(user: User) -> Iterator[Row]:
    for report in user.reports.select_related("comment__proposal").order_by("pk").iterator(chunk_size=_AT_A_TIME):
        yield {
            "url": address(report.comment.get_absolute_url()),
            "reason": report.get_reason_display(),
            "note": report.note,
            "state": report.get_state_display(),
            "created_at": report.created_at,
        }


def _follows(user: User) -> Iterator[Row]:
    for follow in user.follows.select_related("proposal").order_by("pk").iterator(chunk_size=_AT_A_TIME):
        yield {
            "proposal": follow.proposal.title,
            "url": address(follow.proposal.get_absolute_url()),
            "since": follow.since,
        }


def _appeals(user: User) -> Iterator[Row]:
    for appeal in Appeal.objects.filter(comment__author=user).order_by("pk").iterator(chunk_size=_AT_A_TIME):
        yield {
            "comment": appeal.comment_id,
            "text": appeal.text,
            "state": appeal.get_state_display(),
            "created_at": appeal.created_at,
        }


def _blocks(user: User) -> Iterator[Row]:
    for block in user.blocks.order_by("pk"):
        yield {
            "reason": block.reason,
            "blocked_at": block.blocked_at,
            "until": block.until,
            "lifted_at": block.lifted_at,
        }


def _uploads(user: User) -> Iterator[Row]:
    for upload in _my_uploads(user):
        yield {
            "file": _upload_name(upload),
            "status": upload.get_status_display(),
            "uploaded_at": upload.uploaded_at,
        }


def _photo_files(user: User) -> Iterator[tuple[str, BinaryIO]]:
    for upload in _my_uploads(user):
        if upload.file and upload.file.storage.exists(upload.file.name):
            yield _upload_name(upload), upload.file.storage.open(upload.file.name)


def _my_uploads(user: User) -> Iterator[Upload]:
    return user.uploads.select_related("photo").order_by("pk").iterator(chunk_size=_AT_A_TIME)


def _photo_name(photo: Photo) -> str:
    return f"photos/{photo.comment_id}-{photo.order + 1}.jpg"


def _upload_name(upload: Upload) -> str:
    photo = getattr(upload, "photo", None)
    return _photo_name(photo) if photo else f"photos/upload-{upload.pk}.jpg"


# ── closing ─────────────────────────────────────────────────────────────────────


def close_comments(user: User, erase: bool) -> None:
    """Withdraw what nobody decided on or what was returned; keep the words of the rest apart when they are to go."""
    mine = Comment.objects.filter(author=user)
    for pk in mine.filter(status__in=(Comment.Status.WAITING, Comment.Status.RETURNED)).values_list("pk", flat=True):
        services.withdraw(comment_id=pk, author=user)
    evidence.take_back_edits(mine)
    if erase:
        rest = list(mine.exclude(status=Comment.Status.WITHDRAWN).order_by("pk"))
        for start in range(0, len(rest), _AT_A_TIME):
            evidence.keep_all(rest[start : start + _AT_A_TIME], Evidence.Why.ERASED)


def close_appeals(user: User, erase: bool) -> None:
    """End the appeals about what is withdrawn or erased; their words go with the comment's."""
    mine = Appeal.objects.filter(comment__author=user)
    open_ones = mine.open()
    (open_ones if erase else open_ones.filter(comment__status=Comment.Status.WITHDRAWN)).delete()
    if erase:
        mine.update(text="")


def close_reports(user: User, erase: bool) -> None:
    """Leave reports with their reason, for moderators to handle; their own words go when words are to go."""
    if erase:
        user.reports.update(note="")


def close_follows(user: User, erase: bool) -> None:
    user.follows.all().delete()


def close_uploads(user: User, erase: bool) -> None:
    """Delete photos that belong to no comment; a comment's photos go with its words (``evidence``)."""
    forget(user.uploads.filter(photo=None))


_WHEN = {"created_at": _("时间"), "url": _("链接"), "state": _("状态"), "reason": _("理由"), "note": _("说明")}

COMMENTS = PersonalData(
    name="comments",
    template="maps/partials/my_comments.html",
    rows=lambda user: Comment.objects.all_of(user)[:SHOWN],
    title=_("我的意见"),
    export=_comments,
    close=close_comments,
    labels=_WHEN
    | {
        "number": _("编号"),
        "proposal": _("方案"),
        "consultation": _("征求意见"),
        "reply_to": _("回复哪一条"),
        "topic": _("话题"),
        "status_text": _("状态"),
        "text": _("内容"),
        "shape": _("位置"),
        "photos": _("照片"),
        "entered_for_me": _("由窗口代录入"),
        "created_at": _("提交时间"),
        "published_at": _("发布时间"),
        "edited_at": _("修改时间"),
        "support_count": _("支持人数"),
        "reply_count": _("回复数"),
        "decisions": _("审核"),
        "verb": _("决定"),
        "decided_at": _("时间"),
        "answers": _("答复"),
        "kind": _("结论"),
        "office": _("答复单位"),
        "answer": _("答复内容"),
        "answered_at": _("答复时间"),
        "other_wordings": _("别的写法"),
        "kept_apart": _("封存的内容"),
        "why": _("封存原因"),
        "kept_at": _("封存时间"),
        "goes_on": _("到期删除"),
    },
)
#: Supports stay counted: whose they are is shown to nobody, and after closing they are nobody's.
SUPPORTS = PersonalData(name="supports", title=_("我的支持"), export=_supports, labels=_WHEN | {"given_at": _("时间")})
REPORTS = PersonalData(name="reports", title=_("我的举报"), export=_reports, close=close_reports, labels=_WHEN)
FOLLOWS = PersonalData(
    name="follows",
    template="maps/partials/my_follows.html",
    rows=lambda user: user.follows.select_related("proposal").order_by("-pk"),
    title=_("我的关注"),
    export=_follows,
    close=close_follows,
    labels=_WHEN | {"proposal": _("方案"), "since": _("从何时")},
)
APPEALS = PersonalData(
    name="appeals",
    title=_("我的申诉"),
    export=_appeals,
    close=close_appeals,
    labels=_WHEN | {"comment": _("意见编号"), "text": _("申诉理由")},
)
BLOCKS = PersonalData(
    name="blocks",
    template="maps/partials/my_standing.html",
    rows=lambda user: user.blocks.standing(),
    title=_("暂停发言的记录"),
    export=_blocks,
    labels=_WHEN | {"blocked_at": _("时间"), "until": _("到期"), "lifted_at": _("解除时间")},
)
UPLOADS = PersonalData(
    name="uploads",
    title=_("我的照片"),
    export=_uploads,
    files=_photo_files,
    close=close_uploads,
    labels={"file": _("文件"), "status": _("状态"), "uploaded_at": _("上传时间")},
)
