"""Compare a reading with what is known of the page."""

from __future__ import annotations

from dataclasses import dataclass

from articles.parsing.types import ParsedArticle, ParsedDocument, Part, TitleOrigin
from tests.pages.measuring.queue import Queue, Reading, queue
from tests.pages.measuring.segmentation import Segmentation, segmentation
from tests.pages.measuring.transitions import Transition, transitions
from tests.pages.truth import Page, TrueArticle

_SHINGLE = 6


@dataclass(frozen=True, slots=True)
class ArticleScore:
    """What was right of one true article; all false and similarity 0 where it was lost."""

    truth: TrueArticle
    parsed: ParsedArticle | None
    authors: bool
    column: bool
    title: bool  # as printed; for a lost title: that one was inferred
    origin: bool
    decks: bool  # kicker and subtitle, or that there is none
    note: bool
    funding: bool
    body: bool  # the joined text is equal
    similarity: float  # 0 to 1, of the body
    paragraphs: bool

    @property
    def right(self) -> bool:
        """Whether all is right that a reader sees of it: who wrote it, title, note and text."""
        return self.authors and self.title and self.note and self.body


@dataclass(frozen=True, slots=True)
class JoinScore:
    """A join, its confidence and whether the two fragments follow one another in an article."""

    confidence: float
    right: bool
    neighbours: bool  # nothing but white space between them in the file
    at: int  # where the second one begins


@dataclass(frozen=True, slots=True)
class PageScore:
    """A page's articles in the truth's order, articles that are not on it, and what else was read."""

    page: Page
    articles: tuple[ArticleScore, ...]
    invented: int
    unassigned: int
    feature_titles: bool
    feature_notes: bool
    feature_articles: bool
    captions: bool
    joins: tuple[JoinScore, ...]
    transitions: tuple[Transition, ...]
    segmentation: Segmentation
    queue: Queue

    @property
    def lost(self) -> int:
        return sum(score.parsed is None for score in self.articles)

    @property
    def trouble(self) -> float:
        """How wrong the page was read; 0 is right."""
        wrong = sum(
            (not s.body) + 1 - s.similarity + (not s.authors) + (not s.title) + (not s.note) for s in self.articles
        )
        return wrong + 2 * self.invented + 2 * self.lost + self.unassigned / 50


def body_text(article: ParsedArticle) -> str:
    """A parsed body as one string."""
    return "".join(block.text for block in article.body)


def similarity(a: str, b: str) -> float:
    ""
    "2·LCS / (len(a) + len(b)), over characters, by bit-parallel longest common subsequence (Crochemore et al., 2001)."
    ""
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    where: dict[str, int] = {}
    for n, character in enumerate(a):
        where[character] = where.get(character, 0) | 1 << n
    everything = (1 << len(a)) - 1
    v = everything
    for character in b:
        u = v & where.get(character, 0)
        v = ((v + u) | (v - u)) & everything
    return 2 * (len(a) - v.bit_count()) / (len(a) + len(b))


def score_page(page: Page, parsed: ParsedDocument) -> PageScore:
    """Match the parsed articles with the true ones and compare them, part by part."""
    matched = _match(page.articles, parsed.articles)
    features = {
        (f.title, f.column, f.editor_note, frozenset(matched.get(n, -1) for n in f.articles)) for f in parsed.features
    }
    true_features = {(f.title, f.column, f.editor_note, frozenset(f.articles)) for f in page.features}
    by_truth = {t: parsed.articles[n] for n, t in matched.items()}
    scores = tuple(_score(truth, by_truth.get(n)) for n, truth in enumerate(page.articles))
    joins = tuple(_joins(page, parsed))
    return PageScore(
        page,
        scores,
        invented=len(parsed.articles) - len(matched),
        unassigned=parsed.coverage.unassigned,
        feature_titles={f[:2] for f in features} == {f[:2] for f in true_features},
        feature_notes=sorted(_bare(f[2]) for f in features) == sorted(_bare(f[2]) for f in true_features),
        feature_articles={f[3] for f in features} == {f[3] for f in true_features},
        captions=_furniture(parsed) == "".join(_bare(t) for t in _captions(page)),
        joins=joins,
        transitions=tuple(transitions(page, parsed)),
        segmentation=segmentation(page, parsed),
        queue=queue(
            parsed,
            [Reading(score.parsed, score.title, score.authors, score.body) for score in scores],
            [join.at for join in joins if not join.right],
        ),
    )


