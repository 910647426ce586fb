"""Clients that ask a server for the same page again and again, from a process of their own."""

import json
import sys
from http.client import HTTPConnection
from itertools import repeat
from threading import Thread
from time import perf_counter

CLIENTS = 4


def one(line: HTTPConnection, path: str, bearer: str) -> bytes:
    """Ask once over this connection and return the body; anything but success is a fault."""
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    body = answer.read()
    assert answer.status == 200, body
    return body


def ask(port: int, path: str, bearer: str, requests: int) -> float:
    """Ask so often from four threads that keep their connections; returns seconds."""
    failed: list[BaseException] = []

    def client(count: int) -> None:
        line = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            for _ in repeat(None, count):
                one(line, path, bearer)
        except BaseException as fault:
            failed.append(fault)
        finally:
            line.close()

    threads = [Thread(target=client, args=(requests // CLIENTS,)) for _ in range(CLIENTS)]
    begun = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = perf_counter() - begun
    if failed:
        raise failed[0]
    return taken


if __name__ == "__main__":
    seconds = ask(int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))
    print(json.dumps({"seconds": seconds}))
