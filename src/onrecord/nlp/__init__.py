"""Report -> Document with sentences, tokens and names. The only folder that knows the model runtime."""

from onrecord.nlp.reader import LANGUAGES, reader_stage

__all__ = ["LANGUAGES", "reader_stage"]
