"""Chinese headlines break where one would breathe, not in the middle of a word."""

import re

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()

SHORT = 3  # characters with their mark: "示例：" does not stand on a line of its own

# After a comma, colon, stop or dash, with the quotation mark that closes there; and after a space between Han words.
_PAUSE = re.compile(
    r"(?<=[，：；。？！])(?![”’）》，：；。？！])|(?<=[，：；。？！][”’）》])|(?<=——)|(?<=[\u4e00-\u9fff”] )"
)


@register.filter
def phrases(title: str) -> SafeString | str:
    """Return the title with each phrase kept on one line as long as it fits; the text itself is unchanged."""
    parts: list[str] = []
    for part in filter(None, _PAUSE.split(str(title))):
        if parts and len(parts[-1]) <= SHORT:
            parts[-1] += part
        else:
            parts.append(part)
    if len(parts) < 2:
        return title
    # A space at the end of a box would not be seen: it stands between the boxes.
    pieces = ((part.rstrip(" "), part[len(part.rstrip(" ")) :]) for part in parts)
    return format_html_join("", '<span class="phrase">{}</span>{}', pieces)
