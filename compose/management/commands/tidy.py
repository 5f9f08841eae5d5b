from django.core.management.base import BaseCommand, CommandError, CommandParser

from compose import housekeeping


class Command(BaseCommand):
    help = "Folds old logs, empties the bin, forgets what has run out, erases accounts whose time has come. `serve` does it hourly."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--log-days", type=float, default=None, help="keep the logs of so many days; default: COMPOSE_LOG_DAYS")

    def handle(self, *, log_days: float | None, **options: object) -> None:
        if log_days is not None and not 0 <= log_days <= 36_500:
            raise CommandError(f"--log-days is {log_days}; write a number of days from 0 to 36500.")
        done = housekeeping.tidy(log_days)
        self.stdout.write(f"{done.folded_logs} logs folded, {done.full_buckets} allowances forgotten.")
