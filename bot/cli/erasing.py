"""throughline privacy erase."""

import getpass
import shlex
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot import rooms
from bot.backups import erasures, keeping
from bot.cli.common import ever_account, turns
from bot.cli.console import BAD_INPUT, AsJson, echo, print_json
from bot.cli.console import settings as read_settings
from bot.people import erasing
from bot.people.erasing import ErasedPerson, UnderHoldError
from bot.turns import Turn
from prompts import formats, plain, records
from storage import scrubbing
from storage.models import PersonRow
from storage.people.role_changes import Author
from storage.plans import plans
from storage.privacy.erasure import MessageInSlack, NamedPlace

NOUN = "privacy"
SHOWN = 20
"""Lines of a list that are printed; --json has all of them."""
TEXT_SHOWN = 160
User = Annotated[str, typer.Argument(help="@handle, Slack id or full name, also of someone who has left.")]


def erase(
    user: User,
    confirm: Annotated[bool, typer.Option("--confirm", help="Do it. It can't be undone.")] = False,
    as_json: AsJson = False,
) -> None:
    """Erase a person: their name and Slack id go, and what they did stays, under "a former member"."""
    folder = read_settings().backups_dir
    with turns(accepts_newer=False) as opened:
        with opened.write() if confirm else opened.read() as turn:
            person = ever_account(turn.session, user)
            name, workspace_id = person.name, person.workspace_id
            titles = {plan.id: plan.title for plan in plans.summaries(turn.session, workspace_id)}
            about = _erased(turn, person) if confirm else _preview(turn, person)
            now = turn.now
        if confirm and folder is not None:
            erasures.note(folder, workspace_id, about.person_id, now)
        is_scrubbed = not confirm or scrubbing.scrub(opened.database)
    if as_json:
        print_json(_facts(about, is_done=confirm))
        return
    with formats.for_a_file():
        echo(plain(NOUN, "erase_did" if confirm else "erase_would", name=name))
        _print(about, titles, workspace_id, folder, now)
    if not is_scrubbed:
        echo(plain(NOUN, "remains_in_file"), err=True)
    if not confirm:
        echo(plain(NOUN, "erase_confirm", user=shlex.quote(user)))


def _facts(about: ErasedPerson, *, is_done: bool) -> dict[str, object]:
    changes = about.erasure
    return {
        "done": is_done,
        "person": about.person_id,
        "pointing": dict(changes.pointing),
        "rewritten": dict(changes.rewritten),
        "deleted": dict(changes.deleted),
        "unowned": dict(about.unowned),
        "has_namesake": about.has_namesake,
        "without_manager": list(about.without_manager),
        "messages": [asdict(each) for each in changes.posted],
        "files": [asdict(each) for each in changes.files],
        "left": [asdict(each) for each in changes.left],
    }


def _preview(turn: Turn, person: PersonRow) -> ErasedPerson:
    try:
        return erasing.preview(turn, person)
    except UnderHoldError as error:
        _fail_held(person.name, error)


def _erased(turn: Turn, person: PersonRow) -> ErasedPerson:
    name = person.name
    try:
        return erasing.erase(turn, person, rooms.DEPARTURES, Author(at=turn.now, login=getpass.getuser()))
    except UnderHoldError as error:
        _fail_held(name, error)


def _fail_held(name: str, error: UnderHoldError) -> NoReturn:
    echo(plain(NOUN, "erase_held", name=name, plans=error.plan_names), err=True)
    raise typer.Exit(BAD_INPUT) from error


def _print(about: ErasedPerson, titles: dict[int, str], workspace_id: str, folder: Path | None, now: datetime) -> None:
    changes = about.erasure
    for part, counts in (
        ("erase_pointing", changes.pointing),
        ("erase_rewritten", changes.rewritten),
        ("erase_deleted", changes.deleted),
    ):
        if counts:
            echo(plain(NOUN, part, count=counts.total(), kinds=_kinds(counts)))
    if about.has_namesake:
        echo(plain(NOUN, "erase_namesake"))
    for organization, count in about.unowned.items():
        echo(plain(NOUN, "erase_unowned", organization=organization, count=count))
    for organization in about.without_manager:
        echo(plain(NOUN, "erase_no_manager", organization=organization))
    _print_list("erase_posted", [_posted(each, workspace_id) for each in changes.posted])
    _print_list("erase_files", [_posted(each, workspace_id) for each in changes.files])
    _print_list("erase_left", [_left(each, titles) for each in changes.left])
    _print_backups(folder, now)
    echo(plain(NOUN, "erase_files_kept"))


def _kinds(counts: Counter[str]) -> list[str]:
    names = records()["tables"]
    return [plain(NOUN, "kind_count", kind=names[table].lower(), count=count) for table, count in counts.most_common()]


def _print_list(part: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    echo(plain(NOUN, part, count=len(lines)))
    for line in lines[:SHOWN]:
        echo(line)
    if len(lines) > SHOWN:
        echo(plain(NOUN, "erase_more", count=len(lines) - SHOWN))


def _posted(posted: MessageInSlack, workspace_id: str) -> str:
    place = f"team={workspace_id}&channel={posted.channel}"
    link = f"https://slack.com/app_redirect?{place}" + (f"&message_ts={posted.ts}" if posted.ts else "")
    return "  " + plain(NOUN, "posted_line", posted=posted, link=link)


def _left(place: NamedPlace, titles: dict[int, str]) -> str:
    text = " ".join(place.text.split())[:TEXT_SHOWN]
    kind = records()["tables"][place.table].lower()
    return "  " + plain(NOUN, "left_line", place=place, plan=titles.get(place.plan_id or 0, ""), kind=kind, text=text)


def _print_backups(folder: Path | None, now: datetime) -> None:
    if folder is None:
        echo(plain(NOUN, "erase_no_folder"))
        return
    until = keeping.kept_until(_files(folder))
    before = [day for made_at, day in until.items() if made_at <= now]
    if before:
        echo(plain(NOUN, "erase_backups", count=len(before), folder=folder, until=max(before)))


def _files(folder: Path) -> Iterable[Path]:
    return folder.iterdir() if folder.is_dir() else ()
