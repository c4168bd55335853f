"""Where settings are given: in the environment, in the folder's .env file, and in files that hold a secret each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from bot.configuration import env_file
from bot.configuration.settings import Settings, SettingsError

ENV_FILE = ".env"
ENVIRONMENT = "the environment"
FILE_SUFFIX = "_FILE"
"""SLACK_BOT_TOKEN_FILE names a file that holds SLACK_BOT_TOKEN, as Docker's and Kubernetes' secrets are files."""

MISSPELLED = 0.82
"""A name as similar to a setting's as this is taken for it misspelled. PGHOST and HOST are less similar."""
SIMILAR = 0.6
"""A name as similar as this is worth a question."""


@dataclass(frozen=True, slots=True)
class GivenSetting:
    text: str
    source: str
    """ENVIRONMENT, or the name of a file."""


@dataclass(frozen=True, slots=True)
class IgnoredName:
    """A name in the .env file that no setting has."""

    name: str
    line: int
    similar: str
    """The setting with the most similar name, or an empty text."""


@dataclass(slots=True)
class SettingSources:
    given: dict[str, GivenSetting] = field(default_factory=dict)
    """By the names of the variables. The environment goes before the .env file."""
    ignored: list[IgnoredName] = field(default_factory=list)
    problems: list[SettingsError] = field(default_factory=list)

    @property
    def texts(self) -> dict[str, str]:
        return {name: setting.text for name, setting in self.given.items()}

    def settings(self) -> Settings:
        """Raises the first SettingsError."""
        for problem in self.problems:
            raise problem
        return Settings.read(self.texts)

    def usable(self) -> Settings:
        """The settings without those that can't be read, which have their defaults instead."""
        texts = self.texts
        for fault in Settings.faults(texts):
            if fault.problem == "bad_value":
                del texts[fault.name]
        return Settings.read(texts)

    def faults(self) -> list[SettingsError]:
        """Everything that keeps the bot from starting. No setting is missed that a problem explains already."""
        explained = {problem.values.get("meant", problem.name) for problem in self.problems}
        faults = Settings.faults(self.texts)
        return [*self.problems, *(fault for fault in faults if fault.name not in explained)]


def read(environment: Mapping[str, str], folder: Path) -> SettingSources:
    """Read all sources. What is wrong with them is among the problems, and never raised."""
    sources = SettingSources()
    lines = list(_env_lines(folder / ENV_FILE, sources))
    assigned = {line.name: GivenSetting(line.text.strip(), ENV_FILE) for line in lines}
    assigned |= {name: GivenSetting(text.strip(), ENVIRONMENT) for name, text in environment.items() if text.strip()}
    _sort_out_names(lines, sources)
    for name in sorted(Settings.names()):
        setting = _setting(name, assigned, folder, sources)
        if setting is not None and setting.text:
            sources.given[name] = setting
    return sources


def _env_lines(path: Path, sources: SettingSources) -> Iterator[env_file.EnvLine]:
    try:
        yield from env_file.parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return
    except env_file.EnvLineError as error:
        sources.problems.append(SettingsError("env_line", ENV_FILE, line=error.line))
    except UnicodeDecodeError:
        sources.problems.append(SettingsError("env_encoding", ENV_FILE))
    except OSError as error:
        sources.problems.append(SettingsError("env_unreadable", ENV_FILE, why=error.strerror))


def _sort_out_names(lines: list[env_file.EnvLine], sources: SettingSources) -> None:
    """A misspelled setting is a problem: without it the bot would start with another one, such as a new database."""
    names = Settings.names() | {name + FILE_SUFFIX for name in Settings.secrets()}
    for line in lines:
        if line.name in names:
            continue
        if meant := _closest(line.name, names, MISSPELLED):
            sources.problems.append(SettingsError("misspelled", line.name, line=line.line, meant=meant))
        else:
            sources.ignored.append(IgnoredName(line.name, line.line, _closest(line.name, names, SIMILAR)))


def _closest(name: str, names: frozenset[str], cutoff: float) -> str:
    return "".join(get_close_matches(name.upper(), sorted(names), n=1, cutoff=cutoff))


def _setting(
    name: str, assigned: Mapping[str, GivenSetting], folder: Path, sources: SettingSources
) -> GivenSetting | None:
    setting = assigned.get(name)
    pointer = assigned.get(name + FILE_SUFFIX) if name in Settings.secrets() else None
    if pointer is None or not pointer.text:
        return setting
    if setting is not None and setting.text:
        sources.problems.append(SettingsError("given_twice", name, first=setting.source, second=pointer.source))
        return setting
    return _secret(name, folder / pointer.text, sources)


def _secret(name: str, path: Path, sources: SettingSources) -> GivenSetting | None:
    try:
        text = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it isn't text"
        sources.problems.append(SettingsError("secret_unreadable", name, path=path, why=why))
        return None
    if not text:
        sources.problems.append(SettingsError("secret_empty", name, path=path))
    return GivenSetting(text, str(path))
