"""Keeps an error in one plan, round or person from stopping the others."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

log = logging.getLogger(__name__)


@contextmanager
def isolated(what: str, which: object) -> Iterator[None]:
    """Log an error and continue. Database errors concern everyone, so they are raised."""
    try:
        yield
    except SQLAlchemyError:
        raise
    except Exception:
        log.exception("skipped %s %s", what, which)
