"""Downloads from typed addresses: only over TLS, from public hosts, in time."""

import http.server
import ipaddress
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.files.downloads import Downloader, DownloadError, DownloadFailure, IPAddress, is_public

OPENSSL = shutil.which("openssl") or ""

released = threading.Event()


class Foreign(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path, _, target = self.path.partition("?")
        if path == "/to":
            self.send_response(302)
            self.send_header("Location", target or self.path)
            self.end_headers()
            return
        self.send_response(404 if path == "/missing" else 200)
        self.end_headers()
        if path == "/slow":
            self.wfile.write(b"B")
            self.wfile.flush()
            released.wait()
        self.wfile.write(b"x" * 2_000 if path == "/large" else b"BEGIN:VCALENDAR")

    def log_message(self, *_: object) -> None:
        pass


def loopback_only(address: IPAddress) -> bool:
    return address == ipaddress.ip_address("127.0.0.1")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, Downloader]]:
    """Its address, and a downloader that trusts it and may reach it."""
    certificate = _certificate(tmp_path)
    listening = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Foreign)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    listening.socket = context.wrap_socket(listening.socket, server_side=True)
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    trusting = ssl.create_default_context(cafile=str(certificate))
    released.clear()
    yield (
        f"https://127.0.0.1:{listening.server_port}",
        Downloader(1_000, seconds=20, may_connect=loopback_only, context=trusting),
    )
    released.set()
    listening.shutdown()
    thread.join()
    listening.server_close()


def _certificate(folder: Path) -> Path:
    path = folder / "server.pem"
    command = [OPENSSL, "req", "-x509", "-nodes", "-newkey", "rsa:2048", "-days", "2", "-subj", "/CN=127.0.0.1"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(path), "-out", str(folder / "public.pem")]
    subprocess.run(command, check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + (folder / "public.pem").read_bytes())
    return path


needs_openssl = pytest.mark.skipif(not OPENSSL, reason="openssl, which makes a certificate to test with, is missing")


@needs_openssl
def test_a_file_is_downloaded_and_a_redirect_followed(server: tuple[str, Downloader]) -> None:
    address, downloader = server

    assert downloader.download(f"{address}/calendar.ics") == b"BEGIN:VCALENDAR"
    assert downloader.download(f"{address}/to?/calendar.ics") == b"BEGIN:VCALENDAR"


@needs_openssl
@pytest.mark.parametrize(
    ("path", "failure"),
    [
        ("/large", DownloadFailure.TOO_LARGE),
        ("/missing", DownloadFailure.NO_SUCH_FILE),
        ("/to", DownloadFailure.TOO_MANY_REDIRECTS),
        ("/to?http://127.0.0.1/", DownloadFailure.NOT_HTTPS),
        ("/to?file:///etc/passwd", DownloadFailure.NOT_HTTPS),
        ("/to?https://10.0.0.1/", DownloadFailure.NOT_PUBLIC),
        ("/to?https://[::1]/", DownloadFailure.NOT_PUBLIC),
    ],
)
def test_what_is_not_taken(server: tuple[str, Downloader], path: str, failure: DownloadFailure) -> None:
    address, downloader = server

    with pytest.raises(DownloadError) as refused:
        downloader.download(address + path)
    assert refused.value.failure is failure


@needs_openssl
def test_a_server_that_never_ends_is_left_at_the_deadline(server: tuple[str, Downloader]) -> None:
    address, patient = server
    hurried = Downloader(1_000, seconds=0.5, may_connect=loopback_only, context=patient.context)

    with pytest.raises(DownloadError) as refused:
        hurried.download(f"{address}/slow")
    assert refused.value.failure is DownloadFailure.TOO_LONG


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "ff02::1",
    ],
)
def test_an_address_of_a_private_network_in_any_form(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808"])
def test_a_public_address(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["https://127.0.0.1/x.ics", "https://2130706433/", "https://localhost/", "https://0x7f.1/"]
)
def test_this_computer_is_never_asked(address: str) -> None:
    with pytest.raises(DownloadError) as refused:
        Downloader(1_000, seconds=20).download(address)
    assert refused.value.failure in (DownloadFailure.NOT_PUBLIC, DownloadFailure.UNREACHABLE)


@pytest.mark.parametrize(
    "address", ["http://example.org/", "ftp://example.org/", "https://a:b@example.org/", "https:///x"]
)
def test_only_https_without_a_password_is_taken(address: str) -> None:
    with pytest.raises(DownloadError) as refused:
        Downloader(1_000).download(address)
    assert refused.value.failure is DownloadFailure.NOT_HTTPS
