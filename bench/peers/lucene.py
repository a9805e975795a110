"""Lucene by its own jar: 10 where a Java from 21 on is there, else 9.12, built with Maven from `bench/lucene`.

A program of the bench's own holds the index and answers over a pipe, one JSON object a line; it measures each query
itself, so that the pipe costs nothing. Title and body are fields of the given tokens, one segment. Without facets the
total is counted and the best ten are found by two calls, the second of which may skip what cannot be among them; with
facets one pass ranks, counts, and collects what is counted by the facets' ordinals. No cache of queries.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.material.corpus import FACETS, Article, Corpus
from bench.material.queries import Query, query_to_json
from bench.peers.base import Answer, Peer

_SOURCES = Path(__file__).resolve().parents[1] / "lucene"
_MACHINES = Path("/usr/lib/jvm")
_RELEASES = ((21, "10.3.1"), (17, "9.12.3"))  # the Java that each needs
_JVM = ("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC", "-XX:-UsePerfData")
_VECTORS = ("--add-modules", "jdk.incubator.vector")  # which Lucene 10 decodes postings with


@dataclass(frozen=True, slots=True)
class Jdk:
    home: Path
    java: int  # its number: 21

    @property
    def release(self) -> tuple[int, str]:
        """The least Java that the newest Lucene for it needs, and that Lucene."""
        return next(release for release in _RELEASES if release[0] <= self.java)


def newest_jdk() -> Jdk:
    """Of those that Debian's folder has, and the one on the path. Raises ImportError where none is new enough."""
    on_path = shutil.which("javac")
    homes = {path.resolve().parents[1] for path in _MACHINES.glob("*/bin/javac")}
    homes |= {Path(on_path).resolve().parents[1]} if on_path else set()
    found = max((Jdk(home, _number(home)) for home in homes), key=lambda jdk: jdk.java, default=None)
    if found is None or found.java < _RELEASES[-1][0] or not shutil.which("mvn"):
        raise ImportError(f"a JDK from {_RELEASES[-1][0]} on and Maven are needed")
    return found


def _number(home: Path) -> int:
    release = home / "release"
    said = re.search(r'JAVA_VERSION="(\d+)', release.read_text("ascii")) if release.exists() else None
    return int(said[1]) if said else 0


class Lucene(Peer):
    def __init__(self, folder: Path, corpus: Corpus) -> None:
        super().__init__(folder, corpus)
        self._jdk = newest_jdk()
        self._program = _made(self._jdk, folder.resolve().parents[1] / f"lucene-{self._jdk.release[1]}")

    @property
    def version(self) -> str:
        return f"Lucene {self._jdk.release[1]}, Java {self._jdk.java}"

    def build(self) -> None:
        self.folder.mkdir(parents=True)
        self._start()
        for article in self.corpus:
            self._add(article)
        self._do("finish")
        self.close()

    def open(self) -> None:
        self._start()
        self._do("open")

    def ask(self, query: Query, with_facets: bool) -> Any:
        return self._do("ask", query=query_to_json(query), facets=with_facets)

    def seconds(self, asked: Any) -> float:
        taken: float = asked["seconds"]
        return taken

    def read(self, asked: Any) -> Answer:
        """What was asked last."""
        found = self._do("read")
        return Answer(found["total"], tuple(found["top"]), found["facets"])

    def save(self, articles: Iterable[Article]) -> None:
        for article in articles:
            self._add(article)
        self._do("commit")

    def close(self) -> None:
        self._process.communicate()

    def memory_pids(self) -> list[int]:
        return [self._process.pid]

    def _add(self, article: Article) -> None:
        texts = {"title": self.corpus.title_tokens(article), "body": self.corpus.body_tokens(article)}
        self._do("add", number=article.number, **texts, **{name: article.facet(name) for name in FACETS})

    def _start(self) -> None:
        path = os.pathsep.join(map(str, [self._program / "bench.jar", *(self._program / "lib").glob("*.jar")]))
        options = [*_JVM, *(_VECTORS if self._jdk.release[0] > 17 else ())]
        self._process = subprocess.Popen(
            [self._jdk.home / "bin" / "java", *options, "-cp", path, "bench.Main", self.folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def _do(self, deed: str, **given: Any) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": deed, **given}, ensure_ascii=False) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"Lucene ended with {self._process.wait()}")
        reply: dict[str, Any] = json.loads(line)
        return reply


def _made(jdk: Jdk, folder: Path) -> Path:
    """The program, made where it is missing or older than its sources; needs Maven Central the first time."""
    made = folder / "bench.jar"
    newest = max(path.stat().st_mtime for path in _SOURCES.rglob("*") if path.is_file())
    if made.exists() and made.stat().st_mtime > newest:
        return folder
    java, lucene = jdk.release
    given = [f"-DoutputFolder={folder}", f"-Dlucene.version={lucene}", f"-Dmaven.compiler.release={java}"]
    said = subprocess.run(
        ["mvn", "-q", "-B", "-f", _SOURCES / "pom.xml", *given, "clean", "package"],
        env={**os.environ, "JAVA_HOME": str(jdk.home)},
        capture_output=True,
        text=True,
        check=False,
    )
    if said.returncode:
        raise ImportError(f"Maven could not build {_SOURCES}:\n{said.stdout}")
    return folder
