"""An article set in type: head, body and note as pieces, cut and with things printed between the halves."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from random import Random

from articles.parsing.types import Part, Person, TitleOrigin
from tests.pages.cutting import cut
from tests.pages.furniture import caption
from tests.pages.truth import ASTRAY, Fault, Piece, TrueArticle, in_reading_order
from tests.pages.words.people import Note, note, people
from tests.pages.words.prose import Story, sentences

_CUTS = (Fault.LOST_CHARACTER, Fault.CUT_AFTER_COMMA, Fault.CUT_AFTER_STOP, Fault.SHORT_FRAGMENT)
_TAKEN_AS_ASKED = {Fault.NO_NOTE, Fault.SEVERAL_AUTHORS, Fault.SHORT_PARAGRAPHS, Fault.SUBHEADINGS}
_SUBHEADINGS = ("深刻认识重大意义", "准确把握基本要求", "找准工作着力点", "存在的突出问题", "几点建议", "强化组织保障")
PLAIN = frozenset({Fault.CUT})
TITLE_FAULTS = frozenset(fault for fault in Fault if fault.name.startswith("TITLE_"))


@dataclass(slots=True)
class Galley:
    """One article's pieces while the page is being made up."""

    article: int
    column: str | None
    faults: set[Fault]
    title: str | None
    origin: TitleOrigin
    people: tuple[Person, ...]
    note: Note | None
    body: list[Piece]
    asked: frozenset[Fault] = frozenset()
    title_piece: Piece | None = None
    byline: Piece | None = None
    note_pieces: list[Piece] = field(default_factory=list)
    kicker: str | None = None
    subtitle: str | None = None
    over_title: list[Piece] = field(default_factory=list)  # a kicker, and a wrapped title's lines but the last
    under_title: list[Piece] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)  # where `body` may be parted into runs

    def runs(self, at: list[int]) -> list[list[Piece]]:
        """The article in runs parted before these pieces of the body; the note goes with the last."""
        head = [*self.over_title, *([self.title_piece] if self.title_piece else []), *self.under_title]
        head += [self.byline] if self.byline else []
        if Fault.TITLE_AFTER_BYLINE in self.faults:
            head.reverse()
        edges = [0, *sorted(at), len(self.body)]
        runs = [self.body[a:b] for a, b in pairwise(edges)]
        runs[0] = head + runs[0]
        runs[-1] = runs[-1] + self.note_pieces
        return runs

    @property
    def elsewhere(self) -> bool:
        """Whether the title stands, or is asked to stand, somewhere else than in one piece over the byline."""
        return bool(self.asked & TITLE_FAULTS)

    def truth(self) -> TrueArticle:
        """What a correct reading of these pieces gives."""
        whole: dict[int, tuple[str, str]] = {}
        for piece in self.body:
            if piece.paragraph is not None:
                kind = "heading" if piece.part is Part.HEADING else "paragraph"
                whole[piece.paragraph] = (kind, whole.get(piece.paragraph, ("", ""))[1] + piece.text)
        return TrueArticle(
            title=self.title,
            origin=self.origin,
            people=self.people,
            kicker=self.kicker,
            subtitle=self.subtitle,
            column=self.column,
            note=self.note.text if self.note else None,
            funding=self.note.funding if self.note else (),
            body=tuple(whole[n] for n in sorted(whole)),
            faults=frozenset(self.faults),
        )


