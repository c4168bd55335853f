"""The delivery chain: the people through whom a leader's intent reaches the classroom."""

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from conversations.parts import PartKind
from conversations.threads.state import WrittenPart

MANY_GIVERS = 3
"""From this number of people who influence one actor on, ask whether the chain can be simpler."""


class Formality(StrEnum):
    FORMAL = "formal"
    INFORMAL = "informal"


class Strength(StrEnum):
    STRONG = "strong"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Influence:
    giver: str
    receiver: str
    nature: Formality
    strength: Strength


@dataclass(frozen=True, slots=True)
class Chain:
    actors: tuple[str, ...]
    influences: tuple[Influence, ...]

    def weak_links(self) -> tuple[Influence, ...]:
        return tuple(link for link in self.influences if link.strength is Strength.WEAK)

    def influential(self) -> tuple[str, ...]:
        """The actors with the most influence: a strong link to somebody counts 2, a weak one 1."""
        weight = Counter[str]()
        for link in self.influences:
            weight[link.giver] += 1 if link.strength is Strength.WEAK else 2
        most = max(weight.values(), default=0)
        return tuple(actor for actor in self.actors if weight[actor] == most and most)

    def informal_links(self) -> tuple[Influence, ...]:
        return tuple(link for link in self.influences if link.nature is Formality.INFORMAL)

    def lines(self) -> tuple[tuple[str, ...], ...]:
        """The actors along the links, each link in one line. A line ends before an actor that it has already."""
        places = {actor: place for place, actor in enumerate(self.in_order())}
        left = list(self.influences)
        lines: list[tuple[str, ...]] = []
        while left:
            receivers = {link.receiver for link in left}
            line = [min((link.giver for link in left), key=lambda actor: (actor in receivers, places[actor]))]
            while link := next((each for each in left if each.giver == line[-1] and _goes_on(line, each)), None):
                left.remove(link)
                line.append(link.receiver)
            lines.append(tuple(line))
        return tuple(lines)

    def crucial(self) -> Influence | None:
        """The weakest link on the way to the students.

        Of several it is the one without which the most actors no longer reach them, then the one nearest to them. The
        students are the actors with that word in their name; without any, those at the end of the chain.
        """
        ends = self._ends()
        reaching = self._reaching(ends, self.influences)
        on_the_way = [link for link in self.influences if link.receiver in reaching and link.giver not in ends]

        def rank(link: Influence) -> tuple[bool, int, int]:
            others = [each for each in self.influences if each != link]
            cut_off = len(reaching) - len(self._reaching(ends, others))
            return link.strength is Strength.STRONG, -cut_off, reaching.get(link.receiver, 0)

        return min(on_the_way or self.influences, key=rank, default=None)

    def _ends(self) -> frozenset[str]:
        givers = {link.giver for link in self.influences}
        receivers = {link.receiver for link in self.influences}
        students = {actor for actor in receivers if "student" in actor.casefold()}
        return frozenset(students or receivers - givers)

    def _reaching(self, ends: frozenset[str], influences: Iterable[Influence]) -> dict[str, int]:
        """The actors from whom the links lead to an end, each with the number of links on the shortest way."""
        distances = dict.fromkeys(ends, 0)
        waiting = deque(ends)
        givers: dict[str, list[str]] = {}
        for link in influences:
            givers.setdefault(link.receiver, []).append(link.giver)
        while waiting:
            receiver = waiting.popleft()
            for giver in givers.get(receiver, ()):
                if giver not in distances:
                    distances[giver] = distances[receiver] + 1
                    waiting.append(giver)
        return distances

    def crowded(self) -> tuple[str, ...]:
        """Actors influenced by so many others that no one may feel responsible."""
        givers = Counter(link.receiver for link in self.influences)
        return tuple(actor for actor in self.actors if givers[actor] >= MANY_GIVERS)

    def cut_off(self) -> tuple[str, ...]:
        """Actors without links."""
        linked = {end for link in self.influences for end in (link.giver, link.receiver)}
        return tuple(actor for actor in self.actors if actor not in linked)

    def in_order(self) -> tuple[str, ...]:
        """The actors as the chain runs, for a drawing: who begins a branch right above it, who has no link last."""
        downwards = self._downwards()
        level = dict.fromkeys(self.actors, 0)
        for _ in self.actors:  # as many rounds as actors settle any chain
            for link in downwards:
                level[link.receiver] = max(level[link.receiver], level[link.giver] + 1)
        reached = {link.receiver for link in downwards}
        for giver in {link.giver for link in downwards} - reached:
            level[giver] = min(level[link.receiver] for link in downwards if link.giver == giver) - 1
        cut_off = self.cut_off()
        return tuple(sorted(self.actors, key=lambda actor: (actor in cut_off, level[actor])))

    def _downwards(self) -> list[Influence]:
        """The links without those that close a loop; of a loop the link named last leads back up."""
        beneath = {actor: {actor} for actor in self.actors}
        links: list[Influence] = []
        for link in self.influences:
            if link.giver in beneath[link.receiver]:
                continue
            links.append(link)
            for reached in beneath.values():
                if link.giver in reached:
                    reached.update(beneath[link.receiver])
        return links

    def mermaid(self) -> str:
        """Formal influence drawn full, informal dashed; weak links are marked as class `weak`."""
        numbers = {actor: f"a{number}" for number, actor in enumerate(self.actors)}
        boxes = [f'    {numbers[actor]}["{_plain(actor)}"]' for actor in self.actors]
        arrows = [
            f"    {numbers[link.giver]} {_ARROWS[link.nature]} {numbers[link.receiver]}" for link in self.influences
        ]
        weak = [
            f"    linkStyle {index} stroke:#c2410c"
            for index, link in enumerate(self.influences)
            if link.strength is Strength.WEAK
        ]
        return "\n".join(["flowchart TD", *boxes, *arrows, *weak]) + "\n"


