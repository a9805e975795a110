"""Interviews: a lead, a host and guests in a list, then questions and answers under subheadings."""

from __future__ import annotations

import re
from dataclasses import replace

from articles.parsing.blocks.shapes import ASIDES, NOTES, Shape
from articles.parsing.blocks.sheet import Opener, Sheet
from articles.parsing.bylines import behind_label, likely_byline, marked_byline, names_in_bare_byline, names_in_byline
from articles.parsing.layout.editor_notes import is_label
from articles.parsing.names import has_surname, is_known_as_name, is_likely_name
from articles.parsing.types import Part, Person, Role

_HOST = r"(?:栏目|本期)?(?:主持人?|采访人|访谈[人者]|提问人?|采访者)"
_GUEST = (
    r"(?:本期|特邀|专访|对话|访谈|受访|采访|圆桌|与谈|做客)*"
    r"(?:嘉宾|专家|学者|对话人|与谈人|受访者|受访人|采访对象|访谈对象|对话者)"
)
_LABEL = re.compile(
    rf"^[■□◆●▲【\[]?\s*(?:(?P<host>{_HOST})|(?P<guest>{_GUEST}))\s*[】\]]?\s*(?P<rest>(?:[：:]|(?P<wide>\s)|$|(?<=[】\]])).*)$"
)
_NAME = r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]\s+[\u3400-\u9fff]{1,2}|[\u3400-\u9fff]+(?:·[\u3400-\u9fff]+)+"
_PERSON = re.compile(rf"^[■□◆●▲·]?\s*(?P<name>{_NAME})(?:[\s，,：:（(]+(?P<work>\S.*?)[）)]?)?$")
_BEHIND_POST = re.compile(rf"^[■□◆●▲·]?\s*(?P<work>[^，。？！：:\s]{{4,40}})\s+(?P<name>{_NAME})$")
_INTRODUCED = re.compile(rf"^(?P<name>{_NAME})\s*[（(](?P<work>[^（）()。]{{4,40}})[）)]\s*[：:]\s*\S")
_LEAST_SPEAKERS = 2
SPEAKER = re.compile(r"^(?P<who>[\u4e00-\u9fff·A-Za-z]{1,10})[：:](?=\s*\S)")
_ASKING = re.compile(
    r"^[QＱ]$|记者|日报|晚报|周报|时报|早报|商报|本报|本刊|主持人|问|编者|采访者|提问|新华社|杂志|^[\u4e00-\u9fff]{2}周[一二三四五六日末]$"
)
_SPACED_LABEL = re.compile(r"^(?:嘉\s+宾|主\s+持\s*人|主\s*持\s+人|对\s+话\s*人)(?=\s*[：:])")
_BETWEEN_GUESTS = re.compile(r"[；;、](?=(?:[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]\s+[\u3400-\u9fff]{1,2})[\s（(])")
_HOSTED = re.compile(rf"^[■□◆●▲【\[]?\s*{_HOST}\s*[】\]]?\s*[：:\s]\s*(?P<names>[^。！？]{{2,30}})$")
_HOSTS_NOTE = re.compile("(?:主持人语|主持人的话|编者按)")
_TALKS = re.compile(r"(?:主持人|问|记者)[：:]\s*\S.{9,}")
_LONGEST_COLUMN = 8  # characters
_SAID = re.compile(r"[？！]|。.")
_REPORTS = re.compile("记者|采访|主持人")  # on the line of those who made the interview
_ARRANGED = re.compile(r"(?:(?:采访|记录|录音|文字)?整\s*理|采\s*写)[人者]?\s*[：:]")
_INVITES = re.compile("(?:本[期报刊]|我们|记者)[^。]{0,16}(?:邀请|请来|请到|约请|对话|专访)[^。]{0,24}[。！]$")
_WHEN_OR_WHERE = re.compile(r"^[\u4e00-\u9fff]{0,4}(?:时\s*间|地\s*点)[：:]")
_NEAR = 6  # blocks in which the list must go on, and the lead must stand


def find_interviews(sheet: Sheet) -> list[Opener]:
    """The openings of interviews; leads and participants are claimed on the sheet."""
    openers = []
    index = 0
    while index < len(sheet):
        people, end = _participants(sheet, index)
        if people and all(person.role is Role.HOST for person in people):
            people += _speakers(sheet, end)
        if any(person.role is Role.INTERVIEWEE for person in people):
            openers.append(_open(sheet, index, end, people))
            index = end
        index += 1
    return openers


