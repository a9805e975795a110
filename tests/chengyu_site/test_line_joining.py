"""Templates laid out in lines give pages without the breaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template.loader import render_to_string

from chengyu_site.line_joining import joined

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@pytest.mark.parametrize(
    ("laid_out", "page"),
    [
        ("<p>\n  换栏\n  之处\n</p>\n", "<p>换栏之处</p>"),
        ("<a>甲</a>\n<a>乙</a>", "<a>甲</a><a>乙</a>"),
        ('<a>甲</a>{{ " " }}\n  <a>乙</a>', '<a>甲</a>{{ " " }}<a>乙</a>'),
        ("<a>甲</a> <b>乙</b>", "<a>甲</a> <b>乙</b>"),
        ('<input id="q"\n       name="q">\n<b>甲</b>', '<input id="q" name="q"><b>甲</b>'),
        ("{% if a > b %}\n  <i>\n{% endif %}", "{% if a > b %}<i>{% endif %}"),
        ('<li{% if a > b %}\n    class="c"{% endif %}>\n甲', '<li{% if a > b %} class="c"{% endif %}>甲'),
        ("{{ a }}  \n\n{{ b }}", "{{ a }}{{ b }}"),
        ("甲 < 乙\n丙", "甲 < 乙丙"),
    ],
)
def test_a_break_between_lines_is_nothing_and_within_a_tag_a_space(laid_out, page):
    assert joined(laid_out) == page


def test_the_sites_own_templates_are_joined():
    assert "\n" not in render_to_string("parts/frame/foot.html")


def test_files_that_are_no_html_keep_their_lines():
    assert "Disallow: /search/\n" in render_to_string("robots.txt")


def test_no_line_of_a_template_is_too_long_to_read():
    long = [
        f"{path.relative_to(TEMPLATES)}:{number}"
        for path in sorted(TEMPLATES.rglob("*.html"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > 160
    ]
    assert long == []
