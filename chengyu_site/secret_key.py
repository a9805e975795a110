"""A secret key for a machine that was given none: made once, outside the repository, for its owner only."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def default_path() -> Path:
    """Where the generated key lives: under XDG_STATE_HOME, by default ~/.local/state."""
    state_home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state_home) / "chengyu_site" / "secret_key"


def read_or_create(path: Path) -> str:
    """The key in `path`, made if it is missing. Two processes starting at once get the same key."""
    if path.exists():
        return path.read_text(encoding="ascii").strip()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(get_random_secret_key())
    try:
        os.link(draft, path)  # fails if another process was first: then its key is the key
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text(encoding="ascii").strip()
