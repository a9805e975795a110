"""The histogram above the facets: months where the years are few, else years or decades; bars filter."""

from __future__ import annotations

from search.pages.timeline import Timeline, timeline
from search.types import DATE_FACET, TIMELINE_HEIGHT, Facet, FacetValue
from search.web.state import SearchState


def drawn(counts: dict[str, int], period: str = "", query: str = "") -> Timeline | None:
    filters: dict[str, tuple[str, ...]] = {DATE_FACET: (period,)} if period else {}
    facet = Facet(DATE_FACET, tuple(FacetValue(month, month, count) for month, count in counts.items()))
    return timeline(SearchState(query=query, filters=filters), facet)


def labels(found: Timeline | None) -> list[str]:
    assert found is not None
    return [bar.label for bar in found.bars]


FEW = {"2023-11": 2, "2024-03": 8, "-": 5}
MANY = {"2015-01": 1, "2018-05": 4, "2018-12": 4, "2024-02": 2}


def test_few_years_are_shown_month_by_month_from_january_to_december():
    found = drawn(FEW)
    assert found is not None
    assert (labels(found)[0], labels(found)[-1], len(found.bars)) == ("2023年1月", "2024年12月", 24)
    assert [(bar.label, bar.count, bar.height) for bar in found.filled] == [
        ("2023年11月", 2, TIMELINE_HEIGHT // 4),
        ("2024年3月", 8, TIMELINE_HEIGHT),
    ]


def test_more_years_are_shown_year_by_year_and_very_many_by_decades():
    assert labels(drawn(MANY)) == [f"{year}年" for year in range(2015, 2025)]
    assert labels(drawn({"1957-01": 1, "2024-02": 2}))[::3] == ["1950年至1959年", "1980年至1989年", "2010年至2019年"]


def test_a_bar_filters_and_keeps_the_rest_of_the_search():
    found = drawn(MANY, query="产业")
    assert found is not None
    assert found.filled[1].url == "/search/?q=%E4%BA%A7%E4%B8%9A&from=2018-01&to=2018-12"
    assert found.filled[1].count == 8
    assert not found.whole_url


def test_of_a_filtered_result_the_years_of_the_filter_are_shown_and_its_days_are_marked():
    found = drawn(MANY, "2018-03..2018-06")
    assert found is not None
    assert labels(found)[0] == "2018年1月"
    assert [bar.label for bar in found.bars if bar.is_chosen] == ["2018年3月", "2018年4月", "2018年5月", "2018年6月"]
    assert found.whole_url == "/search/"


def test_a_filter_that_is_open_or_lies_beyond_the_articles_shows_what_there_is():
    assert labels(drawn(MANY, "2018-01.."))[0] == "2018年"
    assert labels(drawn(MANY, "1990-01..1991-01"))[0] == "2015年"


def test_a_single_month_or_none_is_no_histogram():
    assert drawn({"2024-03": 5, "-": 2}) is None
    assert drawn({}) is None
