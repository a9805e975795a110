"""A command with a cluster of its own: both end together."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WITHOUT_NODES = """
import contextlib, sys, types
from tests.opensearch import __main__ as started
started.running_cluster = lambda *_: contextlib.nullcontext(types.SimpleNamespace(hosts="http://127.0.0.1:9200"))
sys.exit(started.main(sys.argv[1:]))
"""
SERVER = "trap 'echo ended on $OPENSEARCH_HOSTS >said; exit 0' TERM; echo begun >said; while :; do sleep 0.1; done"


def test_a_server_ends_with_its_nodes_and_what_they_keep_is_its_owners_alone(tmp_path) -> None:
    said, kept = tmp_path / "said", tmp_path / "var"
    command = [sys.executable, "-c", WITHOUT_NODES, "sh", "-c", SERVER]
    environment = {**os.environ, "DATA_DIR": str(kept), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=subprocess.DEVNULL) as process:
        until = time.monotonic() + 60
        while not said.exists() and time.monotonic() < until:
            time.sleep(0.1)
        process.terminate()
    assert said.read_text() == "ended on http://127.0.0.1:9200\n"
    assert kept.stat().st_mode & 0o077 == 0
