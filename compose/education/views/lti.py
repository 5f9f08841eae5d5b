"""The three addresses a platform knows, and the page on which a teacher chooses what a new link shall open."""

import logging
from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import urlsplit

from csp.decorators import csp_update
from django.conf import settings
from django.contrib.auth import login as sign_in
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pylti1p3.contrib.django import DjangoOIDCLogin
from pylti1p3.deep_link import DeepLink
from pylti1p3.deep_link_resource import DeepLinkResource
from pylti1p3.exception import LtiException, OIDCException
from pylti1p3.lineitem import LineItem
from pylti1p3.registration import Registration

from accounts.models import User

from ..access import login_required
from ..forms import PasswordForm
from ..lti import arriving
from ..lti.launching import (
    CLAIM,
    SETTINGS,
    Launch,
    assignment_of,
    check_course,
    classroom_of,
    enroll,
    is_deep_link,
    is_teacher,
    known_person,
    new_person,
)
from ..lti.platforms import Notes, OneTime, Platforms, registration_of
from ..models import Assignment, Classroom, Exercise, LtiIdentity, LtiPlatform
from ..sent import posted

log = logging.getLogger(__name__)

CHOOSING = "lti_choosing"


def _refused(request: HttpRequest, error: Exception) -> HttpResponse:
    """Why is for the log: whoever tampers learns nothing."""
    log.warning("a launch was refused: %s", error)
    return render(request, "education/lti_refused.html", status=400)


@csrf_exempt  # a platform's page sends people here: the state's cookie guards the next step
@require_http_methods(["GET", "POST"])
@never_cache
def login(request: HttpRequest) -> HttpResponse:
    """The platform says that somebody is on their way; we send them back to it to be authenticated."""
    try:
        begun = DjangoOIDCLogin(request, Platforms(), session_service=OneTime(request), launch_data_storage=Notes())
        return begun.redirect(request.build_absolute_uri(reverse("education:lti_launch")))
    except (LtiException, OIDCException) as error:
        return _refused(request, error)


@csrf_exempt  # guarded by the platform's signature, the nonce and the state's cookie
@require_POST
@never_cache
def launch(request: HttpRequest) -> HttpResponse:
    try:
        message = Launch(request, Platforms(), session_service=OneTime(request), launch_data_storage=Notes())
        message.set_launch_data_storage(Notes())
        claims = message.validate().get_launch_data()
        platform = Platforms.platform(claims["iss"], message.get_client_id())
        check_course(platform, claims)
        user = known_person(platform, claims)
    except (LtiException, KeyError, ValueError, TypeError) as error:
        return _refused(request, error)
    if user is None:  # whose browser this is only the next request says: their cookie does not come along from another site's page
        return arriving.keep(redirect("education:lti_person"), platform, claims)
    return _arrive(request, platform, claims, lambda: user)


