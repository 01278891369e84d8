"""What is done to comments. Nothing else writes their status."""

from maps.consultation.services.answers import publish_answer, retract_answer
from maps.consultation.services.appeals import appeal, decide_appeal
from maps.consultation.services.comments import submit_comment, withdraw
from maps.consultation.services.decisions import decide
from maps.consultation.services.edits import decide_edit
from maps.consultation.services.entering import enter_comment
from maps.consultation.services.flags import flag
from maps.consultation.services.following import follow, record_progress, tell_followers, unfollow
from maps.consultation.services.log import edit_fingerprint, fingerprint, reports_fingerprint
from maps.consultation.services.photos import decide_photo
from maps.consultation.services.replies import reply_officially
from maps.consultation.services.reports import dismiss, report
from maps.consultation.services.rewording import edit
from maps.consultation.services.shapes import fit_shape, was_cut
from maps.consultation.services.standing import block, freeze, lift_block, lift_freeze, may_write
from maps.consultation.services.statuses import count_comments, count_replies
from maps.consultation.services.support import count_supports, support, take_back_support
from maps.consultation.services.undoing import last_undoable, undo

__all__ = [
    "appeal",
    "block",
    "count_comments",
    "count_replies",
    "count_supports",
    "decide",
    "decide_appeal",
    "decide_edit",
    "decide_photo",
    "dismiss",
    "edit",
    "edit_fingerprint",
    "enter_comment",
    "fingerprint",
    "fit_shape",
    "flag",
    "follow",
    "freeze",
    "last_undoable",
    "lift_block",
    "lift_freeze",
    "may_write",
    "publish_answer",
    "record_progress",
    "reply_officially",
    "report",
    "reports_fingerprint",
    "retract_answer",
    "submit_comment",
    "support",
    "take_back_support",
    "tell_followers",
    "undo",
    "unfollow",
    "was_cut",
    "withdraw",
]