def _bare(text: str) -> str:
    return "".join(text.split())


def _captions(page: Page) -> list[str]:
    return [p.piece.text for p in page.placed if p.piece.part in (Part.CAPTION, Part.CREDIT)]


def _furniture(parsed: ParsedDocument) -> str:
    found = sorted((f for f in parsed.furniture if f.kind in ("caption", "credit")), key=lambda f: f.passage.start)
    return "".join(_bare(f.text) for f in found)


def _shingles(text: str) -> set[str]:
    return {text[n : n + _SHINGLE] for n in range(0, max(1, len(text) - _SHINGLE + 1))}


def _match(truths: tuple[TrueArticle, ...], parsed: tuple[ParsedArticle, ...]) -> dict[int, int]:
    """Index of parsed article → index of the true one: by authors first, then by what the bodies share."""
    true_shingles = [_shingles(t.text) for t in truths]
    offers: list[tuple[float, int, int]] = []
    for n, article in enumerate(parsed):
        names, shingles = {p.name for p in article.authors}, _shingles(body_text(article))
        for m, truth in enumerate(truths):
            shared = len(shingles & true_shingles[m]) / max(1, len(shingles | true_shingles[m]))
            named = bool(names) and names == {p.name for p in truth.people}
            if named or shared > 0.3:
                offers.append((2 * named + shared, n, m))
    matched: dict[int, int] = {}
    for _, n, m in sorted(offers, reverse=True):
        if n not in matched and m not in matched.values():
            matched[n] = m
    return matched


def _score(truth: TrueArticle, parsed: ParsedArticle | None) -> ArticleScore:
    if parsed is None:
        return ArticleScore(truth, None, False, False, False, False, False, False, False, False, 0.0, False)
    body = body_text(parsed)
    inferred = truth.origin is TitleOrigin.INFERRED
    return ArticleScore(
        truth,
        parsed,
        authors={(p.name, p.role) for p in parsed.authors} == {(p.name, p.role) for p in truth.people},
        column=parsed.column == truth.column,
        title=bool(parsed.title) and parsed.title_origin is truth.origin if inferred else parsed.title == truth.title,
        origin=parsed.title_origin is truth.origin,
        decks=(parsed.kicker, parsed.subtitle) == (truth.kicker, truth.subtitle),
        note=parsed.affiliation == truth.note,
        funding=parsed.funding == truth.funding,
        body=body == truth.text,
        similarity=similarity(body, truth.text),
        paragraphs=tuple((b.kind, b.text) for b in parsed.body) == truth.body,
    )


def _joins(page: Page, parsed: ParsedDocument) -> list[JoinScore]:
    ""
    "Every join of the reading; one is right when its fragments follow one another in an article, as it was written."
    ""
    last: dict[int, int] = {}
    follows: set[tuple[int, int]] = set()
    bodies = (p for p in page.placed if p.piece.part in (Part.BODY, Part.HEADING))
    for placed in sorted(bodies, key=lambda p: (p.piece.article or 0, p.piece.order)):
        article = placed.piece.article or 0
        if article in last:
            follows.add((last[article], placed.start))
        last[article] = placed.end
    return [
        JoinScore(
            j.confidence,
            (j.left_end, j.right_start) in follows,
            not page.text[j.left_end : j.right_start].strip(),
            j.right_start,
        )
        for article in parsed.articles
        for j in article.joins
    ]
