"""The imprint of a source: a person's word first, then what its import gives, then what is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.management.base import CommandError

from articles.models import SourceDocument
from articles.models.sources import IMPRINT_FIELDS
from articles.parsing.furniture.imprints import NAMES, resolve
from articles.parsing.types import Attributed, Imprint, Origin, ReadingProblem

_PREVAILING = (Origin.CURATED, Origin.GIVEN)  # what no reading replaces


def given_imprint(
    publication: str = "", published_on: date | None = None, page: str = "", section: str = ""
) -> Imprint:
    """The imprint that an import gives; what is empty is left to what is stored or read."""
    values = (published_on.isoformat() if published_on else "", page, section, publication)
    return Imprint(*(Attributed(value, Origin.GIVEN) if value else None for value in values))


def differs_from_stored(source: SourceDocument, imprint: Imprint) -> bool:
    """Whether a given imprint differs from the stored one in a field that no person has set."""
    said = {name: value for name in NAMES if (value := getattr(imprint, name))}
    curated = {name for name, origin in source.origins.items() if origin == Origin.CURATED}
    return any(stored_value(source, name) != value.value for name, value in said.items() if name not in curated)


def resolved(
    source: SourceDocument, imprint: Imprint, read: Sequence[Imprint]
) -> tuple[Imprint, tuple[ReadingProblem, ...]]:
    """The imprint of a source, and a problem for each contradiction: a person's word comes first, then what is given
    now, what was given earlier, what is read.
    """
    curated, given_earlier = (_stored(source, origin) for origin in _PREVAILING)
    return resolve([curated, imprint, given_earlier, *read])


def store(source: SourceDocument, imprint: Imprint) -> None:
    """Set the fields, and where each comes from; one that a person emptied stays empty. The source is not saved."""
    for name, field in IMPRINT_FIELDS.items():
        if source.origins.get(name) == Origin.CURATED:
            continue
        said: Attributed | None = getattr(imprint, name)
        setattr(source, field, _value(name, said.value if said else ""))
        if said:
            source.origins[name] = said.origin.value
        else:
            source.origins.pop(name, None)


def stored_value(source: SourceDocument, name: str) -> str:
    """A stored field as an imprint has it: a date in ISO form, "" where nothing is known."""
    value = getattr(source, IMPRINT_FIELDS[name])
    return value.isoformat() if isinstance(value, date) else value or ""


def _stored(source: SourceDocument, origin: Origin) -> Imprint:
    kept = [name for name in NAMES if source.origins.get(name) == origin and stored_value(source, name)]
    return Imprint(**{name: Attributed(stored_value(source, name), origin) for name in kept})


def _value(name: str, text: str) -> date | str | None:
    if name == "date":
        return date.fromisoformat(text) if text else None
    return text[: longest_value(name)]


def check_publication(name: str) -> None:
    """Refuse the option of a command where no row could hold it, before anything is read."""
    check_option("publication", name)


def check_option(name: str, value: str) -> None:
    """Refuse a value that is longer than the source's field of this name."""
    if len(value) > longest_value(name):
        raise CommandError(f"--{name} is longer than {longest_value(name)} characters")


def longest_value(name: str) -> int:
    """How many characters the source's field of this name holds."""
    return int(getattr(SourceDocument._meta.get_field(name), "max_length"))  # noqa: B009 - not of all fields
