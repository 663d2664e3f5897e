#!/usr/bin/env python3
"""Sends filled-in forms with a photograph from many devices at once and counts what the server acknowledges.

It speaks ODK Central's protocol and nothing else, so that it measures any server of that layout:

    harness.py --url http://127.0.0.1:8080 --user admin --password … [--devices 50] [--submissions 2000]

The form, its project and a device's token are made through the REST interface. Each device is a thread with one connection
kept alive, as a phone that empties its outbox: no pause between two submissions. Only 201 counts. Afterwards the server is
asked how many it has (`$count` of the OData feed), and some are sent again: they must not be taken for new ones.
"""

import argparse
import json
import os
import resource
import socket
import statistics
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

QUESTIONS = 20
FORM = "ingest_bench"


def xform() -> bytes:
    fields = "".join(f"<q{at}/>" for at in range(QUESTIONS))
    binds = "".join(
        f'<bind nodeset="/data/q{at}" type="{"int" if at % 2 else "string"}"/>' for at in range(QUESTIONS)
    )
    inputs = "".join(f'<input ref="/data/q{at}"><label>Question {at}</label></input>' for at in range(QUESTIONS))
    return (
        '<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
        'xmlns:orx="http://openrosa.org/xforms"><h:head><h:title>Ingest</h:title><model><instance>'
        f'<data id="{FORM}" version="1">{fields}<photo/><orx:meta><orx:instanceID/></orx:meta></data></instance>{binds}'
        '<bind nodeset="/data/photo" type="binary"/><bind nodeset="/data/orx:meta/orx:instanceID" type="string" '
        'preload="uid" readonly="true()"/></model></h:head><h:body>'
        f'{inputs}<upload ref="/data/photo" mediatype="image/*"><label>Photograph</label></upload></h:body></h:html>'
    ).encode()


