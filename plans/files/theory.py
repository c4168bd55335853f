"""Reads a strategy written as a theory of action: "If we …, then …, and …"."""

import re
from dataclasses import dataclass

_IF_THEN = re.compile(
    r"if (?:we )?(?P<if_we>.*?[^\s,;:.…])[\s,;:.…]+(?<=\s)then[,:]?\s+(?P<rest>.+)", re.IGNORECASE | re.DOTALL
)
_AND = (
    re.compile(r"[,;]\s*and\s+", re.IGNORECASE),
    re.compile(r"(?<!\s)\s+and\s+(?=(?:(?:each|every|all|our)\s*)?student)", re.IGNORECASE),
)


@dataclass(frozen=True, slots=True)
class Theory:
    if_we: str
    then: str
    and_so: str

    @property
    def title(self) -> str:
        """The "if we" part, as a title."""
        return self.if_we[:1].upper() + self.if_we[1:]


def theory_of_action(text: str) -> Theory | None:
    """None if the text is an ordinary title."""
    match = _IF_THEN.fullmatch(text.strip())
    if not match:
        return None
    then, and_so = match["rest"], ""
    for mark in _AND:
        if cut := mark.search(match["rest"]):
            then, and_so = match["rest"][: cut.start()], match["rest"][cut.end() :]
            break
    return Theory(*(part.strip(" ,;.…") for part in (match["if_we"], then, and_so)))
