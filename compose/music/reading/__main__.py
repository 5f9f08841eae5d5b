"""Reads a file of somebody we do not know: bytes on stdin, one JSON object on stdout. `compose/uploading.py` starts it, for one file each.

It binds itself before it looks at the first byte: memory, time, no file written, few opened, no further process.
"""

import json
import resource
import sys

MOST_BYTES = 2 * 1024 * 1024
MEMORY_BYTES = 640 * 1024 * 1024
CPU_SECONDS = 8
OPEN_FILES = 64


def bind() -> None:
    """What is bound here cannot be loosened by anything that is read."""
    limits = ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_FSIZE, 0),
              (resource.RLIMIT_NOFILE, OPEN_FILES), (resource.RLIMIT_CORE, 0))  # fmt: skip
    for kind, most in limits:
        resource.setrlimit(kind, (most, most))


def main() -> None:
    bind()
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    from .answer import answer  # after binding: what it loads counts

    sys.stdout.write(json.dumps(answer(data)))


if __name__ == "__main__":
    main()
