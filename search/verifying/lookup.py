"""Where quotations stand in the library, word for word or nearly so: what the engine is asked for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import partial

from search.engines.base import engine
from search.engines.parts import BESIDE_PARTS
from search.engines.questions import Answer, Question
from search.index.documents import texts_of
from search.language.tree import Term
from search.text.folding import fold_block
from search.types import Sort, Where
from search.verifying.characters import characters
from search.verifying.passages import MatchedPassage, Pieces, QuotableText, pieces

MOST_PLACES = 5  # that are shown of one quotation
_OWN_PARTS = (
    *(Where.TITLE, Where.LEAD, Where.ABSTRACT, Where.BODY, Where.BOX, Where.FUNDING),
    *(Where.REFERENCES, Where.AFFILIATION),
)

# Of n characters, e of them changed, some run of (n - e) / (e + 1) is left: three or four where every fifth is changed.
_PIECE = 3  # characters; one begins at every character
_MOST_PIECES = 24  # of a quotation that are asked for
_LEAST_SHARE = 8  # every so many'th piece is left where every fifth character is changed, exchanges included
_ARTICLES = 6  # that are read for a quotation: what most of its pieces stand in is among the first three
_CLOSE = 10  # at most every so many'th character differs
_BESIDE = 24  # the same beside articles: a page's captions and a package's note stand beside all of theirs


@dataclass(frozen=True, slots=True)
class Found:
    """The passages nearest to a quotation, those that stand as it does the oldest first, in so many `articles`."""

    passages: tuple[MatchedPassage, ...] = ()
    articles: int = 0


class Library:
    """What is asked of it for one draft; the texts that were read stay at hand. The article `besides` is left out."""

    def __init__(self, besides: int = 0) -> None:
        self._besides = besides
        self._texts: dict[tuple[int, bool], QuotableText] = {}  # of articles, and of what is printed beside them
        self._found: dict[str, Found] = {}

    def find(self, quotations: Sequence[str]) -> list[Found]:
        """For each the passages that are the same, else those most like it. Raises EngineUnavailable."""
        unknown = [text for text in dict.fromkeys(quotations) if text not in self._found]
        if unknown:
            self._found.update(zip(unknown, self._find(unknown), strict=True))
        return [self._found[text] for text in quotations]

    def _find(self, quotations: Sequence[str]) -> list[Found]:
        """What stands in no article as it is may in a caption or an editor's note, or with changes in either."""
        found = self._exact(quotations)
        for look_up in (partial(self._exact, beside=True), self._nearly):
            missing = [number for number, places in enumerate(found) if not places.passages]
            for number, places in zip(missing, look_up([quotations[n] for n in missing]), strict=True):
                found[number] = places
        return found

    def _nearly(self, quotations: Sequence[str]) -> list[Found]:
        """What has hardly been changed is not looked for beside articles, too."""
        near = self._near(quotations, _ARTICLES)
        far = [number for number, passages in enumerate(near) if not _is_close(passages)]
        for number, passages in zip(far, self._near([quotations[n] for n in far], _BESIDE, beside=True), strict=True):
            near[number] += passages
        return [_nearest_of(passages) for passages in near]

    def passages(self, quotation: str, article_ids: Sequence[int], beside: bool = False) -> list[MatchedPassage]:
        """Where it stands, marks aside, in these articles, or in what is printed beside them."""
        self._read(article_ids, beside)
        wanted = characters(quotation).text
        ids = ((article_id, beside) for article_id in article_ids if article_id != self._besides)
        texts = [self._texts[key] for key in ids if key in self._texts]
        return [passage for text in texts if (passage := text.exact(wanted))]

    def uses(self, text: str, most: int) -> tuple[Found, list[MatchedPassage]]:
        """Where a passage stands as it is, the oldest `most` of it, and where with changes, in no order."""
        exact = self._exact([text], most)[0]
        known = {passage.article_id for passage in exact.passages}
        near = self._near([text], most, known)[0]
        return exact, [passage for passage in near if passage.distance]

    def _exact(self, quotations: Sequence[str], most: int = MOST_PLACES, beside: bool = False) -> list[Found]:
        fields = BESIDE_PARTS if beside else ()
        terms = [Term(fold_block(text).text, fields) for text in quotations]
        limit = most + bool(self._besides)
        answers = engine().search_each([Question(term, {}, Sort.OLDEST, 0, limit, (), False) for term in terms])
        self._read([self._besides, *(hit.article_id for answer in answers for hit in answer.hits)], beside)
        return [self._standing(text, answer, most, beside) for text, answer in zip(quotations, answers, strict=True)]

    def _standing(self, text: str, answer: Answer, most: int, beside: bool) -> Found:
        """The draft's own article, if readers have it, is one of those that have what it quotes."""
        passages = self.passages(text, [hit.article_id for hit in answer.hits], beside)
        own = (self._besides, False) in self._texts and not beside
        return Found(tuple(passages[:most]), max(answer.total - own, 0))

    def _near(
        self, quotations: Sequence[str], most: int, known: Set[int] = frozenset(), beside: bool = False
    ) -> list[list[MatchedPassage]]:
        """For each the passages most like it, of so many articles but the `known`, the nearest first."""
        fields = BESIDE_PARTS if beside else ()
        wanted = [characters(text).text for text in quotations]
        asked = [pieces(text, _PIECE, _MOST_PIECES) for text in wanted]
        terms = [[Term(piece, fields) for piece in dict.fromkeys(piece for _, piece in own)] for own in asked]
        found = engine().holding_most(terms, most + bool(self._besides))
        found = [[article_id for article_id in ids if article_id not in known] for ids in found]
        self._read({article_id for ids in found for article_id in ids}, beside)
        return [self._nearest(*each, beside) for each in zip(wanted, asked, found, strict=True)]

    def _nearest(self, wanted: str, own: Pieces, ids: Sequence[int], beside: bool) -> list[MatchedPassage]:
        least = max(1, len(own) // _LEAST_SHARE)
        keys = ((article_id, beside) for article_id in ids if article_id != self._besides)
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


def _nearest_of(passages: Sequence[MatchedPassage]) -> Found:
    """Those that are nearest, of passages of which an article's own come first."""
    distance = min((passage.distance for passage in passages), default=0)
    best = [passage for passage in passages if passage.distance == distance]
    of_one_kind = [passage for passage in best if passage.is_beside == best[0].is_beside]
    return Found(tuple(of_one_kind[:MOST_PLACES]), len(of_one_kind[:MOST_PLACES]))
