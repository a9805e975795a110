"""A printed name becomes an author: one row for one person."""

from __future__ import annotations

import pytest

from articles.models import Author
from articles.people.bylines import Byline, Register

pytestmark = pytest.mark.django_db


def identified(*names: str) -> list[Author]:
    """The authors of these names, each printed on a page of its own."""
    found = []
    for name in names:
        register = Register([name])
        found.append(register.identify(Byline(name))[0])
        register.save()
    return found


def test_a_name_printed_with_another_dot_is_the_same_author():
    found = identified("阿卜杜拉•买买提", "阿卜杜拉·买买提", "阿卜杜拉・买买提")
    assert [author.pk for author in found] == [found[0].pk] * 3
    author = Author.objects.get()
    assert author.name == "阿卜杜拉·买买提"
    assert author.aliases == ["阿卜杜拉•买买提", "阿卜杜拉・买买提"]


def test_two_printed_forms_on_one_page_are_one_author():
    register = Register(["古丽·艾力", "古丽•艾力"])
    first, second = (register.identify(Byline(name))[0] for name in ("古丽·艾力", "古丽•艾力"))
    register.save()
    assert first is second
    assert Author.objects.get().aliases == ["古丽•艾力"]
