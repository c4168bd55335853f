"""Shows a setting without its secret."""

import re

HIDDEN = "…"
_TOKEN = re.compile(r"(xox[a-z]|xapp)-.*", re.DOTALL)
_ADDRESS = re.compile(r"([a-z][a-z0-9+]*)://(.*)", re.DOTALL)
_SECRET_OPTION = re.compile(r"([?&](?:ssl)?pass[a-z]*=)[^&]*")


def masked(text: str) -> str:
    """A token's kind, a database's address without its login, and of any other secret nothing."""
    if token := _TOKEN.fullmatch(text):
        return f"{token[1]}-{HIDDEN}"
    if address := _ADDRESS.fullmatch(text):
        _login, at, place = _SECRET_OPTION.sub(rf"\1{HIDDEN}", address[2]).rpartition("@")
        return f"{address[1]}://{HIDDEN if at else ''}{at}{place}"
    return HIDDEN
