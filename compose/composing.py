"""The composer of this process: the one place where the site's code loads torch. Only workers and the command line call it."""

import os

from django.conf import settings


def load_composer():
    """Raises ComposeError, one sentence that says what to do, where checkpoint or encoder are missing or damaged."""
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # before torch: spinning threads starve everything else on two cores
    from .generation.composer import Composer, use_threads

    use_threads((os.cpu_count() or 1) - 1)  # one core stays for the web process
    return Composer(settings.WEIGHTS_DIR)
