"""Compiling with Numba.

What is compiled is kept under NUMBA_CACHE_DIR, in a folder for each state of these sources, of the declared columns,
of Numba and of the processor: Numba itself does not see when a function changes that a kernel calls elsewhere.
`compiling` fills the folder.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar, cast

import numba
from numba.core import config
from numba.core.registry import cpu_target

from search.engines.whoosh.kernels.columns import DTYPES

Function = TypeVar("Function", bound=Callable[..., object])

SOURCES = Path(__file__).parent


def cache_folder() -> Path | None:
    """Where what is compiled from these sources for this machine is kept; None where NUMBA_CACHE_DIR is not set."""
    if "NUMBA_CACHE_DIR" not in os.environ:
        return None
    machine = cpu_target.target_context.codegen().magic_tuple()
    digest = hashlib.blake2b(repr((str(SOURCES), numba.__version__, machine, DTYPES)).encode(), digest_size=6)
    for source in sorted(SOURCES.glob("*.py")):
        digest.update(source.read_bytes())
    return Path(os.environ["NUMBA_CACHE_DIR"]) / digest.hexdigest()


def _can_keep(folder: Path | None) -> bool:
    """Whether files can be made in the folder. Numba would put them beside the sources where they cannot."""
    try:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        return folder is not None and os.access(folder, os.W_OK)
    except OSError:
        return False


CACHE_FOLDER = cache_folder()
IS_KEPT = _can_keep(CACHE_FOLDER)
vars(config)["CACHE_DIR"] = str(CACHE_FOLDER) if IS_KEPT else ""


def kernel(function: Function) -> Function:
    """A compiled function: typed and compiled with its first call, read from the cache by later processes.

    It lets other threads run meanwhile. Where nothing can be kept, every process compiles for itself.
    """
    return _compiled(function, nogil=True, no_cfunc_wrapper=True)


def inner(function: Function) -> Function:
    """A compiled function that kernels call, and nobody else can: it compiles in half the time.

    It is compiled for each combination of types that it is given, and a literal is a type of its own: not so
    `int(np.int64(0))`.
    """
    return _compiled(function, no_cpython_wrapper=True, no_cfunc_wrapper=True)


def inlined(function: Function) -> Function:
    """A function with one caller, compiled as a part of it: code is optimized again with each caller that it has."""
    return _compiled(function, inline="always")


class _Compiler(Protocol):
    """`numba.njit`, whose own types do not know all of its options."""

    def __call__(self, **options: bool | str) -> Callable[[Function], Function]: ...


def _compiled(function: Function, **options: bool | str) -> Function:
    return cast(_Compiler, numba.njit)(cache=IS_KEPT, **options)(function)
