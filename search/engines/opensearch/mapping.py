"""How an article lies in the index.

For each part of its text P: `p_P`, the folded text, as pairs of neighbouring characters with positions, so that any run
of it is a phrase, with single characters beside (`.one`); `b_P`, the same without marks, for what is read over them;
`t_P`, its Latin words and numbers, for wildcards. `p_brief`, `b_brief`, `t_brief` hold all of the article's own parts
but its body, apart from each other: a search without a field is two clauses, and the body, nearly all there is, lies
in the index once with marks and once without. For each field F that words are ranked in: `w_F`, its words. For each
facet `f_…`. Only what has to be read back is kept as it came: the folded parts and the numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from search.engines.fingerprints import fingerprint
from search.engines.opensearch.cluster import Json
from search.engines.opensearch.place import Place
from search.engines.parts import FIELD_OF_PART, FIELDS, OWN_PARTS, PARTS
from search.engines.sort_keys import LAST_DAY, day_number, newest_first, oldest_first
from search.engines.stamp import stamp
from search.text.folding import folded_blocks
from search.text.marks import bare
from search.text.tokenizer import LATIN_WORD, word_texts
from search.types import FACETS, MISSING, IndexDocument, Where

LAYOUT_VERSION = 2
STATE = "state"
"""The document that says which generation of the index this is; it has none of an article's fields."""

BRIEF = "brief"
BRIEF_PARTS = tuple(part for part in OWN_PARTS if part is not Where.BODY)
_APART = 1000  # positions between two parts: no run goes from one into the next
_LONGEST_KEY = 2000  # characters of a sort key, a facet's value or a word: Lucene takes no more than 32,766 bytes
_WORDS = "words"
_LATIN_WORD = re.compile(LATIN_WORD)


def index_stamp() -> str:
    """What makes an index of this code."""
    return stamp(LAYOUT_VERSION)


def index_body(place: Place) -> Json:
    """Settings and mapping of a new index: it is filled without copies, and searched when it is whole."""
    return {
        "settings": {
            "number_of_shards": place.shards,
            "number_of_replicas": 0,
            "refresh_interval": "-1",
            # A writer that was stopped for long may still send what it read then: its deletions are remembered.
            "gc_deletes": "1h",
            "analysis": {
                "tokenizer": {
                    "pairs": {"type": "ngram", "min_gram": 2, "max_gram": 2},
                    "singles": {"type": "ngram", "min_gram": 1, "max_gram": 1},
                    "spaces": {"type": "whitespace", "max_token_length": _LONGEST_KEY},
                },
                "analyzer": {name: {"tokenizer": name} for name in ("pairs", "singles", "spaces")},
            },
        },
        "mappings": {
            "dynamic": "strict",
            "_source": {"excludes": ["b_*", "t_*", "w_*", _WORDS]},
            "properties": _properties(),
        },
    }


def _properties() -> Json:
    text = {
        "type": "text",
        "analyzer": "pairs",
        "norms": False,
        "position_increment_gap": _APART,
        "fields": {"one": {"type": "text", "analyzer": "singles", "norms": False, "index_options": "docs"}},
    }
    without_marks = {name: value for name, value in text.items() if name != "fields"}
    properties: Json = {}
    for part in (*PARTS, BRIEF):
        is_brief = part in BRIEF_PARTS
        properties[f"p_{part}"] = {**text, **({"copy_to": [f"p_{BRIEF}"]} if is_brief else {})}
        properties[f"b_{part}"] = {**without_marks, **({"copy_to": [f"b_{BRIEF}"]} if is_brief else {})}
        properties[f"t_{part}"] = {"type": "keyword", "doc_values": False}
    for name in FIELDS:
        properties[f"w_{name}"] = {"type": "text", "analyzer": "spaces", "index_options": "freqs"}
    for name in FACETS:
        properties[f"f_{name}"] = {"type": "keyword"}
    return {
        **properties,
        _WORDS: {"type": "keyword"},
        "latin": {"type": "keyword"},
        "id": {"type": "long"},
        "newest": {"type": "long"},
        "oldest": {"type": "long"},
        "title_key": {"type": "keyword"},
        "fingerprint": {"type": "long", "index": False},
        STATE: {"type": "object", "enabled": False},
    }


def source_of(document: IndexDocument) -> Json:
    """An article as it is written."""
    texts = {where: folded_blocks(blocks) for where, blocks in document.texts.items()}
    texts = {where: text for where, text in texts.items() if text}
    cut = {where: word_texts(text) for where, text in texts.items()}
    latin = {where: set(filter(_LATIN_WORD.fullmatch, _kept(found))) for where, found in cut.items()}
    words = _ranked_words(cut)
    day = day_number(document.date)
    return {
        **{f"p_{where}": text for where, text in texts.items()},
        **{f"b_{where}": bare(text).text for where, text in texts.items()},
        **{f"t_{where}": sorted(found) for where, found in latin.items() if found},
        f"t_{BRIEF}": sorted(set().union(*(latin.get(where, set()) for where in BRIEF_PARTS))),
        "latin": sorted(set().union(*latin.values())),
        **{f"w_{name}": " ".join(found) for name, found in words.items() if found},
        _WORDS: sorted({word for found in words.values() for word in found if len(word) > 1}),
        **{f"f_{name}": _facet(document, name) for name in FACETS},
        "id": document.article_id,
        "newest": newest_first(day, document.article_id),
        "oldest": oldest_first(day or LAST_DAY, document.article_id),
        "title_key": document.title_key.replace("\n", " ")[:_LONGEST_KEY],
        "fingerprint": fingerprint(document),
    }


def _kept(words: Iterable[str]) -> Iterator[str]:
    return (word[:_LONGEST_KEY] for word in words)


def _ranked_words(cut: Mapping[Where, Sequence[str]]) -> dict[str, list[str]]:
    """By field, the words of its parts."""
    found: dict[str, list[str]] = {name: [] for name in FIELDS}
    for where, words in cut.items():
        if where in FIELD_OF_PART:
            found[FIELD_OF_PART[where]] += _kept(words)
    return found


def _facet(document: IndexDocument, name: str) -> list[str]:
    return [value[:_LONGEST_KEY] for value in dict.fromkeys(document.facets.get(name, ()))] or [MISSING]
