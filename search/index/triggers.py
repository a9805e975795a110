"""Database triggers that note every change, whoever makes it: signals, `update()`, `bulk_create` or plain SQL.

Triggers write in the transaction of the change, so that no process can die between the two: a `PendingIndexing` for
each article that readers may now find otherwise, and a new `RecordVersion` for whatever else a page may show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.core.management.color import no_style
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Max
from django.utils import timezone

from articles.changes import delete_any
from search.models import PendingIndexing, RecordVersion

PREFIX = "chengyu_"
VERSIONS_KEPT = 1000
# Tables of the two apps that no page's text depends on.
_UNSEEN = (
    "historical",
    "pendingindexing",
    "recordversion",
    "recutting",
    "savedsearch",
    "merge",
    "askedquery",  # what readers search for is written every minute, and shown to curators
    "importbatch",
    "batch",
)
_PRINTED = ("published_on", "publication", "section", "page")
_THEMED = ("article_id", "theme_id", "removed")  # no search asks how strongly, or why
_AUTHORS = "SELECT article_id FROM articles_authorship WHERE author_id = NEW.id"
_SIGNED = "SELECT article_id FROM articles_authorship WHERE id = {row}.authorship_id"
_SIGNED_FROM = (  # itself, or a part of it
    "SELECT article_id FROM articles_authorship WHERE id IN (SELECT own.authorship_id"
    " FROM articles_authorship_organisations own JOIN articles_organisation part ON part.id = own.organisation_id"
    " LEFT JOIN articles_organisation whole ON whole.id = part.parent_id"
    " WHERE NEW.id IN (part.id, part.parent_id, whole.parent_id))"
)
_THEMES = "SELECT article_id FROM articles_themeassignment WHERE theme_id = NEW.id"
_OF_SOURCE = "SELECT id FROM articles_article WHERE source_id = {row}.source_id AND {row}.article_id IS NULL"
_CAPTIONED = f"SELECT {{row}}.article_id WHERE {{row}}.article_id IS NOT NULL UNION ALL {_OF_SOURCE}"


@dataclass(frozen=True, slots=True)
class Rule:
    """After this event on a table the articles that `changed` selects are pending, if `when` holds of the row."""

    table: str
    event: str
    changed: str
    when: str = ""

    @property
    def name(self) -> str:
        return f"{PREFIX}{self.table}_{self.event.lower()}"


def rules() -> Iterator[Rule]:
    yield from _own_rows("articles_article", "SELECT {row}.id")
    yield from _own_rows("articles_authorship", "SELECT {row}.article_id")
    yield from _own_rows("articles_themeassignment", "SELECT {row}.article_id", update=_differ(_THEMED))
    yield from _own_rows("articles_authorship_organisations", _SIGNED)
    yield from _own_rows("articles_passage", _CAPTIONED, "{row}.part IN ('caption', 'credit')")
    yield _names("author", _AUTHORS, "name", "name_en", "aliases", "pinyin", "initials")
    yield _names("organisation", _SIGNED_FROM, "name", "parent_id")
    yield _names("theme", _THEMES, "name")
    yield _names("column", "SELECT id FROM articles_article WHERE column_id = NEW.id", "name")
    yield _names("feature", "SELECT id FROM articles_article WHERE feature_id = NEW.id", "title", "editor_note")
    yield _names("sourcedocument", "SELECT id FROM articles_article WHERE source_id = NEW.id", *_PRINTED)


def _own_rows(table: str, changed: str, when: str = "", update: str = "") -> Iterator[Rule]:
    """A row that belongs to an article: when it moves to another one, both change. `when` is asked of the row; where
    there is `update`, that is asked in its place when the row is updated.
    """
    old, new = ({"row": row} for row in ("OLD", "NEW"))
    yield Rule(table, "INSERT", changed.format(**new), when.format(**new))
    yield Rule(table, "DELETE", changed.format(**old), when.format(**old))
    either = f"{when.format(**old)} OR {when.format(**new)}" if when else ""
    yield Rule(table, "UPDATE", f"{changed.format(**old)} UNION {changed.format(**new)}", update or either)


def _names(model: str, changed: str, *columns: str) -> Rule:
    return Rule(f"articles_{model}", "UPDATE", changed, _differ(columns))


def _differ(columns: Iterable[str]) -> str:
    return " OR ".join(f"OLD.{column} {{differs}} NEW.{column}" for column in columns)


def install(using: str = "default", **_: object) -> None:
    """Create every trigger, again where it exists; none while a table is missing. Receives `post_migrate`."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if not {rule.table for rule in rules()} | {PendingIndexing._meta.db_table, RecordVersion._meta.db_table} <= tables:
        return
    remove(using)
    with transaction.atomic(using), connection.cursor() as cursor:
        for statement in _statements(connection, sorted(_seen_tables() & tables)):
            cursor.execute(statement)
        _begin(using)
        for statement in connection.ops.sequence_reset_sql(no_style(), [RecordVersion]):
            cursor.execute(statement)


