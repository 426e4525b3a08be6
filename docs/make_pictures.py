"""Makes `pictures/report.png` and `pictures/desk.png` from the demo story. Needs Chromium; nothing else uses it.

    PYTHONPATH=src python docs/make_pictures.py [REPORT]

Without REPORT the demo story is built first. It shows the page as a browser does; nothing is drawn by hand.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
SIZE = (1280, 1040)
"""Pixels of the window: the width of the README at double density, and a little over one screen high."""
QUIET = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def take(address: str, picture: Path, *more: str) -> None:
    """Writes what a browser shows at `address` to `picture`; `more` are further flags for it."""
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        raise SystemExit("error: no Chromium found; install it or set it on the PATH")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(  # noqa: S603
            [browser, *QUIET, *more, f"--user-data-dir={profile}", f"--window-size={SIZE[0]},{SIZE[1]}",
             f"--screenshot={picture.resolve()}", address],
            check=True, timeout=120, capture_output=True,
        )  # fmt: skip
    if not picture.exists():
        raise SystemExit(f"error: the browser wrote no picture of {address}")


def demo_report(folder: Path) -> Path:
    """Builds the demo story in `folder` by the command that the README shows."""
    subprocess.run([sys.executable, "-m", "rashomon", "demo", "--out", str(folder)], check=True)  # noqa: S603
    return folder / "report.html"


def desk(folder: Path, picture: Path) -> None:
    """The story in `folder` as `rashomon serve` shows it: two outlets beside each other."""
    words = [sys.executable, "-m", "rashomon", "serve", str(folder), "--port", "0", "--no-open"]
    with subprocess.Popen(  # noqa: S603
        words, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    ) as server:
        try:
            address = (server.stdout.readline() if server.stdout else "").rpartition(" ")[2].strip()
            take(f"{address}compare?theme=light", picture)  # a page that listens never ends its virtual time
        finally:
            server.terminate()


def main() -> None:
    """The pictures of the README and of docs/serve.md."""
    pictures = HERE / "pictures"
    pictures.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(sys.argv[1]) if len(sys.argv) > 1 else demo_report(Path(folder))
        take(report.resolve().as_uri() + "?theme=light", pictures / "report.png", "--virtual-time-budget=4000")
        desk(report.parent, pictures / "desk.png")
    for picture in sorted(pictures.glob("*.png")):
        sys.stdout.write(f"{picture} ({picture.stat().st_size // 1000} kB)\n")


if __name__ == "__main__":
    main()
