"""The loops of a search, compiled to machine code: arrays and numbers in, arrays and numbers out.

Arrays named alike mean the same everywhere; what a segment's columns hold is declared in `columns`.

| array | what |
|---|---|
| bits | a set of a segment's documents: uint64, document d is bit d % 64 of word d // 64; past the last one, 0 |
| documents | numbers of documents in a segment, ascending |
| run | the UTF-16 units of a text that is looked for |

Annotations say what a caller gives and gets; inside, everything has the types that Numba finds.

Pure. May import: nothing.
"""
