"""Let go who never typed their code in, and the count of old text messages. Once a day by the clock."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from residents import phone_sign_in, text_limits


class Command(BaseCommand):
    help = "Remove phone numbers that nobody proved within a day, and counts of text messages older than a day."

    def handle(self, *args: Any, **options: Any) -> None:
        people, messages = phone_sign_in.forget_unproved(), text_limits.forget_old()
        self.stdout.write(
            _("已清理 %(people)d 个没有验证的手机号、%(messages)d 条过期的短信计数。")
            % {"people": people, "messages": messages}
        )
