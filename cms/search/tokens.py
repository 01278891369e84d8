"""What the index holds of a text: every character and every pair of neighbours, so that any piece of it can be found.

Wagtail's own index takes a run of Han characters for one word and finds 曹杨 in nothing. Of pairs no dictionary is
needed: a text that contains a piece contains all its pairs. That they also stand in a row is looked at on the hits.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from folding import fold

#: What the tokenizers of both databases take for letters. Everything else parts runs; the hits are compared as they are.
_RUN = re.compile("[0-9a-z\u3400-\u4dbf\u4e00-\u9fcc\U00020000-\U0002a6d6]+")
#: A token that no text has: for a query of nothing but punctuation.
NOTHING = "∅"


def tokens_of_text(text: str) -> str:
    """Return each character and each pair of the text's runs, once, with spaces between."""
    found: dict[str, None] = {}
    for run in _runs(text):
        found.update(dict.fromkeys(run))
        found.update(dict.fromkeys(_pairs(run)))
    return " ".join(found)


def tokens_of_query(query: str) -> list[str]:
    """Return what a text has to contain to contain the query: its pairs, and of a single character that itself."""
    found = (token for run in _runs(query) for token in ([run] if len(run) == 1 else _pairs(run)))
    return list(dict.fromkeys(found))


@lru_cache(maxsize=4096)
def initials(title: str) -> str:
    """Return the first letters of a title's sounds: 曹杨新村 is cyxc. What is no Han character stays as it is, folded."""
    return fold("".join(lazy_pinyin(title, style=Style.FIRST_LETTER)))


def _runs(text: str) -> list[str]:
    return _RUN.findall(fold(text))


def _pairs(run: str) -> Iterator[str]:
    return (run[place : place + 2] for place in range(len(run) - 1))
