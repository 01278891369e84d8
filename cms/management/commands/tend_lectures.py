"""Fill places, remind who comes to a lecture of tomorrow, and forget who came to one long ago; once a day by the clock."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cms.registering import fill_places, forget, remind


class Command(BaseCommand):
    help = "Give free places to who waits; remind each registered person once, the day before a lecture; delete registrations of long-past lectures. Safe to run twice."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("补上了 %(count)s 人。") % {"count": fill_places()})
        self.stdout.write(_("提醒了 %(count)s 人。") % {"count": remind()})
        self.stdout.write(_("删去了 %(count)s 个很久以前的报名。") % {"count": forget()})
