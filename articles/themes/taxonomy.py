"""The taxonomy file (TOML) into themes: on the first import, and again when it is told to."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from articles.changes import one_change
from articles.curating.addresses import row_formerly_at
from articles.models import Theme
from articles.people.pinyin import pinyin, slug

KEY_TERM_WEIGHT = 3.0


class BadTaxonomy(Exception):
    """The file cannot be used; the message says in English where and why."""


@dataclass(frozen=True, slots=True)
class ThemeEntry:
    """A theme as the file gives it; `weights` are those that are not 1."""

    name: str
    description: str
    terms: tuple[str, ...]
    weights: dict[str, float]


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What loading did, in numbers of themes; `kept` are those that people maintain."""

    created: int = 0
    updated: int = 0
    kept: int = 0


def read_taxonomy(path: Path) -> list[ThemeEntry]:
    """The themes of a file. Raises BadTaxonomy."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadTaxonomy(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise BadTaxonomy(f"{path}: {error}") from error
    entries = [_entry(path, number, raw) for number, raw in enumerate(data.get("theme", []), start=1)]
    names = [entry.name for entry in entries]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BadTaxonomy(f"{path}: more than one theme is called {', '.join(twice)}")
    return entries


def load_if_none(path: Path | None = None) -> LoadReport:
    """Load the taxonomy into a library that has no themes yet. What people make of it later stays theirs."""
    with one_change():
        if Theme.objects.exists():
            return LoadReport()
        return load_taxonomy(path or settings.THEMES_FILE)


def load_taxonomy(path: Path) -> LoadReport:
    """Bring the themes up to date with a file, in one change. Raises BadTaxonomy."""
    entries = read_taxonomy(path)
    with one_change():
        return _load(entries)


def _load(entries: list[ThemeEntry]) -> LoadReport:
    """Make and update themes as the file says; those that a person has changed, and those it does not name, stay."""
    stored = {theme.name: theme for theme in Theme.objects.all()}
    taken = {theme.slug for theme in stored.values()}
    created = updated = kept = 0
    for entry in entries:
        theme = stored.get(entry.name) or row_formerly_at(Theme, entry.name)
        if theme is None:
            theme = Theme(name=entry.name, slug=slug(entry.name, taken), pinyin=pinyin(entry.name)[:200])
            taken.add(theme.slug)
            created += 1
        elif theme.curated:
            kept += 1
            continue
        elif _says(theme, entry):
            continue
        else:
            updated += 1
        theme.description, theme.terms, theme.term_weights = entry.description, list(entry.terms), entry.weights
        theme.save()
    return LoadReport(created, updated, kept)


def _says(theme: Theme, entry: ThemeEntry) -> bool:
    """Whether the theme already is as the entry has it."""
    stored = (theme.description, theme.terms, theme.term_weights)
    return stored == (entry.description, list(entry.terms), entry.weights)


def _entry(path: Path, number: int, raw: dict[str, Any]) -> ThemeEntry:
    name = raw.get("name")
    if not isinstance(name, str) or not name.strip():
        raise BadTaxonomy(f"{path}: theme {number} has no name")
    key_terms, terms = _terms(path, name, raw, "key_terms"), _terms(path, name, raw, "terms")
    weights = dict.fromkeys(key_terms, KEY_TERM_WEIGHT)
    for term, weight in raw.get("weights", {}).items():
        if term not in (*key_terms, *terms) or not isinstance(weight, int | float) or weight <= 0:
            raise BadTaxonomy(
                f"{path}: theme {name}: the weight of {term!r} must be a positive number for one of its terms"
            )
        weights[term] = float(weight)
    every_term = tuple(dict.fromkeys((*key_terms, *terms)))
    if not every_term:
        raise BadTaxonomy(f"{path}: theme {name} has no terms: no article could ever be given it")
    return ThemeEntry(name.strip(), str(raw.get("description", "")), every_term, weights)


def _terms(path: Path, name: str, raw: dict[str, Any], key: str) -> list[str]:
    terms = raw.get(key, [])
    if not isinstance(terms, list) or not all(isinstance(term, str) and term.strip() for term in terms):
        raise BadTaxonomy(f"{path}: theme {name}: {key} must be a list of words")
    return terms
