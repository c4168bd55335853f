"""The audit as sentences, and /plan audit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.slack import blocks
from bot.slack.blocks import MessageContent
from prompts import plain, say
from storage.audit.kinds import AuditKind
from storage.audit.lines import AuditLine
from storage.plans.plans import PlanSummary

NOUN = "audit"
_SUBCOMMAND = "/plan "


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """The newest records of some days."""

    plan: PlanSummary
    first: date
    last: date
    count: int
    lines: Sequence[AuditLine]
    """Each with its moment in the reader's time zone."""


def message(page: AuditPage) -> MessageContent:
    title = plain(NOUN, "title", plan=page.plan)
    intro = say(NOUN, "intro", count=page.count, first=page.first, last=page.last)
    lines = [f"• {sentence(line, render=say)}" for line in page.lines]
    listed = blocks.sections("\n".join(lines)) if lines else []
    content = [blocks.header(title), blocks.section(intro), *listed, blocks.context(_read_on(page))]
    return MessageContent(text=blocks.text_of(content), blocks=content)


def _read_on(page: AuditPage) -> str:
    """How to read what came before."""
    older = page.count - len(page.lines)
    if not older:
        return say(NOUN, "before", plan=page.plan, day=page.first - timedelta(days=1))
    oldest = page.lines[-1].at.date()
    if oldest < page.last:
        return say(NOUN, "older", count=older, plan=page.plan, day=oldest)
    return say(NOUN, "of_one_day", count=older, plan=page.plan, before=oldest - timedelta(days=1))


def sentence(line: AuditLine, *, with_plan: bool = False, render: Callable[..., str] = plain) -> str:
    """Such as "Thu, Nov 12, 3:04 PM: Dana Whitfield published the November 2026 minutes."."""
    subject = _subject(line, render)
    return render(NOUN, "line", line=line, phrase=_phrase(line, render), subject=subject, with_plan=with_plan)


def _phrase(line: AuditLine, render: Callable[..., str]) -> str:
    """What says more than a verb and a subject, for some actions and for commands of `throughline`."""
    if line.kind in {AuditKind.READ, AuditKind.REFUSED}:
        return ""
    phrase = render(NOUN, "phrase", action=_key(line))
    return phrase or (render(NOUN, "command", line=line) if line.login else "")


def _subject(line: AuditLine, render: Callable[..., str]) -> str:
    return render(NOUN, "subject", line=line, action=_key(line), area=line.action.partition(".")[0])


def _key(line: AuditLine) -> str:
    """The action as the templates name it, in which /plan may be called something else."""
    return line.action.replace(_SUBCOMMAND, "plan:")
