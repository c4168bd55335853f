"""Writes an archive into a folder, for later versions to read: `python -m tests.storage.archives.write_example`.

Run it when the format changes, not with each migration: that a later version still reads an older archive is the point.
"""

import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.archives import writing
from storage.archives.contents import FORMAT, MANIFEST, ArchiveManifest, file_of
from storage.archives.writing import Export
from tests.bot.role_world import NOW, furnish

EXAMPLE = Path(__file__).parent / f"format_{FORMAT}"


def main() -> None:
    with TemporaryDirectory() as folder:
        world = furnish(Path(folder) / "furnished.db")
        archive = Path(folder) / "archive.zip"
        manifest = writing.write(world.turns.database, archive, Export(None, "1.2.3", NOW))
        world.turns.database.close()
        with zipfile.ZipFile(archive) as opened:
            _unpack(opened, manifest)


def _unpack(archive: zipfile.ZipFile, manifest: ArchiveManifest) -> None:
    """The manifest and the files of tables that have rows."""
    (EXAMPLE / "tables").mkdir(parents=True, exist_ok=True)
    used = {name: table for name, table in manifest.tables.items() if table.rows}
    shorter = ArchiveManifest(
        version=manifest.version,
        revision=manifest.revision,
        made_at=manifest.made_at,
        workspaces=manifest.workspaces,
        tables=used,
    )
    (EXAMPLE / MANIFEST).write_text(shorter.to_json(), encoding="utf-8")
    for name in used:
        (EXAMPLE / file_of(name)).write_bytes(archive.read(file_of(name)))


if __name__ == "__main__":
    main()
