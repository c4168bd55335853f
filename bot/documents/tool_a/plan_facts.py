"""Loads what the plan's document says: the plan, its people, and what was filled in by form, as of a day."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from conversations.documents.plan_details import PlanDetail, as_line, fitting
from conversations.parts import PartKind
from plans.item_progress import Day
from plans.mentions import mention
from plans.plan import Milestone, Plan, Priority, Strategy
from prompts import formats, plain
from storage.dialogs import root_cause
from storage.documents import plan_details, plan_on_day, plan_people
from storage.documents.plan_on_day import PlanOnDay
from storage.people import organizations
from storage.people.role_holders import role_key
from storage.plans.plans import PlanSummary

NOUN = "documents.plan"
FACTORS: Mapping[PlanDetail, PartKind] = {
    PlanDetail.STRENGTHS: PartKind.STRENGTH,
    PlanDetail.OPPORTUNITIES: PartKind.OPPORTUNITY,
    PlanDetail.WEAKNESSES: PartKind.WEAKNESS,
    PlanDetail.THREATS: PartKind.THREAT,
}
"""What stands as SWOT factors among the plan's parts."""
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPerson:
    """Somebody who leads the plan or a part of it, or the district's leader."""

    person_id: int
    positions: Sequence[str]
    is_leader: bool = False
    codes: Sequence[str] = ()
    """Of the priorities, strategies and milestones that they lead."""
    is_of_district: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """People stand in its texts by their ids."""

    plan: PlanSummary
    day: Day
    on_day: PlanOnDay
    level: str
    """Of its organization: state, district or school."""
    district: str
    people: Sequence[PlanPerson]
    typed: Mapping[PlanDetail, str]
    root_causes: Sequence[Pair]
    """Those of root cause dialogs that everyone may read and that were finished by the day, with their evidence."""

    def text(self, name: PlanDetail) -> str:
        """What was filled in, or else what the plan and its roles say; empty if nothing does."""
        return self.typed.get(name) or self._by_itself(name)

    def is_filled(self, name: PlanDetail) -> bool:
        return bool(self.text(name)) or (name is PlanDetail.ROOT_CAUSES and bool(self.root_causes))

    def factors(self, name: PlanDetail) -> list[Pair]:
        kind = FACTORS[name]
        return [(factor.text, factor.evidence) for factor in self.on_day.swot_factors if factor.kind is kind]

    def _by_itself(self, name: PlanDetail) -> str:
        if name in FACTORS:
            return "\n".join(fitting([as_line(*factor) for factor in self.factors(name)]))
        by_itself = {
            PlanDetail.DATE_OF_PLAN: self.plan.created_on.isoformat(),
            PlanDetail.PRINCIPAL: self._mentions(lambda each: each.is_leader and self.level == "school"),
            PlanDetail.SUPERINTENDENT: self._mentions(lambda each: each.is_of_district),
            PlanDetail.LEADERSHIP_TEAM: self._team(),
            PlanDetail.VISION: self.on_day.plan.vision,
            PlanDetail.MISSION: self.on_day.plan.mission,
        }
        return by_itself.get(name, "")

    def _mentions(self, which: Callable[[PlanPerson], bool]) -> str:
        return formats.words([mention(person.person_id) for person in self.people if which(person)])

    def _team(self) -> str:
        team = [person for person in self.people if not person.is_of_district]
        return "\n".join(as_line(mention(person.person_id), ", ".join(person.positions)) for person in team)


def load(session: Session, plan: PlanSummary, day: Day, *, with_items: bool = True) -> PlanFacts:
    """Without its action items, the plan loads much faster."""
    on_day = plan_on_day.load(session, plan, day, with_items=with_items)
    district = plan_people.district_above(session, plan, day.on)
    return PlanFacts(
        plan=plan,
        day=day,
        on_day=on_day,
        level=organizations.level(session, plan.organization_id),
        district=district.name if district else "",
        people=_people(session, plan, day, on_day.plan, district.id if district else None),
        typed=plan_details.as_of(session, plan.id, day.on),
        root_causes=_root_causes(session, plan, day),
    )


def _people(session: Session, plan: PlanSummary, day: Day, parts: Plan, district: int | None) -> list[PlanPerson]:
    """The leaders, then who leads a part of the plan, then the district's leaders."""
    leaders = plan_people.leaders(session, plan, plan.organization_id, day.on)
    led = _parts_by_lead(parts)
    of_person = {
        person_id: [role for role in roles if role_key(role) in led]
        for person_id, roles in plan_people.holders(session, plan, day.on).items()
    }
    leading = [person_id for person_id, roles in of_person.items() if roles]
    title = plain(NOUN, "leader_title", level=organizations.level(session, plan.organization_id))
    people = [
        PlanPerson(
            person_id=person_id,
            positions=of_person.get(person_id) or [title],
            is_leader=person_id in leaders,
            codes=sorted({code for role in of_person.get(person_id, ()) for code in led[role_key(role)]}),
        )
        for person_id in dict.fromkeys([*leaders, *leading])
    ]
    if district is None:
        return people
    superintendent = plain(NOUN, "leader_title", level="district")
    return people + [
        PlanPerson(person_id=person_id, positions=[superintendent], is_of_district=True)
        for person_id in plan_people.leaders(session, plan, district, day.on)
    ]


def _parts_by_lead(plan: Plan) -> Mapping[str, list[str]]:
    """The codes of the parts, by the key of the role or name that leads them."""
    codes: dict[str, list[str]] = {}
    parts: list[Priority | Strategy | Milestone] = [*plan.priorities, *plan.strategies(), *plan.milestones()]
    for part in parts:
        if part.lead:
            codes.setdefault(role_key(part.lead), []).append(part.code)
    return codes


def _root_causes(session: Session, plan: PlanSummary, day: Day) -> list[Pair]:
    dialogs = root_cause.STORE.of_plan(session, plan.id, public=True)
    finished = [dialog for dialog in dialogs if dialog.finished_on is not None and dialog.finished_on <= day.on]
    return [
        (root.text, "; ".join(evidence.text for evidence in root.evidence))
        for dialog in finished
        for root in dialog.state.tree.roots()
    ]
