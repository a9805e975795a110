"""The words of the index: what wildcards stand for, and which are common."""

from __future__ import annotations

import re

from search.engines.opensearch.cluster import Cluster, Json
from search.engines.opensearch.queries import ARTICLES, Words, wildcards
from search.errors import TooMuch
from search.language.tree import Node, Wildcard
from search.text.tokenizer import may_have_a_number, wildcard_regex

WILDCARD_WORDS = 512  # words that a single wildcard may stand for

_SPECIAL = re.compile(r'[.?+*|{}\[\]()"\\#@&<>~^$-]')  # more than itself to Lucene's patterns
_NUMBER = r"([0-9]+(\.[0-9]+)*)?"


def words_of(cluster: Cluster, *trees: Node) -> Words:
    """What the wildcards of some trees stand for. Raises TooMuch where one could be too many words."""
    asked = {wildcard.pattern: wildcard for tree in trees for wildcard in wildcards(tree)}
    if not asked:
        return {}
    bodies = [_lookup(pattern) for pattern in asked]
    answers = cluster.searched(*bodies)
    return {
        pattern: _words(wildcard, answer) for (pattern, wildcard), answer in zip(asked.items(), answers, strict=True)
    }


def common_words(cluster: Cluster, limit: int) -> dict[str, int]:
    """The words of two characters and more in most articles, and about how many articles those are."""
    body = {"size": 0, "query": ARTICLES, "aggs": {"words": {"terms": {"field": "words", "size": limit}}}}
    answer = cluster.searched(body)[0]
    return {bucket["key"]: bucket["doc_count"] for bucket in answer["aggregations"]["words"]["buckets"]}


def _lookup(pattern: str) -> Json:
    terms = {"field": "latin", "include": _lucene_pattern(pattern), "size": WILDCARD_WORDS + 1}
    return {"size": 0, "query": ARTICLES, "aggs": {"words": {"terms": terms}}}


def _words(wildcard: Wildcard, answer: Json) -> list[str]:
    found = [bucket["key"] for bucket in answer["aggregations"]["words"]["buckets"]]
    if len(found) > WILDCARD_WORDS:
        raise TooMuch(f"“{wildcard.pattern}”可以是太多的词，请多写几个字母", at=wildcard.at)
    return sorted(filter(wildcard_regex(wildcard.pattern).fullmatch, found))


def _lucene_pattern(pattern: str) -> str:
    """The wildcard as a regular expression of Lucene's."""
    pieces = {"*": ".*", "?": "."}
    written = "".join(pieces.get(sign) or _SPECIAL.sub(r"\\\g<0>", sign) for sign in pattern)
    return (_NUMBER if may_have_a_number(pattern) else "") + written
