from django.urls import path

from .views import assignments, cards, classrooms, doors, exercises, people, submissions, takeaway, work

app_name = "education"
CLASSROOM = "<public_id:public_id>/"
EXERCISE = "exercises/<public_id:exercise_id>/"
ASSIGNMENT = "assignments/<public_id:assignment_id>/"
SUBMISSION = f"{ASSIGNMENT}submissions/<int:submission>/"

urlpatterns = [
    path("", classrooms.classrooms, name="classrooms"),
    path("new/", classrooms.new, name="new"),
    path("join/", doors.join, name="join"),
    path("account/", doors.claim, name="claim"),
    path(CLASSROOM, classrooms.classroom, name="classroom"),
    path(f"{CLASSROOM}settings/", classrooms.settings, name="settings"),
    path(f"{CLASSROOM}archive/", classrooms.archive, name="archive"),
    path(f"{CLASSROOM}reopening/", classrooms.reopening, name="reopening"),
    path(f"{CLASSROOM}purge/", classrooms.purge, name="purge"),
    path(f"{CLASSROOM}code/", doors.code, name="code"),
    path(f"{CLASSROOM}code/closing/", doors.closing, name="closing"),
    path(f"{CLASSROOM}teachers/code/", doors.teachers_code, name="teachers_code"),
    path(f"{CLASSROOM}people/", people.people, name="people"),
    path(f"{CLASSROOM}people/roster/", people.roster, name="roster"),
    path(f"{CLASSROOM}people/cards/", cards.cards, name="cards"),
    path(f"{CLASSROOM}people/<int:pk>/", people.person, name="person"),
    path(f"{CLASSROOM}people/<int:pk>/approval/", people.approval, name="approval"),
    path(f"{CLASSROOM}people/<int:pk>/removal/", people.removal, name="removal"),
    path(f"{CLASSROOM}people/<int:pk>/password/", cards.password, name="password"),
    path(f"{CLASSROOM}assignments/new/", assignments.new, name="assignment_new"),
    path(f"{CLASSROOM}archive.zip", takeaway.archive, name="archive_file"),
    path("exercises/", exercises.exercises, name="exercises"),
    path("exercises/blank/", exercises.blank, name="blank"),
    path("exercises/from-piece/", exercises.from_piece, name="from_piece"),
    path(EXERCISE, exercises.exercise, name="exercise"),
    path(f"{EXERCISE}edit/", exercises.edit, name="exercise_edit"),
    path(f"{EXERCISE}copies/", exercises.copies, name="exercise_copies"),
    path(f"{EXERCISE}deletion/", exercises.deletion, name="exercise_deletion"),
    path(ASSIGNMENT, assignments.assignment, name="assignment"),
    path(f"{ASSIGNMENT}edit/", assignments.edit, name="assignment_edit"),
    path(f"{ASSIGNMENT}publication/", assignments.publication, name="publication"),
    path(f"{ASSIGNMENT}copies/", assignments.copies, name="assignment_copies"),
    path(f"{ASSIGNMENT}deletion/", assignments.deletion, name="assignment_deletion"),
    path(f"{ASSIGNMENT}work/", work.begin, name="work"),
    path(f"{ASSIGNMENT}checks/", work.checks, name="checks"),
    path(f"{ASSIGNMENT}answers/", work.answers, name="answers"),
    path(f"{ASSIGNMENT}submissions/", work.submissions, name="submissions"),
    path(SUBMISSION, submissions.submission, name="submission"),
    path(f"{SUBMISSION}feedback/", submissions.feedback, name="feedback"),
    path(f"{SUBMISSION}feedback/<int:comment>/deletion/", submissions.feedback_deletion, name="feedback_deletion"),
    path(f"{SUBMISSION}release/", submissions.release, name="release"),
    path(f"{SUBMISSION}withdrawal/", submissions.withdrawal, name="withdrawal"),
    path(f"{ASSIGNMENT}release/", submissions.release_all, name="release_all"),
    path(f"{ASSIGNMENT}comparison/", submissions.comparison, name="side_by_side"),
    path(f"{ASSIGNMENT}marks.csv", takeaway.marks, name="marks"),
    path(f"{ASSIGNMENT}class-set.pdf", takeaway.printed, name="printed"),
    path("phrases/", submissions.phrases, name="phrases"),
    path("phrases/<int:phrase>/deletion/", submissions.phrase_deletion, name="phrase_deletion"),
    path("calendar/", takeaway.calendar, name="calendar"),
    path("calendar/<slug:key>.ics", takeaway.calendar_feed, name="calendar_feed"),
]