class Rest:
    """The few calls that make the form and count its answers."""

    def __init__(self, url: str, user: str, password: str):
        self.url, self.token = url.rstrip("/"), None
        self.token = self.call("POST", "/v1/sessions", {"email": user, "password": password})["token"]

    def call(self, method: str, path: str, body=None, kind="application/json"):
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        headers = {"content-type": kind} if data is not None else {}
        if self.token:
            headers["authorization"] = f"Bearer {self.token}"
        asked = urllib.request.Request(self.url + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            sys.exit(f"{method} {path}: {error.code} {error.read()[:400].decode(errors='replace')}")


def submission(instance: str, photo: bytes) -> bytes:
    """A multipart body as ODK Collect writes it."""
    answers = "".join(
        f"<q{at}>{at * 7 if at % 2 else f'an answer of usual length, number {at}'}</q{at}>" for at in range(QUESTIONS)
    )
    xml = (
        f'<?xml version="1.0"?><data xmlns:orx="http://openrosa.org/xforms" id="{FORM}" version="1">{answers}'
        f"<photo>{instance[5:]}.jpg</photo><orx:meta><orx:instanceID>{instance}</orx:instanceID></orx:meta></data>"
    )
    parts = [
        b'--edge\r\nContent-Disposition: form-data; name="xml_submission_file"; filename="a.xml"\r\n'
        b"Content-Type: text/xml\r\n\r\n" + xml.encode() + b"\r\n"
    ]
    if photo:
        name = f"{instance[5:]}.jpg".encode()
        parts.append(
            b'--edge\r\nContent-Disposition: form-data; name="' + name + b'"; filename="' + name + b'"\r\n'
            b"Content-Type: image/jpeg\r\n\r\n" + photo + b"\r\n"
        )
    return b"".join(parts) + b"--edge--\r\n"


class Device(threading.Thread):
    """One phone: a connection kept alive, submissions one after the other until none is left."""

    def __init__(self, host: str, port: int, path: str, queue, photo: int):
        super().__init__(daemon=True)
        self.at, self.path, self.queue, self.photo = (host, port), path, queue, photo
        self.waits: list[float] = []
        self.refused: list[str] = []
        self.stored: list[str] = []
        self.connection = None

    def exchange(self, body: bytes) -> int:
        if self.connection is None:
            self.connection = socket.create_connection(self.at, timeout=120)
            self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: {self.at[0]}:{self.at[1]}\r\nX-OpenRosa-Version: 1.0\r\n"
            f"Content-Type: multipart/form-data; boundary=edge\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode()
        self.connection.sendall(head + body)
        got = b""
        while b"\r\n\r\n" not in got:
            more = self.connection.recv(65536)
            if not more:
                raise ConnectionError("the server closed the connection")
            got += more
        head, _, rest = got.partition(b"\r\n\r\n")
        fields = dict(
            line.lower().split(b":", 1) for line in head.split(b"\r\n")[1:] if b":" in line
        )
        if b"chunked" in fields.get(b"transfer-encoding", b""):
            while not rest.endswith(b"0\r\n\r\n"):
                rest += self.connection.recv(65536)
        else:
            left = int(fields.get(b"content-length", b"0")) - len(rest)
            while left > 0:
                left -= len(self.connection.recv(65536))
        if fields.get(b"connection", b"").strip() == b"close":
            self.connection.close()
            self.connection = None
        return int(head.split(b" ", 2)[1])

    def run(self) -> None:
        while True:
            try:
                instance = self.queue.pop()
            except IndexError:
                return
            body = submission(instance, os.urandom(self.photo))
            start = time.perf_counter()
            try:
                status = self.exchange(body)
            except OSError as error:
                self.refused.append(str(error))
                self.connection = None
                continue
            self.waits.append(time.perf_counter() - start)
            if status == 201:
                self.stored.append(instance)
            else:
                self.refused.append(str(status))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--url", required=True, help="address of the server, without /v1")
    asked.add_argument("--user", required=True, help="who may make a project (ODK Central: an e-mail address)")
    asked.add_argument("--password", required=True)
    asked.add_argument("--devices", type=int, default=50)
    asked.add_argument("--submissions", type=int, default=2000)
    asked.add_argument("--photo", type=int, default=100_000, help="bytes of the photograph; 0 sends none")
    told = asked.parse_args()

    rest = Rest(told.url, told.user, told.password)
    project = rest.call("POST", "/v1/projects", {"name": f"Ingest {uuid.uuid4().hex[:6]}"})["id"]
    of = f"/v1/projects/{project}"
    rest.call("POST", f"{of}/forms?publish=true&ignoreWarnings=true", xform(), "application/xml")
    device = rest.call("POST", f"{of}/app-users", {"displayName": "Bench"})
    rest.call("POST", f"{of}/forms/{FORM}/assignments/app-user/{device['id']}")

    where = urllib.parse.urlsplit(told.url)
    path = f"/v1/key/{device['token']}/projects/{project}/submission?deviceID=bench"
    queue = [f"uuid:{uuid.uuid4()}" for _ in range(told.submissions)]
    devices = [
        Device(where.hostname, where.port or 80, path, queue, told.photo) for _ in range(told.devices)
    ]
    start = time.perf_counter()
    for one in devices:
        one.start()
    for one in devices:
        one.join()
    seconds = time.perf_counter() - start

    stored = [instance for one in devices for instance in one.stored]
    refused = [reason for one in devices for reason in one.refused]
    waits = sorted(wait for one in devices for wait in one.waits)
    kept = rest.call("GET", f"{of}/forms/{FORM}.svc/Submissions?%24top=0&%24count=true")["@odata.count"]
    # The same answers with another photograph of the same name are a phone's second try: nothing new.
    again = Device(where.hostname, where.port or 80, path, [], told.photo)
    twice = [again.exchange(submission(instance, b"")) for instance in stored[:20]]
    kept_after = rest.call("GET", f"{of}/forms/{FORM}.svc/Submissions?%24top=0&%24count=true")["@odata.count"]
    used = resource.getrusage(resource.RUSAGE_SELF)

    def of_waits(share: float) -> float:
        return round(1000 * waits[min(len(waits) - 1, int(share * len(waits)))], 1) if waits else 0.0

    print(
        json.dumps(
            {
                "devices": told.devices,
                "photo_bytes": told.photo,
                "acknowledged": len(stored),
                "refused": {reason: refused.count(reason) for reason in set(refused)},
                "seconds": round(seconds, 2),
                "per_second": round(len(stored) / seconds, 1),
                "mean_ms": round(1000 * statistics.fmean(waits), 1) if waits else None,
                "p50_ms": of_waits(0.50),
                "p95_ms": of_waits(0.95),
                "p99_ms": of_waits(0.99),
                "counted_by_the_server": kept,
                "counted_after_sending_twenty_again": kept_after,
                "second_sending": sorted(set(twice)),
                "harness_cpu_seconds": round(used.ru_utime + used.ru_stime, 2),
            }
        )
    )
    if not (len(stored) == kept == kept_after == told.submissions):
        sys.exit("what was acknowledged, what was sent and what the server counts differ")


if __name__ == "__main__":
    main()