def _begin(using: str) -> None:
    """From the clock on, in milliseconds: a database brought back from a copy names no version a second time."""
    versions = RecordVersion.objects.using(using)
    number = max(int(timezone.now().timestamp() * 1000), *versions.values_list("number", flat=True), 0)
    versions.all().delete()
    versions.create(number=number + 1)


def remove(using: str = "default", **_: object) -> None:
    """Take the triggers away. Receives `pre_migrate`: SQLite renames no table that a trigger of another one names."""
    connection = connections[using]
    with transaction.atomic(using), connection.cursor() as cursor:
        for name, table in _installed(connection):
            where = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{where}")


def are_installed(using: str = "default") -> bool:
    """Whether the database notes changes: a migration that failed half-way leaves it without."""
    connection = connections[using]
    wanted = {rule.name for rule in rules()}
    return wanted <= {name for name, _ in _installed(connection)}


def forget_old_versions() -> None:
    """PostgreSQL's rows would become ever more. The newest stay: one that a slow transaction adds later differs too."""
    newest = RecordVersion.objects.aggregate(number=Max("number"))["number"] or 0
    delete_any(RecordVersion.objects.filter(number__lt=newest - VERSIONS_KEPT))


def record_version() -> str:
    """Differs after every committed change of anything that a page may show. A small query."""
    with connections["default"].cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*), SUM(number) FROM {RecordVersion._meta.db_table}")  # no one's
        return "-".join(map(str, cursor.fetchone()))


def _seen_tables() -> set[str]:
    models = (
        m for app in ("articles", "search") for m in apps.get_app_config(app).get_models(include_auto_created=True)
    )
    return {model._meta.db_table for model in models if not str(model._meta.model_name).startswith(_UNSEEN)}


def _installed(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """Our triggers and their tables."""
    asked = {
        "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
        "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger"
        " WHERE NOT tgisinternal AND tgname LIKE %s",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor], [f"{PREFIX}%"])
        return cursor.fetchall()


def _statements(connection: BaseDatabaseWrapper, tables: list[str]) -> Iterator[str]:
    written = _for_sqlite if connection.vendor == "sqlite" else _for_postgresql
    yield from written(tables)


def _for_sqlite(tables: list[str]) -> Iterator[str]:
    """There is one writer at a time. A row that waits already makes way for a new one, of a number not yet applied.

    `+recutting_id`: not by the index of that column, in which nearly all that waits has the same value.
    """
    pending, version = PendingIndexing._meta.db_table, RecordVersion._meta.db_table
    for rule in rules():
        when = f" WHEN {rule.when.format(differs='IS NOT')}" if rule.when else ""
        yield (
            f"CREATE TRIGGER {rule.name} AFTER {rule.event} ON {rule.table} FOR EACH ROW{when} BEGIN"
            f" DELETE FROM {pending}"
            f" WHERE +recutting_id IS NULL AND applied_at IS NULL AND article_id IN ({rule.changed});"
            f" INSERT INTO {pending} (article_id, created_at)"
            f" SELECT *, strftime('%Y-%m-%d %H:%M:%f', 'now') FROM ({rule.changed}); END"
        )
    for table in tables:
        for event in ("INSERT", "UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {PREFIX}version_{table}_{event.lower()} AFTER {event} ON {table} FOR EACH ROW"
                f" BEGIN UPDATE {version} SET number = number + 1; END"
            )


def _for_postgresql(tables: list[str]) -> Iterator[str]:
    """Writers go on side by side: each transaction writes rows of its own, and waits for nobody's."""
    pending, version = PendingIndexing._meta.db_table, RecordVersion._meta.db_table
    for rule in rules():
        when = f" WHEN ({rule.when.format(differs='IS DISTINCT FROM')})" if rule.when else ""
        yield _function(
            rule.name,
            f"INSERT INTO {pending} (article_id, created_at) SELECT changed.id, now() FROM ({rule.changed}) changed(id)"
            f" WHERE NOT EXISTS (SELECT 1 FROM {pending} noted WHERE noted.article_id = changed.id"
            " AND noted.recutting_id IS NULL AND noted.applied_at IS NULL AND noted.xmin = pg_current_xact_id()::xid)",
        )
        yield (
            f"CREATE TRIGGER {rule.name} AFTER {rule.event} ON {rule.table}"
            f" FOR EACH ROW{when} EXECUTE FUNCTION {rule.name}()"
        )
    yield _function(f"{PREFIX}version", f"INSERT INTO {version} DEFAULT VALUES")
    for table in tables:
        yield (
            f"CREATE TRIGGER {PREFIX}version_{table} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {PREFIX}version()"
        )


def _function(name: str, body: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}; RETURN NULL; END $$"
    )
