"""Drafts made of the library's own passages: some as printed, some corrupted, some made up; the truth beside each."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.verifying.characters import characters

LOOK_ALIKE = dict(
    zip("未末己已士土人入天夫日曰侯候的地和在是有", "末未已己土士入人夫天曰日候侯地的与再事又", strict=True)
)
LENGTHS = (12, 20, 35, 60, 90)
_SPOILT = re.compile(r"[“”‘’「」『』\"…\n]|\.{3}")


@dataclass(frozen=True, slots=True)
class Made:
    """A quotation, `changed` characters away from a passage of the article; None: made up."""

    text: str
    changed: int | None
    article_id: int = 0

    @property
    def wanted(self) -> str:
        return {None: "absent", 0: "verbatim"}.get(self.changed, "altered")


def passages(bodies: Sequence[tuple[int, str]], seed: int) -> Iterator[Made]:
    """Endless: runs of paragraphs, each an article's id and a paragraph, with nought to five characters changed."""
    made = random.Random(seed)
    while True:
        article_id, text = made.choice(bodies)
        changed = made.randrange(6)
        length = made.choice([length for length in LENGTHS if length >= 6 * changed])
        start = made.randrange(max(1, len(text) - length))
        passage = _SPOILT.sub("", text[start : start + length])
        if len(characters(passage).text) < length - 2:
            continue
        corrupted = corrupt(passage, changed, made)
        if corrupted:
            yield Made(corrupted, changed, article_id)


def corrupt(text: str, changes: int, made: random.Random) -> str:
    """The text with so many characters dropped, doubled, exchanged or replaced by look-alikes, apart."""
    written = list(text)
    letters = [place for place, character in enumerate(text) if character.isalpha()]
    apart = letters[1 : -3 : max(1, (len(letters) - 4) // max(changes, 1))][:changes]
    for place in sorted(apart, reverse=True):
        _spoil(written, place, made)
    return "".join(written) if len(apart) == changes else ""


def _spoil(written: list[str], place: int, made: random.Random) -> None:
    follows = written[place + 1]
    way = made.choice(["drop", "double", "exchange", "replace"])
    if way == "drop" and follows != written[place]:
        del written[place]
    elif way == "double":
        written.insert(place, written[place])
    elif way == "exchange" and follows.isalpha() and follows != written[place]:
        written[place : place + 2] = [follows, written[place]]
    else:
        written[place] = LOOK_ALIKE.get(written[place], "某")


def inventions(texts: Sequence[str], seed: int) -> Iterator[Made]:
    """Endless: words of four paragraphs each, in turns, in the style of all."""
    made = random.Random(seed)
    while True:
        clauses = [clause for text in made.sample(texts, 4) for clause in re.findall(r"[\u4e00-\u9fff]{6,}", text)]
        if len(clauses) > 6:
            yield Made("".join(clause[:4] for clause in made.sample(clauses, 6)), None)
