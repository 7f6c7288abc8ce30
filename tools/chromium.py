"""A headless Chromium that has no network, told what to do through its DevTools pipe; no driver is needed."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

__all__ = ["Chromium", "find_chromium"]

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
#: Schemes of what a page holds itself or lies beside it.
_LOCAL = ("file:", "data:", "blob:", "about:", "chrome-extension:")
_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--mute-audio",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
    "--disable-default-apps", "--hide-scrollbars", "--allow-file-access-from-files",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--remote-debugging-pipe",
)  # fmt: skip


def find_chromium() -> str | None:
    """Give the path of a Chromium or Chrome of this machine, or None."""
    return next((path for path in map(shutil.which, _NAMES) if path), None)


class Chromium:
    """A browser with one page, for a ``with`` statement.

    After `open`, `errors` holds what the page wrote to the console as an error or threw, and what its policy refused;
    `failed` holds every request that failed, and every one that left the machine.
    """

    def __init__(self, path: str | None = None) -> None:
        found = path or find_chromium()
        if found is None:
            raise FileNotFoundError(f"no Chromium: looked for {', '.join(_NAMES)}")
        self.errors: list[str] = []
        self.failed: list[str] = []
        self._urls: dict[str, str] = {}
        self._answers: dict[int, dict[str, Any]] = {}
        self._events: list[str] = []
        self._rest, self._number, self._session = b"", 0, ""
        self._profile = tempfile.mkdtemp()
        self._pid, self._write, self._read = _started(found, self._profile)
        target = self._call("Target.createTarget", {"url": "about:blank"})["targetId"]
        self._session = self._call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self._call(f"{domain}.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()

    def close(self) -> None:
        """End the browser."""
        os.killpg(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._write)
        os.close(self._read)
        shutil.rmtree(self._profile, ignore_errors=True)

    # -- what is done with a page

    def view(self, width: int, height: int, *, dark: bool = False, touch: bool = False) -> None:
        """Set the window and what the reader prefers; before `open`."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": touch}
        self._call("Emulation.setDeviceMetricsOverride", metrics)
        self._call("Emulation.setTouchEmulationEnabled", {"enabled": touch})
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._call("Emulation.setEmulatedMedia", {"features": [scheme]})

    def open(self, page: str | Path, *, settle_s: float = 0.3) -> None:
        """Open a file or an address, and wait until it has loaded."""
        self.errors, self.failed, self._urls = [], [], {}
        url = page if isinstance(page, str) and "://" in page else Path(page).resolve().as_uri()
        self._events.clear()
        self._call("Page.navigate", {"url": url})
        self._until(lambda: "Page.loadEventFired" in self._events, 60.0, f"{url} to load")
        self.wait(settle_s)

    def run(self, script: str) -> Any:
        """Give the value of a script; a promise is waited for."""
        asked = {"expression": script, "returnByValue": True, "awaitPromise": True}
        answer = self._call("Runtime.evaluate", asked)
        if "exceptionDetails" in answer:
            raise RuntimeError(_thrown(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def click(self, x: float, y: float) -> None:
        """Press and release the left button at a point of the window."""
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            button = {} if kind == "mouseMoved" else {"button": "left", "clickCount": 1}
            self._call("Input.dispatchMouseEvent", {"type": kind, "x": x, "y": y, **button})
        self.wait(0.05)

    def move(self, x: float, y: float) -> None:
        """Move the pointer to a point of the window."""
        self._call("Input.dispatchMouseEvent", {"type": "mouseMoved", "x": x, "y": y})
        self.wait(0.05)

    def wheel(self, x: float, y: float, by: float) -> None:
        """Turn the wheel at a point of the window."""
        turned = {"type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": by}
        self._call("Input.dispatchMouseEvent", turned)
        self.wait(0.1)

    def key(self, name: str) -> None:
        """Press and release a key by its DOM name, as ``"Tab"``, ``"Enter"`` or ``"+"``."""
        codes = {"Tab": 9, "Enter": 13, "Escape": 27, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40}
        code: dict[str, Any] = {"windowsVirtualKeyCode": codes[name], "code": name} if name in codes else {}
        text = {"text": "\r"} if name == "Enter" else {"text": name} if len(name) == 1 else {}
        self._call("Input.dispatchKeyEvent", {"type": "keyDown", "key": name, **code, **text})
        self._call("Input.dispatchKeyEvent", {"type": "keyUp", "key": name, **code})
        self.wait(0.05)

    def screenshot(self, path: Path, *, whole: bool = False) -> None:
        """Write a PNG of the window, or of the whole page."""
        asked: dict[str, Any] = {"format": "png", "captureBeyondViewport": whole}
        if whole:
            size = self._call("Page.getLayoutMetrics")["cssContentSize"]
            # textures of browsers end at 16,384 pixels
            asked["clip"] = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 16_000), "scale": 1}
        path.write_bytes(base64.b64decode(self._call("Page.captureScreenshot", asked)["data"]))

    def pdf(self, path: Path) -> None:
        """Write the page as it prints on A4."""
        asked = {"printBackground": True, "preferCSSPageSize": True, "paperWidth": 8.27, "paperHeight": 11.69}
        path.write_bytes(base64.b64decode(self._call("Page.printToPDF", asked)["data"]))

    def wait(self, seconds: float) -> None:
        """Take in what the page tells for a while."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._take(left)

    # -- the pipe

    def _call(self, method: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
        self._number += 1
        number = self._number
        asked: dict[str, Any] = {"id": number, "method": method, "params": params or {}}
        if self._session:
            asked["sessionId"] = self._session
        text = json.dumps(asked).encode() + b"\0"
        while text:
            text = text[os.write(self._write, text) :]
        self._until(lambda: number in self._answers, 300.0, method)
        answer = self._answers.pop(number)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    def _until(self, done: Callable[[], bool], seconds: float, what: str) -> None:
        until = time.monotonic() + seconds
        while not done():
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"waited {seconds:g} s for {what}")
            self._take(left)

    def _take(self, seconds: float) -> None:
        if not select.select([self._read], [], [], max(seconds, 0.0))[0]:
            return
        got = os.read(self._read, 1 << 20)
        if not got:
            raise EOFError("Chromium has ended")
        *messages, self._rest = (self._rest + got).split(b"\0")
        for message in messages:
            told = json.loads(message)
            if "id" in told:
                self._answers[told["id"]] = told
            else:
                self._heard(told["method"], told["params"])

    def _heard(self, method: str, params: dict[str, Any]) -> None:
        self._events.append(method)
        if method == "Runtime.exceptionThrown":
            self.errors.append(_thrown(params["exceptionDetails"]))
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "assert"):
            self.errors.append(" ".join(str(part.get("value", part.get("description"))) for part in params["args"]))
        elif method == "Log.entryAdded" and params["entry"]["level"] == "error":
            self.errors.append(f"{params['entry']['text']} {params['entry'].get('url', '')}".strip())
        elif method == "Network.requestWillBeSent":
            url = self._urls[params["requestId"]] = params["request"]["url"]
            if not url.startswith(_LOCAL):
                self.failed.append(f"asked for {url}")
        elif method == "Network.loadingFailed" and not params.get("canceled"):
            why = params["errorText"] or params.get("blockedReason", "refused")
            self.failed.append(f"{why}: {self._urls.get(params['requestId'], '?')}")


def _thrown(details: dict[str, Any]) -> str:
    return str(details.get("exception", {}).get("description") or details["text"])


def _started(program: str, profile: str) -> tuple[int, int, int]:
    """Start the browser in a group of its own; give its id and the ends of the pipes to and from it."""
    their_read, my_write = os.pipe()
    my_read, their_write = os.pipe()
    # what it reads is number 3 and what it writes number 4: no end may lie there yet
    ends = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (their_read, my_write, my_read, their_write)]
    for end in (their_read, my_write, my_read, their_write):
        os.close(end)
    actions = [
        (os.POSIX_SPAWN_DUP2, ends[0], 3),
        (os.POSIX_SPAWN_DUP2, ends[3], 4),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ]
    argv = [program, *_FLAGS, f"--user-data-dir={profile}", "about:blank"]
    pid = os.posix_spawn(program, argv, dict(os.environ), file_actions=actions, setpgroup=0)
    os.close(ends[0])
    os.close(ends[3])
    return pid, ends[1], ends[2]
