"""Who a printed name is: authors are matched by name and affiliation, and kept apart where affiliations say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from articles.models import BETWEEN_NAMES, Article, Author, Authorship
from articles.people.affiliations import can_be_one_person, names_organisation
from articles.people.names import canonical_name
from articles.people.organisation_rows import name_organisations
from articles.people.organisations import organisations_of
from articles.people.pinyin import person_pinyin
from articles.problems import SAME_NAME, NewProblem

_LONGEST = Authorship._meta.get_field("printed_as").max_length or 0


@dataclass(frozen=True, slots=True)
class Byline:
    """A person as an article prints them; `printed_as` where that is not the name they are to be known by."""

    name: str
    role: str = Authorship.RoleChoice.AUTHOR.value
    affiliation: str = ""
    printed_as: str = ""


@dataclass(slots=True)
class Known:
    """An author, and the affiliations that bylines print of them."""

    author: Author
    affiliations: set[str] = field(default_factory=set)

    @property
    def names(self) -> set[str]:
        return {canonical_name(name) for name in (self.author.name, *self.author.aliases)}

    def can_be(self, affiliation: str) -> bool:
        telling = [known for known in self.affiliations if names_organisation(known)]
        return not telling or any(can_be_one_person(known, affiliation) for known in telling)

    def surely_is(self, affiliation: str) -> bool:
        return affiliation in self.affiliations or (names_organisation(affiliation) and self.can_be(affiliation))


class Register:
    """The authors of these names, and new ones as they are met.

    Made for one document or one batch; new authors are in the database after `save`.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._by_name: dict[str, list[Known]] = defaultdict(list)
        self._new: list[Author] = []
        self._changed: list[Author] = []
        wanted = {canonical_name(name) for name in names}
        known = {author.pk: Known(author) for author in self._authors_called(wanted)}
        printed = Authorship.objects.filter(author__in=known).exclude(affiliation="")
        for author_id, affiliation in printed.values_list("author", "affiliation").distinct():
            known[author_id].affiliations.add(affiliation)
        for entry in known.values():
            for name in {entry.author.name, *entry.author.aliases} & wanted:
                self._by_name[name].append(entry)

    @staticmethod
    def _authors_called(names: set[str]) -> list[Author]:
        by_name = Author.objects.filter(name__in=names)
        # Aliases are few; JSON holds them, so they are compared here.
        by_alias = (author for author in Author.objects.exclude(aliases=[]) if names.intersection(author.aliases))
        return list({author.pk: author for author in [*by_name, *by_alias]}.values())

    def identify(self, byline: Byline, preferred: frozenset[int] = frozenset()) -> tuple[Author, list[NewProblem]]:
        """The author of this byline, one of the preferred ids if it can be; and what is doubtful about it."""
        namesakes = self._by_name[canonical_name(byline.name)]
        possible = [known for known in namesakes if known.can_be(byline.affiliation)]
        if not possible:
            return self._add(byline, namesakes)
        best = max(possible, key=lambda k: (k.author.pk in preferred, k.surely_is(byline.affiliation)))
        unsure = len(possible) > 1 and best.author.pk not in preferred and not best.surely_is(byline.affiliation)
        if byline.affiliation:
            best.affiliations.add(byline.affiliation)
        if byline.name not in (best.author.name, *best.author.aliases):
            best.author.aliases = [*best.author.aliases, byline.name]
            self._changed.append(best.author)
        return best.author, [_unsure(byline, possible)] if unsure else []

    def save(self) -> None:
        """Put the authors met for the first time into the database, and what was learnt of the others."""
        Author.objects.bulk_create(self._new)
        Author.objects.bulk_update((author for author in self._changed if author.pk), ["distinction", "aliases"])
        self._new.clear()
        self._changed.clear()

    def _add(self, byline: Byline, namesakes: list[Known]) -> tuple[Author, list[NewProblem]]:
        name = canonical_name(byline.name)
        pinyin, initials = person_pinyin(name)
        author = Author(name=name, pinyin=pinyin[:200], initials=initials[:50])
        author.aliases = [byline.name] if byline.name != name else []
        doubts = []
        if namesakes:
            author.distinction = _distinction(byline.affiliation)
            doubts.append(_kept_apart(byline, namesakes))
            self._changed += _distinguish(namesakes)
        known = Known(author, {byline.affiliation} if byline.affiliation else set())
        self._by_name[name].append(known)
        self._new.append(author)
        return author, doubts


