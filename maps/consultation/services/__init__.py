"""What is done to comments. Nothing else writes their status."""

from maps.consultation.services.answers import publish_answer, retract_answer
from maps.consultation.services.comments import resubmit, submit_comment, withdraw
from maps.consultation.services.decisions import decide, fingerprint, undo
from maps.consultation.services.statuses import count_comments

__all__ = [
    "count_comments",
    "decide",
    "fingerprint",
    "publish_answer",
    "resubmit",
    "retract_answer",
    "submit_comment",
    "undo",
    "withdraw",
]
