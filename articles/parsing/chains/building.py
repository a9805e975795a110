"""The blocks of a page put into articles: the page's evidence stated as a puzzle, solved, and read back as blocks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from articles.parsing.blocks.shapes import Shape
from articles.parsing.blocks.sheet import Opener, Sheet
from articles.parsing.chains.confidence import confidence
from articles.parsing.chains.positions import (
    FIRST,
    IN_SENTENCE,
    NEXT,
    NOTED,
    SKIP,
    Order,
    first_nodes,
    last_score,
    noted_nodes,
    order_of,
)
from articles.parsing.chains.solver import Cut, Puzzle, Solution, solve
from articles.parsing.evidence.joins import Evidence, Fragment, TextEvidence, fragments
from articles.parsing.evidence.topics import Vocabulary
from articles.parsing.layout.captions import caption_odds, headline_odds, over_byline
from articles.parsing.layout.interviews import speaks

_OPEN_END = -10.4  # nats for an article to end in mid-sentence
_STRAYED_QUESTION = -6.0  # for a question or an answer in an article that is no interview
_FRESH_RUN = -3.7  # for a run gone astray to begin with a paragraph of its own
_CAPTION_IN_SENTENCE = 1.7  # nats against a sentence that goes on in what looks like a caption
_CROSSED = 4.5  # for two sentences that change tails: one deed of the scan, not two
_LONGEST_SKIP = 6  # blocks
_USUAL_KINSHIP = 0.3  # of two stretches of one article: standing in no article should not cost it
_TITLES_COMPANY = 0.5  # of what returns, for what may be a title: it has its article's words, but stands in no text
# Nats for two stretches with the same words in the same proportions, and for each nat by what returns.
COMPANY = {"kinship": 3.0, "returns": 0.4}


@dataclass(slots=True)
class ArticleBlocks:
    """The sheet's blocks of one article's text in reading order, and its note."""

    opener: Opener
    blocks: list[int] = field(default_factory=list)
    note: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Why `right` goes on from `left` (sheet indexes), and by how many nats `alternative` is worse."""

    left: int
    right: int
    margin: float
    evidence: TextEvidence
    neighbours: bool
    alternative: int | None

    @property
    def confidence(self) -> float:
        """The share of such joins that are right."""
        return confidence(self.margin, cut=self.evidence.mid_sentence)


@dataclass(frozen=True, slots=True)
class Chaining:
    """A page's articles as blocks, the decisions taken, and the blocks of text that are in no article."""

    articles: tuple[ArticleBlocks, ...]
    decisions: tuple[Decision, ...]
    aside: frozenset[int]
    fragments: dict[int, Fragment]


def chain_blocks(sheet: Sheet, openers: list[Opener]) -> Chaining:
    """Put every free block of text into an article, or aside."""
    if not openers:
        nodes, _ = _parts(sheet)
        return Chaining((), (), frozenset(nodes), {})
    return setting_of(sheet, openers).chaining()


def setting_of(sheet: Sheet, openers: list[Opener]) -> Setting:
    """A page's scores, for the blocks that are chained and the notes that can end a chain."""
    return Setting(sheet, openers, *_parts(sheet))


def _parts(sheet: Sheet) -> tuple[list[int], list[int]]:
    nodes = [index for index in range(len(sheet)) if _takes_part(sheet, index)]
    return nodes, [index for index in range(len(sheet)) if sheet.free(index, Shape.NOTE)]


def _takes_part(sheet: Sheet, index: int) -> bool:
    unmarked_headline = (
        sheet.free(index, Shape.HEADLINE) and not sheet.block(index).level and not sheet.is_subheading(index)
    )
    return unmarked_headline or sheet.free(index, Shape.TEXT)


