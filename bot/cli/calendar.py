"""throughline calendar: school calendars, and the rounds they lead to."""

import sys
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer
from sqlalchemy.orm import Session

from bot import importing
from bot.check_ins import previews
from bot.cli.bounded import bounded
from bot.cli.common import PlanName, plan_named, team_of, turns
from bot.cli.console import BAD_INPUT, AsJson, echo, fail, print_json, print_message, print_sentence
from bot.clock import Clock
from bot.files.downloads import Downloader, DownloadError
from bot.messages import calendar as messages
from bot.messages.calendar import ExpectedRound
from plans import calendar_files
from plans.calendar import SchoolYear
from plans.calendar_files import CalendarReading
from plans.calendar_files.reading import MOST_BYTES
from plans.school_calendar import SchoolCalendar
from prompts import finding_text, plain
from storage.models import OrganizationRow
from storage.people import calendars, organizations
from storage.plans import leads

app = typer.Typer(no_args_is_help=True, help="The school calendar: closed days, terms, and the year's rounds.")

Place = Annotated[str, typer.Option("--in", help="School, district or state; everything below it inherits the days.")]


@app.command(name="import")
def import_(
    source: Annotated[str, typer.Argument(help="An .ics file, a plain list of days, or an https address of one.")],
    place: Place = "",
    as_json: AsJson = False,
) -> None:
    """Import a school calendar. It replaces the calendars of the school years it covers."""
    name, content = _content(source)
    with turns() as opened:
        with opened.read() as turn:
            where = _organization(turn.session, place)
            today = turn.today(where.time_zone)
        with bounded(name):
            reading = calendar_files.read(name, content, today=today)
        _report(reading, where.name, as_json=as_json)
        if not reading.usable:
            raise typer.Exit(BAD_INPUT)
        with opened.write() as turn:
            importing.replace_calendar(turn, where, reading.closings, reading.terms, name)


@app.command()
def check(
    source: Annotated[str, typer.Argument(help="An .ics file, a plain list of days, or an https address of an .ics.")],
    year: Annotated[str, typer.Option("--year", help='School year of days without one: "2026-27".')] = "",
    as_json: AsJson = False,
) -> None:
    """Check a calendar: show its closed days and its problems, and change nothing."""
    try:
        today = SchoolYear.named(year).first if year else Clock().now().date()
    except ValueError:
        fail("bad_year", year=year)
    name, content = _content(source)
    with bounded(name):
        reading = calendar_files.read(name, content, today=today)
    _report(reading, name, as_json=as_json, part="checked")
    if not reading.usable:
        raise typer.Exit(BAD_INPUT)


@app.command()
def show(place: Place = "", as_json: AsJson = False) -> None:
    """Show an organization's closed days and terms, its own and inherited ones."""
    with turns() as opened, opened.read() as turn:
        where = _organization(turn.session, place)
        calendar = calendars.of(turn.session, where.id)
    if as_json:
        print_json(_as_json(calendar))
        return
    echo(plain("calendar", "shown", organization=where.name, calendar=calendar))


@app.command()
def preview(plan: PlanName = "", as_json: AsJson = False) -> None:
    """Show who gets asked what and when in the next twelve months."""
    with turns() as opened, opened.read() as turn:
        summary = plan_named(turn.session, plan)
        expected = previews.preview(turn, summary)
    if as_json:
        print_json([_expected(ahead) for ahead in expected])
        return
    print_message(messages.preview(summary, expected, most=sys.maxsize))


@app.command()
def team(
    milestone: Annotated[str, typer.Argument(help="Code of the milestone, such as 1.1.2.")],
    channel: Annotated[str, typer.Argument(help='Slack channel id, or "none" to ask each owner alone.')],
    plan: PlanName = "",
) -> None:
    """Let a milestone's team answer together, in its channel."""
    with turns() as opened, opened.write() as turn:
        summary = plan_named(turn.session, plan)
        chosen = None if channel.casefold() == "none" else channel
        if not leads.set_channel(turn.session, summary.id, milestone, chosen):
            fail("no_such_milestone", code=milestone, organization=summary.organization)
        print_sentence("team_set", code=milestone, channel=chosen or "")


def _organization(session: Session, name: str) -> OrganizationRow:
    """The named organization, or the only one at the top."""
    candidates = organizations.in_workspace(session, team_of(session))
    if not name:
        top = [organization for organization in candidates if organization.parent_id is None]
        if len(top) == 1:
            return top[0]
    for organization in candidates:
        if organization.name.casefold() == name.casefold():
            return organization
    return fail("unknown_organization", name=name, names=[organization.name for organization in candidates])


def _content(source: str) -> tuple[str, bytes]:
    """The file's name and content."""
    if urlsplit(source).scheme in ("https", "http", "webcal"):
        return Path(urlsplit(source).path).name or "calendar", _downloaded(source.replace("webcal:", "https:", 1))
    try:
        with Path(source).open("rb") as file:
            return Path(source).name, file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        return fail("calendar_not_opened", source=source, why=getattr(error, "strerror", None) or str(error))


def _downloaded(address: str) -> bytes:
    """Accept only .ics. Findings quote unreadable lines, and a foreign server's other content must not be shown."""
    try:
        content = Downloader(MOST_BYTES).download(address)
    except DownloadError as error:
        return fail(f"download_{error.failure}", source=address)
    if not calendar_files.is_ics(content):
        fail("download_no_calendar", source=address)
    return content


def _report(reading: CalendarReading, organization: str, *, as_json: bool, part: str = "imported") -> None:
    for finding in reading.findings if not as_json else ():
        echo(plain("setup", "finding", finding=finding), err=True)
    if as_json:
        others = [{"first": event.first, "last": event.last, "title": event.title} for event in reading.others]
        findings = [
            {
                "where": finding.where,
                "what": finding_text(finding),
                "severity": finding.severity,
                "code": finding.code,
            }
            for finding in reading.findings
        ]
        calendar = _as_json(SchoolCalendar(reading.closings, reading.terms))
        print_json({**calendar, "not_closed": others, "problems": findings})
    elif reading.usable:
        echo(plain("calendar", part, organization=organization, reading=reading))


def _as_json(calendar: SchoolCalendar) -> dict[str, Any]:
    return {
        "closed": [{"first": span.first, "last": span.last, "name": span.name} for span in calendar.closings],
        "terms": [
            {"kind": span.kind, "number": span.number, "first": span.first, "last": span.last}
            for span in calendar.terms
        ],
    }


def _expected(ahead: ExpectedRound) -> dict[str, Any]:
    return {
        "cadence": ahead.occasion.cadence,
        "period": ahead.occasion.period,
        "opens_on": ahead.occasion.opens_on,
        "last_day": ahead.occasion.last_day,
        "people": list(ahead.people),
        "teams": list(ahead.teams),
        "topics": ahead.topics,
        "certain": ahead.is_certain,
        "holiday": ahead.holiday,
    }
