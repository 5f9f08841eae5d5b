"""What PyLTI1p3 wants to know of the platforms, read from the database, and the notes it keeps during a launch."""

from datetime import timedelta

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.utils import timezone
from pylti1p3.contrib.django.session import DjangoSessionService
from pylti1p3.deployment import Deployment
from pylti1p3.launch_data_storage.base import LaunchDataStorage
from pylti1p3.registration import Registration
from pylti1p3.tool_config import ToolConfAbstract

from ..models import LtiNote, LtiPlatform

NOTE_SECONDS = 600
KEY_BITS = 2048


def new_keys() -> tuple[str, str]:
    """Private and public, as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private.decode(), public.decode()


def registration_of(platform: LtiPlatform) -> Registration:
    registration = Registration().set_issuer(platform.issuer).set_client_id(platform.client_id)
    registration.set_auth_login_url(platform.auth_login_url).set_auth_token_url(platform.auth_token_url)
    registration.set_key_set_url(platform.key_set_url)
    return registration.set_tool_private_key(platform.private_key).set_tool_public_key(platform.public_key)


class Platforms(ToolConfAbstract):
    """A platform is known by its issuer and our client id there, so that one school may have two."""

    def check_iss_has_one_client(self, iss: str) -> bool:
        return False

    def check_iss_has_many_clients(self, iss: str) -> bool:
        return True

    def find_registration_by_params(self, iss: str, client_id: str | None, *args: object, **kwargs: object) -> Registration | None:
        platform = self.platform(iss, client_id)
        return platform and registration_of(platform)

    def find_deployment_by_params(
        self, iss: str, deployment_id: str, client_id: str, *args: object, **kwargs: object
    ) -> Deployment | None:
        platform = self.platform(iss, client_id)
        return Deployment().set_deployment_id(deployment_id) if platform and deployment_id in platform.deployment_ids else None

    @staticmethod
    def platform(issuer: str, client_id: str | None) -> LtiPlatform | None:
        """A platform need not say the client id at its first step; then there must be no doubt which one is meant."""
        known = LtiPlatform.objects.filter(issuer=issuer)
        known = list((known.filter(client_id=client_id) if client_id else known)[:2])
        return known[0] if len(known) == 1 else None


class Notes(LaunchDataStorage):
    """In the database, so that any web process can go on with a launch."""

    def get_session_cookie_name(self) -> None:
        return None  # a launch is tied to the browser by the cookie of its state

    def can_set_keys_expiration(self) -> bool:
        return True

    def get_value(self, key: str) -> object:
        note = LtiNote.objects.filter(key=self._prepare_key(key)[:200], expires_at__gt=timezone.now()).first()
        return note and note.value

    def set_value(self, key: str, value: object, exp: int | None = None) -> None:
        expires_at = timezone.now() + timedelta(seconds=min(exp or NOTE_SECONDS, NOTE_SECONDS))
        LtiNote.objects.update_or_create(key=self._prepare_key(key)[:200], defaults={"value": value, "expires_at": expires_at})

    def check_value(self, key: str) -> bool:
        return self.get_value(key) is not None

    def take(self, key: str) -> bool:
        """Whether it was there; from now on it is not."""
        return LtiNote.objects.filter(key=self._prepare_key(key)[:200], expires_at__gt=timezone.now()).delete()[0] > 0


class OneTime(DjangoSessionService):
    """A launch counts once: its nonce is used up, and the same token sent again opens nothing."""

    def check_nonce(self, nonce: str) -> bool:
        return self.data_storage.take(self._get_key("nonce", nonce))

    def check_state_is_valid(self, state: str, id_token_hash: str) -> bool:
        return False  # only the cookie proves that this browser began the launch

    def save_launch_data(self, key: str, jwt_body: object) -> None:
        """Names and addresses in it are nobody's business here."""


def forget_old_notes() -> None:
    LtiNote.objects.filter(expires_at__lt=timezone.now()).delete()
