"""Whose data lies under the plan, in the words of its layers."""

import re
from collections.abc import Iterable

from maps.plan.models import Layer

#: As layers say it; maps say it themselves, in the language of the page.
SKETCH = "示意图，非测绘成果"
_PARTS = re.compile(r"[；。;]")


def sources_of(layers: Iterable[Layer]) -> list[str]:
    """Return what layers say of their sources, each once, and nothing that another says at greater length."""
    said = [part.strip() for layer in layers for part in _PARTS.split(layer.attribution)]
    sources = [part for part in dict.fromkeys(said) if part and part != SKETCH]
    return [part for part in sources if not any(part != other and part in other for other in sources)]


def owners_among(sources: Iterable[str]) -> list[str]:
    """Return whose data it is, from the sign on, each once: short enough to stand beside a map."""
    return list(dict.fromkeys(source[source.index("©") :] for source in sources if "©" in source))
