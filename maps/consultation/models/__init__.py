from maps.consultation.models.answer import Answer
from maps.consultation.models.comment import Comment
from maps.consultation.models.consultation import Consultation
from maps.consultation.models.decision import Decision
from maps.consultation.models.tally import Tally

__all__ = ["Answer", "Comment", "Consultation", "Decision", "Tally"]
