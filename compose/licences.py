"""What others may do with a shared piece. The codes are those of SPDX."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

ADDRESSES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}

SHORT = {"all-rights-reserved": "all rights reserved", "CC-BY-4.0": "CC BY 4.0", "CC-BY-SA-4.0": "CC BY-SA 4.0", "CC0-1.0": "CC0 1.0"}


class Licence(models.TextChoices):
    ALL_RIGHTS_RESERVED = "all-rights-reserved", _("All rights reserved")
    CC_BY = "CC-BY-4.0", _("Credit me (CC BY 4.0)")
    CC_BY_SA = "CC-BY-SA-4.0", _("Credit me, share alike (CC BY-SA 4.0)")
    CC0 = "CC0-1.0", _("No conditions (CC0)")

    @property
    def short(self) -> str:
        """As it is written beside a name: CC BY-SA 4.0."""
        return SHORT[self.value]

    @property
    def is_free(self) -> bool:
        """Whether others may make something of it."""
        return self != Licence.ALL_RIGHTS_RESERVED

    @property
    def address(self) -> str:
        """Where the licence can be read, else ""."""
        return ADDRESSES.get(self.value, "")


def allowed_after(licences: Iterable[str]) -> tuple[Licence, ...]:
    """What a piece may be put under that was made from pieces under these.

    Share-alike stays share-alike; a piece that owes credit cannot be given away without conditions.
    Source: CC BY-SA 4.0, section 3(b); CC BY 4.0, section 3(a).
    """
    owed = {Licence(licence) for licence in licences}
    if Licence.CC_BY_SA in owed:
        return (Licence.CC_BY_SA,)
    if Licence.CC_BY in owed:
        return (Licence.ALL_RIGHTS_RESERVED, Licence.CC_BY, Licence.CC_BY_SA)
    return tuple(Licence)
