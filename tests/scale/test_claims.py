"""What only PostgreSQL lets happen: two claims at the same instant."""

import json
import subprocess
import sys

from tests.scale.sites import ScaledSite
from tests.web.sites import ROOT


def test_two_claims_at_one_instant_keep_a_persons_limit(tmp_path, postgres, redis_server, migrated):
    postgres.create("claims", template=migrated)
    site = ScaledSite(tmp_path, postgres, redis_server, "claims")
    command = [sys.executable, "-m", "tests.scale.two_claims"]
    answer = subprocess.run(command, cwd=ROOT, env=site.environment, capture_output=True, text=True, timeout=120)
    assert answer.returncode == 0, answer.stderr[-2000:]
    told = json.loads(answer.stdout)
    assert told == {"granted": 1, "running": told["limit"], "limit": told["limit"]}
