"""The index in PostgreSQL's tsvector."""

from modelsearch.backends.database.postgres.postgres import (
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)

from cms.search.backend import IndexMixin, QueryMixin


class QueryCompiler(QueryMixin, PostgresSearchQueryCompiler):
    pass


class AutocompleteQueryCompiler(QueryMixin, PostgresAutocompleteQueryCompiler):
    pass


class Index(IndexMixin, PostgresIndex):
    pass


class PostgresBackend(PostgresSearchBackend):
    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
    index_class = Index
