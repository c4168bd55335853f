"""What the plan's document asks for beside the plan's parts: Tool A's details, by the form that asks for them."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from hashlib import blake2b
from types import MappingProxyType

BAR = "|"
LONGEST = 3_000
"""Characters of a form's field."""


class PlanDetail(StrEnum):
    DATE_OF_PLAN = "date_of_plan"
    UPDATE_SUMMARY = "update_summary"
    ESSA_STATUS = "essa_status"
    CITY_COUNTY = "city_county"
    ZIP_CODE = "zip_code"
    PHONE_NUMBER = "phone_number"
    PRINCIPAL = "principal"
    CONTACT_INFORMATION = "contact_information"
    SUPERINTENDENT = "superintendent"
    DISTRICT_LIAISON = "district_liaison"
    DESIGNATION = "designation"
    TITLE_I_STATUS = "title_i_status"
    LEADERSHIP_TEAM = "leadership_team"
    VISION = "vision"
    MISSION = "mission"
    ELEMENTS = "elements"
    OTHER_ELEMENTS = "other_elements"
    HOW_COMPLETED = "how_completed"
    STAKEHOLDER_INPUT = "stakeholder_input"
    STRENGTHS = "strengths"
    OPPORTUNITIES = "opportunities"
    LEVERAGE = "leverage"
    WEAKNESSES = "weaknesses"
    THREATS = "threats"
    ROOT_CAUSES = "root_causes"
    GLOSSARY = "glossary"
    ATTACHMENTS = "attachments"


class DetailForm(StrEnum):
    AT_A_GLANCE = "at_a_glance"
    DISTRICT = "district"
    DIRECTION = "direction"
    NEEDS = "needs"
    STRENGTHS = "strengths"
    WEAKNESSES = "weaknesses"
    APPENDIX = "appendix"


FORMS: Mapping[DetailForm, tuple[PlanDetail, ...]] = MappingProxyType(
    {
        DetailForm.AT_A_GLANCE: (
            PlanDetail.DATE_OF_PLAN,
            PlanDetail.UPDATE_SUMMARY,
            PlanDetail.ESSA_STATUS,
            PlanDetail.CITY_COUNTY,
            PlanDetail.ZIP_CODE,
            PlanDetail.PHONE_NUMBER,
            PlanDetail.PRINCIPAL,
            PlanDetail.CONTACT_INFORMATION,
        ),
        DetailForm.DISTRICT: (
            PlanDetail.SUPERINTENDENT,
            PlanDetail.DISTRICT_LIAISON,
            PlanDetail.DESIGNATION,
            PlanDetail.TITLE_I_STATUS,
            PlanDetail.LEADERSHIP_TEAM,
        ),
        DetailForm.DIRECTION: (PlanDetail.VISION, PlanDetail.MISSION),
        DetailForm.NEEDS: (
            PlanDetail.ELEMENTS,
            PlanDetail.OTHER_ELEMENTS,
            PlanDetail.HOW_COMPLETED,
            PlanDetail.STAKEHOLDER_INPUT,
        ),
        DetailForm.STRENGTHS: (PlanDetail.STRENGTHS, PlanDetail.OPPORTUNITIES, PlanDetail.LEVERAGE),
        DetailForm.WEAKNESSES: (PlanDetail.WEAKNESSES, PlanDetail.THREATS, PlanDetail.ROOT_CAUSES),
        DetailForm.APPENDIX: (PlanDetail.GLOSSARY, PlanDetail.ATTACHMENTS),
    }
)
"""In the template's order. A form asks for ten things at most."""

NEVER_MISSING = frozenset({PlanDetail.UPDATE_SUMMARY, PlanDetail.OTHER_ELEMENTS})
"""What a plan may well do without, or what its history says."""

ELEMENTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "demographics": ("student", "community", "personnel", "other"),
        "policies": ("operations", "learning_infrastructure", "support_for_improvement"),
        "outcomes": ("assessments", "graduation_rates", "postsecondary_success"),
        "accountability": (),
        "engagement": ("attendance", "behavior", "other"),
        "opportunities": ("participation", "equity", "other"),
        "personnel_policy": (),
        "professional_practice": (),
        "climate": (),
        "performance_management": (),
        "vendors": (),
        "other": (),
    }
)
"""The elements of a needs assessment in the template's order, some with parts. A choice is `climate` or
`demographics.student`."""


def element_choices() -> tuple[str, ...]:
    return tuple(f"{name}.{part}" if part else name for name, parts in ELEMENTS.items() for part in parts or ("",))


def pairs(text: str) -> list[tuple[str, str]]:
    """A pair for each line that is not empty: what stands before its first bar, and what stands after it."""
    split = [line.partition(BAR) for line in text.splitlines() if line.strip()]
    return [(first.strip(), second.strip()) for first, _, second in split]


def as_line(first: str, second: str) -> str:
    """The pair as one line of a form. Line breaks inside it become spaces, or it would come back as two."""
    return " ".join((f"{first} {BAR} {second}" if second else first).split())


def fitting(lines: Sequence[str]) -> list[str]:
    """The first lines, as many as a form's field can carry. It leaves the others as they are."""
    fit: list[str] = []
    for line in lines:
        if sum(map(len, fit)) + len(fit) + len(line) > LONGEST:
            break
        fit.append(line)
    return fit


def marks(names: Sequence[str], values: Mapping[str, str]) -> str:
    """What the fields of a form say, as a short text that the form carries."""
    return ".".join(_mark(values.get(name, "")) for name in names)


def typed_anew(names: Sequence[str], seen: str, typed: Mapping[str, str]) -> list[str]:
    """The fields whose text is not the one that the form opened with."""
    opened = dict(zip(names, seen.split("."), strict=False))
    return [name for name in names if opened.get(name) != _mark(typed.get(name, ""))]


def _mark(text: str) -> str:
    return blake2b(text.strip().replace("\r\n", "\n")[:LONGEST].strip().encode(), digest_size=4).hexdigest()
