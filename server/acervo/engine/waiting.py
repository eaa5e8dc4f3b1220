"""Who waits for a worker: taken one client after the other, so that nobody's long list holds up the rest."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque


class WaitingRoom:
    """Turns that have not come; each client's in the order in which it asked, the clients in turn."""

    def __init__(self) -> None:
        self._turns: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    def __len__(self) -> int:
        return sum(len(turns) for turns in self._turns.values())

    def enter(self, client: str) -> asyncio.Future[None]:
        """A turn for *client*; it is done when it has come."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._turns.setdefault(client, deque()).append(turn)
        return turn

    def leave(self, client: str, turn: asyncio.Future[None]) -> bool:
        """Give *turn* up; false where it had come already."""
        turns = self._turns.get(client)
        if turns is None or turn not in turns:
            return False
        turns.remove(turn)
        if not turns:
            del self._turns[client]
        return True

    def call(self) -> bool:
        """Let the next one in; false where nobody waits."""
        while self._turns:
            client, turns = self._turns.popitem(last=False)
            turn = turns.popleft()
            if turns:
                # The client's next turn comes after everybody else's.
                self._turns[client] = turns
            if not turn.done():
                turn.set_result(None)
                return True
        return False
