from django.apps import AppConfig


class EducationConfig(AppConfig):
    name = "compose.education"
    label = "education"

    def ready(self) -> None:
        from compose import housekeeping

        from .purging import purge_due

        housekeeping.add_chore(purge_due)
