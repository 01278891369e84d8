"""Bring a GIS file into a plan: as a layer of features, or as draft proposals. All of it, or nothing."""

import html
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maps import geometry
from maps.geojson import shape_from_geojson, to_geojson
from maps.plan.models import Feature, Layer, Plan, Proposal
from maps.workbench.reading import ReadFeature, ReadResult, read_features

#: Columns of a file that become columns of a proposal, with the names a Chinese file may use for them.
COLUMNS = {
    "slug": ("slug", "地址"),
    "title": ("title", "name", "名称"),
    "kind": ("kind", "类型"),
    "theme": ("theme", "主题"),
    "culture_system": ("culture_system", "文化体系"),
    "summary": ("summary", "一句话"),
    "body": ("body", "说明"),
    "status": ("status", "进展"),
    "order": ("order", "顺序"),
}
#: An empty cell in one of these empties it; in another it leaves what is there.
MAY_BE_EMPTY = ("culture_system", "body")
CHOICES = {
    "kind": Proposal.Kind,
    "theme": Proposal.Theme,
    "culture_system": Proposal.CultureSystem,
    "status": Proposal.Status,
}


class UnusableRows(Exception):
    """Some rows of a file cannot become proposals; ``faults`` says which and why, in Chinese."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__(f"{len(faults)} rows cannot become proposals")


@dataclass
class Imported:
    """What an import did: counts, and every repair and omission as a sentence for people."""

    read: ReadResult
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    notes: list[str] = field(default_factory=list)


def import_layer(
    path: Path, *, plan: Plan, crs: str | None = None, sublayer: str | None = None, **fields: Any
) -> Imported:
    """Store the file's features as one layer of the plan; a layer of the same name is replaced by a new version.

    ``fields`` are columns of ``Layer`` (``name`` defaults to the sublayer's, or the file's stem). Raises a ``GeoError`` when the
    file is refused, and stores nothing then.
    """
    read = read_features(path, crs=crs, surroundings=plan.surroundings, layer=sublayer)
    name = fields.pop("name", "") or sublayer or path.stem
    with transaction.atomic():
        layer = Layer.objects.select_for_update().filter(plan=plan, name=name).first()
        result = Imported(read, notes=list(read.notes))
        if layer is not None and _is_same(layer, {"file_sha256": read.sha256, "source_crs": read.source_crs} | fields):
            result.unchanged = len(read.features)
            return result
        version = layer.version + 1 if layer else 1
        values = {"file_name": path.name, "file_sha256": read.sha256, "source_crs": read.source_crs, "version": version}
        layer, _created = Layer.objects.update_or_create(plan=plan, name=name, defaults=values | fields)
        layer.features.all().delete()
        Feature.objects.bulk_create([_feature(layer, row) for row in read.features], batch_size=500)
        result.created = len(read.features)
    return result


def _is_same(layer: Layer, wanted: dict[str, Any]) -> bool:
    return all(getattr(layer, name) == value for name, value in wanted.items())


def _feature(layer: Layer, row: ReadFeature) -> Feature:
    return Feature(layer=layer, code=row.code, properties=row.properties, shape=to_geojson(row.shape))


def import_proposals(path: Path, *, plan: Plan, crs: str | None = None, sublayer: str | None = None) -> Imported:
    """Make or update draft proposals by their code; what is published stays so until somebody publishes the draft.

    Raises a ``GeoError`` when the file is refused and ``UnusableRows`` when a row lacks what a proposal needs.
    """
    read = read_features(path, crs=crs, surroundings=plan.surroundings, layer=sublayer)
    result = Imported(read, notes=list(read.notes))
    with transaction.atomic():
        existing = {p.code: p for p in plan.proposals.select_for_update()}
        drafts = list(_drafts(read.features, plan, existing))
        for draft, changed in drafts:
            if draft.pk is None:
                draft.live = False
                draft.has_unpublished_changes = True
                draft.save()
                result.created += 1
            elif changed:
                result.updated += 1
            else:
                result.unchanged += 1
                continue
            draft.save_revision()
    result.notes += _outside_outline(plan, [draft for draft, _changed in drafts])
    return result


def _drafts(rows: Iterable[ReadFeature], plan: Plan, existing: dict[str, Proposal]) -> Iterable[tuple[Proposal, bool]]:
    drafts, faults, seen, slugs = [], [], set(), set()
    for row in rows:
        try:
            if not row.code or row.code in seen:
                raise ValidationError(_("缺少编号（code）。") if not row.code else _("编号重复：%s") % row.code)
            seen.add(row.code)
            latest = existing[row.code].get_latest_revision_as_object() if row.code in existing else None
            draft, changed = _draft(row, plan, latest)
            if draft.slug in slugs:  # the database sees only what is stored already
                raise ValidationError(_("地址重复：%s") % draft.slug)
            slugs.add(draft.slug)
            drafts.append((draft, changed))
        except ValidationError as error:
            faults.append(
                _("第 %(number)s 行：%(reason)s") % {"number": row.number, "reason": "；".join(_sentences(error))}
            )
    if faults:
        raise UnusableRows(faults)
    return drafts


def _sentences(error: ValidationError) -> list[str]:
    """Return each fault with the name of its column before it."""
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    names = {field.name: str(field.verbose_name) for field in Proposal._meta.concrete_fields}
    return [
        f"{names[name]}：{sentence}" if name in names else sentence
        for name, sentences in error.message_dict.items()
        for sentence in sentences
    ]


def _draft(row: ReadFeature, plan: Plan, proposal: Proposal | None) -> tuple[Proposal, bool]:
    """Return the proposal as the row says, validated, and whether that differs from what was there."""
    values = _columns(row)
    values["shape"] = to_geojson(row.shape)
    proposal = proposal or Proposal(plan=plan, code=row.code, slug=_slug(row.code))
    before = {name: getattr(proposal, name) for name in values}
    for name, value in values.items():
        setattr(proposal, name, value)
    proposal.full_clean()  # which also makes a number of "3"
    return proposal, any(getattr(proposal, name) != value for name, value in before.items())


def _slug(code: str) -> str:
    return code.lower().replace("_", "-")


def _columns(row: ReadFeature) -> dict[str, Any]:
    """Return what the row says of a proposal; an empty cell of a column that may be empty empties it."""
    found: dict[str, Any] = {}
    for name, spellings in COLUMNS.items():
        value = next((row.properties[s] for s in spellings if row.properties.get(s) is not None), None)
        if value is None:
            if name in MAY_BE_EMPTY and any(s in row.properties for s in spellings):
                found[name] = ""
            continue
        if name in CHOICES and isinstance(value, str):
            labels = {str(label): stored for stored, label in CHOICES[name].choices}
            value = labels.get(value, value)
        if name == "body" and isinstance(value, str):
            value = paragraphs(value)
        found[name] = value
    return found


def paragraphs(text: str) -> str:
    """Return plain text as rich text: a paragraph for each block between blank lines, everything escaped."""
    blocks = [block.strip() for block in text.replace("\r\n", "\n").split("\n\n")]
    return "".join(f"<p>{html.escape(block)}</p>" for block in blocks if block)


def _outside_outline(plan: Plan, proposals: Iterable[Proposal]) -> list[str]:
    outline = shape_from_geojson(plan.outline)
    outside = [p.title for p in proposals if not geometry.covers(outline, shape_from_geojson(p.shape))]
    return [_("有一部分在规划范围之外：%s") % "、".join(outside)] if outside else []
