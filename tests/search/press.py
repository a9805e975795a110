"""A few articles of two papers, and one of which nobody knows when and where it was printed."""

from __future__ import annotations

from datetime import date

from articles.models import Article, SourceDocument, SourceKind

MOUNTAIN, RIVER = "山城日报", "两江晨报"


def page(publication: str, day: date | None, number: str, *titles: str, section: str = "理论") -> SourceDocument:
    """A page and its articles, each of which says its title in its text."""
    name = f"{publication}-{day}-{number}.txt"
    source = SourceDocument.objects.create(
        file_name=name,
        sha256=f"{SourceDocument.objects.count():064}",
        kind=SourceKind.NEWSPAPER_PAGE,
        publication=publication,
        published_on=day,
        page=number,
        section=section,
    )
    for position, title in enumerate(titles):
        Article.objects.create(
            title=title,
            source=source,
            position=position,
            published_on=day,
            body=[{"kind": "paragraph", "text": f"{title}，说的是产业。"}],
        )
    return source


def print_papers() -> None:
    page(MOUNTAIN, date(2023, 11, 20), "9", "冬月甲")
    page(MOUNTAIN, date(2024, 3, 10), "9", "三月甲", "三月乙")
    page(MOUNTAIN, date(2024, 3, 10), "10", "三月丙", section="智库")
    page(RIVER, date(2024, 3, 10), "A03", "三月丁", section="思想周刊")
    page(RIVER, date(2024, 6, 1), "A13", "六月甲", section="思想周刊")
    page("", None, "", "何时", section="")
