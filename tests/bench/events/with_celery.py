"""The peer Celery as it comes, with a row as effect; runs where Celery is installed."""

import os
import sys
from functools import cache
from time import time

import psycopg
from celery import Celery

from tests.bench.events.beside import tell

INSERT = "INSERT INTO effect (match_id, agency_id) VALUES (%s, %s)"

app = Celery("bench", broker=os.environ["BENCH_BROKER"])
app.conf.task_default_queue_type = "quorum"


@cache
def rows() -> psycopg.Connection:
    """Connect once per process."""
    return psycopg.connect(os.environ["BENCH_DATABASE"], autocommit=True)


@app.task(name="introduced")
def introduced(data: dict[str, str]) -> None:
    """Keep a row."""
    rows().execute(INSERT, (data["match_id"], data["agency_id"]))


def publish(many: int, data: dict[str, str]) -> None:
    begun = time()
    for _ in range(many):
        introduced.delay(data)
    tell(begun=begun)


if __name__ == "__main__":
    if sys.argv[1] == "take":
        app.worker_main(["worker", "--loglevel=ERROR"])
    else:
        publish(int(sys.argv[2]), {"match_id": sys.argv[3], "agency_id": sys.argv[3]})
