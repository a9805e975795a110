"""Questions as editors ask them: the article that answers is among the first three of most."""

from __future__ import annotations

import pytest

from tests.questions.measure import add_company, ask, questions, share_first


@pytest.fixture
def asked(library, settings, tmp_path):
    settings.INDEX_DIR = tmp_path / "index"
    add_company()
    return ask(questions())


def test_the_right_article_is_among_the_first_three_of_most_questions(asked) -> None:
    assert share_first(asked[::2]) >= 0.8
    assert share_first(asked[1::2]) >= 0.8  # held back from tuning
    assert [each.question for each in asked if not each.found] == []
