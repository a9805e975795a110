"""Three nodes of OpenSearch on this machine, built from `deploy/opensearch` with Maven: started, killed, stopped."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).resolve().parents[2] / "deploy" / "opensearch"
NODES = 3
STARTING_SECONDS = 180.0
_STOPPING_SECONDS = 20.0
_ELECTION_SECONDS = 30.0
# 512 MB are enough for a library to try; the compiler's last stage costs a node more at its start than it saves.
_JVM = ("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData")


class ClusterFailed(Exception):
    """A cluster that could not be built or did not start; says why."""


def is_possible() -> bool:
    """Whether this machine has what a cluster is made with."""
    return bool(shutil.which("javac") and shutil.which("mvn"))


@dataclass(slots=True)
class Node:
    """One process. `port` answers HTTP, `transport_port` the other nodes."""

    name: str
    port: int
    transport_port: int
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal, if it runs. After a SIGKILL it is gone when this returns."""
        if self.process:
            self.process.send_signal(number)
            if number is signal.SIGKILL:
                self.process.wait()

    def is_running(self) -> bool:
        return bool(self.process and self.process.poll() is None)


@dataclass(slots=True)
class Cluster:
    """Nodes that know each other; `built` is the folder with their classes."""

    built: Path
    folder: Path
    nodes: list[Node] = field(default_factory=list)

    @property
    def hosts(self) -> str:
        """As OPENSEARCH_HOSTS has them."""
        return ",".join(node.url for node in self.nodes)

    def start(self) -> None:
        """Start the nodes that do not run, and wait until all are one cluster."""
        for node in self.nodes:
            if not node.is_running():
                self.start_node(node)
        self.wait_for("green")

    def start_node(self, node: Node) -> None:
        options = {
            "node.name": node.name,
            "http.port": node.port,
            "transport.port": node.transport_port,
            "path.home": node.folder,
            "path.data": node.folder / "data",
            "path.logs": node.folder,
            "discovery.seed_hosts": ",".join(f"127.0.0.1:{other.transport_port}" for other in self.nodes),
        }
        if not (node.folder / "data").exists():  # who has data remembers its cluster, and must not found another
            options["cluster.initial_cluster_manager_nodes"] = ",".join(other.name for other in self.nodes)
        node.folder.mkdir(parents=True, exist_ok=True)
        with (node.folder / "log").open("ab") as log:
            node.process = subprocess.Popen(_command(self.built, options), stdout=log, stderr=log)

    def wait_for(self, status: str, seconds: float = STARTING_SECONDS) -> None:
        """Raises ClusterFailed where the running nodes are not one cluster in this state in time."""
        running, until = [node for node in self.nodes if node.is_running()], time.monotonic() + seconds
        while time.monotonic() < until:
            if all(self._says(node, f"wait_for_status={status}&wait_for_nodes={len(running)}") for node in running):
                return
            if not all(node.is_running() for node in running):
                break
            time.sleep(0.3)
        raise ClusterFailed(f"the nodes in {self.folder} did not become {status}:\n{self._last_words()}")

    def manager(self) -> Node:
        """The node that the others follow, once it is elected. Raises ClusterFailed where none is in time."""
        until = time.monotonic() + _ELECTION_SECONDS
        while time.monotonic() < until:
            for node in filter(Node.is_running, self.nodes):
                if found := _get(f"{node.url}/_cat/cluster_manager?format=json", 5):
                    return next(other for other in self.nodes if other.name == found[0]["node"])
            time.sleep(0.2)
        raise ClusterFailed("no node knows a manager")

    def forget(self, index: str) -> None:
        """Delete all indexes whose names begin so."""
        node = next(filter(Node.is_running, self.nodes))
        for name in _get(f"{node.url}/_cat/indices/{index}*?format=json&h=index", 10) or ():
            request = urllib.request.Request(f"{node.url}/{name['index']}", method="DELETE")  # noqa: S310
            urllib.request.urlopen(request, timeout=20).close()  # noqa: S310  # loopback, by http

    def stop(self) -> None:
        """End all nodes, the last resort included."""
        running = [node for node in self.nodes if node.is_running()]
        for node in running:
            node.signal(signal.SIGCONT)
            node.signal(signal.SIGTERM)
        until = time.monotonic() + _STOPPING_SECONDS
        for node in running:
            assert node.process is not None
            try:
                node.process.wait(max(until - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                node.signal(signal.SIGKILL)

    def _says(self, node: Node, wanted: str) -> bool:
        health = _get(f"{node.url}/_cluster/health?timeout=1s&{wanted}", 4)
        return bool(health) and not health["timed_out"]

    def _last_words(self) -> str:
        logs = [node.folder / "log" for node in self.nodes]
        return "\n".join(log.read_text(errors="replace")[-1500:] for log in logs if log.exists())


@contextmanager
def running_cluster(folder: Path, built: Path, first_port: int = 0) -> Iterator[Cluster]:
    """A cluster that runs as long as the block does; what it keeps stays in the folder, what is built in the other.

    On `first_port` and those that follow, or on any that are free. Raises ClusterFailed.
    """
    cluster = Cluster(build(built), folder)
    ports = [first_port + n if first_port else free_port() for n in range(NODES)]
    for n, port in enumerate(ports, start=1):
        cluster.nodes.append(Node(f"node-{n}", port, free_port(), folder / f"node-{n}"))
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


def build(folder: Path) -> Path:
    """The nodes' classes, made where they are missing or older than their sources; needs Maven Central the first time.

    With them an archive of what a node loads at its start, which saves each of them most of that. Raises ClusterFailed.
    """
    made = folder / "classes.jsa"
    newest = max(path.stat().st_mtime for path in SOURCES.rglob("*") if path.is_file())
    if made.exists() and made.stat().st_mtime > newest:
        return folder
    if not is_possible():
        raise ClusterFailed("a JDK from 17 on and Maven are needed (Debian: apt-get install openjdk-17-jdk maven)")
    folder.mkdir(parents=True, exist_ok=True)
    made.unlink(missing_ok=True)
    said = subprocess.run(
        ["mvn", "-q", "-B", "-f", SOURCES / "pom.xml", f"-DoutputFolder={folder}", "package"],
        capture_output=True,
        text=True,
        check=False,
    )
    if said.returncode:
        raise ClusterFailed(f"Maven could not build {SOURCES}:\n{said.stdout}{said.stderr}")
    _archive_classes(folder)
    return folder


def _archive_classes(folder: Path) -> None:
    """Run a node by itself until it answers, and have the machine write down what it loaded."""
    alone = Cluster(folder, folder / "alone")
    node = Node("alone", free_port(), free_port(), folder / "alone" / "node")
    alone.nodes.append(node)
    try:
        alone.start()
    finally:
        alone.stop()
        shutil.rmtree(folder / "alone")


def _command(built: Path, settings: Mapping[str, object]) -> list[str]:
    java = str(Path(shutil.which("javac") or "javac").resolve().with_name("java"))
    archive = built / "classes.jsa"
    sharing = f"-XX:SharedArchiveFile={archive}" if archive.exists() else f"-XX:ArchiveClassesAtExit={archive}"
    path = os.pathsep.join(map(str, [built / "node.jar", *sorted((built / "lib").glob("*.jar"))]))
    pairs = [f"{name}={value}" for name, value in settings.items()]
    own = os.environ.get("OPENSEARCH_JVM", "").split()  # of two options that contradict each other, the last is taken
    options = [*_JVM, *own, "-Xshare:auto", sharing, "-Xlog:cds=off", "-cp", path]
    return [java, *options, "node.Launcher", str(SOURCES / "config"), *pairs]


def _get(url: str, seconds: float) -> Any:
    """What a node answers; None where it does not, or says that it waited in vain."""
    try:
        with urllib.request.urlopen(url, timeout=seconds) as answer:  # noqa: S310  # loopback, by http
            return json.load(answer)
    except (urllib.error.URLError, OSError, ValueError):
        return None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
