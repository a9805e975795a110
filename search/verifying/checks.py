"""Checks a draft: a verdict for each of its quotations, with the passages that were found for it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from articles.anchors import anchor, first_match
from articles.citing.citations import Citation, gbt7714
from articles.citing.metadata import citation_of
from articles.models import Article
from articles.parsing.furniture.names import publication_in
from search.language.fields import WHERE_LABELS
from search.language.query import MAX_CHARACTERS
from search.language.tree import Term
from search.language.unparser import unparse
from search.text.folding import fold_block
from search.types import ReadingMode, Where
from search.verifying.alignment import Edit, differences, punctuation_differences
from search.verifying.attribution import articles_beside, articles_by, names_in
from search.verifying.characters import characters
from search.verifying.lookup import MOST_PLACES, FoundPassages, QuotationFinder
from search.verifying.passages import MatchedPassage
from search.verifying.quotations import Quotation, Skipped, read_draft
from search.web.state import SearchState

MOST_CHARACTERS, MOST_QUOTATIONS = 20_000, 300
BUDGET_SECONDS = 8.0  # after which no more quotations are looked up
_MOST_MARKED = 50  # characters of a passage beside an article that its page marks
_AT_ONCE = 20  # quotations that are looked up together
_SET_PHRASE_ARTICLES, _SET_PHRASE_LENGTH = 10, 20  # in so many articles and at most so long: nobody's in particular


AbsoluteUrl = Callable[[str], str]
"""Makes a path of the site into a URL with scheme and host."""


class DraftTooLong(Exception):
    """A draft of more than MOST_CHARACTERS characters."""


class Verdict(StrEnum):
    """What is said of a quotation.

    VERBATIM: in the library word for word. ALTERED: at most every fifth character differs (`passages.MOST_CHANGED`).
    MISATTRIBUTED: word for word, but in no article by, or naming, whom the draft says. ABSENT: none of these.
    """

    VERBATIM = "verbatim"
    ALTERED = "altered"
    MISATTRIBUTED = "misattributed"
    ABSENT = "absent"


VERDICTS = {
    Verdict.VERBATIM: "一字不差",
    Verdict.ALTERED: "有出入",
    Verdict.MISATTRIBUTED: "出处不符",
    Verdict.ABSENT: "馆内未见",
}


@dataclass(frozen=True, slots=True)
class LocatedPassage:
    """A passage, the article it is in, and the id of its block on the article's page."""

    article: Article
    passage: MatchedPassage
    anchor: str

    @property
    def url(self) -> str:
        """The article's page, opened at the passage itself, which is marked there."""
        marked = self.passage.text.whole.split("\n")[0][:MAX_CHARACTERS]
        state = SearchState(marked, ReadingMode.EXACT)
        if self.passage.is_beside:
            state = SearchState(
                unparse(Term(fold_block(marked[:_MOST_MARKED]).text, (self.passage.where,), quoted=True))
            )
        return f"{self.article.get_absolute_url()}{state.query_string()}#{first_match(self.anchor)}"

    @property
    def title(self) -> str:
        """The article's title, or for a package's note the package's."""
        package = self.article.feature if self.passage.where == Where.FEATURE else None
        return package.title if package else self.article.title

    @property
    def label(self) -> str:
        """Which part beside the article has the passage; empty for the article's own text."""
        return WHERE_LABELS[self.passage.where] if self.passage.is_beside else ""

    def cited(self, absolute_url: AbsoluteUrl) -> Citation:
        """The citation of the article, or for a package's note, which its authors did not write, the package's."""
        citation = citation_of(self.article, absolute_url(self.article.get_absolute_url()))
        if self.passage.where != Where.FEATURE:
            return citation
        return replace(citation, title=self.title, subtitle="", authors=(), supplied_title=False)

    def citation(self, absolute_url: AbsoluteUrl) -> str:
        """The same as GB/T 7714—2015 prints it."""
        return gbt7714(self.cited(absolute_url))


