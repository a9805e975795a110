"""The blocks of a page put into articles: the page's scores solved, and the solution read back as blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, pairwise

from articles.parsing.blocks.sheet import Opener, Sheet
from articles.parsing.chains.confidence import confidence
from articles.parsing.chains.problem import Solution
from articles.parsing.chains.scores import PageScores, nodes_and_notes
from articles.parsing.chains.solver import solve
from articles.parsing.evidence.joins import Fragment, JoinEvidence, TextEvidence


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
    evidence: JoinEvidence

    def past(self, into: Decision, out: Decision) -> Decision:
        """What becomes of the joins with a block, into it and out of it, where it is taken out of the text."""
        evidence = self.evidence.between(self.fragments[into.left], self.fragments[out.right])
        return Decision(into.left, out.right, out.margin, evidence, into.neighbours and out.neighbours, into.right)


def chain_blocks(sheet: Sheet, openers: list[Opener]) -> Chaining:
    """Put every free block of text into an article, or aside."""
    if not openers:
        nodes, _ = nodes_and_notes(sheet)
        return Chaining((), (), frozenset(nodes), {}, JoinEvidence([]))
    scores = PageScores(sheet, openers)
    solution = solve(scores.problem())
    articles = tuple(_article_blocks(scores, number, solution) for number in range(len(openers)))
    aside = frozenset(scores.nodes[node] for node in solution.aside)
    fragments = dict(zip(scores.nodes, scores.fragments, strict=True))
    return Chaining(articles, tuple(_decisions(scores, solution)), aside, fragments, scores.evidence)


def _article_blocks(scores: PageScores, number: int, solution: Solution) -> ArticleBlocks:
    chain = solution.chains[number]
    note = scores.notes[chain.end] if chain.end is not None and chain.end < len(scores.notes) else None
    return ArticleBlocks(scores.openers[number], [scores.nodes[node] for node in chain.blocks], note)


def _decisions(scores: PageScores, solution: Solution) -> Iterator[Decision]:
    nodes = scores.nodes
    for left, right in chain.from_iterable(pairwise(chained.blocks) for chained in solution.chains):
        runner_up = solution.runners_up[len(scores.openers) + left]
        other = runner_up.column
        yield Decision(
            nodes[left],
            nodes[right],
            runner_up.margin,
            scores.evidence.between(scores.fragments[left], scores.fragments[right]),
            scores.order.link(left, right) > 0 or bool(scores.order.left_out(left, right)),
            nodes[other] if other is not None and other < len(nodes) else None,
        )
