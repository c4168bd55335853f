"""Published minutes as Word, from a template a district can brand, and as Markdown."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

import prompts
from bot.files.markdown import markdown
from bot.files.word_text import for_template
from bot.messages import minutes as messages
from bot.pictures.progress import StrategyProgress, progress_alt, progress_picture
from conversations.highlight import DEBRIEF_GROUPS, Minutes, MinutesLine, MinutesSection, Section, Standing
from prompts import formats, plain
from storage.rounds.minutes import StoredMinutes

if TYPE_CHECKING:
    from docx.document import Document
    from docxtpl import DocxTemplate, InlineImage

PICTURE_WIDTH = 150
"""Millimeters."""

Encode = Callable[[str], str]
"""Escapes typed text for the format of the file."""


def minutes_docx(stored: StoredMinutes, template: Path | None = None) -> bytes:
    """`template` is a district's own Word file; prompts/documents/README.md lists what it may contain."""
    minutes = stored.minutes
    from docxtpl import DocxTemplate  # noqa: PLC0415 (a tenth of the start, needed once a month)

    document = DocxTemplate(BytesIO(template.read_bytes() if template else _our_template()))
    # People outside the team edit the template, so it gets values to print and nothing else.
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    with formats.for_a_file(minutes.period):
        document.init_docx()
        brand = _pictures(document.docx)
        picture = _picture(document, minutes)
        document.render({**_values(stored, for_template), "picture": picture or ""}, environment)
        if picture is not None:
            _describe(document.docx, minutes, brand)
    about = document.docx.core_properties
    about.title = plain("minutes", "document_title", minutes=minutes)
    if minutes.submitted_on:
        about.created = about.modified = datetime.combine(minutes.submitted_on, time(), UTC)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _picture(document: "DocxTemplate", minutes: Minutes) -> "InlineImage | None":
    """The progress of each strategy when the minutes were published."""
    from docx.shared import Mm  # noqa: PLC0415 (with docxtpl)
    from docxtpl import InlineImage  # noqa: PLC0415 (as above)

    standing = minutes.standing
    if standing is None or not standing.strategies:
        return None
    drawn = progress_picture(minutes.organization, standing.at.date(), _rows(standing))
    return InlineImage(document, BytesIO(drawn), width=Mm(PICTURE_WIDTH))


def _pictures(document: "Document") -> set[str]:
    return {shape._inline.graphic.graphicData.pic.blipFill.blip.embed for shape in document.inline_shapes}  # noqa: SLF001 (python-docx has no other way)


def _describe(document: "Document", minutes: Minutes, brand: set[str]) -> None:
    """Give the picture its alternative text. `brand` are the pictures of the template itself."""
    standing = minutes.standing
    assert standing is not None  # or there were no picture
    alt = progress_alt(minutes.organization, standing.at.date(), _rows(standing))
    for shape in document.inline_shapes:
        inline = shape._inline  # noqa: SLF001 (as above)
        if inline.graphic.graphicData.pic.blipFill.blip.embed not in brand:
            inline.docPr.set("descr", alt)


def _rows(standing: Standing) -> list[StrategyProgress]:
    return [StrategyProgress(strategy.name, strategy.progress) for strategy in standing.strategies]


def minutes_markdown(stored: StoredMinutes) -> str:
    with formats.for_a_file(stored.period):
        return prompts.document("minutes.md", **_values(stored, markdown))


def _values(stored: StoredMinutes, encode: Encode) -> dict[str, Any]:
    def one_line(text: str) -> str:
        return encode(_one_line(text))

    minutes = stored.minutes
    standing, follow_up = minutes.standing, minutes.follow_up
    return {
        "organization": one_line(minutes.organization),
        "district": one_line(minutes.district),
        "plan": one_line(minutes.plan),
        "period": formats.month(minutes.period),
        "participants": one_line(prompts.words(minutes.participants)),
        "held_on": _day(minutes.held_on),
        "previous_on": _day(minutes.previous_on),
        "submitted_on": _day(minutes.submitted_on),
        "submitted_by": one_line(minutes.submitted_by),
        "standing_title": one_line(messages.standing_title(standing)) if standing else "",
        "standing": [one_line(line) for line in messages.standing_lines(standing)] if standing else [],
        "follow_up_title": one_line(messages.follow_up_title(follow_up)) if follow_up else "",
        "follow_up": [one_line(line) for line in messages.follow_up_lines(follow_up)] if follow_up else [],
        "followed_risks": [one_line(line) for line in messages.followed_risks(follow_up)] if follow_up else [],
        "evidence": one_line(messages.evidence(minutes)),
        "kept_out": one_line(messages.kept_out(minutes)),
        "amendments": [one_line(line) for line in messages.amendment_lines(stored)],
        "signatures": [one_line(line) for line in messages.signature_lines(stored)],
        "sections": {str(key): _section_lines(minutes.section(key), encode) for key in Section},
    }


def _section_lines(section: MinutesSection, encode: Encode) -> list[Mapping[str, str]]:
    """The lines of a section; the first of each group has the group's heading. The debrief prints all of its own."""
    groups = section.groups()
    if section.key is Section.DEBRIEF:
        lines_of = dict(groups)
        groups = [(group, lines_of.get(group, ())) for group in (*DEBRIEF_GROUPS, None)]
    printed: list[Mapping[str, str]] = []
    for group, lines in groups:
        heading = encode(messages.group_title(group, section.key))
        for line in lines:
            printed.append({**_line(line, encode), "heading": heading})
            heading = ""
        if heading and not lines and group is not None:
            nothing = encode(plain("minutes", "no_lines"))
            printed.append({"text": nothing, "who": "", "said_on": "", "edited_by": "", "heading": heading})
    return printed


def _line(line: MinutesLine, encode: Encode) -> Mapping[str, str]:
    text = "\n".join(f"{line.facts} {line.text}".strip().splitlines())
    return {
        "text": encode(text),
        "who": encode(_one_line(line.who)),
        "said_on": _day(line.said_on),
        "edited_by": encode(_one_line(line.edited_by)),
    }


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _day(when: date | None) -> str:
    return formats.day(when) if when else ""


def _our_template() -> bytes:
    return (files("prompts") / "documents" / "minutes.docx").read_bytes()
