from .assignment import Assignment, LateRule, MachinePolicy
from .classroom import Classroom, Enrollment, JoinCode, Role, SchoolAccount
from .exercise import Exercise
from .lti import LtiContext, LtiIdentity, LtiLink, LtiNote, LtiPlatform
from .submission import REACTIONS, CalendarKey, Feedback, ReadyPhrase, Submission, Work

__all__ = [
    "REACTIONS", "Assignment", "CalendarKey", "Classroom", "Enrollment", "Exercise", "Feedback", "JoinCode", "LateRule", "LtiContext",
    "LtiIdentity", "LtiLink", "LtiNote", "LtiPlatform", "MachinePolicy", "ReadyPhrase", "Role", "SchoolAccount", "Submission", "Work",
]  # fmt: skip
