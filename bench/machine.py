"""What the bench runs on, in words."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path


def describe_machine() -> dict[str, str]:
    processor = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    kilobytes = re.search(r"^MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text(encoding="ascii"), re.MULTILINE)
    return {
        "Processor": f"{processor[1] if processor else platform.machine()}, {os.cpu_count()} cores",
        "Memory": f"{int(kilobytes[1]) / (1 << 20):.0f} GB" if kilobytes else "unknown",
        "System": platform.platform(),
        "Python": platform.python_version(),
        "Load at the start": f"{os.getloadavg()[0]:.1f}",
    }
