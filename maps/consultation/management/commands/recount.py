"""Check what is derived against what it is derived from, and repair it."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

import pagecache
from maps.consultation.recount import Drift, find_drift, repair
from maps.plan.models import Plan


class Command(BaseCommand):
    help = (
        "Compare counters, envelopes and tile keys with comments and shapes; repair what differs and say what it was."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only report; exit with 1 when something differs")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        found = list(find_drift())
        for item in found:
            self.stdout.write(str(item))
            if isinstance(item, Drift) and not check:
                repair(item)
        drifts = [item for item in found if isinstance(item, Drift)]
        broken = len(found) - len(drifts)
        if drifts and not check:
            pagecache.purge(*(f"plan:{pk}" for pk in Plan.objects.values_list("pk", flat=True)))
        self.stdout.write(self._summary(len(drifts), broken, check))
        if broken or (check and drifts):
            sys.exit(1)

    def _summary(self, drifts: int, broken: int, check: bool) -> str:
        if not drifts and not broken:
            return _("全部一致。")
        done = _("发现 %(count)s 处不一致，没有改动。") if check else _("修复了 %(count)s 处。")
        note = _("%(count)s 个图形读不出来，无法修复。") % {"count": broken} if broken else ""
        return done % {"count": drifts} + note
