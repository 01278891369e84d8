"""An import run's life: kept, read again for its preview, made into drafts, undone."""

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.imports.errors import BroughtInMeanwhile
from cms.imports.material import LeftOut, Material, Reason
from cms.imports.newspaper import read_page
from cms.imports.pasted import read_pasted
from cms.imports.word.document import read_document
from cms.models import ImportRecord, ImportRun
from cms.services import Choice, Outcome, create_drafts
from media.models import Picture

Kind = ImportRun.Kind
_LONGEST_NAME = 200


def read_material(kind: str, data: bytes, *, name: str = "", issue: str = "") -> Material:
    """Read what was brought in. Raises ``PageRefused`` in one of its kinds."""
    if kind == Kind.WORD:
        return read_document(data, name=name)
    if kind == Kind.WECHAT:
        return read_pasted(data.decode())
    page = read_page(data, issue=issue)
    margins = tuple(LeftOut(Reason.MARGIN, margin.text) for margin in page.margins)
    return Material(page.articles, margins, issue=issue)


def keep(*, kind: str, data: bytes, name: str, user: Any, issue: str = "", source: str = "") -> ImportRun:
    """Keep material for its preview, once it can be read. Raises ``PageRefused`` in one of its kinds."""
    material = read_material(kind, data, name=name, issue=issue)
    ImportRun.objects.too_old().delete()
    name = name or material.articles[0].title
    return ImportRun.objects.create(
        kind=kind, data=data, name=name[-_LONGEST_NAME:], issue=issue, source=source, started_by=user
    )


def material_of(run: ImportRun) -> Material:
    return read_material(run.kind, bytes(run.data), name=run.name, issue=run.issue)


@transaction.atomic
def finish(run: ImportRun, material: Material, *, choices: dict[int, Choice], user: Any) -> Outcome:
    """Make the drafts that were chosen, and let go of the material. A run is finished once, however often it is sent.

    Raises ``BroughtInMeanwhile``, and makes nothing, where one of them was brought in since the preview was shown.
    """
    locked = ImportRun.objects.select_for_update().waiting().filter(pk=run.pk).first()
    if locked is None:
        return Outcome()
    outcome = create_drafts(material, source=run.source, user=user, run=locked, choices=choices)
    if outcome.skipped:
        raise BroughtInMeanwhile(f"run {run.pk}: {[record.pk for record in outcome.skipped]}")
    ImportRun.objects.filter(pk=run.pk).update(done_at=timezone.now(), data=b"")
    return outcome


@dataclass
class Undone:
    """What became of a run's drafts when it was undone."""

    deleted: list[str] = field(default_factory=list)  # their titles
    kept: list[Page] = field(default_factory=list)  # somebody changed, published or may not delete them


def is_untouched(page: Page) -> bool:
    """Whether a draft is as its import left it: one revision, never public, in no workflow."""
    return (
        not page.live
        and page.first_published_at is None
        and page.revisions.count() == 1
        and page.current_workflow_state is None
    )


@transaction.atomic
def undo(run: ImportRun, *, user: Any) -> Undone:
    """Delete the drafts of a run that nobody changed, their records, and their pictures where nothing else shows them."""
    undone = Undone()
    for record in ImportRecord.objects.filter(run=run).exclude(page=None):
        page = Page.objects.get(pk=record.page_id).specific
        if not (is_untouched(page) and page.permissions_for_user(user).can_delete()):
            undone.kept.append(page)
            continue
        pictures = [block.value["picture"] for block in page.body if block.block_type == "picture"]
        record.delete()
        page.delete(user=user)
        undone.deleted.append(page.title)
        _let_go(pictures, since=run.done_at)
    return undone


def _let_go(pictures: list[Picture | None], since: datetime | None) -> None:
    """Delete the pictures that nothing shows; the reference index knows pages, but not their unpublished changes."""
    found = {picture.pk: picture for picture in pictures if picture is not None}
    drafts = [
        json.dumps(content)
        for content in Revision.objects.filter(created_at__gte=since).values_list("content", flat=True)
    ]
    for key, picture in found.items():
        named = re.compile(rf'picture\\*": {key}\b')
        if not len(picture.get_usage()) and not any(named.search(draft) for draft in drafts):
            picture.delete()
