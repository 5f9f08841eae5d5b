"""The three addresses a platform knows, and the page on which a teacher chooses what a new link shall open."""

import logging
from urllib.parse import urlsplit

from csp.decorators import csp_update
from django.conf import settings
from django.contrib.auth import login as sign_in
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

from ..access import login_required
from ..lti.launching import CLAIM, Launch, assignment_of, classroom_of, enroll, is_teacher, person_of
from ..lti.platforms import Notes, OneTime, Platforms, registration_of
from ..models import Assignment, Classroom, Exercise, LtiPlatform

log = logging.getLogger(__name__)

CHOOSING = "lti_choosing"
SETTINGS = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"


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
        with transaction.atomic():  # whoever is refused leaves nothing behind
            user = person_of(platform, claims)
            classroom = classroom_of(platform, claims, user)
            enrollment = enroll(classroom, user, claims)
    except (LtiException, KeyError, ValueError, TypeError) as error:
        return _refused(request, error)
    request.session.flush()  # whoever used this browser before
    sign_in(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    if message.is_deep_link_launch():
        may_choose = enrollment.is_teacher and is_teacher(claims)
        return _choose(request, platform, claims, classroom) if may_choose else _refused(request, LtiException("no teacher"))
    assignment = assignment_of(platform, claims, classroom)
    return redirect(assignment or classroom)


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
