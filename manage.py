#!/usr/bin/env python
"""Command line of the site: `manage.py serve`, `manage.py compose_piece`, and Django's own commands."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musesite.settings")
    # Spinning OpenMP threads starve everything else on a two-core machine; torch reads this before it is imported.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"The site cannot start: {error}")


if __name__ == "__main__":
    main()
