"""Go on with slides whose worker was ended; every minute by the clock."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from media.slide_making import resume_stalled


class Command(BaseCommand):
    help = "Begin again the slides that nobody has worked on for two minutes, where they were. Safe to run twice."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("重新开始了 %(sets)s 份幻灯片。") % {"sets": resume_stalled()})
