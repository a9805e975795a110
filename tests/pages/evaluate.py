"""Measure the parser on made pages: python -m tests.pages.evaluate --pages 300 --seed 1 [--fault NAME] [--alone] …"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from statistics import fmean

from articles.parsing import parse
from articles.parsing.types import TitleOrigin
from tests.pages.layout import make_page
from tests.pages.measure import ArticleScore, PageScore, body_text, score_page
from tests.pages.measuring.queue import queue_lines
from tests.pages.measuring.segmentation import segmentation_lines
from tests.pages.measuring.transitions import transition_table
from tests.pages.truth import Fault
from tests.pages.words.prose import SOURCES

_HEADER = (
    f"{'':24}{'pages':>6}{'arts':>6}{'lost':>5}{'inv':>5}{'names':>7}{'colum':>7}{'title':>7}{'origin':>7}{'decks':>7}"
    f"{'note':>7}{'funds':>7}{'body':>7}{'simil':>8}{'paras':>7}"
)


def measure(pages: int, seed: int, source: str, fault: Fault | None = None, *, alone: bool = False) -> list[PageScore]:
    """Make, parse and score pages of these seeds."""
    made = (make_page(n, source, fault, alone=alone) for n in range(seed, seed + pages))
    return [score_page(page, parse(page.text)) for page in made]


def share(values: Iterable[bool]) -> float:
    """How many of them are true, in per cent; 100 of none."""
    listed = list(values)
    return 100 * sum(listed) / len(listed) if listed else 100.0


def printed_titles(scores: Iterable[ArticleScore]) -> list[bool]:
    """For each title that the page has whole or cut short, whether it was read."""
    return [s.title for s in scores if s.truth.origin is not TitleOrigin.INFERRED]


def row(name: str, pages: Sequence[PageScore], articles: Sequence[ArticleScore]) -> str:
    """One line of the table."""
    parts = [
        share(s.authors for s in articles),
        share(s.column for s in articles),
        share(printed_titles(articles)),
        share(s.origin for s in articles),
        share(s.decks for s in articles),
        share(s.note for s in articles),
        share(s.funding for s in articles),
        share(s.body for s in articles),
    ]
    similar = 100 * fmean(s.similarity for s in articles) if articles else 100.0
    counts = f"{len(pages):6}{len(articles):6}{sum(p.lost for p in pages):5}{sum(p.invented for p in pages):5}"
    shares = "".join(f"{part:7.1f}" for part in parts)
    return f"{name:24}{counts}{shares}{similar:8.2f}{share(s.paragraphs for s in articles):7.1f}"


def table(scores: Sequence[PageScore]) -> Iterable[str]:
    """The measurement per fault, per source and overall."""
    yield _HEADER
    for fault in Fault:
        pages = [p for p in scores if fault in p.page.faults]
        own = [s for p in pages for s in p.articles if fault in s.truth.faults]
        if pages:
            yield row(fault.value, pages, own or [s for p in pages for s in p.articles])
    decidable = [p for p in scores if Fault.FRESH_TAIL not in p.page.faults]
    yield row("all but fresh-tail", decidable, [s for p in decidable for s in p.articles])
    yield row("ALL", scores, [s for p in scores for s in p.articles])


def beside(scores: Sequence[PageScore]) -> Iterable[str]:
    """What is measured of pages and not of articles."""
    packages = [p for p in scores if p.page.features]
    yield (
        f"features ({len(packages)} pages): headline and column {share(p.feature_titles for p in packages):.1f} %, "
        f"editor's note {share(p.feature_notes for p in packages):.1f} %, "
        f"articles {share(p.feature_articles for p in packages):.1f} %; "
        f"invented on {sum(not p.feature_titles for p in scores if not p.page.features)} other pages"
    )
    yield f"captions and credits right on {share(p.captions for p in scores):.1f} % of pages"
    boxed = [s for p in scores for s in p.articles if s.truth.boxes]
    right = [_boxes(s) == [(b.title, b.body) for b in s.truth.boxes] for s in boxed]
    yield f"boxes right in {share(right):.1f} % of {len(boxed)}; leads in {share(_leads(scores)):.1f} %"
    yield f"papers' other parts right in {share(_paper_parts(scores)):.1f} %"
    yield from segmentation_lines(
        [p.segmentation for p in scores],
        [s.right for p in scores for s in p.articles],
        sum(p.invented for p in scores),
    )
    yield from queue_lines([p.queue for p in scores])
    yield f"characters unassigned: {sum(p.unassigned for p in scores)}"


def _boxes(score: ArticleScore) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    boxes = score.parsed.boxes if score.parsed else ()
    return [(box.title, tuple((b.kind, b.text) for b in box.body)) for box in boxes]


def _leads(scores: Sequence[PageScore]) -> list[bool]:
    led = [s for p in scores for s in p.articles if s.truth.lead]
    return [s.parsed is not None and s.parsed.lead == s.truth.lead for s in led]


def _paper_parts(scores: Sequence[PageScore]) -> list[bool]:
    names = ("title_en", "abstract", "keywords", "references", "author_note")
    papers = [s for p in scores for s in p.articles if Fault.JOURNAL in s.truth.faults]
    return [getattr(s.parsed, name, None) == getattr(s.truth, name) for s in papers for name in names]


def calibration(scores: Sequence[PageScore]) -> Iterable[str]:
    """How often joins of each confidence are right: of neighbours in the file, and of fragments far apart."""
    for label, neighbours in (("neighbours", True), ("far apart", False)):
        joins = [j for p in scores for j in p.joins if j.neighbours is neighbours]
        yield f"joins of {label}: {len(joins)}, right {share(j.right for j in joins):.1f} %"
        for low in range(10):
            binned = [j for j in joins if min(9, int(j.confidence * 10)) == low]
            if binned:
                said = 100 * fmean(j.confidence for j in binned)
                yield f"   said {said:5.1f} %  right {share(j.right for j in binned):5.1f} %  of {len(binned)}"


def show(score: PageScore) -> Iterable[str]:
    """A page that was read wrong: its pieces as they stand, and what was read otherwise."""
    yield f"\n{'=' * 20} {score.page.name}  trouble {score.trouble:.1f}  invented {score.invented}"
    yield "faults: " + " ".join(sorted(score.page.faults))
    for n, placed in enumerate(score.page.placed):
        piece = placed.piece
        where = (
            ""
            if piece.article is None
            else f"A{piece.article}" + ("" if piece.paragraph is None else f".{piece.paragraph}")
        )
        text = piece.printed if len(piece.printed) < 60 else f"{piece.printed[:28]} … {piece.printed[-28:]}"
        yield f"  {n:3} {placed.start:6} {piece.part.value:14}{where:6} {text!r}"
    for n, article in enumerate(score.articles):
        yield from _differences(n, article, score)


def _differences(n: int, score: ArticleScore, page: PageScore) -> Iterable[str]:
    truth, parsed = score.truth, score.parsed
    if parsed is None:
        yield f"  A{n} LOST: {[p.name for p in truth.people]} {truth.title}"
        return
    if not score.authors:
        yield f"  A{n} authors {[(p.name, p.role.value) for p in parsed.authors]}"
    if not score.column:
        yield f"  A{n} column {parsed.column!r}, is {truth.column!r}"
    if not score.title or not score.origin:
        yield f"  A{n} title {parsed.title!r} ({parsed.title_origin}), is {truth.title!r} ({truth.origin})"
    if not score.decks:
        yield f"  A{n} kicker {parsed.kicker!r}, subtitle {parsed.subtitle!r}, are {truth.kicker!r}, {truth.subtitle!r}"
    if not score.note:
        yield f"  A{n} note {parsed.affiliation!r}, is {truth.note!r}"
    if not score.funding:
        yield f"  A{n} funding {parsed.funding}, is {truth.funding}"
    if not score.body:
        runs = " | ".join(_run_name(page, p.start, p.end) for p in parsed.body_passages)
        length = f"{len(body_text(parsed))} of {len(truth.text)}"
        yield f"  A{n} body similarity {score.similarity:.3f} ({length}) read as: {runs}"
    elif not score.paragraphs:
        lengths = [len(b.text) for b in parsed.body]
        yield f"  A{n} paragraphs {lengths}, are {[len(t) for _, t in truth.body]}"


def _run_name(page: PageScore, start: int, end: int) -> str:
    """Which of the page's pieces a parsed passage takes."""
    taken = [n for n, p in enumerate(page.page.placed) if p.start < end and start < p.end]
    return "+".join(map(str, taken))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 0 when it ran, whatever it found."""
    parser = argparse.ArgumentParser(prog="python -m tests.pages.evaluate", description=__doc__)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1, help="the first page's; the others follow it")
    parser.add_argument("--source", choices=SOURCES, default="mixed")
    parser.add_argument("--fault", choices=[f.value for f in Fault], help="force this fault on every page")
    parser.add_argument("--alone", action="store_true", help="and no other")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the N pages that were read worst")
    parser.add_argument("--missed", action="store_true", help="print every step of reading that was not taken")
    parser.add_argument("--text", action="store_true", help="with --show: their text too")
    options = parser.parse_args(arguments)
    began = time.perf_counter()
    fault = Fault(options.fault) if options.fault else None
    scores = measure(options.pages, options.seed, options.source, fault, alone=options.alone)
    took = time.perf_counter() - began
    lines = [*table(scores), *beside(scores), *calibration(scores)]
    steps = [step for score in scores for step in score.transitions]
    lines += [*transition_table(steps), f"{options.pages / took:.1f} pages/s"]
    if options.missed:
        lines += [f"{score.page.name}: {step}" for score in scores for step in score.transitions if not step.taken]
    for score in sorted(scores, key=lambda s: -s.trouble)[: options.show]:
        lines += [*show(score), *([score.page.text] if options.text else [])]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
