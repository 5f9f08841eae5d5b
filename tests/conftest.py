"""Before anything loads torch: one thread that does not spin, or every test process fights over two cores."""

import os

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from tests.offline import forbid_outside

forbid_outside()
