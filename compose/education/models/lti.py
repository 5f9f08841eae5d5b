"""Learning platforms that launch this site, and who and what of theirs is who and what here. Standard: LTI 1.3 and LTI Advantage."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .assignment import Assignment
from .classroom import Classroom


class LtiPlatform(models.Model):
    """A platform whose administrator registered this site as a tool. The keys are made here; only the public one ever leaves."""

    name = models.CharField(max_length=80)
    issuer = models.CharField(max_length=255)
    client_id = models.CharField(max_length=255)
    auth_login_url = models.URLField(help_text=_("Where the platform authenticates (OIDC)."))
    auth_token_url = models.URLField(help_text=_("Where it gives access tokens, for grades."))
    key_set_url = models.URLField(help_text=_("Where its public keys are."))
    deployment_ids = models.JSONField(default=list, help_text=_("A list of texts."))
    private_key = models.TextField(editable=False)
    public_key = models.TextField(editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["issuer", "client_id"], name="one_platform_a_client")]

    def __str__(self) -> str:
        return self.name


class LtiIdentity(models.Model):
    """A person of a platform. The platform's name for them is a number; names and addresses are not taken over."""

    platform = models.ForeignKey(LtiPlatform, on_delete=models.CASCADE, related_name="identities")
    subject = models.CharField(max_length=255)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["platform", "subject"], name="one_identity_a_subject")]

    def __str__(self) -> str:
        return f"{self.platform_id}: {self.user_id}"


class LtiContext(models.Model):
    """A course of a platform, which is a classroom here."""

    platform = models.ForeignKey(LtiPlatform, on_delete=models.CASCADE, related_name="contexts")
    context_id = models.CharField(max_length=255)
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["platform", "context_id"], name="one_classroom_a_context")]

    def __str__(self) -> str:
        return f"{self.platform_id}: {self.classroom_id}"


class LtiLink(models.Model):
    """A link in a course that opens an assignment; its column in the platform's gradebook, where it has one."""

    platform = models.ForeignKey(LtiPlatform, on_delete=models.CASCADE, related_name="links")
    resource_link_id = models.CharField(max_length=255)
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="lti_links")
    grades = models.JSONField(default=dict, blank=True, help_text="The platform's service for grades: scopes and line item.")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["platform", "resource_link_id"], name="one_assignment_a_link")]

    def __str__(self) -> str:
        return f"{self.platform_id}: {self.assignment_id}"


class LtiNote(models.Model):
    """What a launch has to remember between its steps, for minutes."""

    key = models.CharField(max_length=200, unique=True)
    value = models.JSONField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-expires_at"]

    def __str__(self) -> str:
        return self.key
