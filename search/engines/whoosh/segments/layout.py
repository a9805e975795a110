"""How an article lies in the index: the parts of its text, the fields its words are ranked in, the stamp. Pure."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from typing import Any

import numpy as np
import numpy.typing as npt

from search.text.tokenizer import own_terms
from search.types import Where

# The article's own text comes first, so that a search without a field is one run of the segment's text.
OWN_PARTS = (
    Where.TITLE,
    Where.AUTHOR,
    Where.KEYWORDS,
    Where.ABSTRACT,
    Where.LEAD,
    Where.BODY,
    Where.BOX,
    Where.AFFILIATION,
    Where.FUNDING,
    Where.REFERENCES,
)
BESIDE_PARTS = (Where.CAPTION, Where.FEATURE)  # printed beside the article; counted in `elsewhere`
PRINTED_PARTS = (Where.DATE, Where.PUBLICATION, Where.SECTION, Where.PAGE)
PARTS = (
    *OWN_PARTS,
    *BESIDE_PARTS,
    Where.THEME,
    Where.COLUMN,
    Where.ORGANISATION,
    Where.AUTHOR_SOUND,
    *PRINTED_PARTS,
)

# Whoosh's fields: words of a part are ranked in its field, by the field's weight. Parts without one are not ranked.
FIELD_WEIGHTS = {"title": 4.0, "topic": 3.0, "author": 3.0, "summary": 2.0, "body": 1.0, "margin": 0.5}
FIELDS = tuple(sorted(FIELD_WEIGHTS))  # the order in which Whoosh writes them
FIELD_OF_PART = {
    Where.TITLE: "title",
    Where.THEME: "topic",
    Where.KEYWORDS: "topic",
    Where.AUTHOR: "author",
    Where.ABSTRACT: "summary",
    Where.LEAD: "summary",
    Where.BODY: "body",
    Where.BOX: "margin",
    Where.AFFILIATION: "margin",
    Where.FUNDING: "margin",
    Where.REFERENCES: "margin",
    Where.CAPTION: "margin",
    Where.FEATURE: "margin",
}

LAYOUT_VERSION = 7  # one more whenever Whoosh's files must be made anew, or an article says more of itself
MIRROR_VERSION = 5  # one more whenever a mirror's columns change: a mirror of another version is made again
MAX_SEGMENT_DOCUMENTS = 1 << 20  # so that few segments have to be asked; the units bound a segment before
MAX_SEGMENT_UNITS = 1 << 27  # of text: what bounds the memory that writing a segment takes

Array = npt.NDArray[Any]
Integers = npt.NDArray[np.integer]


def index_stamp() -> str:
    """What makes an index: the layout, what folds and what cuts. An index with another stamp has to be made anew."""
    made_by = [f"layout {LAYOUT_VERSION}", *(f"{name} {version(name)}" for name in ("Whoosh", "rjieba", "OpenCC"))]
    digest = hashlib.blake2b("\n".join([*made_by, *sorted(own_terms())]).encode(), digest_size=8)
    return f"{LAYOUT_VERSION}-{digest.hexdigest()}"


def text_units(text: str) -> npt.NDArray[np.uint16]:
    """A text as UTF-16 code units. A run of units stands in a text exactly where the run of characters does."""
    return np.frombuffer(text.encode("utf-16-le"), np.uint16)


def smallest_unsigned(largest: int) -> type[np.unsignedinteger]:
    """The narrowest type that holds numbers up to this one."""
    for candidate in (np.uint8, np.uint16, np.uint32):
        if largest <= np.iinfo(candidate).max:
            return candidate
    return np.uint64
