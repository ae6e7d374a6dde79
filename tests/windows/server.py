"""Asks `vaultlint.exe server` for findings as editors on Windows do: WINE PROGRAM VAULT."""

import json
import os
import subprocess
import sys
import threading

wine, program, vault = sys.argv[1:]


def findings(root):
    """The address that findings come back with, and their rules, for a note below `root`."""
    server = subprocess.Popen([wine, program, "server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    timer = threading.Timer(90, server.kill)
    timer.start()

    def send(**message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        server.stdin.flush()

    def receive(is_wanted):
        while True:
            length = 0
            while line := server.stdout.readline().strip():
                name, value = line.split(b":", 1)
                length = int(value) if name.lower() == b"content-length" else length
            if not length:
                sys.exit("failed: the server ended")
            message = json.loads(server.stdout.read(length))
            if is_wanted(message):
                return message

    uri = root + "/T%C3%A4g/a%20%C3%BC.md"
    send(id=1, method="initialize", params={"processId": None, "rootUri": root, "capabilities": {}})
    receive(lambda message: message.get("id") == 1)
    send(method="initialized", params={})
    document = {"uri": uri, "languageId": "markdown", "version": 1, "text": "To [[ b]].\r\n"}
    send(method="textDocument/didOpen", params={"textDocument": document})
    told = receive(lambda message: message.get("method") == "textDocument/publishDiagnostics")["params"]
    place = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 6}}
    send(id=2, method="textDocument/definition", params=place)
    target = receive(lambda message: message.get("id") == 2)["result"]
    server.kill()
    timer.cancel()
    assert told["uri"] == uri, told
    assert [one["code"] for one in told["diagnostics"]] == ["link-spacing"], told
    assert target["uri"].endswith("/Vault/b.md"), target


for drive in ["Z:", "z:", "z%3A"]:
    findings(f"file:///{drive}{vault}")
os._exit(0)
