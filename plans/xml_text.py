"""Text that is legal in XML. SVG and Word files break on a single other character."""

import re

_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_safe(text: str) -> str:
    """The text without control characters and lone surrogates, which no escaping makes legal."""
    return _FORBIDDEN.sub("", text)
