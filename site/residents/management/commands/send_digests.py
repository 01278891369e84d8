"""Send everybody's one message of the day; once a day by the clock."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from residents.notices import send_digests


class Command(BaseCommand):
    help = "Send each person at most one message a day about what they follow. Safe to run twice and in parallel."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("给 %(count)s 人发了今天的消息。") % {"count": send_digests()})
