"""The index in SQLite's FTS5."""

from modelsearch.backends.database.sqlite.sqlite import (
    SQLiteAutocompleteQueryCompiler,
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)

from cms.search.backend import IndexMixin, QueryMixin


class QueryCompiler(QueryMixin, SQLiteSearchQueryCompiler):
    pass


class AutocompleteQueryCompiler(QueryMixin, SQLiteAutocompleteQueryCompiler):
    pass


class Index(IndexMixin, SQLiteIndex):
    pass


class SqliteBackend(SQLiteSearchBackend):
    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
    index_class = Index
