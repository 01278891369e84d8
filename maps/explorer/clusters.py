"""Published comments with a place, a map tile at a time: clustered by the database, one range of one index."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.validators import slug_re
from django.db.models import Count, F, Max, Min
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Site

from maps.consultation.models import Comment
from maps.errors import InvalidTile
from maps.explorer.filters import Filters
from maps.plan.models import Proposal
from maps.plan.models.proposal import ProposalQuerySet
from maps.tiles import KEY_ZOOM, Tile, cell_centre, cluster_shift, cluster_zoom

Row = dict[str, Any]

DIGITS = 6  # of a degree: 0.1 m
_FINER = 4  # bits: a fine cell is a quarter as wide and as high
_LONGEST = 9  # digits of a tile's number


def read_tile(z: str, x: str, y: str) -> Tile:
    """Return the tile that an address names, or raise ``InvalidTile``; only zooms that our maps show have any."""
    numbers = [int(n) if n.isascii() and n.isdecimal() and len(n) <= _LONGEST else -1 for n in (z, x, y)]
    config = settings.LEAFLET_CONFIG
    if not config["MIN_ZOOM"] <= numbers[0] <= config["MAX_ZOOM"]:
        raise InvalidTile(z=z[:12], x=x[:12], y=y[:12])
    return Tile(*numbers)


def comments_in(tile: Tile, request: HttpRequest) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return what a tile shows of the proposals that the query chooses, and its cache tags.

    A cell of the grid holds one comment, which comes with its place and its proposal, or several, which come as
    their number in the middle of them; ``proposals`` are two of theirs, or the one that all are about.
    """
    live = Proposal.objects.published().filter(plan__site=Site.find_for_request(request))
    live = Filters.from_query(request.GET).narrow(live, at=timezone.now())
    if slug := request.GET.get("proposal", ""):
        live = live.filter(slug=slug) if slug_re.fullmatch(slug) else live.none()
    cells: dict[int, list[Row]] = defaultdict(list)
    for row in _fine_cells(tile, live):
        cells[row["cell"] >> _FINER].append(row)
    totals = [_together(rows, tile) for rows in cells.values()]
    return {
        "clusters": [total for total in totals if "count" in total],
        "comments": [total for total in totals if "id" in total],
    }, ("tiles",)


def valid_until(request: HttpRequest) -> datetime | None:
    """Return until when a tile is true: which proposals are open changes at a moment that it does not look up."""
    return timezone.now() if Filters.from_query(request.GET).open_only else None


def _fine_cells(tile: Tile, live: ProposalQuerySet) -> Iterable[Row]:
    """Count in cells sixteen times smaller than a cluster's: they tell where its middle is.

    Only columns of the index ``comment_tiles`` and the primary key: no row of the table is read.
    """
    grid = F("tile_key").bitrightshift(cluster_shift(tile.z) - _FINER)
    return (
        Comment.objects.published()
        .inside(tile)
        .filter(proposal__in=live.values("pk"))
        .values(cell=grid)
        .annotate(
            count=Count("pk"),
            comment=Min("pk"),
            key=Min("tile_key"),
            first=Min("proposal_id"),
            last=Max("proposal_id"),
        )
        .order_by("cell")
    )


def _together(rows: list[Row], tile: Tile) -> dict[str, Any]:
    """Return one comment, or a cluster in the weighted middle of its fine cells."""
    count = sum(row["count"] for row in rows)
    if count == 1:
        lon, lat = cell_centre(rows[0]["key"], KEY_ZOOM)
        return {"id": rows[0]["comment"], "proposal": rows[0]["first"], **_place(lon, lat)}
    middles = [(*_middle(row, tile), row["count"]) for row in rows]
    lon = sum(lon * weight for lon, _lat, weight in middles) / count
    lat = sum(lat * weight for _lon, lat, weight in middles) / count
    proposals = sorted({row[side] for row in rows for side in ("first", "last")})
    return {"count": count, "proposals": proposals[:2], **_place(lon, lat)}


def _middle(row: Row, tile: Tile) -> tuple[float, float]:
    """Return the place of a fine cell's only comment, or the middle of the cell."""
    if row["count"] == 1:
        return cell_centre(row["key"], KEY_ZOOM)
    return cell_centre(row["cell"], cluster_zoom(tile.z) + _FINER // 2)


def _place(lon: float, lat: float) -> dict[str, float]:
    return {"lon": round(lon, DIGITS), "lat": round(lat, DIGITS)}
