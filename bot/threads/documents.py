"""A record as files: Word and Markdown."""

from datetime import date
from io import BytesIO

import prompts
from bot.files import word_files, zips
from bot.files.markdown import markdown
from bot.messages.threads import NOUN
from bot.messages.threads.record import INDENT, RecordText
from plans.xml_text import xml_safe


def record_markdown(record: RecordText) -> str:
    chapters = [
        {"title": markdown(chapter.title), "lines": [_line(line) for line in chapter.lines]}
        for chapter in record.chapters
    ]
    title, facts = markdown(record.title), markdown(record.facts)
    return prompts.document("record.md", title=title, facts=facts, chapters=chapters, thread=record.thread)


def _line(line: str) -> dict[str, str]:
    """A line indented by four spaces belongs to the one above."""
    return {"text": markdown(line.strip()), "indent": INDENT if line.startswith(INDENT) else ""}


def record_docx(record: RecordText, organization: str, made_on: date) -> bytes:
    """`organization` stands as the author in the file's properties."""
    # The Word library takes a fifth of a second to load, and most turns do without it.
    from docx import Document  # noqa: PLC0415 (as said)

    document = Document()
    word_files.set_up(document, title=xml_safe(record.title), author=xml_safe(organization), made_on=made_on)
    document.add_heading(xml_safe(record.title), level=1)
    document.add_paragraph(xml_safe(record.facts))
    if record.thread:
        document.add_paragraph(prompts.plain(NOUN, "record_thread", address=record.thread))
    for chapter in record.chapters:
        document.add_heading(xml_safe(chapter.title), level=2)
        for line in chapter.lines:
            style = "List Bullet 2" if line.startswith(INDENT) else "List Bullet"
            document.add_paragraph(xml_safe(line.strip()), style=style)
    target = BytesIO()
    document.save(target)
    return zips.dated(target.getvalue(), made_on)
