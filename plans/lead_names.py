"""Decides which texts can be a person or a role."""

import re

from plans.lead_words import (
    ABBREVIATED_ROLES,
    GROUP_ENDINGS,
    GROUPS,
    MODIFIERS,
    NAME_PARTICLES,
    PEOPLE,
    ROLE_NOUNS,
    TOPICS,
)

NOBODY = re.compile(
    r"(?:all|whole|entire)(?: staff| faculty| teachers| of us| members)?|everyone|everybody|(?:and )?others?|et al\.?"
    r"|tb[dac]|to be (?:determined|decided|announced|named|assigned|confirmed|hired)|n/?a|none|unknown|various|vacant"
    r"|open|(?:(?:his|her|their|his/her) )?designee|as needed|\?+|[-–—]+|_+|x+",
    re.IGNORECASE,
)
CREDENTIAL = re.compile(r"(?:ed\.?d|ph\.?d|m\.?ed|m\.?a|jr|sr|ii|iii|esq)\.?", re.IGNORECASE)
_INITIAL = re.compile(r"\w\.")
_PERSON_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
MOST_NAME_WORDS = 4


def needs_next_line(name: str, below: str) -> bool:
    """ "Assistant / Principal" is one role, and so is "ELA Lead / Teacher"; "Department Head / Principal" are two."""
    *before, last = name.casefold().split()
    if last not in {"head", "lead"} or all(word in MODIFIERS for word in before):
        return True
    return last == "lead" and below.casefold().split()[:1] in (["teacher"], ["teachers"], ["coach"], ["coaches"])


def is_party(name: str, *, wrapped: bool, alone: bool) -> bool:
    if NOBODY.fullmatch(name) or name.startswith(("@", "<@")) or re.fullmatch(r"[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+", name):
        return True
    if _ADDRESSED.match(name):
        return True
    return is_role(name, alone=alone) or _is_titled(name) or _is_person(name, wrapped=wrapped)


_ADDRESSED = re.compile(r"(?:mr|mrs|ms|mx|dr|sr|prof)\.? \w", re.IGNORECASE)


def is_full_name(name: str) -> bool:
    return bool(_ADDRESSED.match(name)) or (" " in name and _is_person(name, wrapped=False))


def is_one_role(name: str) -> bool:
    last = name.casefold().split()[-1]
    return last in ABBREVIATED_ROLES or (last == _singular(last) and is_role(name, alone=False) and last not in GROUPS)


def is_role(name: str, *, alone: bool) -> bool:
    words = [word.strip(".,()\N{OBJECT REPLACEMENT CHARACTER}") for word in name.casefold().split()]
    words = [word for word in words if word]
    if not words or (len(words[-1]) == 1 and words[-1].isalpha()) or words[-1] in _LEADS_ON:
        return False
    head = _WHICH.split(" ".join(words), maxsplit=1)[0].split()[-1]
    if len(words) == 1 and head in MODIFIERS - {"lead", "head"}:
        return False
    if _is_role_word(head):
        return True
    if len(words) == 1:
        return head in PEOPLE or (not alone and head in GROUPS)
    return head in GROUP_ENDINGS


def is_one_party(name: str) -> bool:
    """Whether a text with separators inside is still one role ("Math, Science and ELA Directors")."""
    text = name.title() if name.isupper() else name
    first = text.split(",", maxsplit=1)[0]
    if first != text and " of " not in first and is_role(first, alone=False):
        return False
    if (last := _LAST_OF_LIST.search(text)) and is_role(last["word"], alone=False):
        return False  # "Special Education, principals" is two; "Math, ELA and Science Directors" is one
    words = [word for word in re.split(r"[\s,&/]+", text.casefold()) if word and word not in _SMALL]
    return is_party(text, wrapped=False, alone=False) and all(
        word in TOPICS | MODIFIERS | GROUP_ENDINGS or _is_role_word(word) for word in words
    )


def is_turned_name(text: str) -> bool:
    """ "Park, Kim": in a list of nothing else, each is one person."""
    return bool(_TURNED.fullmatch(text.strip())) and all(map(is_name_word, text.replace(",", " ").split()))


_TURNED = re.compile(r"[^\W\d_][\w'’-]*, [^\W\d_][\w'’-]*")


def is_name_with_title(name: str) -> bool:
    """ "Kim Park, Ed.D., Principal" and "Lopez, M"."""
    first, *titles = (part.strip() for part in name.split(","))
    if not is_full_name(first):
        return len(titles) == 1 and bool(_PERSON_WORD.fullmatch(first)) and bool(re.fullmatch(r"\w\.?", titles[0]))
    return all(CREDENTIAL.fullmatch(title) or is_role(title, alone=False) for title in titles)


_LAST_OF_LIST = re.compile(r",(?: and| &)? (?P<word>\w+)$")
_SMALL = frozenset({"and", "of", "for", "the"})
_LEADS_ON = frozenset({"of", "for", "the", "and", "to", "in", "from", "at", "teaching", "who"})
_WHICH = re.compile(r"(?<=\S) (?:of|for|to|in|from|at|who|teaching(?= \S+ )) ")
"""What follows says which one, and is not part of the role's words."""


def _is_titled(name: str) -> bool:
    """ "Principal Dunn", "Instructional Coach Kim Park"."""
    words = name.split()
    titles = [place for place, word in enumerate(words) if _is_role_word(word.casefold())]
    return bool(titles) and titles[-1] + 1 < len(words) and all(map(is_name_word, words[titles[-1] + 1 :]))


def _is_role_word(word: str) -> bool:
    return _singular(word) in ROLE_NOUNS or word in ABBREVIATED_ROLES


def _singular(word: str) -> str:
    return word.removesuffix("es") if word.endswith("ches") else word.removesuffix("s")


def _is_person(name: str, *, wrapped: bool) -> bool:
    """Capitalized words, none of them a school's word; a single one only if a separator sets it apart."""
    words = [word for word in name.strip("\N{OBJECT REPLACEMENT CHARACTER} ").split() if not CREDENTIAL.fullmatch(word)]
    if not words or len(words) > MOST_NAME_WORDS or (len(words) == 1 and (wrapped or _INITIAL.fullmatch(words[0]))):
        return False
    return is_name_word(words[-1]) and all(is_name_word(word) or word in NAME_PARTICLES for word in words)


def is_name_word(word: str) -> bool:
    """Capitalized, and no word of a role or a subject."""
    lower = word.casefold().strip(".,")
    not_names = TOPICS | ROLE_NOUNS | GROUP_ENDINGS | MODIFIERS | {"the", "of", "for"}
    looks_like_one = bool(_PERSON_WORD.fullmatch(word.strip(","))) and word[0].isupper()
    is_acronym = len(lower) > 1 and word.isupper() and "." not in word
    return looks_like_one and not is_acronym and not {lower, _singular(lower)} & not_names
