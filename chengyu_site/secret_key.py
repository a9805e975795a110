"""A secret key for a machine that was given none: made once, outside the repository, for its owner only."""

import os
from pathlib import Path
from threading import get_ident

from django.core.management.utils import get_random_secret_key


def default_path() -> Path:
    """Where the generated key lives: under XDG_STATE_HOME, by default ~/.local/state."""
    state_home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state_home) / "chengyu_site" / "secret_key"


def read_or_create(path: Path) -> str:
    """The key in `path`, made if it is missing. Two processes starting at once get the same key.

    Raises RuntimeError where the file holds none, OSError where it cannot be read or made.
    """
    if path.exists():
        return _read(path)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{get_ident()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(get_random_secret_key())
    try:
        os.link(draft, path)  # fails if another process was first: then its key is the key
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return _read(path)


def _read(path: Path) -> str:
    key = path.read_text(encoding="ascii").strip()
    if not key:
        raise RuntimeError(f"{path} is empty: remove it, and a new secret key is made")
    return key
