"""The inventory as a document: what is under way, and where it overlaps. Word, PDF and Excel are made from it."""

from collections.abc import Sequence

from bot.documents.document import Block, Bullets, Cell, Document, DocumentTable, Paragraph, Picture, SectionHeading
from bot.initiatives.inventories import Inventory
from bot.messages import initiatives as messages
from bot.messages.initiatives import NOUN, ListedInitiative
from bot.pictures.initiative_overlaps import overlap_pictures
from plans.initiatives import SCHOOL_DAYS, SCHOOL_MONTHS, SCHOOL_WEEKS
from plans.practices import PRACTICES
from prompts import plain

COLUMNS = (
    *("initiative", "purpose", "practices", "schools", "start", "cost", "time", "owner"),
    *("evidence", "evidence_since", "evidence_shows"),
)
WIDTHS = (3, 4, 2, 3, 2, 2, 2, 2, 3, 2, 4)
PICTURE_WIDTH = 130
"""As printed, in millimeters."""


def document(inventory: Inventory, listed: Sequence[ListedInitiative]) -> Document:
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
        blocks=[*_list(listed), *_overlap(inventory)],
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
    ]


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
