"""The command line: a thin skin over the library. Data go to standard output, words to standard error."""

from onrecord.cli.main import main

__all__ = ["main"]
