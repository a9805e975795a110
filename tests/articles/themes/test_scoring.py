"""A theme is scored by its terms: how often, how prominent, how heavy, how rare."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from articles.themes.scoring import MOST, Census, TermMatcher, Text, ThemeTerms, count_terms, score_themes

SPORT = ThemeTerms.from_weights(1, {"体育产业": 3.0, "体育": 1.0, "赛事": 1.0})


def score(paragraphs: list[str], title: str = "", census: Census | None = None, themes=(SPORT,)) -> dict[int, float]:
    terms = {term for theme in themes for term in theme.weights}
    counted = count_terms(Text(title, tuple(paragraphs)), TermMatcher(terms))
    return {s.theme: s.score for s in score_themes(counted, themes, census or Census())}


def test_a_text_without_the_terms_has_no_theme():
    assert score(["金融是现代经济的血脉。"]) == {}


def test_a_passing_mention_is_no_theme():
    assert score(["办好一次体育赛事。", "金融是现代经济的血脉。"]) == {}


def test_more_uses_say_more_but_ever_less_more():
    few, some, many = (score(["开头。体育产业" * n])[1] for n in (4, 8, 16))
    assert few < some < many
    assert many - some < 2 * (some - few)


def test_a_use_in_the_title_or_a_first_sentence_says_more():
    filler = "别的话。"
    plain = score([filler + "体育产业" * 4])[1]
    opening = score(["体育产业" * 4 + "。" + filler])[1]
    titled = score([filler + "体育产业" * 3], title="体育产业")[1]
    assert plain < opening
    assert plain < titled


def test_a_term_inside_a_longer_one_is_not_counted_twice():
    counted = count_terms(Text("", ("开头。" + "体育产业" * 5,)), TermMatcher(SPORT.weights))
    (scored,) = score_themes(counted, [SPORT], Census())
    assert [(e.term, e.count) for e in scored.evidence] == [("体育产业", 5)]


def test_what_the_whole_library_says_says_less_of_an_article():
    text = ["开头。" + "体育产业" * 5]
    rare = score(text, census=Census(1000, {"体育产业": 5}))[1]
    common = score(text, census=Census(1000, {"体育产业": 900}))
    assert common.get(1, 0) < rare


def test_evidence_adds_up_to_the_score():
    counted = count_terms(Text("体育产业", ("体育产业要办好赛事。体育赛事。",)), TermMatcher(SPORT.weights))
    (scored,) = score_themes(counted, [SPORT], Census())
    assert abs(sum(e.weight for e in scored.evidence) - scored.score) < 0.01


def test_an_article_has_its_few_strongest_themes():
    themes = [ThemeTerms.from_weights(n, {f"主题{n}": 3.0}) for n in range(9)]
    text = ["开头。" + "".join(f"主题{n}" * (3 + n) for n in range(9))]
    scores = score(text, themes=themes)
    assert list(scores) == [8, 7, 6, 5]
    assert len(scores) == MOST


@given(st.text(alphabet="体育产业赛事金融，。\n", max_size=200), st.text(alphabet="体育产业赛事", max_size=10))
def test_counting_agrees_with_the_text(paragraph, title):
    counted = count_terms(Text(title, (paragraph,)), TermMatcher(SPORT.weights))
    everything = f"{title}\n{paragraph}"
    assert {term: c.count for term, c in counted.items()} == {
        term: everything.count(term) for term in SPORT.weights if term in everything
    }


def test_without_terms_nothing_is_found():
    assert count_terms(Text("城", ("乡城",)), TermMatcher([])) == {}
