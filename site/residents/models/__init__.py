from residents.models.consent import Consent
from residents.models.neighbourhood import Neighbourhood
from residents.models.notice import Notice
from residents.models.user import User

__all__ = ["Consent", "Neighbourhood", "Notice", "User"]
