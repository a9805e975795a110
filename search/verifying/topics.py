"""选题查重: what the library has printed on the topic of a headline, an outline or a draft."""

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
_MOST_TERMS = 96  # of a text that are looked for, and as many of the words inside them
_MOST_READ = 30  # of the articles that the engine finds
_SATURATION, _QUERY_SATURATION, _LENGTH_COUNTS = 2.0, 5.0, 0.75  # BM25's k1, k3 and b
_ORDINARY_LENGTH = 1_800  # characters of an article
_NAMING = ("vn", "eng")  # of rjieba's classes of words, those that name something though v… and e… do not
_TELLING_NOTHING = frozenset("rdcupyeof")  # 自己, 就是, 因为, 的话, 下来: pronouns, adverbs, particles …
_TELLING_LITTLE = frozenset("vmqt")  # 没有, 一位, 如今: verbs, numbers, measures, times
_PARTS = (*(Where.TITLE, Where.KEYWORDS, Where.ABSTRACT, Where.LEAD, Where.BODY), Where.BOX)


@dataclass(frozen=True, slots=True)
class Printed:
    """An article on the topic: which of the text's terms it has, the rarest among the articles first, and lacks."""

    article: Article
    shared: tuple[str, ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """The `terms` of a text that tell its topic, the articles nearest to it, and the terms that none of them has."""

    terms: tuple[str, ...]
    printed: tuple[Printed, ...]
    alone: tuple[str, ...]
    took_ms: float


def overlap(text: str, besides: int = 0) -> Overlap:
    """Leaves out the article that the text is. Raises TooLong and EngineUnavailable."""
    if len(text) > MOST_CHARACTERS:
        raise DraftTooLong(len(text))
    started = time.perf_counter()
    folded = fold_text(text)
    taxonomy = frozenset(fold_text(term) for terms in Theme.objects.values_list("terms", flat=True) for term in terms)
    terms = _terms(folded, taxonomy)
    found = _nearest(folded, terms, besides)
    has = {one.article.pk: frozenset(term for term in terms if term in one.text) for one in found}
    articles_with = Counter(term for own in has.values() for term in own)
    telling = tuple(term for term in terms if term in taxonomy or _tells(term)) or terms
    ordered = sorted(telling, key=lambda term: articles_with[term])
    printed = tuple(
        Printed(
            one.article,
            tuple(term for term in ordered if term in has[one.article.pk])
            or tuple(term for term in terms if term in has[one.article.pk]),
            tuple(term for term in telling if term not in has[one.article.pk]),
        )
        for one in found
        if has[one.article.pk]  # found by parts of words alone, it would show nothing in common
    )
    alone = tuple(term for term in telling if not articles_with[term])
    return Overlap(telling, printed, alone, (time.perf_counter() - started) * 1000)


def _tells(term: str) -> bool:
    """Whether a word names something, so that it can be told to have been written about."""
    classes = {"n" if word_class in _NAMING else word_class[0] for _, word_class in rjieba.tag(term)}
    return not classes & _TELLING_NOTHING and not classes <= _TELLING_LITTLE


def _terms(folded: str, taxonomy: frozenset[str]) -> tuple[str, ...]:
    """Its words that say something and the taxonomy's terms in it: first those that it uses oftenest, and long ones."""
    counts = Counter({word: folded.count(word) for word in content_words(folded)})
    counts.update(dict.fromkeys(_vocabulary(taxonomy).uses(folded), 1))
    ranked = sorted(counts, key=lambda word: (-counts[word] * len(word), folded.find(word)))
    return tuple(ranked[:_MOST_TERMS])


@lru_cache(maxsize=1)
def _vocabulary(terms: frozenset[str]) -> TermMatcher:
    return TermMatcher(terms)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An article that the engine found, its folded text, and how relevant the engine holds it to be."""

    article: Article
    text: str
    score: float


def _nearest(folded: str, terms: Sequence[str], besides: int) -> list[_Candidate]:
    """The articles nearest to a text, best first: half by the engine's relevance, half by how both use the terms.

    To the engine every term of the text counts once, and one in a title for much: a draft is about what it comes back
    to.
    """
    words = tuple(dict.fromkeys([*terms, *islice(chain.from_iterable(map(words_inside, terms)), _MOST_TERMS)]))
    found = _candidates(words, besides)
    weights = _weights(folded, words)
    closeness = [_closeness(one.text, weights) for one in found]
    best, closest = max((one.score for one in found), default=1) or 1, max(closeness, default=1) or 1
    rated = sorted(zip(found, closeness, strict=True), key=lambda rated: -(rated[0].score / best + rated[1] / closest))
    return [one for one, _ in rated[:MOST_ARTICLES]]


def _candidates(words: Sequence[str], besides: int) -> list[_Candidate]:
    """By relevance, as they have any of these words: rarer ones weigh more."""
    if not words:
        return []
    hits = engine().search(Question(Or(tuple(map(Term, words))), limit=_MOST_READ, facets=(), has_asides=False)).hits
    articles = Article.objects.published().for_hits().in_bulk([hit.article_id for hit in hits])
    texts = texts_in(articles.values(), _PARTS)
    return [
        _Candidate(articles[hit.article_id], _folded(texts.get(hit.article_id, {})), hit.score)
        for hit in hits
        if hit.article_id in articles and hit.article_id != besides
    ]


def _folded(texts: Texts) -> str:
    return "\n".join(folded_blocks(blocks) for where, blocks in texts.items() if where in _PARTS)


def _weights(folded: str, words: Iterable[str]) -> dict[str, float]:
    """How much each word says: BM25's inverse document frequency, times how often the text uses it, saturating."""
    state = engine().state()
    known = _articles_with(state.name, state.generation)
    weights = {}
    for word in words:
        uses, articles = max(folded.count(word), 1), known.get(word, 1)
        rarity = math.log(1 + (state.documents - articles + 0.5) / (articles + 0.5))
        weights[word] = max(rarity, 0) * uses * (_QUERY_SATURATION + 1) / (uses + _QUERY_SATURATION)
    return weights


@lru_cache(maxsize=1)
def _articles_with(name: str, generation: int) -> dict[str, int]:
    """How many articles have each common word, in this generation of the index."""
    return engine().words()


def _closeness(text: str, weights: Mapping[str, float]) -> float:
    """BM25 (Robertson and Zaragoza, 2009) of a whole article, its parts alike."""
    longer = 1 - _LENGTH_COUNTS + _LENGTH_COUNTS * len(text) / _ORDINARY_LENGTH
    uses = ((text.count(word), weight) for word, weight in weights.items())
    return sum(weight * count / (count + _SATURATION * longer) for count, weight in uses if count)
