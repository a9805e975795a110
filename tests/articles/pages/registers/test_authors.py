"""The register of authors: by letter, and by what is typed of a name."""

from __future__ import annotations

import pytest

from articles.models import Author
from articles.pages.registers.authors import letters_of

pytestmark = pytest.mark.usefixtures("library")


def names_in(client, address: str) -> list[str]:
    return [author.name for author in client.get(address).context["page"]]


@pytest.mark.parametrize("typed", ["朱旭森", "旭森", "zhuxusen", "ZhuXu", "zhu xu", "zxs", "ZXS"])
def test_a_name_is_found_by_its_characters_pinyin_and_initials(client, typed):
    assert "朱旭森" in names_in(client, f"/authors/?name={typed}")


def test_both_sounds_of_a_surname_find_it(client):
    assert "柏才慧" in names_in(client, "/authors/?name=bocai")
    assert "柏才慧" in names_in(client, "/authors/?name=bch")
    assert "柏才慧" in names_in(client, "/authors/?name=baicaihui")


def test_an_alias_finds_its_author(client):
    Author.objects.filter(name="朱旭森").update(aliases=["旭日"])
    assert names_in(client, "/authors/?name=旭日") == ["朱旭森"]


def test_the_letters_part_all_authors(client):
    everyone = names_in(client, "/authors/")
    letters = client.get("/authors/").context["letters"]
    filed = [name for letter in letters for name in names_in(client, f"/authors/?letter={letter.replace('#', '%23')}")]
    assert sorted(filed) == sorted(everyone)
    assert len(letters) > 5


def test_a_name_without_a_reading_stands_under_its_sign(client):
    Author.objects.filter(name="朱旭森").update(pinyin="")
    assert names_in(client, "/authors/?letter=%23") == ["朱旭森"]
    assert "#" in letters_of(Author.objects.all())


def test_nobody_found_is_said_with_a_way_back(client):
    page = client.get("/authors/?name=无此人").content.decode()
    assert "没有这样的作者" in page
    assert 'href="/authors/"' in page


@pytest.mark.parametrize("asked", ["letter=ZZ", "letter=é", "name=%00", "name="])
def test_what_asks_for_nothing_shows_everybody(client, asked):
    assert names_in(client, f"/authors/?{asked}") == names_in(client, "/authors/")


def test_pages_of_a_narrowed_register_stay_narrowed(client, monkeypatch):
    monkeypatch.setattr("articles.pages.views.AUTHORS_PER_PAGE", 1)
    Author.objects.filter(name__in=["朱旭森", "王希"]).update(pinyin="qing")
    response = client.get("/authors/?letter=Q")
    assert len(response.context["page"]) == 1
    assert 'href="?letter=Q&amp;page=2"' in response.content.decode()
    assert names_in(client, "/authors/?letter=Q") != names_in(client, "/authors/?letter=Q&page=2")
