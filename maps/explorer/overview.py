"""Everything that a map of the current plan needs, and what a page beside it says; few queries."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from maps.explorer.drawing import Drawing, draw
from maps.explorer.entries import Entry, entries_of, valid_for
from maps.plan.credits import owners_among, sources_of
from maps.plan.features import rounded
from maps.plan.models import Layer, Plan

GROUND = (Layer.Style.WATER, Layer.Style.STREETS, Layer.Style.PLACES)


@dataclass(frozen=True)
class PlanMap:
    """What ``maps/partials/plan_map.html`` shows: ``options`` for the script, ``drawing`` for where there is none."""

    options: dict[str, Any]
    drawing: Drawing
    credits: list[str]

    @property
    def owners(self) -> list[str]:
        """Whose data it is and what reviewed it, short enough to stand under the map."""
        return [*owners_among(self.credits), *(credit for credit in self.credits if credit.startswith(_("审图号")))]


def overview(request: HttpRequest) -> dict[str, Any] | None:
    """Return the current plan with its map, or None without one; three queries where the site is known.

    ``plan``; ``plan_map``: a ``PlanMap``; ``entries``: what is published; ``open_entries``: what may be commented on;
    ``valid_until``: when days or openings change.
    """
    plan = Plan.objects.current(request).first()
    if plan is None:
        return None
    now = timezone.now()
    entries = entries_of(plan, at=now)
    return {
        "plan": plan,
        "plan_map": plan_map(plan, entries),
        "entries": entries,
        "open_entries": [entry for entry in entries if entry.is_open],
        "valid_until": valid_for(entries, at=now),
    }


def plan_map(plan: Plan, entries: list[Entry]) -> PlanMap:
    """Return the map of a plan; one query."""
    ground = list(plan.layers.filter(visible=True, style__in=GROUND))
    options = {
        "bounds": [plan.west, plan.south, plan.east, plan.north],
        "outline": rounded(plan.outline),
        "proposals": reverse("maps_data:proposals_geojson"),
        "tiles": reverse("maps_data:tile", args=("{z}", "{x}", "{y}")).replace("%7B", "{").replace("%7D", "}"),
        "ground": [{"style": layer.style, "url": layer_url(layer)} for layer in ground],
        "marks": static("maps/marks.svg"),
        "zooms": [settings.LEAFLET_CONFIG["MIN_ZOOM"], settings.LEAFLET_CONFIG["MAX_ZOOM"]],
        "tianditu": settings.TIANDITU_KEY,
        "words": _words(),
    }
    return PlanMap(options=options, drawing=draw(plan, entries), credits=_credits(plan, ground))


def layer_url(layer: Layer) -> str:
    return reverse("maps_data:layer", args=(layer.pk, layer_version(layer)))


def layer_version(layer: Layer) -> str:
    """Return what changes with anything that the layer's data say, the words about its source too."""
    said = "\0".join((layer.name, layer.attribution, layer.licence, layer.map_approval_number, str(layer.source_date)))
    return f"{layer.version}-{layer.file_sha256[:12]}-{hashlib.sha256(said.encode()).hexdigest()[:8]}"


def _credits(plan: Plan, ground: list[Layer]) -> list[str]:
    """Return what the layers say of their sources, each once, and the numbers of reviewed maps."""
    sources = sources_of(ground)
    if settings.TIANDITU_KEY:
        sources.append(_("© 国家地理信息公共服务平台（天地图）"))
    facts = [_facts_of(layer) for layer in ground]
    sources += [fact for fact in dict.fromkeys(facts) if fact]
    numbers = [plan.map_approval_number, *(layer.map_approval_number for layer in ground)]
    return sources + [_("审图号：%s") % number for number in dict.fromkeys(numbers) if number]


def _facts_of(layer: Layer) -> str:
    """Return a layer's date, licence and coordinate system, as far as they are known."""
    said = [
        _("资料日期 %s") % layer.source_date.isoformat() if layer.source_date else "",
        layer.licence if layer.licence not in layer.attribution else "",
        _("坐标系 %s") % layer.source_crs if layer.source_crs else "",
    ]
    return f"{layer.name}：{'，'.join(filter(None, said))}" if any(said) else ""


def _words() -> dict[str, str]:
    """Return what the script says to people."""
    return {
        "map": _("规划地图：再按 Tab 进入图上的方案，用方向键换，回车选中，Esc 取消"),
        "zoom_in": _("放大"),
        "zoom_out": _("缩小"),
        "comments": _("{n} 条意见"),
        "cluster": _("这里有 {n} 条意见，按下放大"),
        "pile": _("这里有 {n} 条意见："),
        "comment": _("一条关于“{title}”的意见，按下去看"),
        "selected": _("已选中：{title}"),
        "cleared": _("已取消选中"),
        "failed": _("地图没有画出来，请检查网络后刷新。旁边的列表里都有。"),
    }
