"""The cuttings of an article that a hit shows: those in which most of the query stands, whole sentences if they can be.

Pure. Texts are as printed; only places in them are worked out, so a cutting is a run of its block.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from search.excerpts.highlighting import Marker, Match, marked
from search.language.tree import Node
from search.text.sentences import Borders, clause_borders, sentence_borders
from search.types import HitPassage, Span, Where

Texts = Mapping[Where, tuple[str, ...]]

SHORTEST = 40  # characters: a shorter cutting takes the next sentence in
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


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Matches of a block that stand together."""

    block: _Block
    matches: Sequence[Match]

    @property
    def leaves(self) -> frozenset[int]:
        return frozenset(match.leaf for match in self.matches)


@dataclass(frozen=True, slots=True)
class _Cutting:
    block: _Block
    start: int
    end: int


def passages(
    texts: Texts,
    tree: Node,
    limit: int = 3,
    anchors: Mapping[Where, Sequence[str]] | None = None,
    within: Collection[Where] = tuple(Where),
) -> tuple[HitPassage, ...]:
    """At most `limit` cuttings in reading order, chosen by how many different terms of the query they hold.

    `anchors` names the blocks of a part, one for each, by their ids on the article's page. `within` are the parts in
    which something of the query is known to stand. An article in whose running text nothing does shows how it begins.
    """
    marker = Marker(tree)
    blocks = _blocks({where: texts.get(where, ()) for where in _SHOWN if where in within}, marker)
    cuttings = _chosen(_enough(blocks, len(marker.leaves)), limit)
    if not cuttings:
        cuttings = _beginning(texts)
    return tuple(_passage(cutting, anchors or {}) for cutting in cuttings)


def _blocks(texts: Texts, marker: Marker) -> Iterator[_Block]:
    for where, parts in texts.items():
        for number, text in enumerate(parts):
            matches = marker.matches(text, where)
            if matches:
                yield _Block(where, number, text, matches[:_MOST_MATCHES])


def _enough(blocks: Iterable[_Block], leaves: int) -> list[_Cluster]:
    """All clusters, or those to choose from: of an article full of the whole query the rest need not be looked at."""
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
        yield _Cluster(block, block.matches[first:last])


def _chosen(clusters: Sequence[_Cluster], limit: int) -> list[_Cutting]:
    """The best cuttings; each next one is the one that shows most of what none has shown yet."""
    left = list(clusters)
    shown: frozenset[int] = frozenset()
    cuttings: list[_Cutting] = []
    while left and len(cuttings) < limit:
        best = max(left, key=lambda cluster: _worth(cluster, shown))
        cutting = _apart(_cutting(best), best, cuttings)
        cuttings.append(cutting)
        shown |= best.leaves
        left = [cluster for cluster in left if not _overlap(cluster, cutting)]
    return sorted(
        cuttings, key=lambda cutting: (_SHOWN.index(cutting.block.where), cutting.block.number, cutting.start)
    )


def _worth(cluster: _Cluster, shown: frozenset[int]) -> tuple[int, int, bool, int]:
    """`max` takes the first of equals, so the earlier one in the article wins."""
    leaves = cluster.leaves
    return len(leaves - shown), len(leaves), cluster.block.where in _PROSE, min(len(cluster.matches), 3)


def _overlap(cluster: _Cluster, cutting: _Cutting) -> bool:
    if cluster.block is not cutting.block:
        return False
    return cluster.matches[0].start < cutting.end and cluster.matches[-1].end > cutting.start


def _apart(cutting: _Cutting, cluster: _Cluster, others: Sequence[_Cutting]) -> _Cutting:
    """Without what others of its block show, so that no reader reads a clause twice; none of them holds its matches."""
    first, last = cluster.matches[0].start, cluster.matches[-1].end
    beside = [other for other in others if other.block is cutting.block]
    start = max([cutting.start, *(other.end for other in beside if other.end <= first)])
    end = min([cutting.end, *(other.start for other in beside if other.start >= last)])
    return _Cutting(cutting.block, start, end)


def _cutting(cluster: _Cluster) -> _Cutting:
    text = cluster.block.text
    first, last = cluster.matches[0].start, max(match.end for match in cluster.matches)
    sentences = sentence_borders(text)
    start, end = sentences.before(first), sentences.after(last)
    if end - start > LONGEST:
        start, end = _shortened(text, start, end, first, last)
    else:
        start, end = _lengthened(text, start, end, sentences)
    return _Cutting(cluster.block, *_around_matches(start, end, cluster.block.matches))


def _shortened(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """Less of the sentences around the matches, from a clause on and to the end of one if any is near enough."""
    room = max(0, LONGEST - (last - first))
    clauses = clause_borders(text)
    earliest = max(start, first - room // 2)
    if earliest > start:
        start = clauses.after(earliest) if clauses.after(earliest) <= first else earliest
    latest = min(end, start + max(LONGEST, last - start))
    if latest < end:
        end = clauses.before(latest) if clauses.before(latest) >= last else latest
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


def _beginning(texts: Texts) -> list[_Cutting]:
    for where in (Where.LEAD, Where.ABSTRACT, Where.BODY):
        for number, text in enumerate(texts.get(where, ())):
            if text.strip():
                first = sentence_borders(text).after(1)
                start, end = _shortened(text, 0, first, 0, 1) if first > LONGEST else (0, first)
                return [_Cutting(_Block(where, number, text, ()), start, end)]
    return []


def _passage(cutting: _Cutting, anchors: Mapping[Where, Sequence[str]]) -> HitPassage:
    block = cutting.block
    ids = anchors.get(block.where, ())
    anchor = ids[block.number] if block.number < len(ids) else ""
    spans: tuple[Span, ...] = marked(block.text, cutting.start, cutting.end, block.matches)
    return HitPassage(block.where, spans, anchor)
