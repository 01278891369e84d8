"""A person's data as one page that any browser opens and prints: no file beside it, no network."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from residents.personal_data import PersonalData, Row


def head(name: str, at: datetime) -> str:
    return render_to_string("residents/export/head.html", {"name": name, "at": at, "site": settings.SITE_NAME})


def title(kind: PersonalData) -> SafeString:
    return format_html("<h2>{}</h2>\n", kind.title or kind.name)


def row(row: Row, labels: Mapping[str, Any]) -> SafeString:
    """Return one thing as a list of what is known of it; what is unknown, or has no words for people, is left out."""
    known = [(key, value) for key, value in row.items() if key in labels and value not in (None, "", [])]
    lines = format_html_join(
        "\n", "<dt>{}</dt><dd>{}</dd>", ((labels[key], shown(value, labels)) for key, value in known)
    )
    return format_html("<dl>{}</dl>\n", lines)


def nothing() -> SafeString:
    return format_html("<p>{}</p>\n", _("没有。"))


def foot() -> str:
    return "</main></body></html>\n"


def shown(value: Any, labels: Mapping[str, Any]) -> Any:
    """Return a value in words: moments in Shanghai's time, yes and no, a list one below the other."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), _("Y年n月j日 H:i"))
    if isinstance(value, date):
        return date_format(value, _("Y年n月j日"))
    if isinstance(value, dict):
        return row(value, labels) if "coordinates" not in value else json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return format_html_join("", "<div>{}</div>", ((shown(item, labels),) for item in value))
    if isinstance(value, str) and value.startswith(("http://", "https://")) and len(value.split()) == 1:
        return format_html('<a href="{}">{}</a>', value, value)
    return value
