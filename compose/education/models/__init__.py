from .classroom import Classroom, Enrollment, JoinCode, Role, SchoolAccount

__all__ = ["Classroom", "Enrollment", "JoinCode", "Role", "SchoolAccount"]
