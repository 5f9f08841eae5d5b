from django.apps import AppConfig


class GalleryConfig(AppConfig):
    name = "compose.gallery"
    label = "gallery"

    def ready(self) -> None:
        from compose import announcing, housekeeping

        from . import shelf, thumbnails

        announcing.listeners.append(shelf.shelve)
        housekeeping.add_chore(thumbnails.forget_old_ones)
