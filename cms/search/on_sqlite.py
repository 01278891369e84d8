"""The index in SQLite's FTS5."""

from typing import Any

from django.db.models import QuerySet
from modelsearch.backends.database.sqlite.query import MatchExpression, normalize
from modelsearch.backends.database.sqlite.sqlite import (
    IndexEntry,
    SQLiteAutocompleteQueryCompiler,
    SQLiteFTSIndexEntry,
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)
from modelsearch.query import MatchAll, Not
from modelsearch.utils import get_descendants_content_types_pks

from cms.search.backend import IndexMixin, QueryMixin


class Unranked:
    """Asks the full text first, where nobody asks for an order: joined, SQLite looks each row of the index up in it."""

    def search(self, config: Any, start: int | None, stop: int | None, score_field: str | None = None) -> QuerySet:
        query = normalize(self.query)  # type: ignore[attr-defined]
        if self.order_by_relevance or score_field is not None or isinstance(query, MatchAll | Not):  # type: ignore[attr-defined]
            ranked: QuerySet = super().search(config, start, stop, score_field)  # type: ignore[misc]
            return ranked
        model = self.queryset.model  # type: ignore[attr-defined]
        matching = MatchExpression(
            self.fields or self.FTS_TABLE_FIELDS,  # type: ignore[attr-defined]
            self.build_search_query(query, config=config),  # type: ignore[attr-defined]
        )
        entries = IndexEntry.objects.filter(
            pk__in=SQLiteFTSIndexEntry.objects.filter(matching).values("pk"),
            content_type__in=get_descendants_content_types_pks(model),
        )
        rows: QuerySet = self.queryset.filter(pk__in=entries.values("object_id"))  # type: ignore[attr-defined]
        return (rows if rows.query.order_by else rows.order_by("-pk"))[start:stop]


class QueryCompiler(QueryMixin, Unranked, SQLiteSearchQueryCompiler):
    pass


class AutocompleteQueryCompiler(QueryMixin, Unranked, SQLiteAutocompleteQueryCompiler):
    pass


class Index(IndexMixin, SQLiteIndex):
    pass


class SqliteBackend(SQLiteSearchBackend):
    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
    index_class = Index
