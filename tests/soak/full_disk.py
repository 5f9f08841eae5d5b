"""R10, in a mount namespace of its own: python -m tests.soak.full_disk FOLDER MEASURES. The folder becomes a small disk that fills up."""

import os
import subprocess
import sys
import time
import urllib.error
from pathlib import Path

from tests.scale.sites import LoggedSite
from tests.soak.ground import check, count_of, migrate, wait_until


def main(folder: Path, measures: int) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)], check=True)
    site = LoggedSite(folder, COMPOSE_LEASE_SECONDS="2")
    try:
        migrate(site)
        print(fill_up_and_go_on(site, folder, measures))
    finally:
        site.stop()


def fill_up_and_go_on(site: LoggedSite, folder: Path, measures: int) -> str:
    site.start_web()
    browser = site.browser()
    public_id = browser.compose(measures=measures)
    site.start_worker(seconds_per_measure=0.05)
    wait_until(lambda: site.measures_done() >= 4, 30, "measures")
    filler = folder / "filler"
    fill(filler)
    time.sleep(1)
    full_at = site.measures_done()
    refusals = []
    for _ in range(8):
        assert "csrfmiddlewaretoken" in browser.get("/") and browser.get(f"/pieces/{public_id}/"), "the site stays readable"
        try:
            browser.compose(measures=4)
        except urllib.error.HTTPError as error:
            refusals.append(error.code)
            assert "Traceback" not in error.read().decode()
        fill(filler)
    stood_at = site.measures_done()
    assert set(refusals) == {503}, refusals
    assert stood_at < measures, "the disk was full before the piece was finished"
    filler.unlink()
    wait_until(lambda: count_of(site, "running") + count_of(site, "queued") == 0, 60, "the piece ends once there is room")
    report = check(site)
    assert site.ask("PRAGMA integrity_check") == [("ok",)] and report["done"] == report["pieces"]
    return (f"disk full at measure {full_at} of {measures}: pages read on, {len(refusals)} posts answered 503, no half piece; "
            f"after {stood_at} measures with room again to the end, integrity ok")


def fill(file: Path) -> None:
    """To the last byte: what others gave back meanwhile too."""
    with file.open("ab", buffering=0) as filler:
        for size in (65536, 4096, 512, 1):
            try:
                while filler.write(b"x" * size) == size:
                    pass
            except OSError:
                continue
    assert os.statvfs(file).f_bavail == 0


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
