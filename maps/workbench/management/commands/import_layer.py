"""``manage.py import_layer FILE --plan SLUG [--crs …] [--as proposals]``."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from maps.errors import GeoError
from maps.plan.models import Layer, Plan
from maps.workbench.importing import Imported, UnusableRows, import_layer, import_proposals


class Command(BaseCommand):
    help = "Bring a GeoPackage, GeoJSON or zipped Shapefile into a plan, all of it or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--plan", required=True, help="the plan's slug")
        parser.add_argument("--crs", help="only where the file does not say, e.g. EPSG:4549")
        parser.add_argument("--sublayer", help="which layer of a file that holds several")
        parser.add_argument("--as", dest="as_", choices=("layer", "proposals"), default="layer")
        parser.add_argument("--name", default="", help="the layer's name (default: the file's)")
        parser.add_argument("--style", choices=Layer.Style.values, help="how the layer is drawn")
        parser.add_argument("--attribution", help="whose data it is; shown on the map")
        parser.add_argument("--licence", help="under which licence")

    def handle(self, *args: Any, file: Path, plan: str, as_: str, **options: Any) -> None:
        target = Plan.objects.filter(slug=plan).first()
        if target is None:
            known = "、".join(Plan.objects.values_list("slug", flat=True)) or _("一个也没有")
            raise CommandError(_("没有地址为“%(slug)s”的规划。现有：%(known)s") % {"slug": plan, "known": known})
        reading = {"plan": target, "crs": options["crs"], "sublayer": options["sublayer"]}
        try:
            if as_ == "proposals":
                self.report(import_proposals(file, **reading))
            else:
                given = {k: options[k] for k in ("name", "style", "attribution", "licence") if options[k]}
                self.report(import_layer(file, **reading, **given))
        except GeoError as error:
            raise CommandError(error.for_people()) from error
        except UnusableRows as error:
            raise CommandError(_("没有导入，请改正后再试：\n%s") % "\n".join(error.faults)) from error

    def report(self, result: Imported) -> None:
        counts = {"created": result.created, "updated": result.updated, "unchanged": result.unchanged}
        self.stdout.write(_("坐标系 %s") % result.read.source_crs)
        self.stdout.write(_("新增 %(created)s，更新 %(updated)s，未变 %(unchanged)s。") % counts)
        for note in result.notes:
            self.stdout.write(f"- {note}")
