"""The register of authors, narrowed to a letter, or to names that hold or sound like what a reader typed."""

from __future__ import annotations

import json
import string
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.db.models.functions import Left, Upper
from django.http import HttpRequest

from articles.models import Author

UNREAD = "#"  # what names without a reading are filed under
LETTERS = (*string.ascii_uppercase, UNREAD)
LONGEST_NAME = 50  # characters


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What of the register is shown: names under `letter`, and such that have `typed` in them; each empty for all."""

    letter: str
    typed: str

    def narrow(self, authors: QuerySet[Author]) -> QuerySet[Author]:
        """The authors left. `typed` is part of a name or an alias, or the beginning of its pinyin or initials."""
        if self.letter:
            authors = authors.filter(_under(self.letter))
        return authors.filter(_sounding(self.typed)) if self.typed else authors

    @property
    def parameters(self) -> str:
        """As a part of an address: empty, or "letter=B&" for further parameters to follow."""
        kept = {name: value for name, value in (("letter", self.letter), ("name", self.typed)) if value}
        return urlencode(kept) + "&" if kept else ""


def narrowing_of(request: HttpRequest) -> Narrowing:
    """What the address asks for; a letter that is none is left out."""
    letter = request.GET.get("letter", "").upper()
    typed = " ".join(request.GET.get("name", "").split())[:LONGEST_NAME]
    return Narrowing(letter if letter in LETTERS else "", typed.replace("\0", ""))


def letters_of(authors: QuerySet[Author]) -> list[str]:
    """The letters that authors are filed under."""
    firsts = set(authors.order_by().values_list(Upper(Left("pinyin", 1)), flat=True).distinct())
    unread = bool(firsts - set(string.ascii_uppercase))
    return [letter for letter in LETTERS if (unread if letter == UNREAD else letter in firsts)]


def _under(letter: str) -> Q:
    if letter == UNREAD:
        return ~Q(pinyin__iregex=r"^[a-z]")
    return Q(pinyin__istartswith=letter)


def _sounding(typed: str) -> Q:
    """One reading of a surname stands behind a space in `pinyin` and `initials`."""
    sound = typed.lower().replace(" ", "").replace("'", "")
    names = Q(name__icontains=typed) | Q(name_en__icontains=typed)
    for written in (typed, json.dumps(typed)[1:-1]):  # PostgreSQL keeps JSON as characters, SQLite as escapes
        names |= Q(aliases__icontains=written)
    pinyin = Q(pinyin__startswith=sound) | Q(pinyin__contains=f" {sound}")
    return names | pinyin | Q(initials=sound) | Q(initials__startswith=f"{sound} ") | Q(initials__endswith=f" {sound}")
