"""All settings, by topic. A clone runs with no environment; with DEBUG=0 what is missing stops the start by name."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from musesite import environment, safety

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = environment.writable_folder("DATA_DIR", BASE_DIR / "var")

# Safety -----------------------------------------------------------------------------------------------------------

DEBUG = environment.flag("DEBUG", default=True)
if DEBUG:
    SECRET_KEY = environment.text("SECRET_KEY", safety.CLONE_KEY)
    ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", ("localhost", ".localhost", "127.0.0.1", "[::1]"))
else:
    SECRET_KEY = environment.required("SECRET_KEY", "Set it to a long random string, or SECRET_KEY_FILE to a file that holds one.")
    environment.required("ALLOWED_HOSTS", "Set it to the host names of the site, separated by commas.")
    ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS")
    safety.refuse_unsafe_secret(SECRET_KEY)
safety.refuse_unsafe_hosts(ALLOWED_HOSTS, is_clone=DEBUG)

# A school network without certificates sets HTTPS=0: then cookies and addresses are those of plain HTTP.
HTTPS = environment.flag("HTTPS", default=not DEBUG)
SCHEME, PORTS = ("https", ("",)) if HTTPS else ("http", ("", f":{environment.number('PORT', 8000)}"))
SITE_ORIGINS = environment.words("SITE_ORIGINS", tuple(
    f"{SCHEME}://{'*' if host.startswith('.') else ''}{host}{port}" for host in ALLOWED_HOSTS for port in PORTS))
safety.refuse_unsafe_origins(SITE_ORIGINS, is_https=HTTPS)
CSRF_TRUSTED_ORIGINS = SITE_ORIGINS

SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = ("__Host-session", "__Host-csrf") if HTTPS else ("session", "csrf")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600

SECURE_SSL_REDIRECT = HTTPS and environment.flag("SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
BEHIND_PROXY = environment.flag("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.flag("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = environment.flag("HSTS_PRELOAD", default=False)
# Whether all other names under this domain speak HTTPS too is known to its owner only.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PERMISSIONS_POLICY = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"

# Nothing is loaded from elsewhere and nothing runs inline. The synthesiser is WebAssembly inside an AudioWorklet.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'", "'wasm-unsafe-eval'"],
        "worker-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "media-src": ["'self'", "blob:"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100

# Applications -----------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "daphne",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "channels",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "accounts",
    "compose",
    "compose.education",
    "compose.gallery",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "musesite.middleware.permissions_policy",
    "musesite.outage.unavailable_without_database",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.presence.PresenceMiddleware",
]
ROOT_URLCONF = "musesite.urls"
ASGI_APPLICATION = "musesite.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Templates --------------------------------------------------------------------------------------------------------

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Database ---------------------------------------------------------------------------------------------------------

DATABASE_URL = environment.text("DATABASE_URL")
if DATABASE_URL:
    database = environment.postgresql(DATABASE_URL)
    # A server that vanished is noticed within seconds, and a process that froze inside a transaction lets go of its rows before its
    # lease has run out. The address may say otherwise.
    database["OPTIONS"] = {
        "connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 20_000,
        "options": "-c idle_in_transaction_session_timeout=20s",
    } | database["OPTIONS"]
    DATABASES = {"default": database}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": environment.path("DATABASE_PATH", DATA_DIR / "site.sqlite3"),
            "OPTIONS": {
                # Readers never wait for the writer, and writers queue up instead of failing in the middle of a transaction.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        },
    }

# Redis: only in the scaled mode -----------------------------------------------------------------------------------

REDIS_URL = environment.text("REDIS_URL")
if REDIS_URL:
    environment.needs_packages("REDIS_URL", ("celery", "channels_redis"), "Run `make scale` (pip install -r requirements-scale.lock).")
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [REDIS_URL]}}}
else:
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}

# Accounts ---------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "compose:home"
LOGOUT_REDIRECT_URL = "compose:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "compose:home"
# A pupil has no e-mail address: the address is optional, and either name signs in.
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = environment.choice("EMAIL_VERIFICATION", "none", ("none", "optional", "mandatory"))
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_USER_DISPLAY = "accounts.models.shown_name"
ACCOUNT_FORMS = {
    "signup": "accounts.allauth_forms.SignupForm",
    "login": "accounts.allauth_forms.LoginForm",
    "add_email": "accounts.allauth_forms.AddEmailForm",
    "change_password": "accounts.allauth_forms.ChangePasswordForm",
    "reset_password": "accounts.allauth_forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.allauth_forms.ResetPasswordKeyForm",
    "reauthenticate": "accounts.allauth_forms.ReauthenticateForm",
}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = "strict"  # no form tells whether an e-mail address is known here
ACCOUNT_RATE_LIMITS = False  # musesite/attempts.py counts instead, for all processes together
# Tries an hour from one address. A try to sign in costs nothing if the password is right; a class signs up from one address.
LIMIT_SIGN_IN = environment.number("LIMIT_SIGN_IN", 20)
LIMIT_SIGN_UP = environment.number("LIMIT_SIGN_UP", 60)
LIMIT_NEW_PASSWORD = environment.number("LIMIT_NEW_PASSWORD", 20)
# Pieces an hour that guests may ask for from one address.
LIMIT_GUEST_PIECES = environment.number("LIMIT_GUEST_PIECES", 300)
# Files an hour that one person may upload.
LIMIT_UPLOADS = environment.number("LIMIT_UPLOADS", 60)
# Requests an hour of one person's programs.
LIMIT_API = environment.number("LIMIT_API", 7200)
safety.refuse_odd_numbers(LIMIT_API=LIMIT_API, LIMIT_UPLOADS=LIMIT_UPLOADS)
safety.refuse_odd_numbers(
    LIMIT_SIGN_IN=LIMIT_SIGN_IN, LIMIT_SIGN_UP=LIMIT_SIGN_UP, LIMIT_NEW_PASSWORD=LIMIT_NEW_PASSWORD, LIMIT_GUEST_PIECES=LIMIT_GUEST_PIECES
)
ACCOUNT_USERNAME_MIN_LENGTH = 2

MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "accounts.allauth_forms.AddPasskeyForm", "activate_totp": "accounts.allauth_forms.ActivateAppForm",
    "authenticate": "accounts.allauth_forms.CodeForm", "reauthenticate": "accounts.allauth_forms.CodeAgainForm",
}
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RATE_LIMITS = False
MFA_TOTP_TOLERANCE = 1  # clocks of telephones are half a minute off
# Where no letter confirms an address, nobody could ever fulfil that condition.
MFA_ALLOW_UNVERIFIED_EMAIL = ACCOUNT_EMAIL_VERIFICATION == "none"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers offer passkeys on this machine itself also without certificates

USERSESSIONS_ADAPTER = "accounts.adapters.SessionsAdapter"

# How long whoever deletes their account may still change their mind, and how long the log of an account is kept.
ACCOUNT_GRACE_DAYS = environment.number("ACCOUNT_GRACE_DAYS", 14)
AUDIT_DAYS = environment.number("AUDIT_DAYS", 180)
safety.refuse_odd_numbers(ACCOUNT_GRACE_DAYS=ACCOUNT_GRACE_DAYS, AUDIT_DAYS=AUDIT_DAYS)

# How a visitor's address is read: the accounts do not know who does it.
ADDRESS_OF = "compose.visitors.address_of"

# Mail -------------------------------------------------------------------------------------------------------------

EMAIL_HOST = environment.text("EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
if not DEBUG:
    safety.refuse_unsafe_mail(ACCOUNT_EMAIL_VERIFICATION, EMAIL_HOST)
EMAIL_PORT = environment.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = environment.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = environment.flag("EMAIL_USE_TLS", default=True)
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", "score@localhost")

# Files ------------------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = environment.path("STATIC_ROOT", DATA_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static" / "build"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "musesite.finders.BorrowedFilesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "media/"
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MIMETYPES = {".sf2": "audio/x-soundfont", ".sf3": "audio/x-soundfont"}
SOUNDFONT = environment.path("SOUNDFONT", Path())

# Language and time ------------------------------------------------------------------------------------------------

LANGUAGE_CODE = environment.text("LANGUAGE_CODE", "en")
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "compose" / "locale"]
TIME_ZONE = environment.text("TIME_ZONE", "UTC")
USE_I18N = USE_TZ = True

# Logging ----------------------------------------------------------------------------------------------------------

# "json": one object a line, with the number of the generation and never the words of a person (musesite/logs.py).
LOG_FORMAT = environment.choice("LOG_FORMAT", "line" if DEBUG else "json", ("line", "json"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "json": {"()": "musesite.logs.JsonLines"},
    },
    "filters": {"not a probe": {"()": "musesite.logs.NotAProbe"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": environment.text("LOG_LEVEL", "WARNING")},
    # Django's own handlers would write lines of another kind beside ours.
    "loggers": {
        "compose": {"level": environment.text("LOG_LEVEL", "INFO")},
        "django": {"handlers": [], "level": environment.text("LOG_LEVEL", "WARNING"), "propagate": True},
        "django.request": {"filters": ["not a probe"]},
        "django.server": {"handlers": [], "propagate": True},
    },
}

# Metrics ----------------------------------------------------------------------------------------------------------

METRICS_TOKEN = environment.text("METRICS_TOKEN", "")
safety.refuse_short_token(METRICS_TOKEN)

# Composing --------------------------------------------------------------------------------------------------------

WEIGHTS_DIR = environment.path("WEIGHTS_DIR", BASE_DIR / "compose" / "generation" / "weights")
# One person: pieces being written at once, waiting, and a day. All people: waiting.
COMPOSE_RUNNING_LIMIT = environment.number("COMPOSE_RUNNING_LIMIT", 2)
COMPOSE_QUEUED_LIMIT = environment.number("COMPOSE_QUEUED_LIMIT", 5)
COMPOSE_DAY_LIMIT = environment.number("COMPOSE_DAY_LIMIT", 200)
COMPOSE_QUEUE_LIMIT = environment.number("COMPOSE_QUEUE_LIMIT", 200)
# Queues that the workers of this machine serve (`work --queues` goes before), and from how many measures on a piece waits in which.
COMPOSE_QUEUES = environment.words("COMPOSE_QUEUES", ("default",))
COMPOSE_LONG_MEASURES = environment.number("COMPOSE_LONG_MEASURES", 0)
COMPOSE_LONG_QUEUE = environment.text("COMPOSE_LONG_QUEUE", "gpu")
# Pieces that one worker process writes at once; on a GPU many more are worth it.
COMPOSE_SLOTS = environment.number("COMPOSE_SLOTS", 16)
# Places of the cache for them all, one a step and two with guidance; 0: as many as they can fill. A place takes 12 KB, on a GPU 6.
COMPOSE_PLACES = environment.number("COMPOSE_PLACES", 0)
COMPOSE_DEVICE = environment.text("COMPOSE_DEVICE", "auto")
# Candidates written of each piece, the best of which comes out. More than one is not heard before all are finished.
COMPOSE_CANDIDATES = environment.number("COMPOSE_CANDIDATES", 1)
# A worker that says nothing for so long has lost its piece to another one.
COMPOSE_LEASE_SECONDS = environment.number("COMPOSE_LEASE_SECONDS", 30)
# The log of a finished piece is folded into the piece after so many days.
COMPOSE_LOG_DAYS = environment.number("COMPOSE_LOG_DAYS", 7)

# What was deleted lies in the bin for so many days.
BIN_DAYS = environment.number("BIN_DAYS", 30)
# A ZIP of everything a person owns can be fetched for so many days.
TAKEOUT_DAYS = environment.number("TAKEOUT_DAYS", 7)
safety.refuse_odd_numbers(BIN_DAYS=BIN_DAYS, TAKEOUT_DAYS=TAKEOUT_DAYS)

# Sockets ----------------------------------------------------------------------------------------------------------

# How often an open socket is asked whether it may still listen, and how long a client may take nothing before it is let go.
SOCKET_RECHECK_SECONDS = environment.number("SOCKET_RECHECK_SECONDS", 60)
SOCKET_SEND_SECONDS = environment.number("SOCKET_SEND_SECONDS", 20)
safety.refuse_odd_numbers(
    COMPOSE_RUNNING_LIMIT=COMPOSE_RUNNING_LIMIT, COMPOSE_QUEUED_LIMIT=COMPOSE_QUEUED_LIMIT, COMPOSE_DAY_LIMIT=COMPOSE_DAY_LIMIT,
    COMPOSE_QUEUE_LIMIT=COMPOSE_QUEUE_LIMIT, COMPOSE_LEASE_SECONDS=COMPOSE_LEASE_SECONDS, COMPOSE_LOG_DAYS=COMPOSE_LOG_DAYS,
    SOCKET_RECHECK_SECONDS=SOCKET_RECHECK_SECONDS, SOCKET_SEND_SECONDS=SOCKET_SEND_SECONDS, COMPOSE_CANDIDATES=COMPOSE_CANDIDATES,
)
