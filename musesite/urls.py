from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView


class Favicon(RedirectView):
    """For pages that name no icon, such as the administration."""

    def get_redirect_url(self, *args: object, **kwargs: object) -> str:
        return static("images/mark.svg")


urlpatterns = [
    path("", include("compose.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("favicon.ico", Favicon.as_view()),
    path("admin/", admin.site.urls),
]
handler500 = "musesite.outage.error_page"
