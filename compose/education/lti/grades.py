"""Released marks, sent to the gradebook of the platform that launched the assignment. Standard: LTI Assignment and Grade Services 2.0."""

import logging

import requests
from django.utils import timezone
from pylti1p3.assignments_grades import AssignmentsGradesService
from pylti1p3.exception import LtiException
from pylti1p3.grade import Grade
from pylti1p3.service_connector import ServiceConnector

from .. import marking
from ..models import Assignment, LtiIdentity, LtiLink, Submission
from .platforms import registration_of

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 8


class Patient(requests.Session):
    """A platform that does not answer holds nobody up for long."""

    def request(self, *args: object, **kwargs: object) -> requests.Response:
        return super().request(*args, **{"timeout": PATIENCE_SECONDS, "allow_redirects": False} | kwargs)


def waiting_for(assignment: Assignment) -> list[Submission]:
    """Released, and not in the gradebook yet, of pupils who come from a platform."""
    users = LtiIdentity.objects.filter(platform__links__assignment=assignment).values("user")
    latest = Submission.objects.filter(work__assignment=assignment).latest_of_each().released().filter(graded_at=None)
    return list(latest.filter(work__enrollment__user__in=users).select_related("work__enrollment", "work__assignment__exercise"))


def pass_back(assignment: Assignment) -> tuple[int, int]:
    """How many were sent, and how many could not be. Those can be sent again."""
    sent = failed = 0
    for link in assignment.lti_links.select_related("platform"):
        if not link.grades.get("lineitem"):
            continue
        service = AssignmentsGradesService(ServiceConnector(registration_of(link.platform), Patient()), link.grades)
        for submission in waiting_for(assignment):
            if _send(service, link, submission):
                sent += 1
            else:
                failed += 1
    return sent, failed


def _send(service: AssignmentsGradesService, link: LtiLink, submission: Submission) -> bool:
    identity = LtiIdentity.objects.filter(platform=link.platform, user=submission.work.enrollment.user_id).first()
    if identity is None:
        return True  # of another platform
    now = timezone.now()
    try:
        service.put_grade(_grade(submission, identity.subject, now.isoformat()))
    except (LtiException, requests.RequestException, ValueError, KeyError):
        log.warning("a grade did not reach its platform", extra={"submission": submission.pk}, exc_info=True)
        return False
    Submission.objects.filter(pk=submission.pk).update(graded_at=now)
    return True


def _grade(submission: Submission, subject: str, timestamp: str) -> Grade:
    sheet = marking.sheet_of(submission)
    grade = Grade().set_score_given(round(sheet.points, 2)).set_score_maximum(sheet.most).set_user_id(subject).set_timestamp(timestamp)
    return grade.set_activity_progress("Completed").set_grading_progress("FullyGraded").set_comment(submission.remark)
