"""The value of a dialog's button."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class DialogPointer:
    """The dialog's id, the asking the button belongs to, and the rest."""

    dialog_id: int
    asking: int
    rest: str = ""

    def __str__(self) -> str:
        return f"{self.dialog_id}|{self.asking}|{self.rest}"

    def at(self, rest: object) -> str:
        return str(replace(self, rest=str(rest)))
