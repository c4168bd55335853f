"""The inventory as a document: what is under way, and where it overlaps. Word, PDF and Excel are made from it."""

from collections.abc import Sequence

from bot.documents.document import Block, Bullets, Cell, Document, DocumentTable, Paragraph, Picture, SectionHeading
from bot.initiatives.inventories import Inventory
from bot.messages import initiative_ratings as ratings
from bot.messages import initiatives as messages
from bot.messages.initiative_ratings import Matrix
from bot.messages.initiatives import DECISIONS, NOUN, RATINGS, ListedInitiative
from bot.pictures.initiative_overlaps import overlap_pictures
from bot.pictures.priority_matrix import matrix_alt, matrix_picture
from plans.initiative_ratings import FEWEST_RATERS
from plans.initiatives import SCHOOL_DAYS, SCHOOL_MONTHS, SCHOOL_WEEKS, InitiativeDecision
from plans.practices import PRACTICES
from prompts import plain

COLUMNS = (
    *("initiative", "purpose", "practices", "schools", "start", "cost", "time", "owner"),
    *("evidence", "evidence_since", "evidence_shows", "decision"),
)
WIDTHS = (5, 5, 3, 4, 3, 3, 3, 3, 4, 3, 5, 5)
PICTURE_WIDTH = 130
"""As printed, in millimeters."""


def document(inventory: Inventory, listed: Sequence[ListedInitiative], matrix: Matrix | None) -> Document:
    """`matrix` is that of the last closed rating, if there is one."""
    organization, on = inventory.organization.name, inventory.day.on
    return Document(
        title=plain(NOUN, "document_title", organization=organization),
        organization=organization,
        about=[
            plain(NOUN, "document_as_of", as_of=on),
            *plain(NOUN, "summary", **messages.totals(listed, on)).splitlines(),
            plain(NOUN, "costs_read", weeks=SCHOOL_WEEKS, months=SCHOOL_MONTHS, days=SCHOOL_DAYS),
        ],
        made_on=on,
        blocks=[*_list(listed), *_matrix(matrix), *_overlap(inventory)],
    )


def _list(listed: Sequence[ListedInitiative]) -> list[Block]:
    heading = plain(NOUN, "list_heading")
    table = DocumentTable(
        name=heading,
        columns=[plain(NOUN, "column", name=name) for name in COLUMNS],
        rows=[_cells(each) for each in listed],
        widths=WIDTHS,
    )
    return [SectionHeading(1, heading), table]


def _cells(listed: ListedInitiative) -> Sequence[Cell]:
    facts = listed.initiative.facts
    evidence = tuple(text for text in (facts.evidence, facts.evidence_link) if text)
    return [
        (plain(NOUN, "cell_name", listed=listed, facts=facts),),
        (facts.purpose,),
        (facts.practices,),
        (plain(NOUN, "cell_schools", listed=listed),),
        (plain(NOUN, "cell_day", on=facts.started_on),),
        (facts.cost,),
        (facts.time,),
        (listed.initiative.owner,),
        evidence or ("",),
        (plain(NOUN, "cell_day", on=facts.evidence_since),),
        (facts.evidence_shows,),
        _decision(listed.initiative.decision),
    ]


def _decision(decision: InitiativeDecision | None) -> Cell:
    if decision is None:
        return ("",)
    return (plain(DECISIONS, "line", decision=decision), decision.reason)


def _matrix(matrix: Matrix | None) -> list[Block]:
    if matrix is None:
        return []
    about = plain(RATINGS, "matrix_about", raters=matrix.raters, closed_on=matrix.closed_on)
    content: list[Block] = [SectionHeading(1, plain(RATINGS, "matrix_picture")), Paragraph(about)]
    if matrix.placed:
        picture = matrix_picture(matrix.organization, matrix.closed_on, matrix.placed)
        alt = matrix_alt(matrix.organization, matrix.closed_on, matrix.placed)
        content.append(Picture(picture, alt, PICTURE_WIDTH))
    if hidden := ratings.not_shown(matrix):
        content.append(Paragraph(plain(RATINGS, "not_shown", names=hidden, fewest=FEWEST_RATERS)))
    return content


def _overlap(inventory: Inventory) -> list[Block]:
    overlap, name = inventory.overlap, inventory.organization.name
    lines = [plain(NOUN, "crowded_line", **meeting) for meeting in messages.meetings(overlap)]
    texts: list[Block] = [Paragraph(plain(NOUN, "crowded", count=len(lines)))]
    texts += [Bullets(lines)] if lines else []
    texts.append(Paragraph(plain(NOUN, "empty", practices=messages.empty_practices(overlap), every=len(PRACTICES))))
    if overlap.uncoded or overlap.placeless:
        texts.append(Paragraph(plain(NOUN, "not_counted", uncoded=overlap.uncoded, placeless=overlap.placeless)))
    pictures = [
        Picture(picture.png, picture.alt, PICTURE_WIDTH)
        for picture in overlap_pictures(name, inventory.day.on, overlap)
    ]
    return [SectionHeading(1, plain(NOUN, "overlap_heading")), *texts, *pictures]
