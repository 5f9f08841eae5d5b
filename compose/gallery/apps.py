from django.apps import AppConfig


class GalleryConfig(AppConfig):
    name = "compose.gallery"
    label = "gallery"

    def ready(self) -> None:
        from compose import announcing, housekeeping, panels, takeout_contents

        from . import panel, shelf, takeout, thumbnails

        announcing.listeners.append(shelf.shelve)
        takeout_contents.add_part(takeout.files_of)
        panels.add_panel(panel.in_the_gallery)
        housekeeping.add_chore(thumbnails.forget_old_ones)
