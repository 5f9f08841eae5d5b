from django.apps import AppConfig


class ComposeConfig(AppConfig):
    name = "compose"
    label = "compose"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts import audit, leaving

        from . import bin, forgetting, housekeeping, restraints, takeout_runs, uploading

        leaving.add_farewell(forgetting.forget_words_of)
        housekeeping.add_chore(leaving.erase_due)
        housekeeping.add_chore(audit.forget_old)
        housekeeping.add_chore(bin.empty_due)
        housekeeping.add_chore(takeout_runs.tidy)
        restraints.add_restraint(uploading.why_it_stays_private)
