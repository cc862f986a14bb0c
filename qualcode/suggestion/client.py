"""Asking a model over the chat API that Ollama, llama.cpp, vLLM and LM Studio share.

Interview text stays on this machine unless the researcher says otherwise: who
calls asks `is_local` first. For a local address no proxy of the environment is used.
"""

from __future__ import annotations

import ipaddress
import os
import random
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from qualcode.errors import MissingExtraError, UsageError
from qualcode.suggestion.batches import Reply, content_of
from qualcode.suggestion.prompts import body_of
from qualcode.suggestion.replies import LONGEST, Dropped, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Future

    import httpx

    from qualcode.suggestion.prompts import Prompt

KEY = "QUALCODE_API_KEY"
"""Environment variable with the key of a server that wants one."""
_GIVE_UP = 4
"""Requests that fail one after the other before the server is taken for dead."""
_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Server:
    """Where a model answers, and how patiently to ask."""

    endpoint: str
    """Such as ``http://localhost:11434/v1``."""
    model: str
    concurrency: int = 2
    timeout: float = 120.0
    """Seconds to wait for an answer."""
    retries: int = 4
    pause: float = 1.0
    """Seconds before the first retry; doubled each time."""

    @property
    def url(self) -> str:
        """Return the address of the chat API.

        Raises:
            UsageError: When the endpoint is no web address.
        """
        parts = urlsplit(self.endpoint)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise UsageError(
                f"{self.endpoint!r} is no address of a server",
                hint="such as --endpoint http://localhost:11434/v1",
            )
        base = self.endpoint.rstrip("/")
        if base.endswith("/chat/completions"):
            return base
        return base + ("/chat/completions" if parts.path.strip("/") else "/v1/chat/completions")

    @property
    def is_local(self) -> bool:
        """Tell whether the address is this very machine; names are not looked up."""
        host = urlsplit(self.url).hostname or ""
        if host == "localhost":
            return True
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return False


def ask_all(server: Server, prompts: Sequence[Prompt]) -> Iterator[Reply | Dropped]:
    """Yield the answer to each prompt as it comes, or why there is none.

    When several requests in a row fail, the rest is left for another run.

    Raises:
        MissingExtraError: When httpx is not installed.
    """
    try:
        import httpx
    except ImportError as error:
        raise MissingExtraError("llm", "asking a server") from error
    url, open_ = server.url, iter(prompts)
    key = os.environ.get(KEY)
    with httpx.Client(
        timeout=httpx.Timeout(server.timeout, connect=min(server.timeout, 10.0)),
        trust_env=not server.is_local,
        headers={"Authorization": f"Bearer {key}"} if key else {},
    ) as client:
        pool = ThreadPoolExecutor(server.concurrency)
        running: set[Future[Reply | Dropped]] = set()
        failed = 0
        try:
            while True:
                while failed < _GIVE_UP and len(running) < server.concurrency:
                    prompt = next(open_, None)
                    if prompt is None:
                        break
                    running.add(pool.submit(_ask, client, url, server, prompt))
                if not running:
                    return
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for each in done:
                    answer = each.result()
                    failed = failed + 1 if isinstance(answer, Dropped) else 0
                    yield answer
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _ask(client: httpx.Client, url: str, server: Server, prompt: Prompt) -> Reply | Dropped:
    """Ask once and again, until there is an answer or no more patience."""
    import httpx

    body, said = body_of(prompt, server.model), ""
    for attempt in range(server.retries + 1):
        try:
            response = client.post(url, json=body)
        except httpx.HTTPError as error:
            said = f"{type(error).__name__}: {error}"[:120]
        else:
            if response.status_code == httpx.codes.OK:
                return _answer(prompt, server, response)
            said = f"HTTP {response.status_code}: {' '.join(response.text[:80].split())}"
            if response.status_code == httpx.codes.BAD_REQUEST and "response_format" in body:
                del body["response_format"]  # a server that does not know this wish
                continue
            if response.status_code not in _BUSY:
                break
        if attempt < server.retries:
            time.sleep(_pause(server, attempt))
    return Dropped(prompt.hash, Fault.ERROR, said, prompt.window.document)


def _answer(prompt: Prompt, server: Server, response: httpx.Response) -> Reply | Dropped:
    name, document = prompt.hash, prompt.window.document
    if len(response.content) > 4 * LONGEST:
        return Dropped(name, Fault.TOO_LONG, f"{len(response.content)} bytes", document)
    try:
        body: Any = response.json()
    except (ValueError, RecursionError):
        return Dropped(name, Fault.NOT_JSON, " ".join(response.text[:120].split()), document)
    content = content_of(body)
    if content is None:
        return Dropped(name, Fault.ERROR, "no answer in it", document)
    return Reply(name, server.model, content)


def _pause(server: Server, attempt: int) -> float:
    """Return the seconds to wait: doubled each time, not all at the same moment."""
    return min(server.pause * 2.0**attempt, 60.0) * random.uniform(0.8, 1.2)  # noqa: S311 - no secret
