"""选题查重: the articles nearest in topic to a headline, an outline or a draft, by BM25 over its terms."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

import rjieba

from articles.models import Article, Theme
from articles.themes.scoring import TermMatcher
from search.engines.base import engine
from search.engines.questions import Question
from search.index.documents import Texts, texts_in
from search.language.sentences import content_words, words_inside
from search.language.tree import Or, Term
from search.text.folding import fold_text, folded_blocks
from search.types import Where
from search.verifying.checks import MOST_CHARACTERS, DraftTooLong

MOST_ARTICLES = 10
_MOST_TERMS = 96  # of a text that are searched for, and as many of the words inside them
_MOST_READ = 30  # of the engine's hits that are ranked again
_K1, _K3, _B = 2.0, 5.0, 0.75  # BM25's k1, k3 and b
_MEAN_LENGTH = 1_800  # characters of an article, on average
_NOMINAL = ("vn", "eng")  # rjieba's word classes that are nominal, unlike other v… and e…
_FUNCTION_WORDS = frozenset("rdcupyeof")  # 自己, 就是, 因为, 的话, 下来: pronouns, adverbs, particles …
_GENERIC_WORDS = frozenset("vmqt")  # 没有, 一位, 如今: verbs, numbers, measures, times
_PARTS = (*(Where.TITLE, Where.KEYWORDS, Where.ABSTRACT, Where.LEAD, Where.BODY), Where.BOX)


@dataclass(frozen=True, slots=True)
class OverlappingArticle:
    """An article on the topic: the text's terms that it has, those in fewest articles first, and that it lacks."""

    article: Article
    shared: tuple[str, ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """The topical `terms` of a text, the nearest articles (`printed`), best first, and the terms in none of them
    (`alone`).
    """

    terms: tuple[str, ...]
    printed: tuple[OverlappingArticle, ...]
    alone: tuple[str, ...]
    took_ms: float


def overlap(text: str, excluded: int = 0) -> Overlap:
    """The articles nearest in topic to a text, but the one with the id `excluded` (0: none).

    Raises DraftTooLong and EngineUnavailable.
    """
    if len(text) > MOST_CHARACTERS:
        raise DraftTooLong(len(text))
    started = time.perf_counter()
    folded = fold_text(text)
    taxonomy = frozenset(fold_text(term) for terms in Theme.objects.values_list("terms", flat=True) for term in terms)
    terms = _terms(folded, taxonomy)
    found = _nearest(folded, terms, excluded)
    has = {one.article.pk: frozenset(term for term in terms if term in one.text) for one in found}
    articles_with = Counter(term for own in has.values() for term in own)
    topical = tuple(term for term in terms if term in taxonomy or _names_a_topic(term)) or terms
    ordered = sorted(topical, key=lambda term: articles_with[term])
    printed = tuple(
        OverlappingArticle(
            one.article,
            tuple(term for term in ordered if term in has[one.article.pk])
            or tuple(term for term in terms if term in has[one.article.pk]),
            tuple(term for term in topical if term not in has[one.article.pk]),
        )
        for one in found
        if has[one.article.pk]  # found by parts of words alone, it would show nothing in common
    )
    alone = tuple(term for term in topical if not articles_with[term])
    return Overlap(topical, printed, alone, (time.perf_counter() - started) * 1000)


def _names_a_topic(term: str) -> bool:
    """Whether a word can name a topic: no function word, and nominal in part."""
    classes = {"n" if word_class in _NOMINAL else word_class[0] for _, word_class in rjieba.tag(term)}
    return not classes & _FUNCTION_WORDS and not classes <= _GENERIC_WORDS


def _terms(folded: str, taxonomy: frozenset[str]) -> tuple[str, ...]:
    """A text's content words and the taxonomy's terms in it, at most _MOST_TERMS, by frequency times length."""
    counts = Counter({word: folded.count(word) for word in content_words(folded)})
    counts.update(dict.fromkeys(_vocabulary(taxonomy).uses(folded), 1))
    ranked = sorted(counts, key=lambda word: (-counts[word] * len(word), folded.find(word)))
    return tuple(ranked[:_MOST_TERMS])


@lru_cache(maxsize=1)
def _vocabulary(terms: frozenset[str]) -> TermMatcher:
    return TermMatcher(terms)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A hit of the engine: the article, its folded text, and the engine's score."""

    article: Article
    text: str
    score: float


def _nearest(folded: str, terms: Sequence[str], excluded: int) -> list[_Candidate]:
    """The articles nearest to a text, best first: by the sum of the engine's score and BM25 over the whole text, each
    divided by its maximum.

    The engine ignores how often the text uses a term and weighs titles higher; BM25 here does neither.
    """
    words = tuple(dict.fromkeys([*terms, *islice(chain.from_iterable(map(words_inside, terms)), _MOST_TERMS)]))
    found = _candidates(words, excluded)
    weights = _query_weights(folded, words)
    similarity = [_bm25(one.text, weights) for one in found]
    best, closest = max((one.score for one in found), default=1) or 1, max(similarity, default=1) or 1
    rated = sorted(zip(found, similarity, strict=True), key=lambda rated: -(rated[0].score / best + rated[1] / closest))
    return [one for one, _ in rated[:MOST_ARTICLES]]


def _candidates(words: Sequence[str], excluded: int) -> list[_Candidate]:
    """The engine's hits for any of these words, by its score, with their texts."""
    if not words:
        return []
    hits = engine().search(Question(Or(tuple(map(Term, words))), limit=_MOST_READ, facets=(), has_asides=False)).hits
    articles = Article.objects.published().for_hits().in_bulk([hit.article_id for hit in hits])
    texts = texts_in(articles.values(), _PARTS)
    return [
        _Candidate(articles[hit.article_id], _folded(texts.get(hit.article_id, {})), hit.score)
        for hit in hits
        if hit.article_id in articles and hit.article_id != excluded
    ]


def _folded(texts: Texts) -> str:
    return "\n".join(folded_blocks(blocks) for where, blocks in texts.items() if where in _PARTS)


def _query_weights(folded: str, words: Iterable[str]) -> dict[str, float]:
    """BM25's query side for each word: inverse document frequency times saturated frequency in the text (k3)."""
    state = engine().state()
    known = _document_frequencies(state.name, state.generation)
    weights = {}
    for word in words:
        uses, articles = max(folded.count(word), 1), known.get(word, 1)
        rarity = math.log(1 + (state.documents - articles + 0.5) / (articles + 0.5))
        weights[word] = max(rarity, 0) * uses * (_K3 + 1) / (uses + _K3)
    return weights


@lru_cache(maxsize=1)
def _document_frequencies(name: str, generation: int) -> dict[str, int]:
    """The number of articles with each common word, in this generation of the index."""
    return engine().words()


def _bm25(text: str, weights: Mapping[str, float]) -> float:
    """BM25 (Robertson and Zaragoza, 2009) of an article, all parts weighted alike."""
    longer = 1 - _B + _B * len(text) / _MEAN_LENGTH
    uses = ((text.count(word), weight) for word, weight in weights.items())
    return sum(weight * count / (count + _K1 * longer) for count, weight in uses if count)
