"""Cuts the snippets that a hit shows: runs of the text that hold most of the query, whole sentences where they can.

Pure. Texts are as printed; only offsets in them are computed, so a snippet is a run of its block.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from search.excerpts.highlighting import Marker, Match, marked
from search.language.tree import Node
from search.text.sentences import Borders, clause_borders, sentence_borders, word_end, word_start
from search.types import HitPassage, Span, Where

Texts = Mapping[Where, tuple[str, ...]]

SHORTEST = 40  # characters: a shorter snippet takes the next sentence in
LONGEST = 140  # a longer one is cut between clauses
_CLUSTER = 100  # matches within so many characters stand together
_WHOLE = 12  # clusters that hold the whole query are enough to choose from
_MOST_MATCHES = 200  # of one block that are looked at

_SHOWN = (
    Where.LEAD,
    Where.ABSTRACT,
    Where.BODY,
    Where.BOX,
    Where.KEYWORDS,
    Where.AFFILIATION,
    Where.FUNDING,
    Where.REFERENCES,
    Where.CAPTION,
    Where.FEATURE,
)
"""The parts that passages are cut from, in the order they are shown in; title, authors and themes stand beside them."""

_PROSE = frozenset({Where.LEAD, Where.ABSTRACT, Where.BODY})


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of an article in which something of the query stands."""

    where: Where
    number: int
    text: str
    matches: Sequence[Match]


class _Cluster(NamedTuple):
    """Matches of a block that stand together, and which leaves of the query are among them."""

    block: _Block
    matches: Sequence[Match]
    leaves: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Snippet:
    block: _Block
    start: int
    end: int


def hit_passages(
    texts: Texts,
    tree: Node,
    limit: int = 2,
    anchors: Mapping[Where, Sequence[str]] | None = None,
    within: Collection[Where] = tuple(Where),
) -> tuple[HitPassage, ...]:
    """At most `limit` snippets in reading order, chosen by how many different terms of the query they hold.

    `anchors` names the blocks of a part, one for each, by their ids on the article's page. `within` are the parts in
    which something of the query is known to stand. An article in whose running text nothing does shows how it begins.
    """
    marker = Marker(tree)
    blocks = _blocks({where: texts.get(where, ()) for where in _SHOWN if where in within}, marker)
    snippets = _chosen(_candidates(blocks, len(marker.leaves)), limit)
    if not snippets:
        snippets = _beginning(texts)
    return tuple(_hit_passage(snippet, anchors or {}) for snippet in snippets)


def _blocks(texts: Texts, marker: Marker) -> Iterator[_Block]:
    for where, parts in texts.items():
        for number, (text, matches) in enumerate(zip(parts, marker.matches_of(parts, where), strict=True)):
            if matches:
                yield _Block(where, number, text, matches[:_MOST_MATCHES])


def _candidates(blocks: Iterable[_Block], leaves: int) -> list[_Cluster]:
    """The clusters to choose from: all, or the first blocks' once `_WHOLE` of them hold the whole query."""
    found: list[_Cluster] = []
    whole = 0
    for block in blocks:
        own = list(_clusters(block))
        found += own
        whole += sum(len(cluster.leaves) == leaves for cluster in own)
        if whole >= _WHOLE:
            break
    return found


def _clusters(block: _Block) -> Iterator[_Cluster]:
    """Of every match, those behind it that stand near enough to be shown with it."""
    last = 0
    for first, match in enumerate(block.matches):
        last = max(last, first + 1)
        while last < len(block.matches) and block.matches[last].end - match.start <= _CLUSTER:
            last += 1
        together = block.matches[first:last]
        yield _Cluster(block, together, frozenset([near.leaf for near in together]))


def _chosen(clusters: Sequence[_Cluster], limit: int) -> list[_Snippet]:
    """The best snippets; each next one is the one that shows most of what none has shown yet."""
    left = list(clusters)
    shown: frozenset[int] = frozenset()
    snippets: list[_Snippet] = []
    while left and len(snippets) < limit:
        best = max(left, key=lambda cluster: _gain(cluster, shown))
        snippet = _without_overlap(_snippet(best), best, snippets)
        snippets.append(snippet)
        shown |= best.leaves
        left = [cluster for cluster in left if not _overlaps(cluster, snippet)]
    return sorted(
        snippets, key=lambda snippet: (_SHOWN.index(snippet.block.where), snippet.block.number, snippet.start)
    )


