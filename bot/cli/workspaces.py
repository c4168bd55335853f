"""throughline workspace: where the app is installed, the keys that encrypt the tokens, exports and removal."""

from typing import Any

import typer

from bot import encryption
from bot.cli import workspace_archives, workspace_removal
from bot.cli.auditing import record_command
from bot.cli.console import AsJson, database, echo, fail, print_json, print_sentence
from bot.cli.console import settings as read_settings
from bot.encryption import EncryptedText, EncryptionKeys, UnreadableTextError
from prompts import plain
from storage import installations
from storage.audit.kinds import AuditKind
from storage.database import Database
from storage.installations import Installation

app = typer.Typer(
    help="Where the app is installed, the keys that encrypt the tokens, exports and removal.", no_args_is_help=True
)
app.command("export")(workspace_archives.export)
app.command("import")(workspace_archives.import_archive)
app.command("remove")(workspace_removal.remove)


@app.command("list")
def list_workspaces(as_json: AsJson = False) -> None:
    """List the workspaces that installed the app, with the organizations they belong to."""
    with database() as opened, opened.read() as session:
        listed = installations.all_of(session)
    if as_json:
        print_json([_facts(installation) for installation in listed])
        return
    if not listed:
        print_sentence("no_installations")
    for installation in listed:
        echo(plain("installations", "line", installation=installation))


@app.command("new-key")
def new_key() -> None:
    """Make a key for TOKEN_KEYS."""
    echo(encryption.new_key())


@app.command("rotate-keys")
def rotate_keys() -> None:
    """Encrypt all tokens with the first key of TOKEN_KEYS, after which the others can be removed."""
    settings = read_settings()
    if not settings.token_keys:
        fail("distribution_lacks", name="TOKEN_KEYS")
    token_keys = EncryptionKeys.read(settings.token_keys)
    with database(settings) as opened:
        changed = _rotate(opened, token_keys)
        record_command(opened, AuditKind.CHANGED)
    print_sentence("keys_rotated", changed=changed, key=token_keys.newest)


def _rotate(opened: Database, token_keys: EncryptionKeys) -> int:
    """The number of tokens that are now encrypted with another key. All are, or none."""
    with opened.write() as session:
        tokens = [each for each in installations.all_of(session) if each.token and each.key_id != token_keys.newest]
        for installation in tokens:
            before = EncryptedText(installation.token or "", installation.key_id or "")
            try:
                after = token_keys.encrypt(token_keys.decrypt(before, installation.id), installation.id)
            except UnreadableTextError as error:
                fail("unreadable_token", key=error.key_id, name=installation.name)
            installations.replace_token(session, installation.id, after.text, after.key_id)
    return len(tokens)


def _facts(installation: Installation) -> dict[str, Any]:
    """Without the token, even encrypted."""
    names = ("id", "name", "is_organization", "through_id", "installed_by", "installed_at", "removed_at", "key_id")
    return {name: getattr(installation, name) for name in names}
