"""What is done to comments. Nothing else writes their status."""

from maps.consultation.services.answers import publish_answer, retract_answer
from maps.consultation.services.comments import submit_comment, withdraw
from maps.consultation.services.decisions import decide, fingerprint, undo
from maps.consultation.services.edits import edit
from maps.consultation.services.following import follow, record_progress, tell_followers, unfollow
from maps.consultation.services.photos import decide_photo
from maps.consultation.services.replies import reply_officially
from maps.consultation.services.statuses import count_comments, count_replies
from maps.consultation.services.support import count_supports, support, take_back_support

__all__ = [
    "count_comments",
    "count_replies",
    "count_supports",
    "decide",
    "decide_photo",
    "edit",
    "fingerprint",
    "follow",
    "publish_answer",
    "record_progress",
    "reply_officially",
    "retract_answer",
    "submit_comment",
    "support",
    "take_back_support",
    "tell_followers",
    "undo",
    "unfollow",
    "withdraw",
]