def mark_hosts(sheet: Sheet) -> None:
    """主持人：王小明 over a note or several titles, on a page where nobody is asked, is who looks after the column that
    stands over it: nobody's byline.
    """
    for index in range(len(sheet)):
        host = _HOSTED.match(sheet.text(index)) if sheet.free(index, Shape.HEADLINE) else None
        if (
            host
            and names_in_bare_byline(host["names"])
            and _is_over_signed(sheet, index)
            and not _talks(sheet, host["names"])
        ):
            sheet.shaped[index] = replace(sheet.shaped[index], shape=Shape.CREDIT)
            sheet.claim(Part.CREDIT, index)
            above = sheet.previous(index, *ASIDES)
            if sheet.free(above, Shape.HEADLINE) and len(sheet.text(above)) <= _LONGEST_COLUMN:
                sheet.mark_column(above)


def _is_over_signed(sheet: Sheet, index: int) -> bool:
    """Whether the line stands over the host's note, or right over a title that somebody signs."""
    below, over = sheet.following(index), sheet.following(index, *ASIDES)
    if sheet.free(below, Shape.TEXT, Shape.HEADLINE) and _HOSTS_NOTE.match(sheet.text(below)):
        return True
    if not sheet.free(over, Shape.HEADLINE) or over + 1 >= len(sheet):
        return False
    return sheet.free(over + 1, Shape.BYLINE) or likely_byline(sheet.text(over + 1)) is not None


def _talks(sheet: Sheet, hosts: str) -> bool:
    """Whether somebody is asked: by a host, or by one of these in his own name."""
    own = tuple(f"{person}：" for person in names_in_bare_byline(hosts))
    return any(_TALKS.match(text) or text.startswith(own) for text in map(sheet.text, range(len(sheet))))


def _participants(sheet: Sheet, index: int) -> tuple[list[Person], int]:
    """The people listed from this block on, and the block after the list."""
    people: list[Person] = []
    role: Role | None = None
    while index < len(sheet) and index not in sheet.claims:
        text = _SPACED_LABEL.sub(lambda found: "".join(found[0].split()), sheet.text(index))
        label = _LABEL.match(text) if len(text) < 120 else None
        if label:
            role = Role.HOST if label.group("host") else Role.INTERVIEWEE
            text = label.group("rest").lstrip("：: 　")
            if _SAID.search(text):  # 主持人：近年来，…怎么看？
                break
        elif role is None or len(text) > 80 or sheet.block(index).level or text[-1] in "。？！":
            break
        people_here = _people(text, role) if text else []
        wide = label is not None and label["wide"]
        named = not wide or all(map(_is_sure, people_here)) or (label and _names_speaker(label, people_here))
        if text and not (people_here and named):
            break
        people += people_here
        index += 1
    return people, index


def _speakers(sheet: Sheet, start: int) -> list[Person]:
    """Those who say who they are where they speak first: 王小明（某某大学教授）：…; [] where fewer than two do."""
    people: list[Person] = []
    for index in range(start, len(sheet)):
        begins_another = sheet.shape(index) in {Shape.BYLINE, Shape.COLUMN, *NOTES} or sheet.block(index).parted
        if begins_another and index > start:
            break
        if said := _INTRODUCED.match(sheet.text(index)):
            people.append(Person("".join(said["name"].split()), Role.INTERVIEWEE, said["work"]))
    return people if len(people) >= _LEAST_SPEAKERS else []


def _is_sure(person: Person) -> bool:
    """Whether it is a name, with a post behind it; 嘉宾 云集 is a headline."""
    return bool(person.affiliation) and is_likely_name(person.name)


def _names_speaker(label: re.Match[str], people: list[Person]) -> bool:
    """访谈者　夏至 names who asks, as 嘉宾　云集 names no guest."""
    asks = label["host"] in {"访谈者", "访谈人", "采访者", "采访人"}
    return asks and len(people) == 1 and has_surname(people[0].name)


def _people(text: str, role: Role) -> list[Person]:
    listed = re.split("[、，,]", text)
    names = ["".join(name.split()) for name in listed if re.fullmatch(_NAME, name.strip())]
    if len(names) == len(listed) > 1 and all(map(has_surname, names)):
        return [Person(name, role) for name in names]
    found = []
    for part in _BETWEEN_GUESTS.split(text):
        said = behind_label(part.strip())
        person, behind = _PERSON.match(said), _BEHIND_POST.match(said)
        if not person and behind and has_surname("".join(behind.group("name").split())):
            person = behind
        name = "".join(person.group("name").split()) if person else ""
        # Behind a colon or a comma more than a name's form shows one: 编者按：科技成果转化是, 近年来，集市
        sign = said[person.end("name") :].lstrip()[:1] if person else ""
        sure = has_surname(name) or (sign != "：" and is_known_as_name(name))
        if not person or (sign in tuple("，,：:") and not sure):
            return []
        found.append(Person(name, role, person.group("work")))
    return found


