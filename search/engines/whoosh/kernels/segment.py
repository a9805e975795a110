"""A segment's columns as the kernels reach them: `segment.positions` is that array, and no index is checked.

To hand an array to a kernel costs more than a small search does with it, and a search reads thirty columns of every
segment. So Python hands over one table of all segments' columns, their addresses and lengths (`make_tables`), and
`segment_at` gives a kernel one row of it as a record, whose attributes Numba is taught here: the columns that
`kernels.columns` declares, with the types declared there. Whoever makes a table keeps the arrays alive.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numba
import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.core.base import BaseContext
from numba.core.datamodel import DataModelManager, models
from numba.core.extending import intrinsic, register_model
from numba.core.imputils import lower_getattr_generic
from numba.core.typing import BaseContext as TypingContext
from numba.core.typing.templates import AttributeTemplate, Signature, infer_getattr
from numba.np.arrayobj import populate_array

from search.engines.whoosh.kernels.columns import DTYPES, SEGMENT_COLUMNS, Array, Int64s, SegmentColumns

Tables = Int64s
"""By segment, then by column in the order of SEGMENT_COLUMNS, its address and its length."""

_PLACES = {name: place for place, name in enumerate(SEGMENT_COLUMNS)}
_WORD = ir.IntType(64)

Generate = Callable[[BaseContext, ir.IRBuilder, Signature, Sequence[ir.Value]], ir.Value]
"""Writes the instructions of a call into the code that is being built, and returns the value of the call."""


def make_tables(segments: Sequence[SegmentColumns]) -> Tables:
    """The table of segments' columns. Raises TypeError where one is not laid out as it is declared."""
    tables = np.empty((len(segments), len(_PLACES), 2), np.int64)
    for segment, rows in zip(segments, tables, strict=True):
        for name, place in _PLACES.items():
            column = getattr(segment, name)
            if column.dtype != DTYPES[name] or not column.flags.c_contiguous:
                raise TypeError(f"column {name} is of {column.dtype}, not {DTYPES[name]}")
            rows[place] = column.ctypes.data, len(column)
    return tables


class SegmentType(types.Type):
    """To Numba: a pointer to a segment's row of a table."""

    def __init__(self) -> None:
        super().__init__("Segment")


@register_model(SegmentType)
class _SegmentModel(models.PrimitiveModel):
    def __init__(self, manager: DataModelManager, kind: SegmentType) -> None:
        super().__init__(manager, kind, _WORD.as_pointer())


def _array_type(column: str) -> types.Array:
    return types.Array(numba.from_dtype(DTYPES[column]), 1, "C")


@infer_getattr
class _SegmentAttributes(AttributeTemplate):
    key = SegmentType

    def generic_resolve(self, kind: SegmentType, column: str) -> types.Array | None:  # type: ignore[override]  # None there
        return _array_type(column) if column in _PLACES else None


@lower_getattr_generic(SegmentType)
def _read_column(
    context: BaseContext, builder: ir.IRBuilder, kind: SegmentType, row: ir.Value, column: str
) -> ir.Value:
    """The array at the address that the row has for a column."""
    place = 2 * _PLACES[column]
    address, length = (builder.load(builder.gep(row, [_WORD(place + at)])) for at in range(2))
    array = context.make_array(_array_type(column))(context, builder)
    size = _WORD(DTYPES[column].itemsize)
    data = builder.inttoptr(address, array.data.type)
    populate_array(array, data=data, shape=[length], strides=[size], itemsize=size, meminfo=None)
    return array._getvalue()


def _segment_at(context: TypingContext, tables: types.Type, number: types.Type) -> tuple[Signature, Generate]:
    def generate(
        context: BaseContext, builder: ir.IRBuilder, signature: Signature, arguments: Sequence[ir.Value]
    ) -> ir.Value:
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        stride = cgutils.unpack_tuple(builder, array.strides)[0]
        address = builder.add(builder.ptrtoint(array.data, _WORD), builder.mul(stride, arguments[1]))
        return builder.inttoptr(address, _WORD.as_pointer())

    return SegmentType()(types.Array(types.int64, 3, "C"), types.int64), generate


def _fetch(context: TypingContext, values: types.Type, place: types.Type) -> tuple[Signature, Generate]:
    def generate(
        context: BaseContext, builder: ir.IRBuilder, signature: Signature, arguments: Sequence[ir.Value]
    ) -> ir.Value:
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        kind, number = ir.IntType(8).as_pointer(), ir.IntType(32)
        taken = ir.FunctionType(ir.VoidType(), [kind, number, number, number])
        address = builder.bitcast(builder.gep(array.data, [arguments[1]]), kind)
        function = cgutils.get_or_insert_function(builder.module, taken, "llvm.prefetch.p0")
        builder.call(function, [address, number(0), number(3), number(1)])  # to read, into the nearest cache, data
        return context.get_dummy_value()

    return types.void(values, types.int64), generate


if TYPE_CHECKING:

    def fetch(values: Array, place: int) -> None:
        """Have the processor bring a value near while it goes on."""

    def segment_at(tables: Tables, number: int) -> SegmentColumns:
        """The columns of a table's segment."""
        ...

else:
    fetch = intrinsic(_fetch)
    segment_at = intrinsic(_segment_at)
