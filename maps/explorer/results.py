"""The page 意见采纳情况 of a consultation: the table, and the comments behind the number one asked for."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from maps.consultation import outcomes, threads
from maps.consultation.models import Answer, Comment, Consultation
from maps.explorer.moments import valid_until


def results_of(consultation: Consultation, query: QueryDict) -> dict[str, Any]:
    """Return the context of ``maps/results.html``, with ``valid_until``: a promise becomes late at midnight."""
    kind, slug = query.get("kind", ""), query.get("proposal", "")
    if kind not in ("", *outcomes.KINDS):
        raise Http404(f"kind {kind[:20]!r}")
    place = query.get("after")
    try:
        after = threads.Place.read(place) if place else None
    except threads.UnknownChoice as error:
        raise Http404(str(error)) from error
    rows, following = _rows(consultation, kind, slug, after)
    asked = {name: value for name, value in (("kind", kind), ("proposal", slug)) if value}
    now = timezone.now()
    return {
        "consultation": consultation,
        "labels": [*Answer.Kind.labels, _("还没有答复")],
        "table": outcomes.table(consultation),
        "kind_label": dict(zip(outcomes.KINDS, [*Answer.Kind.labels, _("还没有答复")], strict=True)).get(kind, ""),
        "chosen": slug,
        "rows": rows,
        "next_query": f"?{urlencode(asked | {'after': str(following)})}" if following else "",
        "today": timezone.localdate(now),
        "valid_until": valid_until(now, [consultation.opens_at, consultation.closes_at]),
    }


def _rows(
    consultation: Consultation, kind: str, slug: str, after: threads.Place | None
) -> tuple[list[Comment], threads.Place | None]:
    """Return a page of the comments of one cell of the table, newest first, and where the next begins."""
    rows = outcomes.counted(consultation).select_related("proposal").for_row().prefetch_related("answers")
    if kind:
        rows = rows.filter(outcome=kind)
    if slug:
        rows = rows.filter(proposal__slug=slug)
    if after:
        moment = after.in_column("created_at")
        rows = rows.filter(Q(created_at__lt=moment) | Q(created_at=moment, pk__lt=after.pk))
    found = list(rows.newest_first()[: threads.ON_A_PAGE + 1])
    shown = found[: threads.ON_A_PAGE]
    following = threads.Place.of(shown[-1], "created_at") if len(found) > threads.ON_A_PAGE else None
    return shown, following
