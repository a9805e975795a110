"""Starts the cluster and says where: `python -m tests.opensearch [COMMAND ...]`.

Until Ctrl-C, or as long as a command runs, which finds the hosts in OPENSEARCH_HOSTS.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.opensearch.cluster import ClusterFailed, running_cluster

ROOT = Path(__file__).resolve().parents[2]
FIRST_PORT = 9200


def main(command: list[str]) -> int:
    folder = Path(os.environ.get("DATA_DIR") or ROOT / "var").resolve() / "opensearch"
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # as the site makes it
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    _say("Starting three nodes of OpenSearch (the first time they are built with Maven, about a minute).")
    try:
        with running_cluster(folder, folder / "built", int(os.environ.get("OPENSEARCH_PORT") or FIRST_PORT)) as cluster:
            _say(f"OPENSEARCH_HOSTS={cluster.hosts}   data and logs: {folder}")
            if command:
                return _run(command, {**os.environ, "OPENSEARCH_HOSTS": cluster.hosts})
            signal.pause()
    except ClusterFailed as fault:
        _say(str(fault))
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


def _run(command: list[str], environment: dict[str, str]) -> int:
    """Until it ends. Where this process is told to end first, so is the command, which may need the nodes for that."""
    started = subprocess.Popen(command, env=environment)
    try:
        return started.wait()
    finally:
        started.terminate()
        started.wait()


def _say(message: str) -> None:
    sys.stdout.write(f"{message}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
