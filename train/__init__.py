"""Builds the reader model from public corpora. Never imported by the package itself; see README.md."""
