"""Fills a district's own template, which `checking` has read without a finding."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.documents.templates.fields import PlanFields
from bot.files.word_text import for_template
from bot.files.zips import dated
from prompts import formats, plain
from storage.plans.plans import PlanSummary


def fill(content: bytes, plan: PlanFields, on: date) -> bytes:
    """`on` is the day of the facts. So the same facts make the same file whenever it is made."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 (a tenth of the start, needed a few times a year)

    template = DocxTemplate(BytesIO(content))
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    template.render(as_values(plan, for_template), environment)
    about = template.docx.core_properties
    about.created = about.modified = datetime.combine(on, time(), UTC)
    target = BytesIO()
    template.save(target)
    return dated(target.getvalue(), on)


def file_name(plan: PlanSummary, template: str, on: date) -> str:
    organization, name = formats.in_file_name(plan.organization), formats.in_file_name(template)
    return plain("templates", "file_name", organization=organization, template=name, on=on.isoformat())


def as_values(row: Any, encode: Callable[[str], str]) -> Mapping[str, Any]:
    """The fields by name, every text encoded."""
    return {field.name: _encoded(getattr(row, field.name), encode) for field in fields(row)}


def _encoded(of_field: str | Sequence[Any], encode: Callable[[str], str]) -> Any:
    return encode(of_field) if isinstance(of_field, str) else [as_values(row, encode) for row in of_field]
