"""Identity knows its own keys: in a process of its own it must not ask itself over HTTP."""

from pathlib import Path

from services.alone import alone
from services.identity import signing
from shared.actor import service
from shared.clock import Clock
from shared.config import Settings
from shared.web.assertion import write


def test_identity_in_a_process_of_its_own_reads_assertions_without_asking_anybody(
    tmp_path: Path,
) -> None:
    nobody_answers = "identity=http://127.0.0.1:9"
    settings = Settings(sample=True, data_dir=tmp_path, service_url=nobody_answers)
    identity, tools = alone("identity", settings)
    identity.create_app(settings, tools)
    key = signing.key_of(settings)

    token = write(service("partners"), "identity", key, Clock().now())

    assert tools.verifier.read(token) == service("partners")
