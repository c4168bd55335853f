"""Rich text: sections, lists, quotes and the runs within them."""

from __future__ import annotations

from sandbox.block_kit.checks import Check, boolean, by_type, integer, items, one_of, shape, string
from sandbox.block_kit.objects import ENTITY, ID, URL

_STYLE = shape({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline"), boolean))
_STYLED: dict[str, Check] = {"style": _STYLE}

_RUN = by_type(
    {
        "text": shape({"text": string(3000, 1)}, _STYLED),
        "link": shape({"url": URL}, {**_STYLED, "text": string(3000), "unsafe": boolean}),
        "user": shape({"user_id": ENTITY}, _STYLED),
        "channel": shape({"channel_id": ENTITY}, _STYLED),
        "usergroup": shape({"usergroup_id": ID}, _STYLED),
        "emoji": shape({"name": string(100, 1)}, {**_STYLED, "unicode": string(100)}),
        "broadcast": shape({"range": one_of("here", "channel", "everyone")}, _STYLED),
        "date": shape(
            {"timestamp": integer(0, 9_999_999_999), "format": string(200, 1)},
            {**_STYLED, "url": URL, "fallback": string(300)},
        ),
    }
)
_RUNS = items(_RUN, 1000, 0)
_SECTION = shape({"elements": _RUNS})
_BORDER: dict[str, Check] = {"border": integer(0, 1)}
_LIST = shape(
    {
        "style": one_of("bullet", "ordered"),
        "elements": items(by_type({"rich_text_section": _SECTION}), 1000, 0),
    },
    {**_BORDER, "indent": integer(0, 8), "offset": integer(0, 100_000)},
)
RICH_TEXT = shape(
    {
        "elements": items(
            by_type(
                {
                    "rich_text_section": _SECTION,
                    "rich_text_list": _LIST,
                    "rich_text_preformatted": shape({"elements": _RUNS}, {**_BORDER, "language": string(100)}),
                    "rich_text_quote": shape({"elements": _RUNS}, _BORDER),
                }
            ),
            1000,
            0,
        )
    },
    {"block_id": ID},
)
