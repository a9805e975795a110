"""Duplicate articles: the same text from another file is marked a duplicate of the earlier one, and reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from django.db.models import Prefetch

from articles.batches import in_batches
from articles.changes import insert_plain, one_change
from articles.likeness.sketches import Shingles, bands_of, resemblance, shared_bands, shingles_of
from articles.models import Article, ArticleBand, Problem, SourceDocument
from articles.problems import NEAR_DUPLICATE, NewProblem, file_first_problems

NEARLY_THE_SAME = 0.8
_BATCH = 500
_BANDS, _ROWS = 8, 3  # of what is as like as that, 94 in 100 are found; of what is 0.9, all
_HELD = 5  # candidates that are read, of one article
# Each once: in SQLite most columns lie behind the text, which a join would walk through for every article.
_SOURCES = Prefetch("source", SourceDocument.objects.defer("raw_text"))


def note_duplicates(articles: Sequence[Article], new: bool = False) -> dict[int, list[NewProblem]]:
    """Say of stored articles which older ones of other files they repeat; returns a doubt for each, by article.

    One that a curator has told apart stays so. Keeps what later ones are found by. A fixed number of queries. `new`:
    the articles are, and nothing is kept of them or said.
    """
    shingles = {article.pk: shingles_of(text_of(article)) for article in articles}
    likely = _likely(_keep(shingles, new))
    others = Article.objects.order_by().prefetch_related(_SOURCES)
    read = others.in_bulk({other for found in likely.values() for other in found})
    apart = set() if new else _told_apart([article for article in articles if likely[article.pk]])
    roots: dict[int, int] = {}
    doubts: dict[int, list[NewProblem]] = {}
    for article in sorted(articles, key=lambda article: article.pk):
        candidates = [] if article.pk in apart else [read[pk] for pk in sorted(likely[article.pk])]
        repeated = _first(article, shingles[article.pk], candidates)
        if repeated:
            roots[article.pk] = roots.get(repeated.pk) or repeated.duplicate_of_id or repeated.pk
            doubts[article.pk] = [_doubt(repeated)]
    _point_at(articles, roots)
    return doubts


def repeated_by(texts: Sequence[str]) -> list[Article | None]:
    """Of texts of articles that are not stored, the first stored article that each nearly is; changes nothing."""
    shingles = dict(enumerate(map(shingles_of, texts)))
    sharing = _sharing({number: bands_of(text, _BANDS, _ROWS) for number, text in shingles.items()})
    likely = {number: [pk for pk, _ in found.most_common(_HELD)] for number, found in sharing.items()}
    read = (
        Article.objects.order_by().prefetch_related(_SOURCES).in_bulk({pk for keys in likely.values() for pk in keys})
    )
    return [
        next((read[pk] for pk in sorted(likely.get(number, ())) if pk in read and _is_repeated(text, read[pk])), None)
        for number, text in shingles.items()
    ]


def note_missing() -> int:
    """The same for articles that came in before this was kept; returns how many repeat an older one."""
    repeated = 0
    for keys in in_batches(Article.objects.filter(bands=None).order_by("pk").values_list("pk", flat=True), _BATCH):
        with one_change():
            articles = Article.objects.order_by().prefetch_related(_SOURCES).in_bulk(keys)
            found = note_duplicates(list(articles.values()))
            for pk, doubts in found.items():
                file_first_problems(articles[pk].source, [(articles[pk], doubts)])
            repeated += len(found)
    return repeated


def text_of(article: Article) -> str:
    """What of an article is compared: its body."""
    return "\n".join(block["text"] for block in article.body)


def _keep(shingles: dict[int, Shingles], new: bool) -> dict[int, list[int]]:
    """Store the bands of these articles in the place of what was stored, and return them."""
    bands = {pk: bands_of(text, _BANDS, _ROWS) for pk, text in shingles.items()}
    if not new:
        ArticleBand.objects.filter(article__in=bands).delete()
    insert_plain(ArticleBand, [(pk, value) for pk, found in bands.items() for value in found])
    return bands


def _likely(bands: dict[int, list[int]]) -> dict[int, list[int]]:
    """For each article the older ones that share most bands with it."""
    shared = _sharing(bands)
    return {pk: [other for other, _ in found.most_common() if other < pk][:_HELD] for pk, found in shared.items()}


def _sharing(bands: dict[int, list[int]]) -> dict[int, Counter[int]]:
    """For each key the articles that share bands with it, and how many."""
    kept = ArticleBand.objects.filter(value__in=set(chain.from_iterable(bands.values())))
    return shared_bands(bands, kept.values_list("article", "value"))


def _first(article: Article, shingles: Shingles, likely: Sequence[Article]) -> Article | None:
    """The first of those of other files that it is nearly the same as."""
    others = (other for other in likely if other.source_id != article.source_id)
    return next((other for other in others if _is_repeated(shingles, other)), None)


def _is_repeated(shingles: Shingles, other: Article) -> bool:
    return resemblance(shingles, shingles_of(text_of(other))) >= NEARLY_THE_SAME


def _told_apart(articles: Sequence[Article]) -> set[int]:
    """Those that a curator has settled are no duplicates."""
    settled = Problem.objects.filter(code=NEAR_DUPLICATE, state=Problem.State.DISMISSED, article__in=articles)
    return {pk for pk in settled.order_by().values_list("article", flat=True) if pk}


def _point_at(articles: Iterable[Article], roots: Mapping[int, int]) -> None:
    """Have each point at the article that it repeats, or at none."""
    changed = [article for article in articles if article.duplicate_of_id != roots.get(article.pk)]
    for article in changed:
        article.duplicate_of_id = roots.get(article.pk)
    if changed:
        Article.objects.bulk_update(changed, ["duplicate_of"])


def _doubt(other: Article) -> NewProblem:
    return NewProblem(
        NEAR_DUPLICATE,
        f"与《{other.title}》（{other.source or '无来源文件'}）文字几乎相同，检索结果中合为一条。"
        "如不是同一篇，请按“不是同一篇”。",
    )
