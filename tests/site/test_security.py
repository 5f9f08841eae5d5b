"""Controls that belong to no single page; docs/security.md names the tests of the others."""

import ast
import itertools
import socket
import urllib.request
from pathlib import Path

import pytest
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from compose.models import Piece, new_public_id
from musesite import origins
from tests.factories import make_piece
from tests.offline import TalkedToAnotherMachine

ROOT = Path(__file__).resolve().parents[2]
OURS = sorted(path for package in ("accounts", "compose", "musesite") for path in (ROOT / package).rglob("*.py"))

# Each can run what somebody else wrote into a file or a string.
UNPICKLERS = {"pickle", "cPickle", "dill", "joblib", "shelve", "marshal", "cloudpickle"}
EVALUATORS = {"eval", "exec", "compile", "__import__"}
UNSAFE = {"os.system", "os.popen", "yaml.load", "yaml.unsafe_load"}


def called(node: ast.Call) -> str:
    return ast.unparse(node.func)


def given(node: ast.Call, name: str) -> object:
    """The value of a named argument; "something" where it is not written out, None where it is not given."""
    for keyword in node.keywords:
        if keyword.arg == name:
            return keyword.value.value if isinstance(keyword.value, ast.Constant) else "something"
    return None


def offences(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [name.name for name in node.names]
            found += [f"imports {name}" for name in names if name.split(".")[0] in UNPICKLERS]
        elif isinstance(node, ast.Call):
            found += [f"calls {name}" for name in [called(node)] if name in EVALUATORS | UNSAFE]
            if called(node) == "torch.load" and given(node, "weights_only") is not True:
                found.append("calls torch.load for more than numbers")
            found += [f"gives {name}" for name in ("shell", "allow_pickle") if given(node, name) not in (None, False)]
    return [f"{path.relative_to(ROOT)}: {offence}" for offence in found]


def test_nothing_of_ours_unpickles_evaluates_or_runs_a_shell():
    assert len(OURS) > 50
    assert list(itertools.chain.from_iterable(map(offences, OURS))) == []


@pytest.mark.parametrize("line", [
    "import pickle", "from joblib import load", "eval(text)", "torch.load(path)", "np.load(path, allow_pickle=True)", "os.system(text)",
    "subprocess.run(text, shell=True)",
])
def test_that_search_finds_what_it_looks_for(tmp_path, monkeypatch, line):
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    (tmp_path / "bad.py").write_text(line)
    assert len(offences(tmp_path / "bad.py")) == 1


def test_no_template_trusts_text_of_a_person():
    """`safe` and `autoescape off` would put a description into the page as it is. Help texts are ours."""
    templates = {path: path.read_text().replace("{{ field.help_text|safe }}", "") for path in (ROOT / "templates").rglob("*.html")}
    assert len(templates) > 10
    assert [str(path) for path, text in templates.items() if "|safe" in text or "autoescape off" in text] == []


def test_weights_of_the_repository_are_safetensors():
    weights = list((ROOT / "compose/generation/weights").iterdir())
    assert {path.suffix for path in weights} <= {".safetensors", ".json", ".npz", ".md", ".txt"}
    for path in weights:
        if path.suffix == ".safetensors":
            assert path.read_bytes()[8:9] == b"{", "a header of JSON follows its length"


# Nobody is asked --------------------------------------------------------------------------------------------------


def send_datagram() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"x", ("198.51.100.1", 53))


@pytest.mark.parametrize("attempt", [
    lambda: socket.create_connection(("198.51.100.1", 80), timeout=1),
    lambda: socket.getaddrinfo("example.org", 80),
    lambda: urllib.request.urlopen("http://example.org/"),
    send_datagram,
], ids=["connection", "name", "page", "datagram"])
def test_the_tests_would_notice_a_connection_to_another_machine(attempt):
    with pytest.raises(TalkedToAnotherMachine):
        attempt()


@pytest.mark.django_db
def test_an_address_in_a_description_is_only_words(client):
    client.post(reverse("compose:compose"), {"description": "waltz like http://198.51.100.1/secret and file:///etc/passwd"})
    piece = Piece.objects.get()
    assert client.get(piece.get_absolute_url()).status_code == 200