def _gain(cluster: _Cluster, shown: frozenset[int]) -> tuple[int, int, bool, int]:
    """What a cluster adds, to be compared; `max` takes the first of equals, so the earlier one in the article wins."""
    leaves = cluster.leaves
    return len(leaves - shown), len(leaves), cluster.block.where in _PROSE, min(len(cluster.matches), 3)


def _overlaps(cluster: _Cluster, snippet: _Snippet) -> bool:
    if cluster.block is not snippet.block:
        return False
    return cluster.matches[0].start < snippet.end and cluster.matches[-1].end > snippet.start


def _without_overlap(snippet: _Snippet, cluster: _Cluster, others: Sequence[_Snippet]) -> _Snippet:
    """The snippet without what other snippets of its block show; none of them holds its matches."""
    first, last = cluster.matches[0].start, cluster.matches[-1].end
    beside = [other for other in others if other.block is snippet.block]
    start = max([snippet.start, *(other.end for other in beside if other.end <= first)])
    end = min([snippet.end, *(other.start for other in beside if other.start >= last)])
    return _Snippet(snippet.block, start, end)


def _snippet(cluster: _Cluster) -> _Snippet:
    text = cluster.block.text
    first, last = cluster.matches[0].start, max(match.end for match in cluster.matches)
    sentences = sentence_borders(text)
    start, end = sentences.before(first), sentences.after(last)
    if end - start > LONGEST:
        start, end = _shortened(text, start, end, first, last)
    else:
        start, end = _lengthened(text, start, end, sentences)
    return _Snippet(cluster.block, *_around_matches(start, end, cluster.block.matches))


def _shortened(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """Less of the sentences around the matches, from a clause on and to the end of one where any is near, or a word."""
    room = max(0, LONGEST - (last - first))
    clauses = clause_borders(text)
    earliest = max(start, first - room // 2)
    if earliest > start:
        start = clauses.after(earliest) if clauses.after(earliest) <= first else min(word_start(text, earliest), first)
    latest = min(end, start + max(LONGEST, last - start))
    if latest < end:
        end = clauses.before(latest) if clauses.before(latest) >= last else max(word_end(text, latest), last)
    return start, end


def _lengthened(text: str, start: int, end: int, sentences: Borders) -> tuple[int, int]:
    while end - start < SHORTEST and end < len(text):
        longer = sentences.after(end + 1)
        if longer - start > LONGEST:
            break
        end = longer
    while end - start < SHORTEST and start > 0:
        longer = sentences.before(start - 1)
        if end - longer > LONGEST:
            break
        start = longer
    return start, end


def _around_matches(start: int, end: int, matches: Sequence[Match]) -> tuple[int, int]:
    """Wider where a match would be cut in two."""
    for match in matches:
        if match.start < end < match.end:
            end = match.end
    for match in reversed(matches):
        if match.start < start < match.end:
            start = match.start
    return start, end


def _beginning(texts: Texts) -> list[_Snippet]:
    for where in (Where.LEAD, Where.ABSTRACT, Where.BODY):
        for number, text in enumerate(texts.get(where, ())):
            if text.strip():
                first = sentence_borders(text).after(1)
                start, end = _shortened(text, 0, first, 0, 1) if first > LONGEST else (0, first)
                return [_Snippet(_Block(where, number, text, ()), start, end)]
    return []


def _hit_passage(snippet: _Snippet, anchors: Mapping[Where, Sequence[str]]) -> HitPassage:
    block = snippet.block
    ids = anchors.get(block.where, ())
    anchor = ids[block.number] if block.number < len(ids) else ""
    spans: tuple[Span, ...] = marked(block.text, snippet.start, snippet.end, block.matches)
    sentences = sentence_borders(block.text)
    cut_before = sentences.before(snippet.start) != snippet.start
    return HitPassage(block.where, spans, anchor, cut_before, sentences.after(snippet.end) != snippet.end)