def _goes_on(line: list[str], link: Influence) -> bool:
    """A link from an actor to itself is a line of its own."""
    return link.receiver not in line or line == [link.giver] == [link.receiver]


_ARROWS = {Formality.FORMAL: "-->", Formality.INFORMAL: "-.->"}


def chain(parts: Iterable[WrittenPart]) -> Chain:
    """The chain from the written parts. Anyone named in a link is an actor, even if not listed as one.

    A link that is written again replaces the one before: its strength was rated later.
    """
    names: dict[str, str] = {}
    links: list[Influence] = []
    for part in parts:
        if part.kind is PartKind.ACTOR and (name := part.values.get("name", "").strip()):
            names.setdefault(name.casefold(), name)
        if part.kind is PartKind.INFLUENCE and (link := _influence(part.values)):
            links.append(link)
    for link in links:
        for name in (link.giver, link.receiver):
            names.setdefault(name.casefold(), name)
    latest: dict[tuple[str, str], Influence] = {}
    for link in links:
        giver, receiver = names[link.giver.casefold()], names[link.receiver.casefold()]
        latest[giver, receiver] = Influence(giver, receiver, link.nature, link.strength)
    return Chain(tuple(names.values()), tuple(latest.values()))


def _influence(values: dict[str, str]) -> Influence | None:
    giver, receiver = values.get("giver", "").strip(), values.get("receiver", "").strip()
    if not giver or not receiver:
        return None
    informal = values.get("nature", "").strip().casefold() == Formality.INFORMAL
    weak = values.get("strength", "").strip().casefold() == Strength.WEAK
    return Influence(
        giver,
        receiver,
        Formality.INFORMAL if informal else Formality.FORMAL,
        Strength.WEAK if weak else Strength.STRONG,
    )


def _plain(text: str) -> str:
    return text.replace('"', "'").replace("\n", " ")
