"""From the OCR text of a page to whole articles.

Pure. Text in, frozen dataclasses out. No Django, no settings, no clock, no files, no printing; a test keeps it so.

May import: nothing.
"""

from articles.parsing.document import parse
from articles.parsing.encoding import DecodedText, UnreadableFile, decode

__all__ = ["DecodedText", "UnreadableFile", "decode", "parse"]
