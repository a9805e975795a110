"""System checks of the engine and of the folders that the site keeps; every command shows them first."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.core.exceptions import ImproperlyConfigured

from search.engines.base import Engine, engine
from search.errors import EngineNotReady, EngineUnavailable


@register("search")
def check_engine(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """search.E001: no such engine; W001: there is no index; W002: other code made it; W003: it cannot be read; W004: it
    is being verified or mended.

    No state of the index is an error: an error would stop the very commands that make a new one.
    """
    try:
        found = engine()
    except (ImportError, TypeError, ImproperlyConfigured) as fault:
        hint = "Set SEARCH_ENGINE to the dotted path of a search engine, or unset it."
        return [Error(f"SEARCH_ENGINE {settings.SEARCH_ENGINE!r}: {fault}", hint=hint, id="search.E001")]
    return check_index(found)


def check_index(found: Engine) -> list[CheckMessage]:
    """What is to be said of an engine's index."""
    rebuild = "Run: manage.py rebuild_index --if-needed"
    try:
        if not found.exists():
            return [Warning(f"There is no search index {found.place()}.", hint=rebuild, id="search.W001")]
        state = found.state()
    except EngineNotReady as reason:
        message = f"The search index is not ready: {reason}."
        return [Warning(message, hint="Wait; the log says if it cannot be mended.", id="search.W004")]
    except EngineUnavailable as fault:
        return [Warning(f"The search index cannot be read: {fault}", hint=rebuild, id="search.W003")]
    if not state.is_current:
        message = "The search index was made by another version of the code: searches may miss what it folds anew."
        return [Warning(message, hint=rebuild, id="search.W002")]
    return []


@register("search")
def check_folders(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """search.W005: others than its owner may enter DATA_DIR; W006: others may write to the compiled loops' folder.

    Whoever cannot enter a folder reaches nothing in it, whatever the modes of the files there.
    """
    messages: list[CheckMessage] = []
    data, loops = settings.DATA_DIR, Path(os.environ["NUMBA_CACHE_DIR"]).resolve()
    if _mode(data) & (stat.S_IRWXG | stat.S_IRWXO):
        said = f"Other users of this machine may enter DATA_DIR {data}: database and index are there."
        messages.append(Warning(said, hint=f"Run: chmod 700 {data}", id="search.W005"))
    if _mode(loops) & (stat.S_IWGRP | stat.S_IWOTH):
        said = f"Other users of this machine may write to NUMBA_CACHE_DIR {loops}: what they put there is run."
        messages.append(Warning(said, hint=f"Run: chmod -R go-w {loops}", id="search.W006"))
    return messages


def _mode(folder: Path) -> int:
    """The folder's permissions; none where it is not there."""
    return folder.stat().st_mode if folder.exists() else 0
