"""Looks up quotations in the library: exact matches by phrase queries, approximate ones by shared character n-grams."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import partial
from itertools import chain

from search.engines.base import engine
from search.engines.parts import BESIDE_PARTS
from search.engines.questions import Answer, Question
from search.index.documents import texts_of
from search.language.tree import Term
from search.text.folding import fold_block
from search.types import Sort, Where
from search.verifying.characters import characters
from search.verifying.passages import MatchedPassage, NGrams, QuotableText, ngrams

MOST_PLACES = 5  # that are shown of one quotation
_OWN_PARTS = (
    *(Where.TITLE, Where.LEAD, Where.ABSTRACT, Where.BODY, Where.BOX, Where.FUNDING),
    *(Where.REFERENCES, Where.AFFILIATION),
)

# Of n characters with e errors, an unchanged substring of (n - e) / (e + 1) characters remains (pigeonhole principle):
# three or four characters at one error in five.
_NGRAM_LENGTH = 3  # characters; an n-gram begins at each character
_MOST_NGRAMS = 24  # of a quotation, at most, in the engine's query
_LEAST_SHARE = 8  # one n-gram of so many remains at one error in five characters, transpositions included
_ARTICLES = 6  # read for a quotation: the right one is among the first three by shared n-grams
_CLOSE = 10  # a passage is close if at most one character of so many differs
_BESIDE = 24  # as _ARTICLES, of captions and notes: these are indexed with every article of their page or package


@dataclass(frozen=True, slots=True)
class FoundPassages:
    """The passages most like a quotation, exact ones the oldest first; `articles`: how many articles have it."""

    passages: tuple[MatchedPassage, ...] = ()
    articles: int = 0


class QuotationFinder:
    """Finds the quotations of one draft; texts and results are cached for its lifetime.

    The article with the id `excluded` (0: none) is left out of all answers.
    """

    def __init__(self, excluded: int = 0) -> None:
        self._excluded = excluded
        self._texts: dict[tuple[int, bool], QuotableText] = {}  # of articles, and of what is printed beside them
        self._found: dict[str, FoundPassages] = {}

    def find(self, quotations: Sequence[str]) -> list[FoundPassages]:
        """For each quotation its exact matches, else its best approximate ones. Raises EngineUnavailable."""
        unknown = [text for text in dict.fromkeys(quotations) if text not in self._found]
        if unknown:
            self._found.update(zip(unknown, self._find(unknown), strict=True))
        return [self._found[text] for text in quotations]

    def _find(self, quotations: Sequence[str]) -> list[FoundPassages]:
        """Exact matches in articles, else in captions and editors' notes, else approximate ones in either."""
        found = self._exact(quotations)
        for look_up in (partial(self._exact, beside=True), self._nearly):
            missing = [number for number, places in enumerate(found) if not places.passages]
            for number, places in zip(missing, look_up([quotations[n] for n in missing]), strict=True):
                found[number] = places
        return found

    def _nearly(self, quotations: Sequence[str]) -> list[FoundPassages]:
        """Approximate matches; captions and notes are searched only for those without a close match in articles."""
        near = self._near(quotations, _ARTICLES)
        far = [number for number, passages in enumerate(near) if not _is_close(passages)]
        for number, passages in zip(far, self._near([quotations[n] for n in far], _BESIDE, beside=True), strict=True):
            near[number] += passages
        return [_nearest_of(passages) for passages in near]

    def passages(self, quotation: str, article_ids: Sequence[int], beside: bool = False) -> list[MatchedPassage]:
        """Its exact matches, punctuation aside, in these articles, or (`beside`) in captions and notes beside them."""
        self._read(article_ids, beside)
        wanted = characters(quotation).text
        ids = ((article_id, beside) for article_id in article_ids if article_id != self._excluded)
        texts = [self._texts[key] for key in ids if key in self._texts]
        return [passage for text in texts if (passage := text.exact(wanted))]

    def uses(self, text: str, most: int) -> tuple[FoundPassages, list[MatchedPassage]]:
        """Exact matches of a text, the oldest `most`, and approximate ones in other articles, unordered."""
        exact = self._exact([text], most)[0]
        known = {passage.article_id for passage in exact.passages}
        near = self._near([text], most, known)[0]
        return exact, [passage for passage in near if passage.distance]

    def _exact(self, quotations: Sequence[str], most: int = MOST_PLACES, beside: bool = False) -> list[FoundPassages]:
        fields = BESIDE_PARTS if beside else ()
        terms = [Term(fold_block(text).text, fields) for text in quotations]
        limit = most + bool(self._excluded)
        answers = engine().search_each([Question(term, {}, Sort.OLDEST, 0, limit, (), False) for term in terms])
        self._read([self._excluded, *chain.from_iterable(answer.ids for answer in answers)], beside)
        return [self._standing(text, answer, most, beside) for text, answer in zip(quotations, answers, strict=True)]

    def _standing(self, text: str, answer: Answer, most: int, beside: bool) -> FoundPassages:
        """The engine's answer as passages; the excluded article, if published, is not counted."""
        passages = self.passages(text, answer.ids, beside)
        own = (self._excluded, False) in self._texts and not beside
        return FoundPassages(tuple(passages[:most]), max(answer.total - own, 0))

    def _near(
        self, quotations: Sequence[str], most: int, known: Set[int] = frozenset(), beside: bool = False
    ) -> list[list[MatchedPassage]]:
        """For each its matches, by distance, in the `most` articles, not `known`, with most of its n-grams."""
        fields = BESIDE_PARTS if beside else ()
        wanted = [characters(text).text for text in quotations]
        asked = [ngrams(text, _NGRAM_LENGTH, _MOST_NGRAMS) for text in wanted]
        terms = [[Term(ngram, fields) for ngram in dict.fromkeys(ngram for _, ngram in own)] for own in asked]
        found = engine().holding_most(terms, most + bool(self._excluded))
        found = [[article_id for article_id in ids if article_id not in known] for ids in found]
        self._read({article_id for ids in found for article_id in ids}, beside)
        return [self._nearest(*each, beside) for each in zip(wanted, asked, found, strict=True)]

    def _nearest(self, wanted: str, own: NGrams, ids: Sequence[int], beside: bool) -> list[MatchedPassage]:
        least = max(1, len(own) // _LEAST_SHARE)
        keys = ((article_id, beside) for article_id in ids if article_id != self._excluded)
        near = (self._texts[key].near(wanted, own, least) for key in keys if key in self._texts)
        return sorted(filter(None, near), key=lambda passage: passage.distance)

    def _read(self, article_ids: Iterable[int], beside: bool) -> None:
        parts = BESIDE_PARTS if beside else _OWN_PARTS
        unread = {article_id for article_id in article_ids if (article_id, beside) not in self._texts}
        for article_id, texts in texts_of(unread, parts).items():
            kept = {where: texts[where] for where in parts if where in texts}
            self._texts[article_id, beside] = QuotableText.from_texts(article_id, kept)


def _is_close(passages: Sequence[MatchedPassage]) -> bool:
    return any(passage.distance * _CLOSE <= len(passage.text.text) for passage in passages)


def _nearest_of(passages: Sequence[MatchedPassage]) -> FoundPassages:
    """The passages with the least distance; those in articles' own text, which come first, exclude those beside it."""
    distance = min((passage.distance for passage in passages), default=0)
    best = [passage for passage in passages if passage.distance == distance]
    of_one_kind = [passage for passage in best if passage.is_beside == best[0].is_beside]
    return FoundPassages(tuple(of_one_kind[:MOST_PLACES]), len(of_one_kind[:MOST_PLACES]))
