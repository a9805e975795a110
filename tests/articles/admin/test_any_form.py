"""Whatever is sent to a page of the admin, however broken, is answered in Chinese and never with a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.urls.resolvers import RoutePattern

from articles.models import SourceDocument
from tests.articles.admin.conftest import MADE
from tests.search.own_site import ROOT

VALUES = ["x", "", "9" * 5_000]
DJANGOS = ("_add", "_changelist", "_change", "_delete", "_history")
OTHERS = {"csrfmiddlewaretoken", "_popup"}
INPUT = re.compile(r'<(?:input|select|textarea|button)[^>]* name="([^"]+)"')
ACTION = re.compile(r'<option value="(\w+)"')
ASKED = re.compile(r"""POST(?:\.get(?:list)?\(|\[)"(\w+)"|"(\w+)" in request\.POST""")


def asked_by_code() -> set[str]:
    """The names that the admin's own code asks of a form."""
    found = (match for path in (ROOT / "articles" / "admin").rglob("*.py") for match in ASKED.findall(path.read_text()))
    return {name for names in found for name in names if name}


def pages() -> Iterator[tuple[str, list[str]]]:
    """Every page of every table, of a row that is there, and what it is sent: our own pages more than Django's."""
    for model, model_admin in admin.site._registry.items():
        row = model._default_manager.first()
        for pattern in model_admin.get_urls():
            names = pattern.pattern.regex.groupindex if pattern.name else ()
            if isinstance(pattern.pattern, RoutePattern) and pattern.name and (row or not names):
                values = VALUES[:1] if pattern.name.endswith(DJANGOS) else VALUES
                yield reverse(f"admin:{pattern.name}", kwargs=dict.fromkeys(names, row.pk if row else 0)), values


class Said(HTMLParser):
    """The texts of a page that its user sees or hears, those of fields and code left out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        self.texts += [value or "" for name, value in attrs if name in ("title", "placeholder", "aria-label", "alt")]

    def handle_data(self, data: str) -> None:
        if self._inside not in ("script", "style", "textarea", "kbd", "code"):
            self.texts.append(data)


# What is of no language: files, formats, identifiers, readings, the user's name, what pages print.
NAMES = re.compile(
    r"[^\s“”]*\.(?:txt|md|html|docx|xlsx|csv|zip)|“[^”]*”|[0-9a-f]{64}|\b[a-z]+(?: [a-z]+)?$|\b[a-z]+；|tan hui"
    r"|\bwang\b|utf-8|Control|Email|Command|Mac|CSV|XLSX|ORCID|ISNI|SHA-256|2024CXZD18"
)


def english_in(html: str) -> set[str]:
    """The texts with words of Latin letters that are no names."""
    return {text for text in map(str.strip, Said(html).texts) if re.search("[A-Za-z]{3}", NAMES.sub("", text))}


def test_no_page_of_the_admin_fails_or_speaks_english_whatever_it_is_sent(library, curator):
    client = Client(raise_request_exception=False)
    client.force_login(curator)
    for make in MADE.values():
        make()
    failed, english, asked = [], set(), asked_by_code()
    printed = "".join(SourceDocument.objects.values_list("raw_text", flat=True))
    for page, values in pages():
        html = client.get(page).content.decode()
        english |= english_in(html)
        names = {*INPUT.findall(html), *asked} - OTHERS
        actions = ["", *ACTION.findall(html.partition('name="action"')[2])]
        for value, action in ((value, action) for value in values for action in actions):
            with transaction.atomic():
                answer = client.post(page, dict.fromkeys(names, value) | {"action": action})
                transaction.set_rollback(True)
            english |= english_in(answer.content.decode())
            if answer.status_code >= 500:
                failed.append((page, value[:9], action, answer.status_code))
    assert failed == []
    assert {text for text in english if text not in printed and not text.startswith("{")} == set()
