"""Measuring at one size: build, open, ask all engines in turn, save.

Engines take turns block by block of queries, in an order drawn anew each time, so that the machine's noise falls on all
of them. In a block each is asked one query after the other, as when it serves: not each one after the others have been
at work for seconds and have left it nothing of the processor's caches. Before an engine is timed with a query, its
answer is compared with the true one; a wrong one is reported, and the engine not timed with that query. An engine that
has used its time for a kind of query, the comparing included, is left out of the rest of it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import cycle
from random import Random

from bench.fleet import EngineProcess, Place
from bench.material.corpus import FACETS, Corpus
from bench.material.cutting import cut
from bench.material.queries import Query
from bench.material.truth import TrueAnswer, Truth
from bench.peers.base import Answer
from bench.peers.registry import ENTRIES, SITE
from bench.records import Disagreement, EngineRecord, Sample, SizeRecord

ROUNDS = 3
OPENINGS = 3
SAVES = 12
_CUT_ARTICLES = 300  # from which the rate of cutting is taken
_BLOCK = 20  # queries of all kinds that an engine is asked one after the other
_LEAST_SAMPLES = 5  # of each kind, however slow the engine


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure. `allowance`: how many seconds an engine may be asked for each kind, with and without facets."""

    queries: Sequence[Query]
    engines: Sequence[str]
    rounds: int = ROUNDS
    allowance: float = 4.0


def measure(place: Place, corpus: Corpus, plan: Plan) -> SizeRecord:
    """Everything at one size; the engines that are not installed have been left out of the plan."""
    record = SizeRecord(articles=place.size, queries=len(plan.queries), cutting_rate=_cutting_rate(corpus))
    for name in plan.engines:
        record.engines[name] = _built(place, name)
        say(place, name, f"built in {record.engines[name].build_seconds:.1f} s")
    for name in plan.engines:
        _open_and_close(place, name, plan.queries[0], record.engines[name])
    _ask(place, Truth(corpus), plan, record)
    for name in plan.engines:
        _save(place, name, record.engines[name])
        say(place, name, "saved")
    return record