def _open(sheet: Sheet, start: int, end: int, people: list[Person]) -> Opener:
    participants = list(range(start, end))
    sheet.claim(Part.PARTICIPANT, *participants)
    lead = _lead(sheet, start)
    over = min(lead, default=0) - 1
    label = [over] if sheet.free(over, Shape.HEADLINE) and is_label(sheet.text(over)) else []
    opener = Opener(end - 1, tuple(people), claimed=[*label, *lead, *participants], lead=lead, interview=True)
    sheet.claim(Part.LEAD, *label)
    _take_byline_above(sheet, opener)
    sheet.claim(Part.LEAD, *opener.lead)
    _take_byline(sheet, opener, end)
    _take_lead_below(sheet, opener)
    return opener


def _lead(sheet: Sheet, start: int) -> list[int]:
    """The paragraphs between the headline or column mark and the list of people, and when and where they met."""
    lead: list[int] = []
    index = sheet.previous(start, *ASIDES)
    while (sheet.free(index, Shape.TEXT) or _says_when_or_where(sheet, index)) and start - index < _NEAR:
        lead.insert(0, index)
        index = sheet.previous(index, *ASIDES)
    above = index >= 0 and sheet.shape(index) in {Shape.HEADLINE, Shape.COLUMN}
    return lead if above or index < 0 else lead[-1:]


def _says_when_or_where(sheet: Sheet, index: int) -> bool:
    return sheet.free(index, Shape.HEADLINE) and _WHEN_OR_WHERE.match(sheet.text(index)) is not None


def _take_byline_above(sheet: Sheet, opener: Opener) -> None:
    """A reporter's byline under the headline, over the lead or the list, belongs to the interview too."""
    start = min(opener.claimed)
    byline = sheet.previous(start, *ASIDES)
    while sheet.free(byline, Shape.TEXT) and start - byline < _NEAR:
        byline = sheet.previous(byline, *ASIDES)
    people = _reporters(sheet, byline)
    if people and sheet.free(sheet.previous(byline, *ASIDES), Shape.HEADLINE):
        sheet.claim(Part.BYLINE, byline)
        between = [index for index in range(byline + 1, start) if sheet.free(index, Shape.TEXT)]
        opener.lead[:0] = between
        opener.claimed[:0] = [byline, *between]
        opener.people += people


def _reporters(sheet: Sheet, index: int) -> tuple[Person, ...]:
    """The people whom a line says to have made an interview; () where it is no such line."""
    if index < 0 or index in sheet.claims or not _REPORTS.search(sheet.text(index)):
        return ()
    text = sheet.text(index)
    byline = marked_byline(text) or likely_byline(text)
    return tuple(Person(person.name, Role.HOST) for person in byline.people) if byline else ()


def _take_byline(sheet: Sheet, opener: Opener, index: int) -> None:
    """A reporter's byline right under the list belongs to the interview, whose host it names."""
    if sheet.free(index, Shape.BYLINE) and len(names_in_byline(sheet.text(index))) == 1:
        following = index + 1
        if following < len(sheet) and SPEAKER.match(sheet.text(following)):
            sheet.claim(Part.BYLINE, index)
            opener.claimed.append(index)
            opener.people += tuple(Person(name, Role.HOST) for name in names_in_byline(sheet.text(index)))
            opener.at = index
    elif sheet.free(index, Shape.HEADLINE) and _ARRANGED.match(sheet.text(index)):
        byline = likely_byline(sheet.text(index))
        sheet.claim(Part.BYLINE, *([index] if byline else []))
        opener.claimed += [index] if byline else []
        opener.people += byline.people if byline else ()
        opener.at = index if byline else opener.at


def _take_lead_below(sheet: Sheet, opener: Opener) -> None:
    """本期圆桌邀请两位嘉宾… under the list is a lead, where somebody opens the talk right under it."""
    lead = opener.at + 1
    opens = sheet.free(lead + 1, Shape.TEXT) and speaks(sheet.text(lead + 1), opener.people)
    if (
        opens
        and not opener.lead
        and sheet.free(lead, Shape.TEXT)
        and not SPEAKER.match(sheet.text(lead))
        and _INVITES.search(sheet.text(lead))
    ):
        sheet.claim(Part.LEAD, lead)
        opener.lead, opener.at = [lead], lead
        opener.claimed.append(lead)


def speaks(text: str, people: tuple[Person, ...]) -> bool:
    """Whether a paragraph opens with its speaker: 重庆日报：…, 郭险峰：…"""
    who = _speaker(text)
    return answers(text, people) or who == "问" or bool(_ASKING.search(who))


def answers(text: str, people: tuple[Person, ...]) -> bool:
    """Whether the speaker that a paragraph opens with is one of the people asked."""
    who = _speaker(text)
    return who in {"答", "A", "Ａ"} or who in {person.name for person in people}


def _speaker(text: str) -> str:
    found = SPEAKER.match(text)
    return found["who"] if found else ""
