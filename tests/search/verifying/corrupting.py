"""Quotations made of the library's passages: some as printed, some corrupted, some given to others; some made up."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from articles.models import Article
from search.engines.parts import BESIDE_PARTS
from search.index.documents import texts_of
from search.verifying.characters import characters
from search.verifying.checks import Checked, Verdict, check

LOOK_ALIKE = dict(
    zip("未末己已士土人入天夫日曰侯候的地和在是有", "末未已己土士入人夫天曰日候侯地的与再事又", strict=True)
)
LENGTHS = (12, 20, 35, 60, 90)
MOST_CHANGES = 5
FEW = range(1, 4)  # characters changed
_FEW_ARTICLES = 5
_AT_ONCE = 50  # quotations of a draft
_SPOILT = re.compile(r"[“”‘’「」『』\"…\n]|\.{3}")


@dataclass(frozen=True, slots=True)
class Made:
    """A quotation, `changed` characters away from a passage of the article; None: made up. `by`: whom the draft names;
    `is_theirs`: rightly. `is_beside`: the passage is of a caption or an editor's note.
    """

    text: str
    changed: int | None
    article_id: int = 0
    by: str = ""
    is_theirs: bool = False
    is_beside: bool = False

    @property
    def kind(self) -> str:
        if self.by:
            return "their own" if self.is_theirs else "another's"
        return "made up" if self.changed is None else f"{self.changed} changed" + " beside" * self.is_beside

    @property
    def wanted(self) -> Verdict:
        if self.by and not self.is_theirs:
            return Verdict.MISATTRIBUTED
        return Verdict.ABSENT if self.changed is None else Verdict.ALTERED if self.changed else Verdict.VERBATIM

    @property
    def sentence(self) -> str:
        """As a draft has it."""
        return f"{self.by}指出：“{self.text}”。" if self.by else f"有“{self.text}”。"

    def is_answered_by(self, found: Checked) -> bool:
        """The verdict is right, and the passage no farther from it than the one that it was made of."""
        return found.verdict == self.wanted and all(
            place.passage.distance <= (self.changed or 0) for place in found.places
        )


def drafted(seed: int, number: int) -> list[Made]:
    """So many passages of the library with nought to five characters changed, a quarter as many of what is printed
    beside its articles, of attributed ones and of inventions.
    """
    paragraphs = bodies()
    beside = [replace(made, is_beside=True) for made in islice(passages(margins(), seed), number // 4)]
    made_up = inventions([text for _, text in paragraphs], seed)
    return [
        *islice(passages(paragraphs, seed), number),
        *beside,
        *islice(attributed(paragraphs, seed), number // 4),
        *islice(made_up, number // 4),
    ]


def checked(made: Sequence[Made]) -> list[tuple[Made, Checked]]:
    """Each beside what is found of it in a draft."""
    found: list[Checked] = []
    for start in range(0, len(made), _AT_ONCE):
        found += check("\n".join(one.sentence for one in made[start : start + _AT_ONCE])).checked
    return list(zip(made, found, strict=True))


def bodies() -> list[tuple[int, str]]:
    """The paragraphs that passages are taken from, each behind its article's id."""
    return [
        (pk, block["text"])
        for pk, body in Article.objects.published().order_by("pk").values_list("pk", "body")
        for block in body
        if len(block["text"]) > 100
    ]


def margins() -> list[tuple[int, str]]:
    """Editors' notes and captions of some length, each behind the id of an article beside which it stands."""
    ids = list(Article.objects.published().order_by("pk").values_list("pk", flat=True))
    texts = {
        text: pk
        for pk, parts in texts_of(ids, BESIDE_PARTS).items()
        for part in BESIDE_PARTS
        for text in parts.get(part, ())
        if len(text) > 30
    }
    return [(pk, text) for text, pk in texts.items()]


def passages(bodies: Sequence[tuple[int, str]], seed: int) -> Iterator[Made]:
    """Endless: runs of paragraphs with nought to five characters changed: of those that count, at most every fifth.

    A character dropped across a mark from its like, as in 中，中央, is no change: marks do not count.
    """
    made = random.Random(seed)
    while True:
        article_id, text = made.choice(bodies)
        changed = made.randrange(MOST_CHANGES + 1)
        length = made.choice([length for length in LENGTHS if length >= 6 * changed])
        passage = _passage(made, text, length)
        corrupted = corrupt(passage, changed, made) if passage else ""
        if corrupted and (not changed or characters(corrupted).text not in characters(text).text):
            yield Made(corrupted, changed, article_id)


def attributed(bodies: Sequence[tuple[int, str]], seed: int) -> Iterator[Made]:
    """Endless: passages as printed, said to be an author's of the article's or, as often, one's whom no article names
    that has them. What many articles have is nobody's in particular.
    """
    made = random.Random(seed)
    authors = {article.pk: [author.name for author in article.authors.all()] for article in Article.objects.published()}
    everybody = sorted({name for names in authors.values() for name in names})
    texts = {pk: characters(_all_of(pk, bodies)).text for pk in authors}
    while True:
        article_id, text = made.choice(bodies)
        passage = _passage(made, text, made.choice(LENGTHS[1:]))
        if not passage or not authors[article_id]:
            continue
        having = [pk for pk, whole in texts.items() if characters(passage).text in whole]
        if len(having) > _FEW_ARTICLES:
            continue
        theirs = {name for pk in having for name in authors[pk]}
        others = [name for name in everybody if name not in theirs and not any(name in texts[pk] for pk in having)]
        yield Made(passage, 0, article_id, made.choice(authors[article_id]), is_theirs=True)
        yield Made(passage, 0, article_id, made.choice(others))


def _all_of(article_id: int, bodies: Sequence[tuple[int, str]]) -> str:
    return "\n".join(text for pk, text in bodies if pk == article_id)


def _passage(made: random.Random, text: str, length: int) -> str:
    """A run of the text without what would end a quotation; empty where too little of it counts."""
    start = made.randrange(max(1, len(text) - length))
    passage = _SPOILT.sub("", text[start : start + length])
    return passage if len(characters(passage).text) >= length - 2 else ""


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
