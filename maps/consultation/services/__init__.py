"""What is done to comments. Nothing else writes their status."""

from maps.consultation.services.answers import publish_answer, retract_answer
from maps.consultation.services.appeals import appeal, decide_appeal
from maps.consultation.services.comments import resubmit, submit_comment, withdraw
from maps.consultation.services.decisions import decide
from maps.consultation.services.edits import decide_edit
from maps.consultation.services.flags import flag
from maps.consultation.services.log import edit_fingerprint, fingerprint, reports_fingerprint
from maps.consultation.services.reports import dismiss, report
from maps.consultation.services.standing import block, freeze, lift_block, lift_freeze, may_write
from maps.consultation.services.statuses import count_comments
from maps.consultation.services.undoing import last_undoable, undo

__all__ = [
    "appeal",
    "block",
    "count_comments",
    "decide",
    "decide_appeal",
    "decide_edit",
    "dismiss",
    "edit_fingerprint",
    "fingerprint",
    "flag",
    "freeze",
    "last_undoable",
    "lift_block",
    "lift_freeze",
    "may_write",
    "publish_answer",
    "report",
    "reports_fingerprint",
    "resubmit",
    "retract_answer",
    "submit_comment",
    "undo",
    "withdraw",
]
