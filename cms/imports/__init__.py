"""Bytes of a newspaper page or a document → plain values. No database, no models, no request."""
