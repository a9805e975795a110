"""The scores of a page's assignment problem, in nats: what speaks for and against each link between its blocks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from articles.parsing.blocks.shapes import ASIDES, Shape, is_signed_off
from articles.parsing.blocks.sheet import Opener, Sheet
from articles.parsing.blocks.widths import half_width_share
from articles.parsing.chains.exchanges import Matrix
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
from articles.parsing.chains.problem import AssignmentProblem, Cut, Skip
from articles.parsing.evidence.joins import JoinEvidence, fragments
from articles.parsing.evidence.topics import PageVocabulary
from articles.parsing.layout.captions import caption_odds, headline_odds, over_byline
from articles.parsing.layout.interviews import answers, speaks

_OPEN_END = -10.4  # nats for an article to end in mid-sentence
_QUOTED_END = -5.0  # the same behind what closes a quotation: few cuts stand just there
_REJOINED = 40.0  # for what a jump says a text goes on in, over all that speaks by looks
_PAST_JUMP = -20.0  # for a text that a jump ends to go on in anything else, and for what a jump begins to go on from it
_MISPLACED_SPEECH = -6.0  # for a question or an answer in an article that is no interview
_NEW_PARAGRAPH = -3.7  # for a run gone astray to begin with a paragraph of its own
# On a page that sets its paragraphs in: against a sentence that goes on in a block that is set in, and against one that
# is not beginning a paragraph or an article.
_SET_IN_WITHIN, _FLUSH = -5.0, -3.0
_SEVERAL = 2  # sentences cut, all of whose tails are set in: there that says nothing
_SURE_TAIL = 3.0  # nats
_IN_ORDER = -3.0  # more, where nothing on the page is out of its place
_CAPTION_IN_SENTENCE = 1.7  # nats against a sentence that goes on in what looks like a caption
_CROSSED_TAILS = 5.0  # for two sentences that change tails: one deed of the scan, not two
_INTERLEAVED = 5.0  # for head, other head, tail, other tail: one deed too
_ABOVE_OPENING = -12.0  # for text that stands farther down to be put over an article's own beginning
_LONGEST_SKIP = 6  # blocks
_CLOSING_MARKS = ("”", "』")
_USUAL_SIMILARITY = 0.2  # of two stretches of one article: standing in no article should not cost it
_OPTIONAL_SHARE = 0.6  # of `similarity`, for what may stand in no article: to pass over it is one link, not two
_TITLE_SHARE = 0.5  # of `recurrence`, for what may be a title: it has its article's words, but stands in no text
# Nats for two stretches with the same words in the same proportions, for two about the same things, for each nat by
# what returns, and for marks of the same width: articles of one page may come from writers' files that differ in that.
TOPIC_WEIGHTS = {"similarity": 7.0, "kinship": 3.0, "recurrence": 0.55, "width": 5.0}


def nodes_and_notes(sheet: Sheet) -> tuple[list[int], list[int]]:
    """The blocks that are chained and the notes that can end a chain, as indexes of the sheet."""
    nodes = [index for index in range(len(sheet)) if _takes_part(sheet, index)]
    return nodes, [index for index in range(len(sheet)) if sheet.free(index, Shape.NOTE)]


def _takes_part(sheet: Sheet, index: int) -> bool:
    unmarked_headline = (
        sheet.free(index, Shape.HEADLINE) and not sheet.block(index).level and not sheet.is_subheading(index)
    )
    return unmarked_headline or sheet.free(index, Shape.TEXT)


class PageScores:
    """Scores which block begins, continues and ends which article. Nodes are places in `nodes`, not in the sheet."""

    def __init__(self, sheet: Sheet, openers: list[Opener]) -> None:
        self._sheet, self.openers = sheet, openers
        self.nodes, self.notes = nodes_and_notes(sheet)
        self.titles_wanted = _titles_wanted(sheet, openers)
        self.fragments = fragments([sheet.text(index) for index in self.nodes])
        self._odds = [self._aside_odds(index) for index in self.nodes]
        self._captionlike = [sheet.shape(index) is Shape.TEXT for index in self.nodes]
        self.order: Order = order_of(sheet, self.nodes, self._odds, openers)
        self._afresh = _NEW_PARAGRAPH + _IN_ORDER * self._reads_in_order()
        self.evidence = JoinEvidence(self.fragments)
        self._vocabulary = PageVocabulary(self._headed_texts())
        self._spoken = self._speeches()

    def _headed_texts(self) -> list[str]:
        """The texts of the nodes by whose words they are compared: what a title says belongs to the text under it."""
        texts = [piece.text for piece in self.fragments]
        for opener in self.openers:
            over = self._sheet.previous(min(opener.claimed, default=opener.at), *ASIDES)
            lines = opener.titles or [over] * self._sheet.free(over, Shape.HEADLINE)
            for node in self._first_nodes(opener)[:1]:
                texts[node] = "\n".join([*map(self._sheet.text, lines), texts[node]])
        return texts

    def _aside_odds(self, index: int) -> float:
        if self._sheet.shape(index) is Shape.HEADLINE:
            return headline_odds(self._sheet, index, wanted=self.titles_wanted)
        return caption_odds(self._sheet, index)

    def _speeches(self) -> frozenset[int]:
        """Questions and answers: not in a run of blocks that asks, as a reporter's text does, and no guest answers."""
        people = tuple(person for opener in self.openers if opener.interview for person in opener.people)
        if not people:
            return frozenset()
        texts, sections = [piece.text for piece in self.fragments], self.order.sections
        answered = {section for section, text in zip(sections, texts, strict=True) if answers(text, people)}
        return frozenset(n for n, text in enumerate(texts) if sections[n] in answered and speaks(text, people))

    def problem(self) -> AssignmentProblem:
        """The problem that the solver takes."""
        return AssignmentProblem(
            self._opening_scores(),
            self._link_scores(),
            self._ending_scores(),
            self._skips(),
            self._cuts(),
            _CROSSED_TAILS,
            _INTERLEAVED,
            self._membership(),
            self._ending_fits(),
        )

    def _skips(self) -> dict[tuple[int, int], Skip]:
        """Which blocks each link leaves out that is scored as one of neighbours: then no run has gone astray."""
        articles, size = len(self.openers), len(self.nodes)
        skips = {
            (articles + left, right): Skip(between, SKIP - self._afresh * self.fragments[left].closed)
            for left in range(size)
            for right in range(left + 2, min(left + 2 + _LONGEST_SKIP, size))
            if (between := self.order.left_out(left, right))
        }
        for number, opener in enumerate(self.openers):
            first = self._first_nodes(opener)
            skips |= {(number, node): Skip(first[:place], SKIP) for place, node in enumerate(first) if place}
        for number, note in enumerate(self.notes):
            last = noted_nodes(self.order, self._sheet, note)
            skips |= {
                (articles + node, size + number): Skip(last[:place], SKIP) for place, node in enumerate(last) if place
            }
        return skips

    def _cuts(self) -> dict[int, Cut]:
        """What stands next after every sentence that is cut, if anything."""
        articles, size, order = len(self.openers), len(self.nodes), self.order
        cuts = {}
        for left in (node for node, piece in enumerate(self.fragments) if not (piece.closed or self._leaves(node))):
            near = range(left + 1, min(left + 2 + _LONGEST_SKIP, size))
            columns = tuple(right for right in near if order.link(left, right) or order.left_out(left, right))
            cuts[articles + left] = Cut(columns, order.sections[left])
        return cuts

    def _opening_scores(self) -> Matrix:
        scores = np.tile([self.evidence.opening(piece) for piece in self.fragments], (len(self.openers), 1))
        for number, opener in enumerate(self.openers):
            first = self._first_nodes(opener)
            for node in first[:1]:
                scores[number, node] += FIRST
            if first and self.fragments[first[-1]].begins > 0:
                elsewhere = [node for node in range(len(self.nodes)) if node > first[-1]]
                scores[number, elsewhere] += _ABOVE_OPENING
        return scores + _FLUSH * (self._sheet.indents & ~self._set_in())

    def _link_scores(self) -> Matrix:
        if not self.nodes:
            return np.zeros((0, 0))
        topics = sum(TOPIC_WEIGHTS[name] * feature for name, feature in self.topics().items())
        scores: Matrix = topics + (self.positions() + self.evidence.scores())
        for node, piece in enumerate(self.fragments):
            scores[node, node] = self._odds[node] + self.order.aside(node) - (0.0 if piece.closed else IN_SENTENCE)
        self._add_jumps(scores)
        return scores

    def _add_jumps(self, scores: Matrix) -> None:
        """What the jumps say of the links between blocks."""
        rejoined = self._sheet.rejoined()
        for node, index in enumerate(self.nodes):
            others = np.arange(len(self.nodes)) != node
            scores[node, others] += _PAST_JUMP * (self._leaves(node) or is_signed_off(self._sheet.text(index)))
            scores[others, node] += _PAST_JUMP * bool(self._sheet.block(index).continued)
            if (right := rejoined.get(index)) in self.nodes:
                scores[node, self.nodes.index(right)] += _REJOINED - 2 * _PAST_JUMP

    def _leaves(self, node: int) -> bool:
        """Whether the block goes on on another page."""
        return self._sheet.block(self.nodes[node]).onward is not None

    def positions(self) -> Matrix:
        """[left, right]: nats by where the two stand."""
        closed = np.array([piece.closed for piece in self.fragments])[:, None]
        captions = [odds > 0 and like for odds, like in zip(self._odds, self._captionlike, strict=True)]
        nats = np.where(closed, self._afresh, np.where(captions, -_CAPTION_IN_SENTENCE, 0.0))
        if self._sheet.indents:
            within = _SET_IN_WITHIN * (not self._tails_are_set_in())
            nats += np.where(self._set_in(), np.where(closed, 0.0, within), np.where(closed, _FLUSH, 0.0))
        for left, right in self.order.near():
            neighbours = self.order.link(left, right)
            if not self.fragments[left].closed:
                nats[left, right] += neighbours - (IN_SENTENCE if neighbours == NEXT else 0.0)
            elif neighbours:
                nats[left, right] = neighbours
        return nats

    def _reads_in_order(self) -> bool:
        """Whether nothing on the page is out of its place: every paragraph is set in and whole, and every run of them
        stands under an opening of its own.
        """
        texts = self._texts()
        whole = self._sheet.indents and all(self.fragments[node].closed for node in texts)
        if not whole or not self._set_in()[texts].all():
            return False
        opened = {self.order.sections[first[0]] for opener in self.openers if (first := self._first_nodes(opener))}
        return opened == {self.order.sections[node] for node in texts}

    def _tails_are_set_in(self) -> bool:
        """Whether several sentences are cut on the page, each reads on surely in a block of it, and yet every block of
        text is set in: what lost its stop only has no tail.
        """
        texts = self._texts()
        cut = [node for node in texts if not self.fragments[node].closed]
        if len(cut) < _SEVERAL or not self._set_in()[texts].all():
            return False
        return float(self.evidence.scores()[cut].max(axis=1).mean()) > _SURE_TAIL

    def _texts(self) -> list[int]:
        return [node for node, index in enumerate(self.nodes) if self._sheet.shape(index) is Shape.TEXT]

    def _first_nodes(self, opener: Opener) -> tuple[int, ...]:
        return first_nodes(self.order, self._sheet, opener)

    def _set_in(self) -> NDArray[np.bool_]:
        """[node]: whether it is set as paragraphs' beginnings are."""
        return np.array([self._sheet.block(index).indented for index in self.nodes], dtype=bool)

    def _ending_scores(self) -> Matrix:
        bare = max(len(self.openers) - len(self.notes), 0)
        scores = np.zeros((len(self.nodes), len(self.notes) + bare))
        for node, piece in enumerate(self.fragments):
            scores[node, len(self.notes) :] = last_score(self._sheet, self.order, node)
            open_end = _QUOTED_END if piece.text.endswith(_CLOSING_MARKS) else _OPEN_END
            scores[node] += 0.0 if piece.closed or self._leaves(node) else open_end
        for number, note in enumerate(self.notes):
            for node in noted_nodes(self.order, self._sheet, note)[:1]:
                scores[node, number] += NOTED
        return scores

    def _membership(self) -> Matrix:
        """[article, block]: nats for a question or an answer to be in this article; in the last row, in none."""
        nats = np.zeros((len(self.openers) + 1, len(self.nodes)))
        elsewhere = [number for number, opener in enumerate(self.openers) if not opener.interview]
        for node in self._spoken:
            nats[[*elsewhere, -1], node] = _MISPLACED_SPEECH
        return nats

    def topics(self) -> dict[str, Matrix]:
        """Each [left, right]: how likely the text up to a block and that from another on are to be of one article."""
        sections = self.order.sections
        lefts = [range(sections.index(sections[node]), node + 1) for node in range(len(sections))]
        rights = [range(node, bisect_right(sections, sections[node])) for node in range(len(sections))]
        widths = np.array([half_width_share(self._sheet.printed(n), self._sheet.text(n)) for n in self.nodes])
        apart = ~np.tril(np.equal.outer(sections, sections))
        titles = [self._sheet.shape(index) is Shape.HEADLINE for index in self.nodes]
        similarity = self._vocabulary.similarity(lefts, rights) - _USUAL_SIMILARITY
        optional = _share(self.order.optional, _OPTIONAL_SHARE)
        return {
            "similarity": apart * optional * similarity,
            "kinship": apart * optional * self._vocabulary.kinship(lefts, rights),
            "recurrence": apart * _share(titles, _TITLE_SHARE) * self._vocabulary.recurrence(lefts, rights),
            "width": np.nan_to_num(-np.abs(widths[:, None] - widths[None, :])),
        }

    def _ending_fits(self) -> Matrix:
        """[article, note]: nats for the article to end with the note."""
        notes = [self._sheet.shaped[note].value for note in self.notes]
        fits = np.array([[note_fit(note, opener) for note in notes] for opener in self.openers])
        return fits.reshape(len(self.openers), len(notes))


def _share(doubted: Sequence[bool], share: float) -> Matrix:
    """[left, right]: what counts of a pair's words, of which one may not belong to a text."""
    return np.where(np.logical_or.outer(doubted, doubted), share, 1.0)


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
