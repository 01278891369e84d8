"""A registry: who explains the words in the text of a proposal. A higher room registers in ``AppConfig.ready()``.

Without one the text is shown as it was written.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import RichText

from maps.plan.models import Proposal


class Explained(NamedTuple):
    """A text with its words marked, what stands after it and what its page needs in the head; ``tags`` for the cache."""

    html: SafeString
    notes: SafeString = mark_safe("")
    head: SafeString = mark_safe("")
    tags: tuple[str, ...] = ()


Explain = Callable[[Proposal, SafeString], Explained]
_explainers: dict[str, Explain] = {}


def register(name: str, explain: Explain) -> None:
    """Let ``explain(proposal, html)`` be asked; a name that is known already is replaced."""
    _explainers[name] = explain


def explained(proposal: Proposal) -> Explained:
    """Return a proposal's body as it is shown; nobody is asked where there is none."""
    if not proposal.body:
        return Explained(mark_safe(""))
    shown = Explained(RichText(proposal.body).__html__())
    for explain in _explainers.values():
        found = explain(proposal, shown.html)
        shown = Explained(found.html, shown.notes + found.notes, shown.head + found.head, (*shown.tags, *found.tags))
    return shown
