"""What every test gets: no network, and the demo story built once."""

import socket
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")  # how long an example takes says more of what else the machine does than of the code


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Connections that would leave this machine fail, so that no test can depend on one."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in {"localhost", "127.0.0.1", "::1"}:
            raise OSError(f"tests have no network: {host}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `rashomon demo --out demo` writes, made once a session; read it, do not write into it."""
    from rashomon.build import build
    from rashomon.cli.demo import demo_job

    root = tmp_path_factory.mktemp("story")
    with chdir(root):
        build(demo_job(Path("demo")))
    return root / "demo"
