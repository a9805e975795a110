"""The taxonomy file becomes themes once; what people make of them stays."""

from __future__ import annotations

import pytest
from django.conf import settings

from articles.models import Theme
from articles.themes.taxonomy import BadTaxonomy, load_if_none, load_taxonomy, read_taxonomy

ONE_THEME = '[[theme]]\nname = "{name}"\nkey_terms = ["{term}"]\n'


@pytest.fixture
def file(tmp_path):
    """Writes a taxonomy file."""

    def write(text: str):
        path = tmp_path / "themes.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_sites_own_taxonomy_can_be_read():
    entries = read_taxonomy(settings.THEMES_FILE)
    assert 30 <= len(entries) <= 45
    assert all(entry.description for entry in entries)


@pytest.mark.django_db
def test_loading_gives_each_theme_pinyin_an_address_and_weights(file):
    load_taxonomy(
        file('[[theme]]\nname = "体育产业"\nkey_terms = ["体育"]\nterms = ["赛事"]\nweights = {"赛事" = 2}\n')
    )
    theme = Theme.objects.get()
    assert (theme.pinyin, theme.slug) == ("tiyuchanye", "tiyuchanye")
    assert (theme.terms, theme.term_weights) == (["体育", "赛事"], {"体育": 3.0, "赛事": 2.0})


@pytest.mark.django_db
def test_a_library_with_themes_is_left_alone(file):
    load_taxonomy(file(ONE_THEME.format(name="甲", term="甲")))
    load_if_none(file(ONE_THEME.format(name="乙", term="乙")))
    assert Theme.objects.get().name == "甲"


@pytest.mark.django_db
def test_loading_again_updates_themes_but_not_a_persons(file):
    load_taxonomy(file(ONE_THEME.format(name="甲", term="一") + ONE_THEME.format(name="乙", term="二")))
    Theme.objects.filter(name="乙").update(curated=True)
    report = load_taxonomy(file(ONE_THEME.format(name="甲", term="三") + ONE_THEME.format(name="乙", term="四")))
    assert (report.created, report.updated, report.kept) == (0, 1, 1)
    assert dict(Theme.objects.values_list("name", "terms")) == {"甲": ["三"], "乙": ["二"]}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[theme]", "themes.toml: "),
        ('[[theme]]\nkey_terms = ["x"]', "theme 1 has no name"),
        ('[[theme]]\nname = "甲"', "甲 has no terms"),
        ('[[theme]]\nname = "甲"\nterms = "x"', "terms must be a list"),
        ('[[theme]]\nname = "甲"\nterms = ["x"]\nweights = {"y" = 1}', "weight of 'y'"),
        ('[[theme]]\nname = "甲"\nterms = ["x"]\nweights = {"x" = -1}', "weight of 'x'"),
        (ONE_THEME.format(name="甲", term="x") * 2, "more than one theme is called 甲"),
    ],
)
def test_a_file_that_cannot_be_used_says_where_and_why(file, text, message):
    with pytest.raises(BadTaxonomy, match=message):
        read_taxonomy(file(text))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BadTaxonomy, match="No such file"):
        read_taxonomy(tmp_path / "none.toml")
