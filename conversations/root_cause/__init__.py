"""Root cause dialogs with a whole team: from a symptom to causes, and from causes to work."""

from conversations.root_cause.engine import advance, start
from conversations.root_cause.state import Method, RootCauseState, from_json, to_json

__all__ = ["Method", "RootCauseState", "advance", "from_json", "start", "to_json"]
