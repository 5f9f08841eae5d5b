from django.apps import AppConfig


class EducationConfig(AppConfig):
    name = "compose.education"
    label = "education"

    def ready(self) -> None:
        from compose import housekeeping, panels, takeout_contents

        from . import pupil_page, takeout
        from .lti.platforms import forget_old_notes
        from .purging import purge_due

        housekeeping.add_chore(purge_due)
        housekeeping.add_chore(forget_old_notes)
        panels.add_panel(pupil_page.panel)
        takeout_contents.add_part(takeout.files_of)
