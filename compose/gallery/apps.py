from django.apps import AppConfig


class GalleryConfig(AppConfig):
    name = "compose.gallery"
    label = "gallery"

    def ready(self) -> None:
        from compose import announcing, housekeeping, takeout_contents

        from . import shelf, takeout, thumbnails

        announcing.listeners.append(shelf.shelve)
        takeout_contents.add_part(takeout.files_of)
        housekeeping.add_chore(thumbnails.forget_old_ones)
