"""``manage.py export_comments FILE``, by the ending .gpkg or .xlsx."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from maps.errors import GeoError
from maps.workbench.exporting import export_comments


class Command(BaseCommand):
    help = "Write the published comments with place, proposal, state and answer to a .gpkg or .xlsx file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            count = export_comments(file)
        except GeoError as error:
            raise CommandError(error.for_people()) from error
        self.stdout.write(_("写出 %(count)s 条意见：%(file)s") % {"count": count, "file": file})