@dataclass(frozen=True, slots=True)
class Checked:
    """A quotation with its verdict.

    `places`: where it is printed, at most MOST_PLACES; `articles`: the number of articles that have it. `named`: the
    persons and works that the draft gives as its source; `is_theirs`: whether it is by them, None if not looked up.
    `is_set_phrase`: too short and too frequent to be anybody's. `changes`: the differences to the first place; of a
    quotation that is not altered, those of its punctuation.
    """

    quotation: Quotation
    verdict: Verdict
    places: tuple[LocatedPassage, ...] = ()
    articles: int = 0
    named: tuple[str, ...] = ()
    is_theirs: bool | None = None
    is_set_phrase: bool = False
    changes: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The checked quotations of a draft in its order, those that were skipped, and the time in milliseconds.

    `left`: number of further quotations: those after the first MOST_QUOTATIONS, or after BUDGET_SECONDS.
    """

    draft: str
    checked: tuple[Checked, ...]
    skipped: tuple[Skipped, ...]
    left: int
    took_ms: float

    @property
    def counts(self) -> dict[Verdict, int]:
        found = Counter(one.verdict for one in self.checked)
        return {verdict: found[verdict] for verdict in Verdict}


def check(draft: str, excluded: int = 0) -> Report:
    """Look up a draft's quotations in all articles but the one with the id `excluded` (0: none).

    Raises DraftTooLong and EngineUnavailable.
    """
    if len(draft) > MOST_CHARACTERS:
        raise DraftTooLong(len(draft))
    started = time.perf_counter()
    read = read_draft(draft)
    finder = QuotationFinder(excluded)
    found = _within_budget(finder, read.quotations[:MOST_QUOTATIONS], started + BUDGET_SECONDS)
    quotations = read.quotations[: len(found)]
    named = names_in([quotation.said_by for quotation in quotations])
    each = zip(quotations, found, named, strict=True)
    checked = _with_articles([_judged(finder, *one) for one in each])
    took = (time.perf_counter() - started) * 1000
    return Report(draft, checked, read.skipped, len(read.quotations) - len(quotations), took)


def _within_budget(finder: QuotationFinder, quotations: Sequence[Quotation], until: float) -> list[FoundPassages]:
    """What is found for the first of the quotations, until the time `until` (`time.perf_counter`)."""
    found: list[FoundPassages] = []
    while len(found) < len(quotations) and time.perf_counter() < until:
        some = quotations[len(found) : len(found) + _AT_ONCE]
        found += finder.find([quotation.text for quotation in some])
    return found


@dataclass(frozen=True, slots=True)
class _Judged:
    """The result for a quotation before its articles are read from the database; fields as of `Checked`."""

    quotation: Quotation
    passages: tuple[MatchedPassage, ...]
    articles: int
    named: tuple[str, ...]
    is_theirs: bool | None
    is_set_phrase: bool


def _judged(finder: QuotationFinder, quotation: Quotation, found: FoundPassages, named: tuple[str, ...]) -> _Judged:
    """Looks up whether the passages are by whom the draft names; those that are come first."""
    if not found.passages:
        return _Judged(quotation, (), 0, named, None, is_set_phrase=False)
    text, beside = found.passages[0].text, found.passages[0].is_beside
    set_phrase = not beside and found.articles >= _SET_PHRASE_ARTICLES and len(text.text) <= _SET_PHRASE_LENGTH
    if set_phrase or not named:
        return _Judged(quotation, found.passages, found.articles, named, None, set_phrase)
    distance = found.passages[0].distance
    having = (articles_beside if beside else articles_by)(text.whole, named, MOST_PLACES + 1)
    theirs = [replace(passage, distance=distance) for passage in finder.passages(text.whole, having, beside)]
    ids = {passage.article_id for passage in theirs}
    others = [passage for passage in found.passages if passage.article_id not in ids]
    passages = tuple([*theirs, *others][:MOST_PLACES])
    return _Judged(quotation, passages, max(found.articles, len(passages)), named, bool(theirs), is_set_phrase=False)


def _with_articles(judged: list[_Judged]) -> tuple[Checked, ...]:
    ids = {passage.article_id for one in judged for passage in one.passages}
    articles = Article.objects.published().for_reading().in_bulk(ids)
    return tuple(_checked(one, articles) for one in judged)


def _checked(one: _Judged, articles: dict[int, Article]) -> Checked:
    known = [passage for passage in one.passages if passage.article_id in articles]
    places = tuple(
        LocatedPassage(articles[passage.article_id], passage, anchor(passage.where, passage.block + 1))
        for passage in _without_repetitions(known, articles)
    )
    if not places:
        return Checked(one.quotation, Verdict.ABSENT, named=one.named)
    first, is_theirs = places[0].passage, None if _is_source_unknown(one, places) else one.is_theirs
    verdict = Verdict.ALTERED if first.distance else Verdict.MISATTRIBUTED if is_theirs is False else Verdict.VERBATIM
    own = characters(one.quotation.text)
    own = own.run(0, len(own.text))  # without the marks at its ends: a passage has none there
    edits = differences(own, first.text) if first.distance else punctuation_differences(own, first.text)
    return Checked(
        one.quotation,
        verdict,
        places,
        len(places) if first.is_beside else one.articles,
        one.named,
        is_theirs,
        one.is_set_phrase,
        edits,
    )


def _is_source_unknown(one: _Judged, places: Sequence[LocatedPassage]) -> bool:
    """Whether the draft attributes the quotation to newspapers alone, and an article's newspaper is not recorded."""
    papers = all(publication_in(name) for name in one.named)
    return papers and not all(place.article.source and place.article.source.publication for place in places)


def _without_repetitions(passages: Sequence[MatchedPassage], articles: Mapping[int, Article]) -> list[MatchedPassage]:
    """The passages without repetitions: a caption or a package's note is found with every article beside it."""
    seen: dict[Hashable, MatchedPassage] = {}
    for passage in passages:
        article = articles[passage.article_id]
        beside = {Where.FEATURE: article.feature_id, Where.CAPTION: article.source_id}.get(passage.where)
        seen.setdefault((passage.where, beside, passage.text.whole) if beside else passage.article_id, passage)
    return list(seen.values())
