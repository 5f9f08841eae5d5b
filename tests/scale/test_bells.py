"""Services that are there, away or late: the bell, the pokes, the start. In a process of their own: the settings are read once."""

import os
import re
import subprocess
import sys

from tests.scale.servers import Redis, free_port
from tests.web.sites import ROOT

SETUP = "import os, time, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'musesite.settings'; django.setup()\n"


def run(code: str, url: str) -> str:
    environment = os.environ | {"REDIS_URL": url}
    answer = subprocess.run([sys.executable, "-c", SETUP + code], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def test_a_bell_is_heard_in_its_queue_only(redis_server):
    printed = run(
        "from compose import bells, doorbell\n"
        "with doorbell.listening(['default']):\n"
        "    bells.ring('gpu'); print(bells.rung.wait(1))\n"
        "    bells.ring('default'); print(bells.rung.wait(60))\n",
        redis_server.url,
    )
    assert printed.split() == ["False", "True"]


def test_ringing_without_redis_costs_next_to_nothing():
    printed = run(
        "from compose import bells\n"
        "began_at = time.monotonic()\n"
        "for _ in range(200): bells.ring('default')\n"
        "print(time.monotonic() - began_at)\n",
        f"redis://127.0.0.1:{free_port()}/0",
    )
    assert float(printed) < 10


def test_a_listener_finds_a_redis_that_comes_late_and_ends_without_one():
    server = Redis()
    try:
        process = subprocess.Popen(
            [sys.executable, "-c", SETUP + LATE], cwd=ROOT, env=os.environ | {"REDIS_URL": server.url},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert process.stdout.readline() == "listening\n"
        server.start()
        assert process.stdout.readline() == "rung\n"
        server.crash()
        printed, _ = process.communicate("end\n", timeout=90)
        assert process.returncode == 0 and float(re.search(r"\S+", printed).group()) < 15
    finally:
        server.close()


LATE = """
from compose import bells, doorbell
with doorbell.listening(["default"]):
    print("listening", flush=True)
    while not bells.rung.wait(0.3):
        bells.ring("default")
    print("rung", flush=True)
    input()
    began_at = time.monotonic()
print(time.monotonic() - began_at, flush=True)
"""


def test_many_pokes_in_a_moment_are_few_messages(redis_server):
    printed = run(
        "import asyncio\n"
        "from channels.layers import get_channel_layer\n"
        "from compose import pokes\n"
        "async def hear():\n"
        "    layer = get_channel_layer()\n"
        "    channel = await layer.new_channel()\n"
        "    await layer.group_add(pokes.group_of('abc'), channel)\n"
        "    began_at = time.monotonic()\n"
        "    for _ in range(50):\n"
        "        pokes.poke('abc'); await asyncio.sleep(0.01)\n"
        "    most = 3 + (time.monotonic() - began_at) / pokes.PAUSE_SECONDS\n"
        "    count = 0\n"
        "    try:\n"
        "        while True:\n"
        "            assert await asyncio.wait_for(layer.receive(channel), 1) == {'type': 'poke'}; count += 1\n"
        "    except TimeoutError: print(2 <= count <= most)\n"
        "asyncio.run(hear())\n",
        redis_server.url,
    )
    assert printed.strip() == "True"


def test_a_site_whose_database_is_away_starts_with_a_sentence(tmp_path):
    environment = os.environ | {"DATABASE_URL": f"postgresql://score@127.0.0.1:{free_port()}/score", "DATA_DIR": str(tmp_path)}
    command = [sys.executable, "manage.py", "serve", "--port", "0"]
    answer = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert answer.returncode == 1 and "DATABASE_URL" in answer.stderr and "Traceback" not in answer.stderr
