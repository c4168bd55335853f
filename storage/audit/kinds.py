"""The kinds of what is audited."""

from enum import StrEnum


class AuditKind(StrEnum):
    """What happened. The words are in prompts/messages/audit.j2."""

    READ = "read"
    CHANGED = "changed"
    EXPORTED = "exported"
    """A file, an archive or a backup with people's words left the database."""
    PUBLISHED = "published"
    SIGNED = "signed"
    ERASED = "erased"
    REFUSED = "refused"