def set_article(
    rng: Random, story: Story, article: int, column: str | None, faults: frozenset[Fault], taken: set[str]
) -> Galley:
    """The story set in type with these faults, but for those of the page's order."""
    authors = rng.choice((2, 2, 2, 3)) if Fault.SEVERAL_AUTHORS in faults else 1
    names = people(rng, authors, taken)
    its_note = None if Fault.NO_NOTE in faults else note(rng, authors)
    paragraphs = _shortened(rng, story.paragraphs) if Fault.SHORT_PARAGRAPHS in faults else story.paragraphs
    galley = Galley(
        article, column, set(faults & _TAKEN_AS_ASKED), story.title,
        TitleOrigin.PRINTED, tuple(map(Person, names)), its_note,
        _body(rng, paragraphs, article, headed=Fault.SUBHEADINGS in faults), asked=faults,
    )  # fmt: skip
    galley.byline = _byline(rng, galley, faults)
    if its_note:
        galley.note_pieces = _note_pieces(rng, its_note, article, faults)
        if len(galley.note_pieces) > 1:
            galley.faults.add(Fault.NOTE_CUT)
    _cut_body(rng, galley, faults)
    _place_title(rng, galley, faults)
    _place_caption(rng, galley, faults)
    galley.body = in_reading_order(galley.body)
    return galley


