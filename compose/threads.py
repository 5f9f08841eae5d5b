"""What the event loop has done beside itself: questions to the database, and drawing, which takes long and must not hold up a question.

These threads keep their database connection: opening one costs more than most questions do.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import DatabaseError, connections

ASKING = ThreadPoolExecutor(max_workers=4, thread_name_prefix="asking")
DRAWING = ThreadPoolExecutor(max_workers=2, thread_name_prefix="drawing")

Result = TypeVar("Result")


async def in_thread(executor: ThreadPoolExecutor, read: Callable[..., Result], *arguments: object) -> Result:
    """read: changes nothing, because it may be done twice."""
    return await asyncio.get_running_loop().run_in_executor(executor, _read, read, *arguments)


def _read(read: Callable[..., Result], *arguments: object) -> Result:
    try:
        return read(*arguments)
    except DatabaseError:  # a server that was started again since knows nothing of the connection: once more with a new one
        connections.close_all()
    try:
        return read(*arguments)
    except DatabaseError:
        connections.close_all()
        raise
