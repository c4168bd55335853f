"""What every Word file of ours has: its language, who made it, when, and headings dark enough for weak sight."""

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

INK = "1F2933"
"""Text and headings: 14 to 1 on white."""
LANGUAGE = "en-US"
STYLES = ("Normal", *(f"Heading {level}" for level in range(1, 7)))


def set_up(file: "Document", *, title: str, author: str, made_on: date) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415 (a tenth of the start, needed a few times a year)
    from docx.shared import RGBColor  # noqa: PLC0415 (as above)

    about = file.core_properties
    about.title, about.author, about.language = title, author, LANGUAGE
    about.created = about.modified = datetime.combine(made_on, time(), UTC)
    for name in STYLES:
        style: Any = file.styles[name]
        style.font.name = "Calibri"
        style.font.color.rgb = RGBColor.from_string(INK)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
