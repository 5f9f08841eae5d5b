"""Allowances that refill, kept in the database: every web process sees the same ones, and a restart forgets nothing.

A bucket holds `size` tokens and refills evenly in `seconds`. What is stored is only the time at which it is full again: taking a token
pushes that time on by `seconds / size`, and it may not lie further ahead than a whole bucket needs.
Source: the generic cell rate algorithm, ITU-T I.371, which is a token bucket without the arithmetic of refilling.
"""

import time
from dataclasses import dataclass

from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils.crypto import salted_hmac

from .models import TokenBucket


@dataclass(frozen=True)
class Allowance:
    """`size` of something in any `seconds`. `name` tells the buckets of different rules apart."""

    name: str
    size: int
    seconds: int = 3600

    @property
    def cost_seconds(self) -> float:
        return self.seconds / self.size

    def key(self, whose: str) -> str:
        return salted_hmac(f"token bucket {self.name}", whose, algorithm="sha256").hexdigest()[:40]


def take(allowance: Allowance, whose: str) -> int:
    """Takes one token. 0, or where the bucket is empty the whole seconds until the next token drops in."""
    now, key = time.time(), allowance.key(whose)
    newest = now + allowance.seconds - allowance.cost_seconds
    filled = Greatest(F("full_at_seconds"), Value(now)) + allowance.cost_seconds
    if TokenBucket.objects.filter(key=key, full_at_seconds__lte=newest).update(full_at_seconds=filled):
        return 0
    found = TokenBucket.objects.filter(key=key).values_list("full_at_seconds", flat=True).first()
    if found is not None:
        return max(1, int(found - newest) + 1)
    # Nobody has this bucket yet. Where two come at once, the one whose row was not taken pays from the other's.
    _, is_mine = TokenBucket.objects.get_or_create(key=key, defaults={"full_at_seconds": now + allowance.cost_seconds})
    return 0 if is_mine else take(allowance, whose)


def give_back(allowance: Allowance, whose: str) -> None:
    """For what turned out to be allowed after all, such as a right password."""
    TokenBucket.objects.filter(key=allowance.key(whose)).update(full_at_seconds=F("full_at_seconds") - allowance.cost_seconds)


def forget_full_ones() -> int:
    return TokenBucket.objects.filter(full_at_seconds__lt=time.time()).delete()[0]
