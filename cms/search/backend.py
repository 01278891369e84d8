"""Wagtail's own index in the database, told how Chinese is taken apart: ``WAGTAILSEARCH_BACKENDS`` names this module.

It holds for every search through Wagtail: the public one, pages, pictures, material and choosers of the back office.
"""

import copy
from collections.abc import Iterable
from typing import Any

from django.db import connection
from modelsearch.backends.base import BaseSearchBackend
from modelsearch.index import AutocompleteField, BaseField, RelatedFields
from modelsearch.query import And, Or, Phrase, PlainText, SearchQuery

from cms.search.tokens import NOTHING, initials, tokens_of_query, tokens_of_text

LONGEST_TITLE = 255


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802 - the name that modelsearch looks for
    """Return the backend of the database there is."""
    if connection.vendor == "postgresql":
        from cms.search.on_postgresql import PostgresBackend

        # "simple": no language's stop words and endings.
        return PostgresBackend({"SEARCH_CONFIG": "simple"} | params)
    from cms.search.on_sqlite import SqliteBackend

    return SqliteBackend(params)


class InTokens:
    """An object on its way into the index: its fields give their tokens."""

    def __init__(self, thing: Any) -> None:
        self.thing = thing
        self.pk = thing.pk

    def get_search_fields(self) -> list[BaseField]:
        return _in_tokens(self.thing.get_search_fields())


def _in_tokens(fields: Iterable[BaseField]) -> list[BaseField]:
    taken_apart = []
    for field in fields:
        if isinstance(field, RelatedFields):
            inner = copy.copy(field)
            inner.fields = _in_tokens(field.fields)
            inner.get_value = lambda thing, field=field: field.get_value(_itself(thing))
        else:
            inner = copy.copy(field)
            inner.get_value = lambda thing, field=field: _tokens(field, _itself(thing))
        taken_apart.append(inner)
    return taken_apart


def _itself(thing: Any) -> Any:
    return thing.thing if isinstance(thing, InTokens) else thing


def _tokens(field: BaseField, thing: Any) -> str:
    text = _as_text(field.get_value(thing))
    # Where one picks from a list, the first letters of the sounds find a title, too.
    is_title = isinstance(field, AutocompleteField) and len(text) <= LONGEST_TITLE
    return tokens_of_text(f"{text} {initials(text)}" if is_title else text)


def _as_text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return " ".join(map(_as_text, value))
    if isinstance(value, dict):
        return " ".join(map(_as_text, value.values()))
    return str(value if value is not None else "")


class IndexMixin:
    """What goes into an index goes as tokens."""

    def add_items(self, model: Any, things: list[Any]) -> None:
        super().add_items(model, [InTokens(thing) for thing in things])  # type: ignore[misc]

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Leave the weight of titles as it is: to write it, SQLite would write every row's index anew, each time."""


class QueryMixin:
    """What is asked for is asked for in tokens."""

    query: SearchQuery

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.query = query_in_tokens(self.query)


def query_in_tokens(query: SearchQuery) -> SearchQuery:
    """Return the query that asks for tokens in the place of words; every word, or any of them as it was asked."""
    if isinstance(query, And | Or):
        return type(query)([query_in_tokens(part) for part in query.subqueries])
    if not isinstance(query, PlainText | Phrase):
        return query
    words = [query.query_string] if isinstance(query, Phrase) else query.query_string.split()
    asked = [PlainText(" ".join(tokens_of_query(word) or [NOTHING]), operator="and") for word in words]
    if len(asked) == 1:
        return asked[0]
    return Or(asked) if getattr(query, "operator", "and").lower() == "or" else And(asked)
