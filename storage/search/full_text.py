"""What each database does in its own way: the statements of its full-text index, and its form of a question."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

from sqlalchemy import ColumnElement, String, bindparam

from storage.search.sources import Json, TextSource, Watched

TABLE = "searched_text"
COLUMNS = "plan_id, kind, source, row_id, part, day, gone, draft, text"
MARKS = ("\x02", "\x03")
"""Before and after a word that matched."""
QUERY = bindparam("search_query", type_=String)


class FullText(ABC):
    json: Json

    @abstractmethod
    def tables(self) -> Sequence[str]:
        """The statements that create the table of texts, and what reading them takes."""

    @abstractmethod
    def index(self) -> Sequence[str]:
        """The statements that create the full-text index of the filled table."""

    @abstractmethod
    def triggers(self, source: TextSource, watched: Watched) -> Sequence[str]:
        """The statements that make changes of the table change the source's texts."""

    @abstractmethod
    def triggers_dropped(self, source: TextSource, watched: Watched) -> Sequence[str]: ...

    @abstractmethod
    def tables_dropped(self) -> Sequence[str]: ...

    @abstractmethod
    def query(self, words: Sequence[Sequence[str]]) -> str:
        """A query for texts with one spelling of each word.

        Spellings are letters and digits; what has spaces between is found in this order.
        """

    @abstractmethod
    def matches(self) -> ColumnElement[bool]:
        """The condition of a statement over `searched_text`, which is run with a QUERY."""

    @abstractmethod
    def marked(self) -> ColumnElement[str]:
        """The text with marks around the words of the QUERY."""

    @abstractmethod
    def as_stored(self, marked: str, text: str) -> str:
        """The stored text with the marks of `marked`, which may spell it more simply, letter for letter."""


def inserted(source: TextSource) -> str:
    """The statement that adds all texts of a source; a condition can follow."""
    return f"INSERT INTO {TABLE} ({COLUMNS}) {source.select}"


def trigger_name(source: TextSource, watched: Watched) -> str:
    return f"searched_{source.name}_{watched.table}"
