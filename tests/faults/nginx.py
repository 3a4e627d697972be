"""nginx in front, with the configuration of deploy/: only names, ports and TLS are exchanged."""

import re
import subprocess
from pathlib import Path

from tests.faults.learners import wait_for
from tests.faults.tools import program
from tests.support.mailserver import free_port
from tests.support.product import Browser

ROOT = Path(__file__).parents[2]
DEPLOYED = ROOT / "deploy" / "nginx.conf"
AROUND = """daemon off; worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  default_type application/octet-stream; access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
{deployed}
}}
"""


class Nginx:
    """Listens at ``port`` until the block ends; asks the servers at ``ports``."""

    def __init__(self, folder: Path, *ports: int):
        self.folder, self.port, self.words = folder, free_port(), program("nginx")
        self.folder.mkdir(exist_ok=True)
        text = adapted(DEPLOYED.read_text("utf-8"), self.port, ports, folder)
        self.file = folder / "nginx.conf"
        self.file.write_text(AROUND.format(folder=folder, deployed=text), "utf-8")

    def __enter__(self):
        self.process = subprocess.Popen(
            [self.words, "-e", str(self.folder / "error.log"), "-c", str(self.file)],
            stdin=subprocess.DEVNULL,
        )
        wait_for(self._answers)
        return self

    def _answers(self) -> bool:
        assert self.process.poll() is None, (self.folder / "error.log").read_text("utf-8")
        try:
            with Browser(self.port) as browser:
                return browser.get("/signs").status == 200
        except OSError:
            return False

    def __exit__(self, *_error):
        self.process.terminate()
        self.process.wait(timeout=20)


def adapted(text: str, port: int, ports: tuple[int, ...], folder: Path) -> str:
    """The configuration as it is deployed, on loopback, without TLS, over these servers."""
    (server,) = re.findall(r"server (127\.0\.0\.1:8000)(.*;)", text)
    lines = "\n".join(f"server 127.0.0.1:{one}{server[1]}" for one in ports)
    for pattern, instead in (
        (r"server 127\.0\.0\.1:8000.*;", lines),
        (r"listen 443 ssl http2;", f"listen 127.0.0.1:{port};"),
        (r"listen 80;", f"listen 127.0.0.1:{free_port()};"),
        (r"listen \[::\].*;", ""),
        (r"ssl_.*;", ""),
        (r"/var/log/nginx", str(folder)),
        (r"/opt/elearn/elearn/", f"{ROOT}/elearn/"),
    ):
        text, times = re.subn(pattern, instead, text)
        assert times, f"deploy/nginx.conf has no {pattern}"
    return text
