"""Keeping one plan, round or person that raises from stopping all the others."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

log = logging.getLogger(__name__)


@contextmanager
def isolated(what: str, which: object) -> Iterator[None]:
    """Log what is raised inside and go on. Trouble with the database concerns everybody, so it is raised."""
    try:
        yield
    except SQLAlchemyError:
        raise
    except Exception:
        log.exception("skipped %s %s", what, which)
