"""The field's figures for reading a page: article error rate, B-cubed of segmentation, Kendall's tau of order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean

from articles.parsing.types import ParsedDocument, Part
from tests.pages.truth import Page


@dataclass(frozen=True, slots=True)
class Segmentation:
    """Pieces of bodies, each with its true article, the one it was read in (None for none), its size, its places."""

    truth: tuple[int, ...]
    read: tuple[int | None, ...]
    sizes: tuple[int, ...]
    order: tuple[int, ...]  # of the piece in its true article
    read_order: tuple[int, ...]  # where the reading has it

    def b_cubed(self) -> tuple[float, float]:
        """Precision and recall (Bagga and Baldwin, 1998), each character an item; what is read nowhere is alone."""
        read = [(n, None) if article is None else (-1, article) for n, article in enumerate(self.read)]
        truths, reads, both = Counter[object](), Counter[object](), Counter[object]()
        for true, said, size in zip(self.truth, read, self.sizes, strict=True):
            truths[true] += size
            reads[said] += size
            both[true, said] += size
        total = sum(self.sizes) or 1
        pairs = list(zip(self.truth, read, self.sizes, strict=True))
        precision = sum(size * both[t, s] / reads[s] for t, s, size in pairs) / total
        recall = sum(size * both[t, s] / truths[t] for t, s, size in pairs) / total
        return precision, recall

    def taus(self) -> list[float]:
        """Kendall's tau of each true article of two pieces or more: those that were read, in the order they were."""
        return [tau for article in sorted(set(self.truth)) if (tau := self._tau(article)) is not None]

    def _tau(self, article: int) -> float | None:
        own = [n for n, true in enumerate(self.truth) if true == article and self.read[n] is not None]
        pairs = list(combinations(sorted(own, key=lambda n: self.order[n]), 2))
        return fmean(1 if self.read_order[a] < self.read_order[b] else -1 for a, b in pairs) if pairs else None


def segmentation(page: Page, parsed: ParsedDocument) -> Segmentation:
    """The page's body pieces as they are and as they were read."""
    pieces = [placed for placed in page.placed if placed.piece.part is Part.BODY]
    passages = [(p, number) for number, article in enumerate(parsed.articles) for p in article.body_passages]
    places = [
        next((n for n, (p, _) in enumerate(passages) if p.start < piece.end and piece.start < p.end), None)
        for piece in pieces
    ]
    return Segmentation(
        tuple(piece.piece.article or 0 for piece in pieces),
        tuple(None if place is None else passages[place][1] for place in places),
        tuple(len(piece.piece.text) for piece in pieces),
        tuple(piece.piece.order for piece in pieces),
        tuple(-1 if place is None else place for place in places),
    )


def article_error_rate(right: Iterable[bool], invented: int) -> float:
    """Articles that are not wholly right, and those invented, by the number of true ones."""
    listed = list(right)
    return (listed.count(False) + invented) / max(len(listed), 1)


def segmentation_lines(found: Sequence[Segmentation], right: Sequence[bool], invented: int) -> Iterable[str]:
    """The three figures of many pages."""
    precision, recall = (fmean(values) for values in zip(*(s.b_cubed() for s in found), strict=True))
    taus = [tau for s in found for tau in s.taus()]
    yield f"article error rate {100 * article_error_rate(right, invented):.1f} %"
    yield (
        f"B-cubed precision {100 * precision:.2f} %, recall {100 * recall:.2f} %, "
        f"F {200 * precision * recall / (precision + recall):.2f} %; Kendall's tau {fmean(taus):.4f}"
    )
