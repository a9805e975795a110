"""What processes and folders take, as Linux counts it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

_FIELD = re.compile(r"^(Pss|Pss_Anon|Pss_File|Pss_Shmem):\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes, pages shared between processes counted once. `own` cannot be dropped; `mapped` files the system may."""

    own: int
    mapped: int


def memory(pids: Iterable[int]) -> Memory:
    """Of processes and all their descendants."""
    own = mapped = 0
    for pid in _with_children(pids):
        fields = {name: int(kilobytes) << 10 for name, kilobytes in _FIELD.findall(_read(pid, "smaps_rollup"))}
        own += fields.get("Pss_Anon", 0) + fields.get("Pss_Shmem", 0)
        mapped += fields.get("Pss_File", 0)
    return Memory(own, mapped)


def processor_seconds() -> float:
    """Of this process and those it has started and waited for."""
    return sum(used.ru_utime + used.ru_stime for used in map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN)))


def disk_bytes(folder: Path) -> int:
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())


def _with_children(pids: Iterable[int]) -> set[int]:
    found: set[int] = set()
    waiting = list(pids)
    while waiting:
        pid = waiting.pop()
        if pid not in found:
            found.add(pid)
            waiting += [int(child) for child in _read(pid, f"task/{pid}/children").split()]
    return found


def _read(pid: int, name: str) -> str:
    return Path(f"/proc/{pid}/{name}").read_text(encoding="ascii")
