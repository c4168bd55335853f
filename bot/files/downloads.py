"""Downloads a file from a public https address, within a deadline and a size, never from a private network."""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import SplitResult, urljoin, urlsplit

MOST_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
OK = 200
CHUNK = 64 * 1024
DEADLINE_SECONDS = 30.0

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class DownloadFailure(StrEnum):
    NOT_HTTPS = "not_https"
    NOT_PUBLIC = "not_public"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    NO_SUCH_FILE = "no_such_file"
    UNREACHABLE = "unreachable"


class DownloadError(Exception):
    """Carries a code of ours. Nothing that a foreign server wrote is repeated."""

    def __init__(self, failure: DownloadFailure) -> None:
        super().__init__(failure.value)
        self.failure = failure


def is_public(address: IPAddress) -> bool:
    """Whether the address is public: not this computer, its network, or another form of their addresses."""
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        teredo = address.teredo or ()
        inner = [embedded for embedded in (address.ipv4_mapped, address.sixtofour, *teredo) if embedded is not None]
        if not all(map(is_public, inner)):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Downloader:
    most_bytes: int
    seconds: float = DEADLINE_SECONDS
    """Seconds for the whole download: names, redirects and content."""
    may_connect: Callable[[IPAddress], bool] = is_public
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def download(self, address: str) -> bytes:
        """Download the file. Raises DownloadError, also when the time is over while the server still sends."""
        outcome: list[bytes | DownloadError] = []

        def fetch() -> None:
            try:
                outcome.append(self._follow(address))
            except DownloadError as error:
                outcome.append(error)
            except TimeoutError:
                outcome.append(DownloadError(DownloadFailure.TOO_LONG))
            except (OSError, http.client.HTTPException, ValueError):
                outcome.append(DownloadError(DownloadFailure.UNREACHABLE))

        thread = threading.Thread(target=fetch, name="download", daemon=True)
        thread.start()
        thread.join(self.seconds)
        content = outcome[0] if outcome else DownloadError(DownloadFailure.TOO_LONG)
        if isinstance(content, DownloadError):
            raise content
        return content

    def _follow(self, address: str) -> bytes:
        for _ in range(MOST_REDIRECTS + 1):
            connection = self._connection(urlsplit(address))
            try:
                with _answer(connection, urlsplit(address)) as answer:
                    if answer.status not in REDIRECTS:
                        return self._content(answer)
                    address = urljoin(address, answer.headers.get("Location", ""))
            finally:
                connection.close()
        raise DownloadError(DownloadFailure.TOO_MANY_REDIRECTS)

    def _connection(self, parts: SplitResult) -> http.client.HTTPSConnection:
        if parts.scheme != "https" or not parts.hostname or parts.username is not None:
            raise DownloadError(DownloadFailure.NOT_HTTPS)
        port = parts.port or http.client.HTTPS_PORT
        addresses = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
        numbers = [str(address[4][0]).partition("%")[0] for address in addresses]
        if not numbers or not all(self.may_connect(ipaddress.ip_address(number)) for number in numbers):
            raise DownloadError(DownloadFailure.NOT_PUBLIC)
        return _CheckedConnection(parts.hostname, port, number=numbers[0], context=self.context, timeout=self.seconds)

    def _content(self, answer: http.client.HTTPResponse) -> bytes:
        if answer.status != OK:
            raise DownloadError(DownloadFailure.NO_SUCH_FILE)
        content = bytearray()
        while chunk := answer.read1(CHUNK):
            content += chunk
            if len(content) > self.most_bytes:
                raise DownloadError(DownloadFailure.TOO_LARGE)
        return bytes(content)


def _answer(connection: http.client.HTTPSConnection, parts: SplitResult) -> http.client.HTTPResponse:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection.request("GET", target, headers={"User-Agent": "Throughline", "Accept": "text/calendar, */*;q=0.5"})
    return connection.getresponse()


class _CheckedConnection(http.client.HTTPSConnection):
    """Connect to the address that was checked. A second look-up of the name could return another one."""

    def __init__(self, host: str, port: int, *, number: str, context: ssl.SSLContext, timeout: float) -> None:
        super().__init__(host, port, context=context, timeout=timeout)
        self._number = number
        self._tls = context

    def connect(self) -> None:
        plain = socket.create_connection((self._number, self.port), self.timeout)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)
