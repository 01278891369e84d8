from maps.consultation.models.answer import Answer
from maps.consultation.models.appeal import Appeal
from maps.consultation.models.closing import ClosingChange
from maps.consultation.models.comment import Comment
from maps.consultation.models.consultation import Consultation
from maps.consultation.models.decision import Decision
from maps.consultation.models.evidence import Evidence
from maps.consultation.models.flag import Flag, SensitiveWord
from maps.consultation.models.follow import Follow
from maps.consultation.models.participation import ParticipationSettings
from maps.consultation.models.photo import Photo
from maps.consultation.models.progress import Progress
from maps.consultation.models.report import Report
from maps.consultation.models.revision import CommentRevision
from maps.consultation.models.standing import Block, Freeze
from maps.consultation.models.support import Support
from maps.consultation.models.tally import Tally
from maps.consultation.models.topic import Topic

__all__ = [
    "Answer",
    "Appeal",
    "Block",
    "ClosingChange",
    "Comment",
    "CommentRevision",
    "Consultation",
    "Decision",
    "Evidence",
    "Flag",
    "Follow",
    "Freeze",
    "ParticipationSettings",
    "Photo",
    "Progress",
    "Report",
    "SensitiveWord",
    "Support",
    "Tally",
    "Topic",
]
