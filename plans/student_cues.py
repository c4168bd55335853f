"""What the words beside a name or a number say about whose it is: a student's, an adult's or nobody's."""

from collections.abc import Sequence
from dataclasses import dataclass

from plans import student_words as words

_BESIDE = 4
"""Words between a name and what is said about it, at most."""
_ADULT_AFTER = 6


@dataclass(frozen=True, slots=True)
class NameSurroundings:
    """The words of the sentence on each side of a name, the nearest first, in lower case."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    is_possessive: bool
    is_short: bool
    """The name has an initial: "Maya L.", as people write of students."""


def is_adult(name: NameSurroundings) -> bool:
    """A title or "by" before it, a role after it, or students, classes and lessons that are theirs."""
    nearest = next(iter(name.before), "")
    has_title = nearest in words.TITLES or nearest == "by"
    teaches = name.is_possessive and bool(words.TAUGHT.intersection(name.after[:2]))
    return has_title or teaches or _has_role_after(name)


def _has_role_after(name: NameSurroundings) -> bool:
    """As in "Dana Reyes, our literacy coach"; not "Maya Lopez and the principal"."""
    if name.is_possessive or not name.after or name.after[0] not in {",", "(", "-", "–", "—", "is", "as", "the"}:
        return False
    role = next((place for place, word in enumerate(name.after[:_ADULT_AFTER]) if word in words.TITLES), None)
    if role is None:
        return False
    between = name.after[1:role]
    return not ({",", "and", "with", "to", "s", "her", "his", "their", ")"} & set(between)) and len(between) <= _BESIDE


def is_student(name: NameSurroundings) -> bool:
    return (
        _is_called_student(name)
        or _is_described(name)
        or _has_record(name)
        or _is_of_relative(name)
        or _is_subject_of_record(name)
        or _something_happened(name)
        or _is_pointed_at(name)
    )


def _is_called_student(name: NameSurroundings) -> bool:
    """As in "8th grader Maya Lopez", "students such as Maya Lopez", "students at risk: Maya Lopez"."""
    before = list(name.before)
    opens = bool(before) and before[0] in words.OPENS_A_LIST
    while before and before[0] in words.LINKS and before[0] not in words.RELATIVES:
        before.pop(0)
    if before and _is_cue(before[0]):
        return True
    return opens and any(_is_cue(word) and _is_alone(name.before, place) for place, word in enumerate(name.before))


def _is_alone(before: Sequence[str], place: int) -> bool:
    """Whether "student" isn't the first part of "student data team". Words stand the nearest first."""
    return place == 0 or before[place - 1] not in words.AFTER_STUDENT


def _is_cue(word: str) -> bool:
    return word in words.STUDENT or word in words.STUDENTS or word.rpartition("-")[2] in words.STUDENT


def _is_described(name: NameSurroundings) -> bool:
    """As in "Maya Lopez, a 7th grader", "Maya Lopez is a new student", "Maya Lopez (grade 8)"."""
    after = list(name.after)
    if name.is_possessive or not after or after[0] not in words.LINKS:
        return False
    opener = after.pop(0)
    if opener in {",", "("} and after[:1] in [["grade"], ["gr"]] and after[1:2] and after[1].isdigit():
        return True
    while after and (after[0] in words.DESCRIBES or after[0].isdigit()):
        after.pop(0)
    is_cue = bool(after) and (after[0] in words.STUDENT or after[0].rpartition("-")[2] in words.STUDENT)
    return is_cue and after[1:2] not in [[word] for word in words.AFTER_STUDENT]


def _has_record(name: NameSurroundings) -> bool:
    """As in "Maya Lopez's IEP", "Maya Lopez has a 504 plan"."""
    theirs = name.after[:3]
    if name.is_possessive:
        return any(_is_theirs(word) and _is_alone_after(theirs, place) for place, word in enumerate(theirs))
    has = name.after[:1] and name.after[0] in {"has", "had", "needs", "gets", "got", "on", "under"}
    return bool(has) and bool((words.RECORDS | words.ON_RECORD).intersection(name.after[1 : 1 + _BESIDE]))


def _is_alone_after(after: Sequence[str], place: int) -> bool:
    return place + 1 >= len(after) or after[place + 1] not in words.AFTER_STUDENT


def _is_theirs(word: str) -> bool:
    return word in words.RECORDS or word in words.RELATIVES or word in words.OF_ONE_STUDENT


def _is_of_relative(name: NameSurroundings) -> bool:
    """As in "Parent of Maya Lopez", "the IEP meeting for Maya Lopez"."""
    before = name.before
    if not before or before[0] not in {"of", "for", "on", "about", "regarding", "re"}:
        return False
    about = list(before[1:])
    while about and about[0] in words.MEETINGS:
        about.pop(0)
    is_about_one = bool(about) and (about[0] in words.RECORDS or about[0] in words.RELATIVES)
    return is_about_one or (bool(about) and about[0] in words.ON_RECORD)


def _is_subject_of_record(name: NameSurroundings) -> bool:
    """As in "Maya Lopez and her mom", "Maya Lopez has met his IEP goals"."""
    pairs = zip(name.after, name.after[1:], strict=False)
    return any(whose in {"her", "his", "their"} and word in words.THEIRS for whose, word in pairs)


def _something_happened(name: NameSurroundings) -> bool:
    """As in "Maya Lopez was suspended", "Suspended: Maya Lopez", "Maya Lopez was absent 14 days"."""
    if name.is_possessive:
        return False
    if name.before and name.before[0] in words.HAPPENED | {":"} and words.HAPPENED.intersection(name.before[:2]):
        return True
    if words.HAPPENED.intersection(name.after[:_BESIDE]):
        return True
    absent = next((place for place, word in enumerate(name.after[:_BESIDE]) if word in {"absent", "missed"}), None)
    return absent is not None and any(word.isdigit() for word in name.after[absent : absent + _BESIDE])


def _is_pointed_at(name: NameSurroundings) -> bool:
    """As in "The student we discussed, Maya Lopez". Of a name with an initial, any word for students will do."""
    if name.is_short and any(map(_is_cue, name.after)):
        return True
    return any(_points(name, place) for place, word in enumerate(name.before) if _is_cue(word))


def _points(name: NameSurroundings, place: int) -> bool:
    """Whether the word for students at this place before the name means whom the name means."""
    between, further = name.before[:place], name.before[place + 1 : place + 2]
    if not _is_alone(name.before, place) or {"with", "from", "by", "to"} & set(between):
        return False
    is_one = name.before[place] in words.STUDENT and bool(words.POINTS_AT_ONE.intersection(further))
    return name.is_short or (is_one and between[:1] in [(",",), ("—",), ("–",), ("-",)])


def is_number_of_student(before: tuple[str, ...]) -> bool:
    """By the words before it, the nearest first: "student ID: 204551", "student #204551", "SASID 1045512233"."""
    about = [word for word in before if word not in {":", "#", "(", "number", "no", "is", "'", "."}]
    if not about:
        return False
    has_mark = len(about) < len(before)
    nearest, further = about[0], about[1] if len(about) > 1 else ""
    if nearest in {"sasid", "lasid", "sid", "ssid"}:
        return True
    if nearest in {"id", "ids"}:
        return further not in words.NOT_A_STUDENTS_ID
    return nearest in words.STUDENT and has_mark
