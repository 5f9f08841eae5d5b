"""What docs/deploy.md tells an operator to write and to type, with the places of this test in it."""

import os
import re
import shlex
import sys
from pathlib import Path

from tests.web.sites import ROOT

TEXT = (ROOT / "docs" / "deploy.md").read_text()


def units() -> dict[str, str]:
    """systemd's files, by their names."""
    return dict(re.findall(r"```ini\n# /etc/systemd/system/(\S+)\n(.*?)```", TEXT, re.S))


def settings(folder: Path) -> dict[str, str]:
    """/etc/score.env of one host."""
    lines = next(block for block in shell_blocks() if block.startswith("DEBUG=0")).splitlines()
    (folder / "secret").write_text("a secret of more than fifty characters that nobody else has ever seen")
    return dict(placed(line, folder).split("=", 1) for line in lines)


def commands(unit: str, name: str, folder: Path) -> list[list[str]]:
    """What a unit runs, after the interpreter. name: ExecStart or ExecStartPre."""
    lines = re.findall(rf"^{name}=/srv/score/\.venv/bin/python (.+)$", units()[unit], re.M)
    return [shlex.split(placed(line, folder).replace("--port 8000", "--port 0")) for line in lines]


def shell(part: str, folder: Path) -> list[str]:
    """The commands of one part of the chapter on backups: SQLite or PostgreSQL, each as it would be typed."""
    block = next(block for block in shell_blocks() if "pg_dump" in block)
    lines = block.split(f"# {part}", 1)[1].split("\n\n")[0].splitlines()[1:]
    typed = [command.strip() for line in lines if not line.startswith("#") for command in line.split(";")]
    return [placed(command, folder) for command in typed]


def shell_blocks() -> list[str]:
    return re.findall(r"```sh\n(.*?)```", TEXT, re.S)


def placed(text: str, folder: Path) -> str:
    me = f"install -o {os.getuid()} "
    places = {"/srv/score/.venv/bin/python": sys.executable, "/srv/score": str(ROOT), "/etc/score.secret": str(folder / "secret"),
              "/var/lib/score": str(folder), "/backup": str(folder), "install -o score ": me}  # fmt: skip
    for there, here in places.items():
        text = text.replace(there, here)
    return text
