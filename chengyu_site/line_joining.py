"""Templates laid out for those who read them: a line break and the indentation after it are no part of the page.

Chinese has no spaces between words, and a browser shows a line break between two words or two links as one. So the
lines of a template are joined with nothing between them; inside a tag, where a break parts attributes, with a space.
Where a page shall have a space between two lines, the template says so: `{{ " " }}`.
"""

from __future__ import annotations

import re

from django.template import Origin
from django.template.loaders import filesystem

# What of a template may hold a "<" or ">" that is no tag's, the ends of tags, and breaks between lines.
_PIECES = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<(?=[a-zA-Z/!])|>|[ \t]*\n\s*")


class Loader(filesystem.Loader):
    """The site's own HTML templates, their lines joined; other files as they are."""

    def get_contents(self, origin: Origin) -> str:
        contents = super().get_contents(origin)
        return joined(contents) if str(origin.name).endswith(".html") else contents


def joined(template: str) -> str:
    """The template's source on one line."""
    in_tag = False

    def without_break(piece: re.Match[str]) -> str:
        nonlocal in_tag
        said = piece[0]
        if said in "<>":
            in_tag = said == "<"
        return said if said.strip() else " " * in_tag

    return _PIECES.sub(without_break, template)