def _arrive(request: HttpRequest, platform: LtiPlatform, claims: Mapping, person: Callable[[], User]) -> HttpResponse:
    """The end of a launch. person: finds or makes the account, and leaves nothing behind where the launch is refused."""
    try:
        with transaction.atomic():
            user = person()
            classroom = classroom_of(platform, claims, user)
            enrollment = enroll(classroom, user, claims)
    except (LtiException, KeyError, ValueError, TypeError) as error:
        return _refused(request, error)
    request.session.flush()  # whoever used this browser before
    sign_in(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    if is_deep_link(claims):
        may_choose = enrollment.is_teacher and is_teacher(claims)
        return _choose(request, platform, claims, classroom) if may_choose else _refused(request, LtiException("no teacher"))
    assignment = assignment_of(platform, claims, classroom)
    return redirect(assignment or classroom)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def person(request: HttpRequest) -> HttpResponse:
    """At a first launch: is this somebody with an account here? A pupil whom this browser does not know is asked nothing."""
    kept = arriving.kept_for(request)
    if kept is None:
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        return render(request, "education/lti_refused.html", status=404)
    platform, claims = kept
    newcomer = partial(new_person, platform, claims)
    if "new" in request.POST or not (request.user.is_authenticated or is_teacher(claims)):
        return arriving.forget(request, _arrive(request, platform, claims, newcomer))
    form = PasswordForm(posted(request), user=request.user)
    against = arriving.reason_against(request.user, platform) if request.user.is_authenticated else ""
    if request.user.is_authenticated and not against and form.is_valid():
        return arriving.forget(request, _arrive(request, platform, claims, partial(_connected, platform, claims, request.user)))
    context = {"platform": platform, "name": claims["given_name"], "form": form, "against": against}
    return render(request, "education/lti_person.html", context, status=400 if request.method == "POST" else 200)


def _connected(platform: LtiPlatform, claims: Mapping, user: User) -> User:
    arriving.connect(platform, claims, user)
    return user


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def connections(request: HttpRequest) -> HttpResponse:
    """The platforms that may open one's account. POST ends one of them."""
    mine = LtiIdentity.objects.filter(user=request.user).select_related("platform")
    if request.method == "POST":
        key = request.POST.get("identity", "")
        get_object_or_404(mine, pk=key if key.isascii() and key.isdigit() and len(key) < 18 else 0).delete()
        return redirect("education:lti_connections")
    context = {"identities": mine, "has_password": request.user.has_usable_password()}
    return render(request, "education/lti_connections.html", context)


def _choose(request: HttpRequest, platform: LtiPlatform, claims: dict, classroom: Classroom) -> HttpResponse:
    deployment_id = claims[f"{CLAIM}deployment_id"]
    choosing = {"platform": platform.pk, "deployment": deployment_id, "settings": claims[SETTINGS], "classroom": classroom.public_id}
    request.session[CHOOSING] = choosing
    return redirect("education:lti_choice")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def choice(request: HttpRequest) -> HttpResponse:
    """Which exercise the new link shall open. The answer goes back to the platform through the teacher's browser."""
    choosing = request.session.get(CHOOSING)
    if not choosing:
        raise Http404
    classroom = get_object_or_404(Classroom.objects.taught_by(request.user), public_id=choosing["classroom"])
    exercises = Exercise.objects.of(request.user)
    if request.method != "POST":
        return render(request, "education/lti_choice.html", {"classroom": classroom, "exercises": exercises})
    exercise = get_object_or_404(exercises, public_id=request.POST.get("exercise", "").replace("\0", ""))
    platform = get_object_or_404(LtiPlatform, pk=choosing["platform"])
    del request.session[CHOOSING]
    assignment = Assignment.objects.create(classroom=classroom, exercise=exercise, publish_at=timezone.now(), created_by=request.user)
    answer = _answer(request, platform, choosing, assignment)
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(choosing["settings"]["deep_link_return_url"]))
    context = {"address": choosing["settings"]["deep_link_return_url"], "answer": answer, "platform": platform, "assignment": assignment}
    return csp_update({"form-action": [origin]})(render)(request, "education/lti_answer.html", context)


def _answer(request: HttpRequest, platform: LtiPlatform, choosing: dict, assignment: Assignment) -> str:
    most = sum(line["points"] for line in (*assignment.exercise.criteria, *assignment.exercise.rubric))
    resource = DeepLinkResource().set_title(assignment.exercise.title).set_custom_params({"assignment": assignment.public_id})
    resource.set_url(request.build_absolute_uri(reverse("education:lti_launch"))).set_target("window")
    if most:
        resource.set_lineitem(LineItem().set_label(assignment.exercise.title).set_score_maximum(most).set_resource_id(assignment.public_id))
    return DeepLink(registration_of(platform), choosing["deployment"], choosing["settings"]).get_response_jwt([resource])


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """Our public keys, by which platforms know that a message is ours."""
    pems = LtiPlatform.objects.order_by("pk").values_list("public_key", flat=True)
    return JsonResponse({"keys": [Registration.get_jwk(pem) for pem in pems]}, headers={"Cache-Control": "public, max-age=300"})