def _distinguish(namesakes: list[Known]) -> list[Author]:
    """Give those who had no distinction one, now that they need it; these are to be saved."""
    given = [known for known in namesakes if not known.author.distinction and known.affiliations]
    for known in given:
        known.author.distinction = _distinction(min(known.affiliations))
    return [known.author for known in given]


def _distinction(affiliation: str) -> str:
    named = organisations_of(affiliation)
    return (named[0].root.name if named else affiliation)[:200]


def _kept_apart(byline: Byline, namesakes: list[Known]) -> NewProblem:
    others = "；".join(sorted({a for known in namesakes for a in known.affiliations}))
    return NewProblem(
        SAME_NAME,
        f"“{byline.name}”（{byline.affiliation}）与已有的同名作者（{others}）单位不同，暂作两人。如是一人，请合并。",
    )


def _unsure(byline: Byline, possible: list[Known]) -> NewProblem:
    return NewProblem(SAME_NAME, f"“{byline.name}”有 {len(possible)} 位同名作者，此处所印不足以分辨，请核对署名。")


def bylines_of(article: Article) -> list[Byline]:
    """An article's bylines as they are stored, in the order printed."""
    rows = article.authorships.select_related("author").order_by("position")
    return [Byline(row.author.name, row.role, row.affiliation, printed_otherwise(row)) for row in rows]


def printed_otherwise(row: Authorship) -> str:
    """The names that a byline prints where they are not the author's, whichever middle dot they have; else nothing."""
    return "" if canonical_name(row.printed_as) in ("", row.author.name) else row.printed_as


def set_bylines(article: Article, bylines: list[Byline], register: Register) -> tuple[bool, list[NewProblem]]:
    """Make these the article's authorships; returns whether that changed anything, and what is doubtful about them.

    Who the article already names stays the same author.
    """
    return set_many_bylines([(article, bylines)], register)[0]


def set_many_bylines(
    named: Sequence[tuple[Article, list[Byline]]], register: Register, new: bool = False
) -> list[tuple[bool, list[NewProblem]]]:
    """The same for many articles, told of each. A fixed number of queries. `new`: the articles are, and name nobody."""
    rows: dict[int, list[Authorship]] = defaultdict(list)
    stored = Authorship.objects.filter(article__in=[article for article, _ in named]).order_by("position")
    for row in () if new else stored:
        rows[row.article_id].append(row)
    identified: list[list[tuple[Author, Byline]]] = []
    doubts: list[list[NewProblem]] = []
    for article, bylines in named:
        preferred = frozenset(row.author_id for row in rows[article.pk])
        found = [register.identify(byline, preferred) for byline in bylines]
        identified.append([(author, byline) for (author, _), byline in zip(found, bylines, strict=True)])
        doubts.append([doubt for _, unsure in found for doubt in unsure])
    register.save()
    wanted = {article.pk: _rows(article, people) for (article, _), people in zip(named, identified, strict=True)}
    changed = {pk for pk, said in wanted.items() if [stated(row) for row in rows[pk]] != [stated(row) for row in said]}
    if not new:
        Authorship.objects.filter(article__in=[pk for pk in changed if rows[pk]]).delete()
    made = Authorship.objects.bulk_create(row for pk in wanted if pk in changed for row in wanted[pk])
    name_organisations(made, new=True)
    return [(article.pk in changed, unsure) for (article, _), unsure in zip(named, doubts, strict=True)]


def _rows(article: Article, people: list[tuple[Author, Byline]]) -> list[Authorship]:
    """An article's authorships; who is printed twice in one role is named once, by all the names printed."""
    rows: dict[tuple[int, str], Authorship] = {}
    for position, (author, byline) in enumerate(people):
        printed = byline.printed_as or byline.name
        row = rows.get((author.pk, byline.role))
        if row is None:
            rows[author.pk, byline.role] = Authorship(
                article=article, author=author, role=byline.role, affiliation=byline.affiliation, position=position,
                printed_as=printed,
            )  # fmt: skip
        elif printed not in row.printed_names and len(row.printed_as) + len(printed) < _LONGEST:
            row.printed_as = BETWEEN_NAMES.join((row.printed_as, printed))
    return list(rows.values())


def stated(row: Authorship) -> tuple[int, str, str, str]:
    """All that an authorship says but its place."""
    return row.author_id, row.role, row.affiliation, row.printed_as
