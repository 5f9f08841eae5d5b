from django.urls import path

from .views import cards, classrooms, doors, people

app_name = "education"
CLASSROOM = "<public_id:public_id>/"

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
]
