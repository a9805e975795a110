"""What a reading doubts: a place in the file, a message for a curator, and the code of its kind."""

from __future__ import annotations

from dataclasses import dataclass

TITLE_INFERRED = "inferred-title"
TITLE_TRUNCATED = "truncated-title"
TITLE_DOUBTFUL = "doubtful-title"
JOIN_DOUBTFUL = "doubtful-join"
LOST_CHARACTER = "lost-character"
UNPLACED = "unplaced-text"
SUSPICIOUS_TEXT = "suspicious-text"
AUTHOR_HINTED = "author-from-file-head"
HINTS_DIFFER = "hint-differs"
IMPRINTS_DIFFER = "imprint-differs"


@dataclass(frozen=True, slots=True)
class ReadingProblem:
    """Something the reading doubts. `message` is Chinese, for a curator; `at` is an offset in the file.

    `answers` are what the doubted text might be instead, the likeliest first; of a lost character, the character.
    """

    code: str
    message: str
    at: int
    answers: tuple[str, ...] = ()