# Ids --------------------------------------------------------------------------------------------------------------


def test_public_ids_cannot_be_guessed():
    ids = {new_public_id() for _ in range(20_000)}
    assert len(ids) == 20_000 and {len(each) for each in ids} == {12}
    for position in range(12):  # every character of 64 is used in every place: 72 bits
        assert len({each[position] for each in ids}) == 64


@pytest.mark.django_db
def test_a_page_tells_no_running_number(client):
    make_piece(pk=918273, guest_key="mine", description="slow waltz", plan={})
    session = client.session
    session["guest_key"] = "mine"
    session.save()
    page = client.get(reverse("compose:pieces")).content.decode()
    assert "Slow waltz" in page and "918273" not in page


# Cookies and headers ----------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_cookies_are_out_of_reach_of_scripts_and_other_sites():
    client = Client()
    client.post(reverse("compose:compose"), {"description": "slow waltz"})
    client.get(reverse("compose:home"))
    assert {"session", "csrf"} <= set(client.cookies)
    for name in ("session", "csrf"):
        assert client.cookies[name]["httponly"] and client.cookies[name]["samesite"] == "Lax" and client.cookies[name]["path"] == "/"
        assert not client.cookies[name]["domain"]


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "testserver:80@evil.example", "evil.example#testserver"])
def test_a_letter_never_carries_a_name_that_the_visitor_made_up(client, host):
    assert client.post(reverse("account_reset_password"), {"email": "clara@example.org"}, HTTP_HOST=host).status_code == 400
    assert mail.outbox == []


@pytest.mark.django_db
def test_forwarded_hosts_and_schemes_are_not_believed_without_a_proxy(client):
    answer = client.get("/pieces", HTTP_X_FORWARDED_HOST="evil.example", HTTP_X_FORWARDED_PROTO="https")
    assert answer["Location"] == "/pieces/"


# Sockets ----------------------------------------------------------------------------------------------------------


async def connects(application, origin: bytes | None, host: bytes = b"127.0.0.1:8000") -> bool:
    headers = [(b"host", host)] + ([(b"origin", origin)] if origin is not None else [])
    communicator = WebsocketCommunicator(application, "/ws/pieces/x/", headers=headers)
    is_open, _ = await communicator.connect()
    await communicator.disconnect()
    return is_open


async def willing(scope: dict, receive: object, send: object) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    await receive()


@pytest.mark.django_db  # a consumer that refuses tidies up connections
@pytest.mark.parametrize(("origin", "is_welcome"), [
    (b"https://example.org", True),
    (b"https://example.org:443", True),
    (b"http://example.org", False),
    (b"https://example.org:8443", False),
    (b"https://evil.example", False),
    (b"https://example.org.evil.example", False),
    (b"https://sub.example.org", False),
    (b"https://a.school.example", True),
    (b"null", False),
    (b"", False),
    (None, False),
])
async def test_a_site_takes_sockets_from_its_own_scheme_host_and_port_only(monkeypatch, origin, is_welcome):
    monkeypatch.setattr(settings, "DEBUG", False)
    monkeypatch.setattr(settings, "SITE_ORIGINS", ["https://example.org", "https://*.school.example"])
    assert await connects(origins.from_our_pages(willing), origin) is is_welcome


@pytest.mark.django_db  # a consumer that refuses tidies up connections
@pytest.mark.parametrize(("origin", "host", "is_welcome"), [
    (b"http://127.0.0.1:8000", b"127.0.0.1:8000", True),
    (b"http://localhost:8000", b"localhost:8000", True),
    (b"http://127.0.0.1:9999", b"127.0.0.1:8000", False),
    (b"http://localhost:8000", b"127.0.0.1:8000", False),
    (b"http://evil.example", b"evil.example", False),
    (b"https://127.0.0.1:8000", b"127.0.0.1:8000", False),
    (None, b"127.0.0.1:8000", False),
])
async def test_a_clone_takes_sockets_from_the_very_address_it_is_asked_at(monkeypatch, origin, host, is_welcome):
    monkeypatch.setattr(settings, "DEBUG", True)
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["localhost", "127.0.0.1"])
    assert await connects(origins.from_our_pages(willing), origin, host) is is_welcome
