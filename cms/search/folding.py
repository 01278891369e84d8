"""How a typed word and a text are made comparable: full and half width, upper and lower case are one."""

from itertools import groupby

from django.db.models import Q

MAX_TERMS = 8
_SHIFT = 0xFEE0  # between "Ａ" and "A"
_TO_HALF = {code: code - _SHIFT for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def fold(text: str) -> str:
    """Return what is compared. As long as ``text``: a place in the one is the same place in the other."""
    half = text.translate(_TO_HALF)
    lower = half.lower()
    # Some letters become two in lower case ("İ"); those stay as they are.
    return lower if len(lower) == len(half) else "".join(c.lower() if len(c.lower()) == 1 else c for c in half)


def terms_of(query: str) -> list[str]:
    """Return the folded words of a query, each once; a text has to contain all of them."""
    return list(dict.fromkeys(fold(query).split()))[:MAX_TERMS]


def variants(character: str) -> set[str]:
    """Return every form in which a folded character may stand in a text."""
    cases = {character, character.upper()}
    wide = {chr(ord(c) + _SHIFT) for c in cases if len(c) == 1 and 0x21 <= ord(c) <= 0x7E}
    return {c for c in cases | wide if fold(c) == character}


def has_one_form(term: str) -> bool:
    """Whether the term can stand in a text in one way only; then the database alone finds it exactly."""
    return all(len(variants(c)) == 1 for c in term)


def condition(field: str, term: str) -> Q:
    """Return a condition that every text containing the term fulfils, and no others if it ``has_one_form``.

    Han characters have one form and are looked for together; every other character in any of its forms.
    """
    found = Q()
    for single, run in groupby(term, key=lambda c: len(variants(c)) == 1):
        if single:
            found &= Q(**{f"{field}__contains": "".join(run)})
        else:
            for character in dict.fromkeys(run):
                any_form = Q()
                for form in sorted(variants(character)):
                    any_form |= Q(**{f"{field}__contains": form})
                found &= any_form
    return found