def _shortened(rng: Random, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    out: list[str] = []
    for paragraph in paragraphs:
        parts = sentences(paragraph)
        if len(parts) > 1 and rng.random() < 0.5:
            out += [parts[0], "".join(parts[1:])]
        else:
            out.append(paragraph)
    return tuple(out)


def _byline(rng: Random, galley: Galley, faults: frozenset[Fault]) -> Piece:
    names = [person.name for person in galley.people]
    if Fault.SPACED_NAME in faults:
        for n, name in enumerate(names):
            if len(name) == 2:
                names[n] = name[0] + "　" + name[1]
                galley.faults.add(Fault.SPACED_NAME)
    square = rng.choice("■■■□")
    space = rng.choice(("", "", "", " "))
    between = "  " if Fault.SPACED_NAME in galley.faults else rng.choice((" ", " ", " ", "　", "  "))
    mark = rng.choice(("", "", "", "## ", "### ")) if Fault.MARKDOWN in faults else ""
    return Piece(square + space + between.join(names), Part.BYLINE, galley.article, mark=mark)


def _note_pieces(rng: Random, its_note: Note, article: int, faults: frozenset[Fault]) -> list[Piece]:
    opening, closing = rng.choice(("（）", "（）", "()"))
    piece = Piece(f"{opening}{its_note.text}{closing}", Part.NOTE, article)
    halves = cut(rng, piece, PLAIN) if Fault.NOTE_CUT in faults else None
    return list(halves) if halves else [piece]


def _body(rng: Random, paragraphs: tuple[str, ...], article: int, *, headed: bool) -> list[Piece]:
    """The paragraphs as pieces, some of them under headings, numbered or marked."""
    pieces: list[Piece] = []
    headings = rng.sample(_SUBHEADINGS, 3) if headed else []
    for n, text in enumerate(paragraphs):
        if n and headings and rng.random() < 0.7:
            number = rng.choice(("", "一二三"[3 - len(headings)] + "、"))
            mark = rng.choice(("## ", "### ", "")) if number else rng.choice(("## ", "### "))
            pieces.append(Piece(number + headings.pop(), Part.HEADING, article, len(pieces), mark=mark))
        pieces.append(Piece(text, Part.BODY, article, len(pieces)))
    return pieces


def _cut_body(rng: Random, galley: Galley, faults: frozenset[Fault]) -> None:
    """Cut paragraphs as the faults ask; every fault that needs a cut gets one."""
    wanted: list[frozenset[Fault]] = []
    if Fault.CUT in faults:
        wanted.append(PLAIN)
    wanted += [frozenset({fault}) for fault in _CUTS if fault in faults]
    if Fault.SEVERAL_CUTS in faults:
        wanted += [PLAIN] * rng.randrange(2, 5)
    needs = faults & (ASTRAY | {Fault.TITLE_IN_CUT, Fault.CAPTION_IN_CUT, Fault.CAPTION_WITHOUT_CREDIT})
    if needs and Fault.FRESH_TAIL not in faults:
        wanted += [PLAIN] * max(0, len(needs) - len(wanted))
    for kind in wanted:
        cut_somewhere(rng, galley, kind)


def cut_somewhere(rng: Random, galley: Galley, kind: frozenset[Fault]) -> None:
    """Cut one piece of the body, longer ones sooner, and note where the body may now be parted."""
    for _ in range(6):
        at = rng.choices(range(len(galley.body)), weights=[len(p.text) for p in galley.body])[0]
        halves = cut(rng, galley.body[at], kind) if galley.body[at].part is Part.BODY else None
        if halves is None:
            continue
        galley.body[at : at + 1] = halves
        galley.breaks = {b + (b > at) for b in galley.breaks} | {at + 1}
        galley.faults |= kind
        if len(galley.breaks) > 1:
            galley.faults.add(Fault.SEVERAL_CUTS)
        return


def insert_at_break(rng: Random, galley: Galley, pieces: list[Piece]) -> bool:
    """Print pieces between two halves; false when every cut is taken."""
    free = [b for b in sorted(galley.breaks) if galley.body[b - 1].paragraph == galley.body[b].paragraph is not None]
    if not free:
        return False
    at = rng.choice(free)
    galley.body[at:at] = pieces
    galley.breaks = {b + len(pieces) * (b > at) for b in galley.breaks if b != at}
    return True


def _place_title(rng: Random, galley: Galley, faults: frozenset[Fault]) -> None:
    marked = Fault.MARKDOWN in faults
    mark = rng.choice(("", "# ", "## ", "### ")) if marked else rng.choice(("", "", "# ", "## "))
    assert galley.title is not None
    if Fault.TITLE_MISSING in faults:
        galley.title, galley.origin = None, TitleOrigin.INFERRED
        galley.faults.add(Fault.TITLE_MISSING)
        return
    if Fault.TITLE_TRUNCATED in faults and len(galley.title) >= 10:
        galley.title, galley.origin = _truncated(rng, galley.title), TitleOrigin.TRUNCATED
        galley.faults.add(Fault.TITLE_TRUNCATED)
    piece = Piece(galley.title, Part.TITLE, galley.article, mark=mark)
    in_cut = Fault.TITLE_IN_CUT in faults and galley.origin is TitleOrigin.PRINTED
    if in_cut and insert_at_break(rng, galley, [piece]):
        galley.faults.add(Fault.TITLE_IN_CUT)
        return
    galley.title_piece = piece
    galley.faults |= faults & {Fault.TITLE_AFTER_BYLINE}


def print_title_in(rng: Random, galley: Galley, other: Galley) -> None:
    """Print an article's title between two halves of another's sentence."""
    cut_somewhere(rng, other, PLAIN)
    if galley.title_piece and insert_at_break(rng, other, [galley.title_piece]):
        galley.title_piece = None
        galley.faults.add(Fault.TITLE_IN_OTHER)
    other.body = in_reading_order(other.body)


def _truncated(rng: Random, title: str) -> str:
    """The title without its last characters, most often where what is left asks to go on."""
    hungry = [n for n in range(5, len(title) - 1) if title[n - 1] in "的和与、：以为在把及"]
    if hungry and rng.random() < 0.7:
        return title[: rng.choice(hungry)].rstrip()
    return title[: len(title) - rng.randrange(2, 5)].rstrip()


def _place_caption(rng: Random, galley: Galley, faults: frozenset[Fault]) -> None:
    for fault, credit in ((Fault.CAPTION_IN_CUT, True), (Fault.CAPTION_WITHOUT_CREDIT, False)):
        if fault in faults and insert_at_break(rng, galley, _with_gaps(rng, caption(rng, credit=credit))):
            galley.faults.add(fault)


def _with_gaps(rng: Random, pieces: list[Piece]) -> list[Piece]:
    """Furniture is followed by more blank lines, now and then."""
    return [replace(p, gap=rng.choice(("\n\n", "\n\n", "\n\n\n\n"))) for p in pieces]
