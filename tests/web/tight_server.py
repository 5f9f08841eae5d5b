"""The web process of `manage.py serve` behind a listener whose connections buffer almost nothing: a client is slow at once."""

import os
import socket

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musesite.settings")


def main() -> None:
    from compose.webserver import PatientServer
    from musesite.asgi import application

    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)  # what is accepted takes it over
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    listener.setblocking(False)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    server = PatientServer(application, endpoints=[f"fd:fileno={listener.fileno()}"], verbosity=0,
                           ready_callable=lambda: print(f"Serving at {address}", flush=True))
    server.run()


if __name__ == "__main__":
    main()