class Setting:
    """The scores of one page's assignment problem: which block begins, continues and ends which article."""

    def __init__(self, sheet: Sheet, openers: list[Opener], nodes: list[int], notes: list[int]) -> None:
        self._sheet, self._openers, self.nodes, self._notes = sheet, openers, nodes, notes
        self._titles_wanted = _titles_wanted(sheet, openers)
        self._fragments = fragments([sheet.text(index) for index in nodes])
        self._odds = [self._aside_odds(index) for index in nodes]
        self._captionlike = [sheet.shape(index) is Shape.TEXT for index in nodes]
        self._order: Order = order_of(sheet, nodes, self._odds, openers)
        self.evidence = Evidence(self._fragments)
        self._vocabulary = Vocabulary([piece.text for piece in self._fragments])
        self._spoken = self._spoken_nodes()

    def _aside_odds(self, index: int) -> float:
        if self._sheet.shape(index) is Shape.HEADLINE:
            return headline_odds(self._sheet, index, wanted=self._titles_wanted)
        return caption_odds(self._sheet, index)

    def _spoken_nodes(self) -> frozenset[int]:
        people = tuple(person for opener in self._openers if opener.interview for person in opener.people)
        if not people:
            return frozenset()
        return frozenset(n for n, piece in enumerate(self._fragments) if speaks(piece.text, people))

    def chaining(self) -> Chaining:
        solution = solve(self._puzzle())
        articles = tuple(self._article(number, solution) for number in range(len(self._openers)))
        return Chaining(
            articles,
            tuple(self._decisions(solution)),
            frozenset(self.nodes[node] for node in solution.aside),
            dict(zip(self.nodes, self._fragments, strict=True)),
        )

    def _article(self, number: int, solution: Solution) -> ArticleBlocks:
        chain = solution.chains[number]
        note = self._notes[chain.end] if chain.end is not None and chain.end < len(self._notes) else None
        return ArticleBlocks(self._openers[number], [self.nodes[node] for node in chain.blocks], note)

    def _puzzle(self) -> Puzzle:
        return Puzzle(
            self._opening_scores(),
            self._link_scores(),
            self._ending_scores(),
            self._skips(),
            SKIP,
            self._cuts(),
            _CROSSED,
            self._strays(),
            self._fits(),
        )

    def _skips(self) -> dict[tuple[int, int], tuple[int, ...]]:
        """Which blocks each link leaves out that is scored as one of neighbours."""
        articles, size = len(self._openers), len(self.nodes)
        skips = {
            (articles + left, right): between
            for left in range(size)
            for right in range(left + 2, min(left + 2 + _LONGEST_SKIP, size))
            if (between := self._order.left_out(left, right))
        }
        for number, opener in enumerate(self._openers):
            first = first_nodes(self._order, self._sheet, opener)
            skips |= {(number, node): first[:place] for place, node in enumerate(first) if place}
        for number, note in enumerate(self._notes):
            last = noted_nodes(self._order, self._sheet, note)
            skips |= {(articles + node, size + number): last[:place] for place, node in enumerate(last) if place}
        return skips

    def _cuts(self) -> dict[int, Cut]:
        """What stands next after every sentence that is cut."""
        articles, size, order = len(self._openers), len(self.nodes), self._order
        cuts = {}
        for left in (node for node, piece in enumerate(self._fragments) if not piece.closed):
            near = range(left + 1, min(left + 2 + _LONGEST_SKIP, size))
            columns = tuple(right for right in near if order.link(left, right) or order.left_out(left, right))
            if columns:
                cuts[articles + left] = Cut(columns, order.walls[left])
        return cuts

    def _opening_scores(self) -> np.ndarray:
        scores = np.tile([self.evidence.opening(piece) for piece in self._fragments], (len(self._openers), 1))
        for number, opener in enumerate(self._openers):
            for node in first_nodes(self._order, self._sheet, opener)[:1]:
                scores[number, node] += FIRST
        return scores

    def _link_scores(self) -> np.ndarray:
        if not self.nodes:
            return np.zeros((0, 0))
        company = sum(COMPANY[name] * feature for name, feature in self.company().items())
        scores: np.ndarray = company + (self.places() + self.evidence.weighed())
        for node, piece in enumerate(self._fragments):
            scores[node, node] = self._odds[node] + self._order.aside(node) - (0.0 if piece.closed else IN_SENTENCE)
        return scores

    def places(self) -> np.ndarray:
        """[left, right]: nats by where the two stand."""
        closed = np.array([piece.closed for piece in self._fragments])[:, None]
        captions = [odds > 0 and like for odds, like in zip(self._odds, self._captionlike, strict=True)]
        places = np.where(closed, _FRESH_RUN, np.where(captions, -_CAPTION_IN_SENTENCE, 0.0))
        for left, right in self._order.near():
            neighbours = self._order.link(left, right)
            if not self._fragments[left].closed:
                places[left, right] += neighbours - (IN_SENTENCE if neighbours == NEXT else 0.0)
            elif neighbours:
                places[left, right] = neighbours
        return places

    def _ending_scores(self) -> np.ndarray:
        bare = max(len(self._openers) - len(self._notes), 0)
        scores = np.zeros((len(self.nodes), len(self._notes) + bare))
        for node, piece in enumerate(self._fragments):
            scores[node, len(self._notes) :] = last_score(self._sheet, self._order, node)
            scores[node] += 0.0 if piece.closed else _OPEN_END
        for number, note in enumerate(self._notes):
            for node in noted_nodes(self._order, self._sheet, note)[:1]:
                scores[node, number] += NOTED
        return scores

    def _strays(self) -> np.ndarray:
        """[article, block]: nats for a question or an answer to be in this article; in the last row, in none."""
        strays = np.zeros((len(self._openers) + 1, len(self.nodes)))
        elsewhere = [number for number, opener in enumerate(self._openers) if not opener.interview]
        for node in self._spoken:
            strays[[*elsewhere, -1], node] = _STRAYED_QUESTION
        return strays

    def company(self) -> dict[str, np.ndarray]:
        """Each [left, right]: how likely the text up to a block and that from another on are to be of one article."""
        walls = self._order.walls
        lefts = [range(walls.index(walls[node]), node + 1) for node in range(len(walls))]
        rights = [range(node, bisect_right(walls, walls[node])) for node in range(len(walls))]
        titles = np.array([self._sheet.shape(index) is Shape.HEADLINE for index in self.nodes])
        trusted = np.where(titles[:, None] | titles[None, :], _TITLES_COMPANY, 1.0)
        return {
            "kinship": self._vocabulary.kinship(lefts, rights) - _USUAL_KINSHIP,
            "returns": trusted * self._vocabulary.returns(lefts, rights),
        }

    def _fits(self) -> np.ndarray:
        """[article, note]: nats for the article to end with the note."""
        notes = [self._sheet.shaped[note].value for note in self._notes]
        fits = np.array([[note_fit(note, opener) for note in notes] for opener in self._openers])
        return fits.reshape(len(self._openers), len(notes))

    def _decisions(self, solution: Solution) -> list[Decision]:
        decisions = []
        for chain in solution.chains:
            for left, right in zip(chain.blocks, chain.blocks[1:], strict=False):
                doubt = solution.doubts[len(self._openers) + left]
                other = doubt.alternative
                decisions.append(
                    Decision(
                        self.nodes[left],
                        self.nodes[right],
                        doubt.margin,
                        self.evidence.between(self._fragments[left], self._fragments[right]),
                        self._order.link(left, right) > 0 or bool(self._order.left_out(left, right)),
                        self.nodes[other] if other is not None and other < len(self.nodes) else None,
                    )
                )
        return decisions


def _titles_wanted(sheet: Sheet, openers: list[Opener]) -> bool:
    """Whether fewer titles stand over bylines than there are bylines."""
    over = sum(sheet.free(index, Shape.HEADLINE) and over_byline(sheet, index) for index in range(len(sheet)))
    return over < sum(not opener.interview for opener in openers)


def note_fit(note: str, opener: Opener) -> float:
    """Nats for a note to be this article's: it names the author, or counts several."""
    names: Sequence[str] = [person.name for person in opener.people]
    if opener.interview:
        return -3.0
    if any(name in note for name in names):
        return 6.0
    several = "分别" in note or "均" in note[:8]
    if several:
        return 2.5 if len(names) > 1 else -2.5
    return -0.5 if len(names) > 1 else 0.0
