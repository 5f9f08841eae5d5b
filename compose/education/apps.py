from django.apps import AppConfig


class EducationConfig(AppConfig):
    name = "compose.education"
    label = "education"

    def ready(self) -> None:
        from accounts import leaving
        from compose import housekeeping, panels, restraints, takeout_contents

        from . import handing_over, pupil_page, takeout
        from .lti.platforms import forget_old_notes
        from .purging import purge_due
        from .restraints import refusal
        from .retention import warn_teachers

        housekeeping.add_chore(purge_due)
        housekeeping.add_chore(forget_old_notes)
        housekeeping.add_chore(warn_teachers)
        leaving.add_farewell(handing_over.hand_over)
        restraints.add_restraint(refusal)
        panels.add_panel(pupil_page.panel)
        takeout_contents.add_part(takeout.files_of)
