"""Compiling with Numba. What is compiled is kept in NUMBA_CACHE_DIR, apart for each state of these sources."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from numba.core import config

logger = logging.getLogger(__name__)

Function = TypeVar("Function", bound=Callable[..., object])


def kernel(function: Function) -> Function:
    """A compiled function: typed and compiled with its first call, read from the cache by later processes.

    It lets other threads run meanwhile. Where nothing can be kept, every process compiles for itself.
    """
    return _compiled(function, nogil=True)


def inner(function: Function) -> Function:
    """A compiled function that kernels call, and nobody else can: it compiles in half the time."""
    return _compiled(function, no_cpython_wrapper=True, no_cfunc_wrapper=True)


def _compiled(function: Function, **options: bool) -> Function:
    compiler: Any = numba.njit  # whose types do not know all of its options
    try:
        return cast(Function, compiler(cache=True, **options)(function))
    except RuntimeError as fault:  # Numba found no folder that it may write to
        logger.warning("compiled kernels are not kept: %s", fault)
        return cast(Function, compiler(**options)(function))


def _cache_folder(root: str) -> str:
    """A folder for these sources: Numba itself does not see when a function changes that a kernel calls elsewhere."""
    digest = hashlib.blake2b(digest_size=6)
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return str(Path(root) / digest.hexdigest())


if "NUMBA_CACHE_DIR" in os.environ:
    vars(config)["CACHE_DIR"] = _cache_folder(os.environ["NUMBA_CACHE_DIR"])
