"""What is asked, by kind, in a form that every engine is given: runs of text already cut into the site's tokens.

Needs nothing but the standard library.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

KINDS = {
    "rare": "a rare word (in about 0.1 % of the articles)",
    "frequent": "a frequent word (in 20 to 70 %)",
    "and": "two words, both",
    "or": "two words, either",
    "not": "a word without another",
    "phrase-rare": "a phrase of 6 to 20 characters, rare",
    "phrase-frequent": "a phrase of 6 to 20 characters, one of the most frequent",
    "prefix": "the beginning of a number or Latin word",
    "filtered": "a word, filtered by columns, authors or themes",
    "browse": "no word, only filters",
}


@dataclass(frozen=True, slots=True)
class Run:
    """A word (one token) or a phrase (its tokens follow one another), as folded text and as tokens."""

    text: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """Articles with all of some runs, any of some, none of some, and a word that begins so; in title or body.

    `filters` are OR inside a facet and AND across; a facet's counts leave out its own filter.
    """

    kind: str
    all_of: tuple[Run, ...] = ()
    any_of: tuple[Run, ...] = ()
    none_of: tuple[Run, ...] = ()
    prefix: str = ""
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def wanted(self) -> tuple[Run, ...]:
        """The runs that rank."""
        return self.all_of + self.any_of

    def filters_without(self, facet: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The filters that hold for a facet's counts."""
        return tuple(chosen for chosen in self.filters if chosen[0] != facet)

    def __str__(self) -> str:
        said = [run.text for run in self.all_of]
        said += ["(" + " | ".join(run.text for run in self.any_of) + ")"] if self.any_of else []
        said += [f"-{run.text}" for run in self.none_of]
        said += [f"{self.prefix}*"] if self.prefix else []
        said += [f"{facet}:{'|'.join(values)}" for facet, values in self.filters]
        return " ".join(said)


def query_to_json(query: Query) -> dict[str, Any]:
    return asdict(query)


def query_from_json(kept: dict[str, Any]) -> Query:
    runs = {name: tuple(Run(run["text"], tuple(run["tokens"])) for run in kept[name]) for name in _RUNS}
    filters = tuple((facet, tuple(values)) for facet, values in kept["filters"])
    return Query(kept["kind"], prefix=kept["prefix"], filters=filters, **runs)


_RUNS = ("all_of", "any_of", "none_of")
