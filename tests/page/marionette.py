"""Firefox by its own protocol (Marionette: JSON with its length in front, over a socket of this machine), since
Debian has no driver for it. As much of it as the page's test needs, by the names of Selenium's Python."""

import base64
import json
import os
import pathlib
import socket
import subprocess
import tempfile
import time

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
PREFERENCES = {"marionette.port": 0, "browser.shell.checkDefaultBrowser": False, "app.update.auto": False,
               "browser.startup.page": 0, "datareporting.policy.dataSubmissionEnabled": False,
               "network.captive-portal-service.enabled": False, "network.connectivity-service.enabled": False,
               "browser.download.folderList": 2, "browser.download.useDownloadDir": True}


class Element:
    def __init__(self, driver, reference):
        self.driver, self.reference = driver, reference

    def send_keys(self, text):
        self.driver.tell("WebDriver:ElementSendKeys", {"id": self.reference, "text": text})

    def click(self):
        self.driver.tell("WebDriver:ElementClick", {"id": self.reference})


class Firefox:
    """with Firefox(folder) as driver: ... folder takes the downloads."""

    def __init__(self, downloads):
        self.profile = tempfile.TemporaryDirectory(prefix="page-firefox-")
        lines = {**PREFERENCES, "browser.download.dir": str(downloads)}
        text = "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in lines.items())
        (pathlib.Path(self.profile.name) / "user.js").write_text(text, encoding="utf-8")

    def __enter__(self):
        home = {**os.environ, "HOME": self.profile.name, "MOZ_CRASHREPORTER_DISABLE": "1"}
        self.process = subprocess.Popen(
            ["firefox-esr", "--headless", "--no-remote", "--marionette", "--profile", self.profile.name],
            env=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.next = 0
        self.rest = b""
        self.socket = self.connect()
        self.read()  # who it is
        self.tell("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {"acceptInsecureCerts": False}}})
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(60)
        self.profile.cleanup()

    def connect(self):
        """The port stands in the profile once it listens."""
        place = pathlib.Path(self.profile.name) / "MarionetteActivePort"
        for _ in range(240):
            if place.exists() and place.read_text().strip().isdigit():
                made = socket.create_connection(("127.0.0.1", int(place.read_text())), timeout=30)
                made.settimeout(900)
                return made
            time.sleep(0.5)
        raise RuntimeError("Firefox does not listen")

    def read(self):
        while b":" not in self.rest:
            self.rest += self.socket.recv(65536)
        length, self.rest = self.rest.split(b":", 1)
        while len(self.rest) < int(length):
            self.rest += self.socket.recv(65536)
        message, self.rest = self.rest[:int(length)], self.rest[int(length):]
        return json.loads(message)

    def tell(self, command, parameters):
        self.next += 1
        message = json.dumps([0, self.next, command, parameters]).encode()
        self.socket.sendall(str(len(message)).encode() + b":" + message)
        _, _, error, result = self.read()
        if error is not None:
            raise RuntimeError(f"{command}: {error['error']}: {error['message']}")
        return result.get("value", result) if isinstance(result, dict) else result

    def get(self, address):
        self.tell("WebDriver:Navigate", {"url": address})

    def execute_script(self, script, *arguments):
        return self.tell("WebDriver:ExecuteScript", {"script": script, "args": list(arguments)})

    def find_element(self, _, name):
        found = self.tell("WebDriver:FindElement", {"using": "css selector", "value": "#" + name})
        return Element(self, found[ELEMENT])

    def press(self, *keys):
        """Each key down and up again, wherever the focus is."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.tell("WebDriver:PerformActions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def frame(self, name):
        self.tell("WebDriver:SwitchToFrame", {"element": self.find_element("id", name).reference})

    def top(self):
        self.tell("WebDriver:SwitchToFrame", {"id": None})

    def save_screenshot(self, path):
        taken = self.tell("WebDriver:TakeScreenshot", {"full": False})
        pathlib.Path(path).write_bytes(base64.b64decode(taken))