def say(place: Place, name: str, what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {place.size:>7,} articles  {name:<13} {what}", flush=True)


def _built(place: Place, name: str) -> EngineRecord:
    """The index, as it stands for a peer, made anew for the site's engine; how long building took is kept beside it."""
    index, note = place.index(name), place.index(f"{name}.json")
    if name == SITE:
        shutil.rmtree(index, ignore_errors=True)
    if not index.exists() or not note.exists():
        shutil.rmtree(index, ignore_errors=True)
        with EngineProcess(name, place) as engine:
            built = engine.build()
        note.write_text(json.dumps(built | {"load": os.getloadavg()[0]}), encoding="ascii")
    built = json.loads(note.read_text("ascii"))
    return EngineRecord(
        build_seconds=built["seconds"], build_processor_seconds=built["processor"], build_load=built.get("load", 0.0)
    )


def _open_and_close(place: Place, name: str, query: Query, record: EngineRecord) -> None:
    """Again and again, each time in a new process; the files are in the system's cache."""
    for _ in range(OPENINGS):
        with EngineProcess(name, place) as engine:
            opened = engine.open()
            record.version, record.disk = opened["version"], opened["disk"]
            record.open_seconds.append(opened["seconds"])
            record.first_query_seconds.append(engine.time(query, with_facets=True))


def _ask(place: Place, truth: Truth, plan: Plan, record: SizeRecord) -> None:
    with ExitStack() as running:
        engines = {name: running.enter_context(EngineProcess(name, place)) for name in plan.engines}
        for name, engine in engines.items():
            engine.open()
            _warm(engine, plan.queries, ENTRIES[name].warming)
        asking = _Asking(engines, truth, plan, record)
        for number in range(plan.rounds):
            asking.ask_all(Random(number))
            say(place, "all", f"asked {number + 1} of {plan.rounds} times")
        for name, engine in engines.items():
            grown = engine.memory()
            record.engines[name].memory_own = grown["own"] - engine.idle_memory["own"]
            record.engines[name].memory_mapped = grown["mapped"] - engine.idle_memory["mapped"]


def _warm(engine: EngineProcess, queries: Sequence[Query], seconds: float) -> None:
    until = time.monotonic() + seconds
    for query in cycle(queries):
        if time.monotonic() >= until:
            return
        for facets in (True, False):
            engine.time(query, facets)


class _Asking:
    """Who has been asked what, for how long, and who may still be."""

    def __init__(self, engines: dict[str, EngineProcess], truth: Truth, plan: Plan, record: SizeRecord) -> None:
        self._engines = engines
        self._truth = truth
        self._plan = plan
        self._record = record
        self._used: defaultdict[tuple[str, str, bool], float] = defaultdict(float)
        self._times: Counter[tuple[str, str, bool]] = Counter()
        self._right: dict[tuple[str, int], bool] = {}
        self._true: dict[int, TrueAnswer] = {}

    def ask_all(self, rng: Random) -> None:
        """Each query once with facets and once without."""
        order = rng.sample(range(len(self._plan.queries)), len(self._plan.queries))
        for start in range(0, len(order), _BLOCK):
            for facets in (True, False):
                for name in rng.sample(list(self._engines), len(self._engines)):
                    for number in order[start : start + _BLOCK]:
                        self._ask(name, number, facets)

    def _ask(self, name: str, number: int, facets: bool) -> None:
        query = self._plan.queries[number]
        kind = (name, query.kind, facets)
        if self._times[kind] >= _LEAST_SAMPLES and self._used[kind] > self._plan.allowance:
            return
        start = time.perf_counter()
        rightly = self._answers_rightly(name, number)
        self._used[kind] += time.perf_counter() - start
        if not rightly:
            return
        seconds = self._engines[name].time(query, facets)
        self._used[kind] += seconds
        self._times[kind] += 1
        self._record.samples.append(Sample(name, number, query.kind, facets, seconds))

    def _answers_rightly(self, name: str, number: int) -> bool:
        if (name, number) not in self._right:
            query = self._plan.queries[number]
            if number not in self._true:
                self._true[number] = self._truth.answer(query)
            faults = list(differences(self._engines[name].answer(query), self._true[number]))
            self._record.disagreements += [Disagreement(name, query.kind, str(query), what) for what in faults]
            self._record.checked[name] = self._record.checked.get(name, 0) + 1
            self._right[name, number] = not faults
        return self._right[name, number]


def differences(answer: Answer, truth: TrueAnswer) -> Iterator[str]:
    """What is wrong with an answer, in words."""
    if answer.total != truth.total:
        yield f"{answer.total} articles, not {truth.total}"
    for facet in FACETS:
        found, right = answer.facets.get(facet, {}), truth.facets[facet]
        wrong = [value for value in found.keys() | right.keys() if found.get(value, 0) != right.get(value, 0)]
        if wrong:
            yield f"{len(wrong)} counts of {facet}, such as {min(wrong)}"


def _save(place: Place, name: str, record: EngineRecord) -> None:
    """Articles saved one by one into a copy of the index: new ones, then changed ones."""
    copy = replace(place, folder=place.folder / "saving")
    shutil.rmtree(copy.index(name), ignore_errors=True)
    copy.index(name).parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", "--reflink=auto", place.index(name), copy.index(name)], check=True)
    size, step = place.size, place.size // (SAVES + 1)
    with EngineProcess(name, copy) as engine:
        engine.open()
        record.add_seconds = [engine.save(size + new, like=size + new) for new in range(1, SAVES + 1)]
        record.update_seconds = [engine.save(old * step, like=2 * size + old) for old in range(1, SAVES + 1)]
        found = engine.answer(Query("browse")).total
    shutil.rmtree(copy.index(name))
    if found != size + SAVES:
        raise AssertionError(f"{name}: {found} articles after saving, not {size + SAVES}")


def _cutting_rate(corpus: Corpus) -> float:
    texts = ["\n".join(passage.text for passage in corpus.body(corpus.article(n))) for n in range(1, _CUT_ARTICLES + 1)]
    cut(texts[0])
    start = time.perf_counter()
    for text in texts:
        cut(text)
    return len(texts) / (time.perf_counter() - start)
