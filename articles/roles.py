"""The two roles that migrations make, and the rights that each has."""

from __future__ import annotations

from collections.abc import Iterator

EDITOR = "编辑"
MANAGER = "管理员"

_ALL = ("view", "add", "change", "delete")
_CORRECT = ("view", "change")
_LOOK = ("view",)

# Correct, publish, review, import: what an editor works on, by app and model.
_EDITOR_RIGHTS = {
    ("articles", "article"): ("view", "add", "change"),
    ("articles", "authorship"): _ALL,
    ("articles", "themeassignment"): _ALL,
    ("articles", "author"): ("view", "add", "change"),
    ("articles", "feature"): _CORRECT,
    ("articles", "problem"): _CORRECT,
    ("articles", "sourcedocument"): ("view", "add", "change"),
    ("articles", "column"): _LOOK,
    ("articles", "theme"): _LOOK,
    ("articles", "organisation"): _LOOK,
    ("articles", "passage"): _LOOK,
    ("articles", "curatedfield"): _LOOK,
    ("articles", "termcensus"): _LOOK,
    ("search", "synonymgroup"): _LOOK,
    ("search", "dictionaryterm"): _LOOK,
    ("search", "recutting"): _LOOK,
    ("search", "savedsearch"): _LOOK,
}
# And also the taxonomy, the dictionary, users and their roles.
_MANAGER_RIGHTS = _EDITOR_RIGHTS | {
    ("articles", "column"): _ALL,
    ("articles", "theme"): _ALL,
    ("articles", "author"): _ALL,
    ("articles", "feature"): ("view", "change", "delete"),
    ("articles", "problem"): ("view", "change", "delete"),
    ("search", "synonymgroup"): _ALL,
    ("search", "dictionaryterm"): _ALL,
    ("search", "savedsearch"): ("view", "delete"),
    ("auth", "user"): _ALL,
    ("auth", "group"): _LOOK,
}
RIGHTS = {EDITOR: _EDITOR_RIGHTS, MANAGER: _MANAGER_RIGHTS}


def rights_of(role: str) -> Iterator[tuple[str, str]]:
    """The permissions of a role, as (app, codename)."""
    for (app, model), deeds in RIGHTS[role].items():
        yield from ((app, f"{deed}_{model}") for deed in deeds)
