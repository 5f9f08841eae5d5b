from allauth.account import views as accounts
from allauth.account.decorators import secure_admin_login
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as passkeys
from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from musesite import attempts
from musesite.attempts import limited


class Favicon(RedirectView):
    """For pages that name no icon, such as the administration."""

    def get_redirect_url(self, *args: object, **kwargs: object) -> str:
        return static("images/mark.svg")


admin.site.login = secure_admin_login(admin.site.login)  # one door for passwords, with one lock

urlpatterns = [
    path("", include("compose.urls")),
    path("", include("compose.api.urls")),
    path("classes/", include("compose.education.urls")),
    path("", include("compose.gallery.urls")),
    path("accounts/login/", limited(attempts.SIGN_IN, accounts.login), name="account_login"),
    path("accounts/signup/", limited(attempts.SIGN_UP, accounts.signup), name="account_signup"),
    path("accounts/password/reset/", limited(attempts.NEW_PASSWORD, accounts.password_reset), name="account_reset_password"),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        limited(attempts.LETTER, accounts.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    re_path(r"^accounts/confirm-email/(?P<key>[-:\w]+)/$", limited(attempts.LETTER, accounts.confirm_email), name="account_confirm_email"),
    path("accounts/reauthenticate/", limited(attempts.OWN_ACCOUNT, accounts.reauthenticate), name="account_reauthenticate"),
    path("accounts/password/change/", limited(attempts.OWN_ACCOUNT, accounts.password_change), name="account_change_password"),
    path("accounts/email/", limited(attempts.OWN_ACCOUNT, accounts.email), name="account_email"),
    path("accounts/2fa/authenticate/", limited(attempts.CODE, mfa.authenticate), name="mfa_authenticate"),
    path("accounts/2fa/reauthenticate/", limited(attempts.OWN_ACCOUNT, mfa.reauthenticate), name="mfa_reauthenticate"),
    path("accounts/2fa/webauthn/login/", limited(attempts.PASSKEY, passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("favicon.ico", Favicon.as_view()),
    path("admin/", admin.site.urls),
]
handler400 = "musesite.outage.unreadable"
handler500 = "musesite.outage.error_page"
