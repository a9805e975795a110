"""The two roles that migrations make, and the rights that each has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions

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
    ("articles", "merge"): _LOOK,
    ("articles", "trashitem"): _LOOK,
    ("articles", "importbatch"): ("view", "add"),
    ("search", "synonymgroup"): _LOOK,
    ("search", "dictionaryterm"): _LOOK,
    ("search", "recutting"): _LOOK,
    ("search", "savedsearch"): _LOOK,
    ("search", "askedquery"): _LOOK,
}
# And also the taxonomy, the dictionary, users and their roles.
_MANAGER_RIGHTS = _EDITOR_RIGHTS | {
    ("articles", "column"): _ALL,
    ("articles", "theme"): _ALL,
    ("articles", "organisation"): _CORRECT,
    ("articles", "author"): _ALL,
    ("articles", "feature"): ("view", "change", "delete"),
    ("articles", "problem"): ("view", "change", "delete"),
    ("articles", "article"): _ALL,
    ("articles", "importbatch"): ("view", "add", "change"),
    ("articles", "sourcedocument"): _ALL,
    ("search", "synonymgroup"): _ALL,
    ("search", "dictionaryterm"): _ALL,
    ("search", "savedsearch"): ("view", "delete"),
    ("search", "askedquery"): ("view", "delete"),
    ("auth", "user"): _ALL,
    ("auth", "group"): _LOOK,
}
RIGHTS = {EDITOR: _EDITOR_RIGHTS, MANAGER: _MANAGER_RIGHTS}


def give(apps: Any, alias: str, wanted: Mapping[str, Iterable[str]], app: str = "articles") -> None:
    """In a migration: the roles that there are get these rights on models of an app besides, by model.

    Only what the role has by the tables above; on a new database the first migration of roles has given all of it.
    """
    create_permissions(installed.get_app_config(app), verbosity=0, using=alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=RIGHTS):
        own = {f"{action}_{model}" for model in wanted for action in RIGHTS[group.name].get((app, model), ())}
        new = {f"{action}_{model}" for model, actions in wanted.items() for action in actions} & own
        group.permissions.add(*permissions.filter(content_type__app_label=app, codename__in=new))


_ACTIONS = {"add": "新建", "change": "修改", "delete": "删除"}
# What the right to do it means where nothing is written by hand.
_MEANINGS = {
    ("importbatch", "add"): "上传文件",
    ("importbatch", "change"): "撤销别人的导入",
}
_RESTORED = ("trashitem", "恢复删除的内容", "delete_article")


def lacking(user: Any, app: str, model: str, name: str) -> str:
    """What a user may not do with a kind of rows, and which role may: 您的角色不能删除文章；管理员可以。"""
    if model == _RESTORED[0]:
        return "" if user.has_perm(f"{app}.{_RESTORED[2]}") else f"您的角色不能{_RESTORED[1]}；{MANAGER}可以。"
    given = RIGHTS[MANAGER].get((app, model), ())
    missing = {action for action in _ACTIONS if action in given and not user.has_perm(f"{app}.{action}_{model}")}
    if not missing:
        return ""
    able = [role for role, rights in RIGHTS.items() if missing <= set(rights.get((app, model), ()))]
    words = [_MEANINGS.get((model, action), f"{_ACTIONS[action]}{name}") for action in _ACTIONS if action in missing]
    return f"您的角色不能{'、'.join(words)}；{'、'.join(able)}可以。"


def rights_of(role: str) -> Iterator[tuple[str, str]]:
    """The permissions of a role, as (app, codename)."""
    for (app, model), actions in RIGHTS[role].items():
        yield from ((app, f"{action}_{model}") for action in actions)
