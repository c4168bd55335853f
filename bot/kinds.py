"""The kinds of dialogs there are, a record each."""

from bot.coaching import kind as coaching
from bot.root_cause import kind as root_cause

KINDS = (coaching.KIND, root_cause.KIND)
