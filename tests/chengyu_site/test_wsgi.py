"""What a server's process has done before its first reader comes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ASKS = "import gc; import chengyu_site.wsgi; print(gc.get_freeze_count())"


def test_what_a_process_begins_with_is_not_looked_through_for_garbage(tmp_path) -> None:
    environment = os.environ | {"DATA_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    environment.pop("DJANGO_SETTINGS_MODULE")
    said = subprocess.run([sys.executable, "-c", ASKS], env=environment, check=True, capture_output=True, text=True)
    assert int(said.stdout) > 100_000
