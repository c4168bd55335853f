"""Typed text in Word templates."""

from markupsafe import Markup, escape

from plans.xml_text import xml_safe


def for_template(text: str) -> str:
    """Replace braces by references, because docxtpl reads "{_{" and the like in rendered text as its own escapes."""
    escaped = str(escape(xml_safe(text)))
    return Markup(escaped.replace("{", "&#123;").replace("}", "&#125;"))  # noqa: S704 - escaped just above
