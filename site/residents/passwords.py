"""What a password must be, in words that Django's translation lacks."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("密码太短了，至少要 %(length)d 位。") % {"length": self.min_length}

    def get_help_text(self) -> str:
        return self.get_error_message()
