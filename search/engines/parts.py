"""The parts of an article's text as engines take them, and the fields that their words are ranked in. Pure."""

from __future__ import annotations

from search.types import Where

# The article's own text comes first, so that a search without a field is one run of text.
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

# Words of a part are ranked in its field, by the field's weight. Parts without one are not ranked.
FIELD_WEIGHTS = {"title": 4.0, "topic": 3.0, "author": 3.0, "summary": 2.0, "body": 1.0, "margin": 0.5}
FIELDS = tuple(sorted(FIELD_WEIGHTS))
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
