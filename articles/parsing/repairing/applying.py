"""Applying repairs to a reading, one after the other; one that does not fit is a finding, and the others go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from articles.parsing.problems import ReadingProblem
from articles.parsing.repairing.heads import headings_of_head, is_head, set_head, take_from_head
from articles.parsing.repairing.pieces import DraftArticle, DraftBlock, DraftDocument, piece_of, taken_apart
from articles.parsing.repairing.repairs import MISFIT, Anchor, Misfit, Operation, Repair, holds
from articles.parsing.types import Furniture, ParsedArticle, ParsedDocument, ParsedPassage, Part, TitleOrigin

_TITLED = "修订版面时所拟"


def repaired(text: str, file_name: str, document: ParsedDocument, repairs: Sequence[Repair]) -> ParsedDocument:
    """The reading of this text with the repairs; every run that it had it has still."""
    problems: list[ReadingProblem] = []
    for repair in repairs:
        sheet = taken_apart(text, file_name, document)
        try:
            if not all(holds(anchor, text) for anchor in (*repair.runs, *filter(None, [repair.target]))):
                raise Misfit("原文与修订时的不同")
            _APPLY[repair.operation](sheet, repair)
            document = sheet.parsed()
        except Misfit as misfit:
            message = f"修订“{repair.summary}”与现在的读法不合，没有应用：{misfit}"
            problems.append(ReadingProblem(MISFIT, message, repair.runs[0].start if repair.runs else 0))
    return replace(document, problems=(*document.problems, *problems))


def _move(sheet: DraftDocument, repair: Repair) -> None:
    draft, block, place = _target(sheet, repair.target)
    taken = _take(sheet, repair.runs)
    if not any(block is own for own in draft.blocks):
        raise Misfit("要放在它后面的一段也在所选之中")
    _refuse_empty(sheet)
    index = draft.blocks.index(block)
    if repair.joined and block.kind == "paragraph" and block.pieces:
        pieces = [piece for own in taken for piece in own.pieces]
        block.pieces[place:place] = pieces
        draft.joined |= {piece.passage.start for piece in block.pieces[max(place, 1) : place + len(pieces) + 1]}
        return
    rest = block.pieces[place:]
    block.pieces[place:] = []
    behind = [DraftBlock(block.kind, rest)] if rest else []
    draft.blocks[index : index + 1] = [*([block] if block.pieces else []), *taken, *behind]


def _join(sheet: DraftDocument, repair: Repair) -> None:
    for draft, block in _beginnings(sheet, repair.runs):
        index = draft.blocks.index(block)
        if index == 0 or block.kind != draft.blocks[index - 1].kind:
            raise Misfit("它前面没有可接的一段")
        draft.blocks[index - 1].pieces += block.pieces
        draft.joined.add(block.pieces[0].passage.start)
        del draft.blocks[index]


def _part(sheet: DraftDocument, repair: Repair) -> None:
    for anchor in repair.runs:
        draft, block, place = _find(sheet, anchor)
        if place == 0:
            raise Misfit("它已是一段的开头")
        index = draft.blocks.index(block)
        begins = block.pieces[place].passage.start
        draft.blocks.insert(index + 1, DraftBlock(block.kind, block.pieces[place:]))
        block.pieces[place:] = []
        draft.read = replace(
            draft.read,
            joins=tuple(join for join in draft.read.joins if join.right_start != begins),
            problems=tuple(doubt for doubt in draft.read.problems if doubt.at != begins),
        )


def _new(sheet: DraftDocument, repair: Repair) -> None:
    taken = _take(sheet, repair.runs)
    _refuse_empty(sheet)
    front: list[ParsedPassage] = []
    read = ParsedArticle(repair.title, TitleOrigin.CURATED, title_reason=_TITLED)
    if not repair.title:
        head = taken.pop(0).parsed()
        front = [replace(run, part=Part.TITLE) for run in head.passages]
        read = ParsedArticle(head.text, TitleOrigin.PRINTED)
    if not taken:
        raise Misfit("除标题外没有正文")
    sheet.drafts.append(DraftArticle(read, taken, front))


def _merge(sheet: DraftDocument, repair: Repair) -> None:
    kept, going = _owner(sheet, repair.target), _owner(sheet, repair.runs[0])
    if kept is going:
        raise Misfit("两处已在同一篇")
    kept.blocks += [*headings_of_head(sheet, going), *going.blocks]
    going.front = [run for run in going.front if run.part is not Part.TITLE]
    kept.back += [*going.front, *going.back]
    kept.joined |= going.joined
    mine, theirs = kept.read, going.read
    kept.read = replace(
        mine,
        authors=tuple(dict.fromkeys([*mine.authors, *theirs.authors])),
        affiliation="；".join(filter(None, [mine.affiliation, theirs.affiliation])) or None,
        funding=(*mine.funding, *theirs.funding),
        boxes=(*mine.boxes, *theirs.boxes),
        references=(*mine.references, *theirs.references),
        joins=(*mine.joins, *theirs.joins),
        passages=(*mine.passages, *theirs.passages),
        problems=(*mine.problems, *(doubt for doubt in theirs.problems if not doubt.code.endswith("-title"))),
    )
    sheet.drafts.remove(going)
    sheet.furniture = [(item, kept if own is going else own) for item, own in sheet.furniture]
    sheet.features = [(item, [own for own in drafts if own is not going]) for item, drafts in sheet.features]


def _mark(sheet: DraftDocument, repair: Repair) -> None:
    taken = [piece for block in _take(sheet, repair.runs) for piece in block.pieces]
    _refuse_empty(sheet)
    for piece in taken:
        run = replace(piece.passage, part=repair.part)
        sheet.furniture.append((Furniture(repair.part.value, piece.text, run), None))


def _head(sheet: DraftDocument, repair: Repair) -> None:
    draft = _owner(sheet, repair.target or repair.runs[0])
    taken = [piece for block in _take(sheet, repair.runs) for piece in block.pieces]
    set_head(sheet, draft, repair.line, taken)
    _refuse_empty(sheet)


_APPLY: dict[Operation, Callable[[DraftDocument, Repair], None]] = {
    Operation.MOVE: _move,
    Operation.JOIN: _join,
    Operation.PART: _part,
    Operation.NEW: _new,
    Operation.MERGE: _merge,
    Operation.MARK: _mark,
    Operation.HEAD: _head,
}


def _within(run: ParsedPassage, anchor: Anchor) -> bool:
    return anchor.start <= run.start and run.end <= anchor.end


def _overlaps(run: ParsedPassage, anchor: Anchor) -> bool:
    return run.start < anchor.end and anchor.start < run.end


def _take(sheet: DraftDocument, anchors: Sequence[Anchor]) -> list[DraftBlock]:
    """Take these runs out of where they stand, as blocks in the order of the anchors; what was one block stays one."""
    return [block for anchor in anchors for block in _take_one(sheet, anchor)]


def _take_one(sheet: DraftDocument, anchor: Anchor) -> list[DraftBlock]:
    found = [*_take_from_bodies(sheet, anchor), *_take_from_heads(sheet, anchor)]
    taken = [item for item, _ in sheet.furniture if _gone(item, anchor)]
    found += [DraftBlock("paragraph", [piece_of(item)]) for item in taken]
    sheet.furniture = [own for own in sheet.furniture if own[0] not in taken]
    if not found:
        raise Misfit("所选的一段现在是导语、文后注或资料框，不能取出")
    return sorted(found, key=lambda block: block.pieces[0].passage.start)


def _take_from_bodies(sheet: DraftDocument, anchor: Anchor) -> Iterator[DraftBlock]:
    for draft, block in list(sheet.blocks()):
        over = [piece for piece in block.pieces if _is_taken(piece.passage, anchor)]
        block.pieces = [piece for piece in block.pieces if piece not in over]
        if not block.pieces:
            draft.blocks.remove(block)
        if over:
            yield DraftBlock(block.kind, over)


def _take_from_heads(sheet: DraftDocument, anchor: Anchor) -> Iterator[DraftBlock]:
    for draft in sheet.drafts:
        for run in [run for run in draft.front if is_head(run) and _is_taken(run, anchor)]:
            yield take_from_head(sheet, draft, run)


def _is_taken(run: ParsedPassage, anchor: Anchor) -> bool:
    if _overlaps(run, anchor) and not _within(run, anchor):
        raise Misfit("所选的一段现在与前后连读，不能单取")
    return _overlaps(run, anchor)


def _gone(item: Furniture, anchor: Anchor) -> bool:
    return _within(item.passage, anchor) and item.passage.part is not Part.MARKUP


def _refuse_empty(sheet: DraftDocument) -> None:
    for draft in sheet.drafts:
        if not draft.blocks:
            raise Misfit(f"《{draft.read.title}》的正文会一段不剩；要并入别篇，请用“合并两篇”")


def _find(sheet: DraftDocument, anchor: Anchor | None) -> tuple[DraftArticle, DraftBlock, int]:
    """The block of a body in which a run begins, and its place in it."""
    for draft, block in sheet.blocks():
        for place, piece in enumerate(block.pieces):
            if anchor and _overlaps(piece.passage, anchor):
                return draft, block, place
    raise Misfit("所选的一段现在不在正文里")


def _beginnings(sheet: DraftDocument, anchors: Sequence[Anchor]) -> list[tuple[DraftArticle, DraftBlock]]:
    found: list[tuple[DraftArticle, DraftBlock]] = []
    for anchor in anchors:
        draft, block, place = _find(sheet, anchor)
        if place or any(block is own for _, own in found):
            raise Misfit("它已接在前一段里")
        found.append((draft, block))
    return found


def _owner(sheet: DraftDocument, anchor: Anchor | None) -> DraftArticle:
    """The article that a run is of, whichever part."""
    for draft in sheet.drafts:
        runs = [*draft.front, *draft.back, *(piece.passage for block in draft.blocks for piece in block.pieces)]
        if anchor and any(_overlaps(run, anchor) for run in runs):
            return draft
    raise Misfit("所选或“所指”的一段不在任何一篇里；请点选那一篇里的一段作“所指”")


def _target(sheet: DraftDocument, anchor: Anchor | None) -> tuple[DraftArticle, DraftBlock, int]:
    """Behind which piece of which block; behind a title or byline is before the first paragraph."""
    draft = _owner(sheet, anchor)
    for block in reversed(draft.blocks):
        for place in reversed(range(len(block.pieces))):
            if anchor and _overlaps(block.pieces[place].passage, anchor):
                return draft, block, place + 1
    return draft, draft.blocks[0], 0
