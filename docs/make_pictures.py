"""Makes `pictures/report.png`, the picture in the README, from the demo story. Needs Chromium; nothing else uses it.

    PYTHONPATH=src python docs/make_pictures.py [REPORT]

Without REPORT the demo story is built first. It shows the page as a browser does; nothing is drawn by hand.
"""

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
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--virtual-time-budget=4000",
)  # fmt: skip


def take(report: Path, picture: Path, place: str = "") -> None:
    """Writes what a browser shows of `report`, scrolled to the anchor `place`, to `picture`."""
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        raise SystemExit("error: no Chromium found; install it or set it on the PATH")
    with tempfile.TemporaryDirectory() as profile:
        address = report.resolve().as_uri() + "?theme=light" + (f"#{place}" if place else "")
        subprocess.run(  # noqa: S603
            [browser, *QUIET, f"--user-data-dir={profile}", f"--window-size={SIZE[0]},{SIZE[1]}",
             f"--screenshot={picture.resolve()}", address],
            check=True, timeout=120, capture_output=True,
        )  # fmt: skip
    if not picture.exists():
        raise SystemExit(f"error: the browser wrote no picture of {report}")


def demo_report(folder: Path) -> Path:
    """Builds the demo story in `folder` by the command that the README shows."""
    subprocess.run([sys.executable, "-m", "rashomon", "demo", "--out", str(folder)], check=True)  # noqa: S603
    return folder / "report.html"


def main() -> None:
    """The picture of the README."""
    picture = HERE / "pictures" / "report.png"
    picture.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(sys.argv[1]) if len(sys.argv) > 1 else demo_report(Path(folder))
        take(report, picture)
    sys.stdout.write(f"{picture} ({picture.stat().st_size // 1000} kB)\n")


if __name__ == "__main__":
    main()
