from residents.models.consent import Agreement, Consent
from residents.models.neighbourhood import Neighbourhood
from residents.models.notice import Notice, NoticePreference
from residents.models.text_message import TextMessage
from residents.models.user import User

__all__ = ["Agreement", "Consent", "Neighbourhood", "Notice", "NoticePreference", "TextMessage", "User"]
