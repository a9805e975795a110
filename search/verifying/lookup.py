"""Where quotations stand in the library, word for word or nearly so: what the engine is asked for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from search.engines.base import engine
from search.engines.questions import Answer, Question
from search.index.documents import texts_of
from search.language.tree import AtLeast, Term
from search.text.folding import fold_block
from search.types import Sort, Where
from search.verifying.characters import characters
from search.verifying.passages import ArticleText, Passage, Pieces, pieces

MOST_PLACES = 5  # that are shown of one quotation
_PARTS = (
    *(Where.TITLE, Where.LEAD, Where.ABSTRACT, Where.BODY, Where.BOX, Where.FUNDING),
    *(Where.REFERENCES, Where.AFFILIATION),
)


@dataclass(frozen=True, slots=True)
class _Stage:
    """A way to find the articles that have something like a quotation: those that have most of its pieces.

    `lengths`: of the pieces; one begins every `step` characters, `most` of each length are asked for; so many
    `articles` are read, and none that has less than this `share` of the pieces.
    """

    lengths: tuple[int, ...]
    step: int
    most: int
    articles: int
    share: float

    def pieces(self, text: str) -> Pieces:
        return pieces(text, self.lengths, self.step, self.most)

    def least(self, own: Pieces) -> int:
        return max(1, int(self.share * len(own)))


# Long pieces stand nowhere by chance; short ones outlive many changes: of n characters, e of them changed, some run of
# (n - e) / (e + 1) is left, which is three or four where every fifth is changed: half of the pieces of two and three.
_STAGES = (_Stage((8,), 4, 16, 6, 0.0), _Stage((4,), 2, 24, 12, 0.0), _Stage((3, 2), 1, 20, 30, 0.2))


@dataclass(frozen=True, slots=True)
class Found:
    """The passages nearest to a quotation, those that stand as it does the oldest first, in so many `articles`."""

    passages: tuple[Passage, ...] = ()
    articles: int = 0


class Library:
    """What is asked of it for one draft; the texts that were read stay at hand. The article `besides` is left out."""

    def __init__(self, besides: int = 0) -> None:
        self._besides = besides
        self._texts: dict[int, ArticleText] = {}

    def find(self, quotations: Sequence[str]) -> list[Found]:
        """For each the passages that are the same, else those most like it. Raises EngineUnavailable."""
        found = self._exact(quotations)
        wanted = [characters(text).text for text in quotations]
        for stage in _STAGES:
            missing = [number for number, places in enumerate(found) if not places.passages]
            for number, near in zip(missing, self._near([wanted[n] for n in missing], stage), strict=True):
                found[number] = near
        return found

    def passages(self, quotation: str, article_ids: Sequence[int]) -> list[Passage]:
        """Where it stands, marks aside, in these articles."""
        self._read(article_ids)
        wanted = characters(quotation).text
        ids = (article_id for article_id in article_ids if article_id != self._besides)
        texts = [self._texts[article_id] for article_id in ids if article_id in self._texts]
        return [passage for text in texts if (passage := text.exact(wanted))]

    def uses(self, text: str, most: int) -> tuple[Found, list[Passage]]:
        """Where a passage stands as it is, the oldest `most` of it, and where with changes, in no order."""
        exact = self._exact([text], most)[0]
        known, wanted = {passage.article_id for passage in exact.passages}, characters(text).text
        changed: dict[int, Passage] = {}
        for stage in _STAGES[:2]:
            own = stage.pieces(wanted)
            ids = [article_id for article_id in _with_most(own, most) if article_id not in known]
            self._read(ids)
            near = (self._texts[article_id].near(wanted, own) for article_id in ids if article_id in self._texts)
            changed |= {passage.article_id: passage for passage in near if passage and passage.distance}
        return exact, list(changed.values())

    def _exact(self, quotations: Sequence[str], most: int = MOST_PLACES) -> list[Found]:
        terms = [Term(fold_block(text).text) for text in quotations]
        limit = most + bool(self._besides)
        answers = engine().search_each([Question(term, {}, Sort.OLDEST, 0, limit, ()) for term in terms])
        self._read([self._besides, *(hit.article_id for answer in answers for hit in answer.hits)])
        return [self._standing(text, answer, most) for text, answer in zip(quotations, answers, strict=True)]

    def _standing(self, text: str, answer: Answer, most: int) -> Found:
        """The draft's own article, if readers have it, is one of those that have what it quotes."""
        passages = self.passages(text, [hit.article_id for hit in answer.hits])
        return Found(tuple(passages[:most]), max(answer.total - (self._besides in self._texts), 0))

    def _near(self, wanted: Sequence[str], stage: _Stage) -> list[Found]:
        asked = [stage.pieces(text) for text in wanted]
        found = [_with_most(own, stage.articles + bool(self._besides), stage.least(own)) for own in asked]
        answers = [[article_id for article_id in ids if article_id != self._besides] for ids in found]
        self._read(article_id for ids in answers for article_id in ids)
        return [self._nearest(stage, *each) for each in zip(wanted, asked, answers, strict=True)]

    def _nearest(self, stage: _Stage, wanted: str, own: Pieces, ids: Collection[int]) -> Found:
        least = stage.least(own)
        passages = (self._texts[article_id].near(wanted, own, least) for article_id in ids if article_id in self._texts)
        near = sorted(filter(None, passages), key=lambda passage: passage.distance)
        best = [passage for passage in near if passage.distance == near[0].distance]
        return Found(tuple(best[:MOST_PLACES]), len(best))

    def _read(self, article_ids: Iterable[int]) -> None:
        for article_id, texts in texts_of(set(article_ids) - self._texts.keys(), _PARTS).items():
            kept = {where: texts[where] for where in _PARTS if where in texts}
            self._texts[article_id] = ArticleText.of(article_id, kept)


def _with_most(own: Pieces, articles: int, least: int = 1) -> list[int]:
    """The articles that have most of these pieces, and so many of them at least."""
    terms = tuple(Term(piece) for piece in dict.fromkeys(piece for _, piece in own))
    if not terms:
        return []
    answer = engine().search(Question(AtLeast(min(least, len(terms)), terms), {}, Sort.RELEVANCE, 0, articles, ()))
    return [hit.article_id for hit in answer.hits]
