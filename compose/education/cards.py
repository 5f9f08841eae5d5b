"""Readable passwords on printed cards: worked out anew from the site's secret when a card is printed; only hashes are stored."""

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.crypto import salted_hmac

from .card_words import WORDS
from .models import SchoolAccount


def password_of(account: SchoolAccount) -> str:
    """Three words and two digits: 30 bits, far more than the tries that the door for passwords allows."""
    digest = salted_hmac("education: password on a card", f"{account.user_id} {account.card_number}", algorithm="sha256").digest()
    return "-".join([*(WORDS[byte] for byte in digest[:3]), f"{int.from_bytes(digest[3:7], 'big') % 100:02}"])


def renew(accounts: list[SchoolAccount]) -> None:
    """A new password for each. Whoever is signed in with the old one is signed out."""
    for account in accounts:
        account.card_number += 1
        account.user.password = make_password(password_of(account))  # slow on purpose, so before the transaction
        account.card_seal = account.seal()
    with transaction.atomic():
        for account in accounts:
            account.user.save(update_fields=["password"])
            account.save(update_fields=["card_number", "card_seal"])
