"""`python -m tests.articles.waits [ARTICLES [FOLDER [DEED]]]`: how long people wait beside deeds of so many articles.

A library of 10,000 records on SQLite, served by two processes as in `deploy/`, and a worker. A curator asks for a deed
through the admin; until the worker has done it, others read, save an article, save its byline and settle findings.
A table tells of each deed how long it took, and how long the requests beside it did: median, 99th percentile, longest.
The library is kept in FOLDER, or made for the time; DEED is a part of a deed's name: "merge", "column".
"""

from __future__ import annotations

import json
import os
import random
import re
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

from tests.migrated import NAME, give_tables
from tests.processes import ROOT, run
from tests.served_site import SignIn, environment_of, served

CURATOR = SignIn("wang", "a-password-for-tests")
WANTED_SECONDS = 0.3
_LONGEST_DEED = 1200
_ALONE_SECONDS = 60.0  # beside nothing: as many requests as beside most deeds, so that the machine's own pauses show
_THINKING_SECONDS = 0.3  # before each request: two people without any take both processors, and wait for each other
_SWITCH_SECONDS = 0.0005  # two browsers are two threads here: one that reads a form is not to hold the other's clock up
_ADMIN = "/admin/articles"


class Form(HTMLParser):
    """What a browser would send back of the forms of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self._select = self._text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        name = said.get("name") or ""
        if tag == "input" and name and said.get("type") not in ("submit", "file", "button"):
            if said.get("type") not in ("checkbox", "radio") or "checked" in said:
                self.fields.append((name, said.get("value") or ""))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in said:
            self.fields.append((self._select, said.get("value") or ""))
        elif tag == "textarea":
            self._text = name
            self.fields.append((name, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._text = ""

    def handle_data(self, data: str) -> None:
        if self._text:
            self.fields[-1] = (self._text, self.fields[-1][1] + data)


class Unfollowed(urllib.request.HTTPRedirectHandler):
    """A page that a save leads to is another request."""

    def http_error_302(self, request: Any, answer: Any, *_: Any) -> Any:
        return answer


class Browser:
    """One person's browser, signed in; keeps how long each request took, by what it was for."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.took: list[tuple[str, float]] = []
        self._cookies = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._cookies), Unfollowed())
        self.get("/admin/login/")
        self.post("/admin/login/", [("username", CURATOR.name), ("password", CURATOR.password), ("next", "/admin/")])

    def get(self, path: str, what: str = "") -> str:
        return self._open(path, None, what)

    def post(self, path: str, fields: list[tuple[str, str]], what: str = "") -> str:
        token = next(cookie.value or "" for cookie in self._cookies if cookie.name == "csrftoken")
        sent = [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"]
        return self._open(path, urllib.parse.urlencode([*sent, ("csrfmiddlewaretoken", token)]).encode(), what)

    def _open(self, path: str, data: bytes | None, what: str) -> str:
        time.sleep(_THINKING_SECONDS)
        begun = time.perf_counter()
        headers = {"Referer": self._address + "/admin/"}
        request = urllib.request.Request(self._address + urllib.parse.quote(path, "/?=&%"), data, headers)  # noqa: S310
        with self._opener.open(request, timeout=120) as answer:
            page = answer.read().decode()
        self.took.append((what, time.perf_counter() - begun))
        return page

    def save(self, path: str, what: str, **values: str) -> None:
        """Send a page's form back with other values."""
        fields = [(name, values.get(name, value)) for name, value in Form(self.get(path, "a form opened")).fields]
        answer = self.post(path, [*fields, ("_save", "yes")], what)
        if 'class="errornote"' in answer:
            raise AssertionError(re.findall(r'class="errorlist[^>]*>(.*?)</ul>', answer, re.DOTALL) or path)


class Library:
    """What is asked of its database, directly: readers never wait on SQLite."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def keys(self, query: str) -> list[int]:
        with closing(sqlite3.connect(self._path, timeout=60)) as database:
            return [key for (key,) in database.execute(query)]

    def is_at_work(self) -> bool:
        waiting = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')"
        waiting += " AND task_path LIKE 'articles.tasks.%'"
        return self.keys(waiting + " AND (run_after < datetime('now') OR run_after > '9000-01-01')") != [0]


def records(number: int) -> Iterator[str]:
    """Lines for `import_articles`: by one author, in one column, from one place, of the seeds' sentences."""
    chance = random.Random(5)
    said = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt")))
    sentences = [part + "。" for part in re.split(r"[。\n]", said) if 12 < len(part) < 90]
    for n in range(number):
        record = {
            "id": f"甲 {n}",
            "title": f"第{n}篇：{chance.choice(sentences)[:20]}",
            "body": ["".join(chance.choices(sentences, k=9)) for _ in range(5)],
            "column": "江边来信",
            "date": f"20{chance.randrange(10, 26)}-0{chance.randrange(1, 10)}-1{n % 9}",
            "authors": [{"name": "何青山", "affiliation": "川东学院教授"}],
        }
        yield json.dumps(record, ensure_ascii=False) + "\n"


@contextmanager
def serving(folder: Path, number: int) -> Iterator[str]:
    """The library served; made first, unless the folder holds one."""
    environment = environment_of(folder, CURATOR, RATE_LIMITS="", LOG_LEVEL="ERROR")
    commands = [["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"], ["rebuild_index", "--if-needed"]]
    if not (folder / NAME).exists():
        give_tables(folder)
        (folder / "records.jsonl").write_text("".join(records(number)), encoding="utf-8")
        commands[1:1] = [["import_pages", "seeds"], ["import_articles", str(folder / "records.jsonl")]]
        commands += [["createsuperuser", "--noinput", "--email", "wang@example.cn"]]
    run(["-m", "tests.commands", json.dumps(commands)], environment, check=True)
    with served(environment, processes=2) as address:
        yield address


def of_names(table: str, name: str) -> str:
    return f"SELECT id FROM articles_{table} WHERE name = '{name}'"  # noqa: S608 - our own words


class Deeds:
    """What the curator asks for, each through the admin."""

    def __init__(self, browser: Browser, library: Library) -> None:
        self._browser, self._library = browser, library

    def all(self) -> Iterator[tuple[str, Callable[[], None]]]:
        for kind, name in (("author", "何青山"), ("column", "江边来信"), ("organisation", "川东学院")):
            yield f"merge: {kind}", lambda kind=kind, name=name: self._merge(kind, name)
            yield f"undo of it: {kind}", self._undo_merge
            if kind != "author":
                yield f"rename: {kind}", lambda kind=kind, name=name: self._rename(kind, name)
        yield "rescoring", self._rescore
        yield "bulk change", self._change_many
        yield "undo of it: bulk change", self._undo_batch

    def _key(self, table: str, name: str) -> int:
        return self._library.keys(of_names(table, name))[0]

    def _merge(self, kind: str, name: str) -> None:
        going = self._key(kind, name)
        kept = self._library.keys(f"SELECT id FROM articles_{kind} WHERE id <> {going} ORDER BY id LIMIT 1")[0]  # noqa: S608
        chosen = [("action", "merge"), ("kept", str(kept))] + [("_selected_action", str(key)) for key in (kept, going)]
        self._browser.post(f"{_ADMIN}/{kind}/", chosen, "the deed asked for")

    def _undo_merge(self) -> None:
        latest = self._library.keys("SELECT max(id) FROM articles_merge")[0]
        self._browser.get(f"{_ADMIN}/merge/{latest}/undo/", "the question before it")
        self._browser.post(f"{_ADMIN}/merge/{latest}/undo/", [], "the deed asked for")

    def _rename(self, kind: str, name: str) -> None:
        key = self._key(kind, name)
        self._browser.save(f"{_ADMIN}/{kind}/{key}/change/", "the deed asked for", name=f"{name}新名")
        self._browser.save(f"{_ADMIN}/{kind}/{key}/change/", "the deed asked for", name=name)

    def _rescore(self) -> None:
        key = self._library.keys("SELECT min(id) FROM articles_theme")[0]
        page = Form(self._browser.get(f"{_ADMIN}/theme/{key}/change/"))
        lines = dict(page.fields)["term_lines"].strip()
        self._browser.save(f"{_ADMIN}/theme/{key}/change/", "the deed asked for", term_lines=f"{lines}\n实践 2")

    def _change_many(self) -> None:
        keys = self._library.keys("SELECT id FROM articles_article WHERE record_key LIKE '甲 %'")
        column = self._library.keys("SELECT id FROM articles_column ORDER BY id LIMIT 1")[0]
        form = [("action", "change_many"), ("_selected_action", str(keys[0])), ("keys", ",".join(map(str, keys)))]
        form.append(("column", str(column)))
        page = self._browser.post(f"{_ADMIN}/article/", form, "the question before it")
        if 'name="confirm"' not in page:
            raise AssertionError("no preview")
        self._browser.post(f"{_ADMIN}/article/", [*form, ("confirm", "1")], "the deed asked for")

    def _undo_batch(self) -> None:
        latest = self._library.keys("SELECT max(id) FROM articles_importbatch")[0]
        self._browser.get(f"{_ADMIN}/importbatch/{latest}/undo/", "the question before it")
        self._browser.post(f"{_ADMIN}/importbatch/{latest}/undo/", [], "the deed asked for")


class Beside:
    """People at work beside it, one request after the other, until they are told to stop."""

    def __init__(self, address: str, library: Library) -> None:
        self._library = library
        self._browsers = [Browser(address), Browser(address)]
        self._stop = threading.Event()
        self.faults: list[str] = []

    def run_while(self, is_at_work: Callable[[], bool]) -> list[tuple[str, float]]:
        self._stop.clear()
        for browser in self._browsers:
            browser.took.clear()
        threads = [
            threading.Thread(target=self._work, args=(work, browser))
            for work, browser in zip((self._read, self._save), self._browsers, strict=True)
        ]
        for thread in threads:
            thread.start()
        deadline = time.monotonic() + _LONGEST_DEED
        time.sleep(1)
        while is_at_work() and time.monotonic() < deadline:
            time.sleep(0.2)
        self._stop.set()
        for thread in threads:
            thread.join()
        return [entry for browser in self._browsers for entry in browser.took]

    def _work(self, work: Callable[[Browser], None], browser: Browser) -> None:
        while not self._stop.is_set():
            try:
                work(browser)
            except (urllib.error.URLError, AssertionError, TimeoutError) as fault:
                self.faults.append(f"{work.__name__}: {fault}")
            time.sleep(0.05)

    def _read(self, browser: Browser) -> None:
        article = self._library.keys("SELECT id FROM articles_article ORDER BY random() LIMIT 1")[0]
        author = self._library.keys("SELECT id FROM articles_author ORDER BY random() LIMIT 1")[0]
        browser.get("/", "read: home")
        browser.get(f"/search/?q={random.choice(('发展', '实践', '农村', '教育'))}", "read: search")
        browser.get(f"/articles/{article}/", "read: article")
        browser.get(f"/authors/{author}/", "read: author")

    def _save(self, browser: Browser) -> None:
        key = self._library.keys("SELECT id FROM articles_article ORDER BY random() LIMIT 1")[0]
        browser.save(f"{_ADMIN}/article/{key}/change/", "saved: article", subtitle=f"——副题{random.random()}")
        first = {"authorships-0-affiliation": f"江北大学{random.choice('甲乙丙')}学院教授"}
        browser.save(f"{_ADMIN}/article/{key}/change/", "saved: byline", **first)
        for finding in self._library.keys("SELECT id FROM articles_problem ORDER BY random() LIMIT 1"):
            browser.get(f"{_ADMIN}/problem/queue/{finding}/", "a form opened")
            browser.post(f"{_ADMIN}/problem/queue/{finding}/", [("dismiss", "yes")], "saved: finding")


def table(deed: str, seconds: float, took: list[tuple[str, float]]) -> None:
    load = os.getloadavg()[0]
    late = sum(1 for _, each in took if each > WANTED_SECONDS)
    say(f"\n{deed}: {seconds:.1f} s; {len(took)} requests beside it, {late} above {WANTED_SECONDS} s; load {load:.1f}")
    for what in sorted({what for what, _ in took}):
        times = sorted(each for name, each in took if name == what)
        last = times[min(len(times) - 1, int(len(times) * 0.99))]
        middle = statistics.median(times)
        say(f"  {what:24}{len(times):6}  median {middle:.3f}  p99 {last:.3f}  longest {times[-1]:.3f}")


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main(number: int = 10_000, folder: str = "", only: str = "") -> None:
    sys.setswitchinterval(_SWITCH_SECONDS)
    with tempfile.TemporaryDirectory() as made:
        kept = Path(folder or made)
        with serving(kept, number) as address:
            library = Library(kept)
            curator, beside = Browser(address), Beside(address, library)
            table("nothing", _ALONE_SECONDS, beside.run_while(_for_seconds(_ALONE_SECONDS)))
            for deed, ask in Deeds(curator, library).all():
                if only not in deed:
                    continue
                curator.took.clear()
                begun = time.monotonic()
                ask()
                took = beside.run_while(library.is_at_work)
                table(deed, time.monotonic() - begun, [*curator.took, *took])
            say(f"\n{len(beside.faults)} requests failed" + "".join(f"\n  {fault}" for fault in beside.faults[:20]))


def _for_seconds(seconds: float) -> Callable[[], bool]:
    until = time.monotonic() + seconds
    return lambda: time.monotonic() < until


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, *sys.argv[2:])
