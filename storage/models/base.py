"""The base class and the columns' types."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Integer,
    MetaData,
)
from sqlalchemy.orm import DeclarativeBase

from storage.types import Moment, Words

# SQLite assigns row ids only to a column declared exactly INTEGER.
Id = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {str: Words, datetime: Moment, dict[str, Any]: JSON, list[str]: JSON, int: Id}  # noqa: RUF012 (SQLAlchemy's own form)


def one_of(column: str, *values: str) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(str(option)) for option in values)})", name=column)
