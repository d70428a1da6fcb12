"""Report -> Document with sentences, tokens and names. The only folder that knows the model runtime."""

from onrecord.nlp.reader import LANGUAGES, read_without_frames, reader_stage

__all__ = ["LANGUAGES", "read_without_frames", "reader_stage"]
