"""The page 意见采纳情况 of a consultation: the table, and the comments behind the number one asked for."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from maps.consultation import outcomes, threads
from maps.consultation.models import Answer, Consultation
from maps.explorer.detail import asked_place
from maps.explorer.moments import valid_until


def results_of(consultation: Consultation, query: QueryDict) -> dict[str, Any]:
    """Return the context of ``maps/results.html``, with ``valid_until``: a promise becomes late at midnight."""
    kind, slug = query.get("kind", ""), query.get("proposal", "")
    if kind not in ("", *outcomes.KINDS):
        raise Http404(f"kind {kind[:20]!r}")
    page = threads.page_of(_rows(consultation, kind, slug), after=asked_place(query.get("after") or None))
    labels = [*Answer.Kind.labels, _("还没有答复")]
    asked = {name: value for name, value in (("kind", kind), ("proposal", slug)) if value}
    now = timezone.now()
    return {
        "consultation": consultation,
        "labels": labels,
        "table": outcomes.table(consultation),
        "kind_label": dict(zip(outcomes.KINDS, labels, strict=True)).get(kind, ""),
        "chosen": slug,
        "rows": page.comments,
        "next_query": f"?{urlencode(asked | {'after': str(page.next)})}" if page.next else "",
        "today": timezone.localdate(now),
        "valid_until": valid_until(now, [consultation.opens_at, consultation.closes_at]),
    }


def _rows(consultation: Consultation, kind: str, slug: str) -> Any:
    """Return the comments of one cell of the table, a CommentQuerySet."""
    rows = outcomes.counted(consultation).select_related("proposal").for_row().prefetch_related("answers")
    if kind:
        rows = rows.filter(outcome=kind)
    if slug:
        rows = rows.filter(proposal__slug=slug)
    return rows
