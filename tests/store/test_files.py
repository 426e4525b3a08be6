"""Files of a build: whole or absent, and one build a folder."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from rashomon.errors import OutputError, StoreError
from rashomon.store import claim_folder, replace_files


def test_files_are_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    """The folder holds the new bytes and no temporary file."""
    replace_files(tmp_path, {"a": b"old", "b": b"old"})
    replace_files(tmp_path, {"a": b"new"})

    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a": b"new", "b": b"old"}


def test_a_failed_write_leaves_the_old_files(tmp_path: Path) -> None:
    """When one of several files cannot be written, none is replaced, and the message names the folder."""
    replace_files(tmp_path, {"a": b"old"})
    with pytest.raises(OutputError, match=tmp_path.name):
        replace_files(tmp_path, {"a": b"new", "missing/b": b"new"})

    assert [p.name for p in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A file in the way of the folder is an OutputError that names it."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="file/out"), claim_folder(tmp_path / "file" / "out"):
        pass


def test_two_builds_on_one_folder_do_not_mix(tmp_path: Path) -> None:
    """The second is refused at once while the first holds the folder, and served afterwards."""
    with claim_folder(tmp_path), pytest.raises(StoreError, match="another build"), claim_folder(tmp_path):
        pass
    with claim_folder(tmp_path):
        pass


def test_a_killed_process_frees_the_folder_and_leaves_the_last_good_record(tmp_path: Path) -> None:
    """Killed in the middle of saving, a build changes neither files nor database."""
    script = textwrap.dedent(
        f"""
        import os, signal, sys
        from pathlib import Path
        sys.path.insert(0, {str(Path(__file__).parent.parent)!r})
        import little, msgspec
        from rashomon.store import claim_folder, open_store, replace_files
        folder = Path({str(tmp_path)!r})
        with claim_folder(folder), open_store(folder / "rashomon.db") as store:
            with store.saving(little.record()):
                replace_files(folder, {{"record.json": b"good"}})
            real = os.fsync
            def dying(handle):
                real(handle)
                os.kill(os.getpid(), signal.SIGKILL)
            os.fsync = dying
            with store.saving(msgspec.structs.replace(little.record(), ledger=())):
                replace_files(folder, {{"record.json": b"half"}})
        """
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, check=False)

    import little

    from rashomon.store import open_store

    assert done.returncode == -signal.SIGKILL
    assert (tmp_path / "record.json").read_bytes() == b"good"
    with claim_folder(tmp_path), open_store(tmp_path / "rashomon.db") as store:
        assert store.record() == little.record()
