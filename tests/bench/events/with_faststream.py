"""The peer FastStream as it comes, with a row as effect; runs where FastStream is installed."""

import asyncio
import os
import sys
from time import time

import asyncpg
from faststream import FastStream
from faststream.rabbit import QueueType, RabbitBroker, RabbitQueue

from tests.bench.events.beside import tell

INSERT = "INSERT INTO effect (match_id, agency_id) VALUES ($1, $2)"
QUEUE = RabbitQueue("faststream", durable=True, queue_type=QueueType.QUORUM)


async def take(broker: RabbitBroker) -> None:
    """Keep a row for each message."""
    pool = await asyncpg.create_pool(os.environ["BENCH_DATABASE"])

    @broker.subscriber(QUEUE)
    async def introduced(data: dict[str, str]) -> None:
        await pool.execute(INSERT, data["match_id"], data["agency_id"])

    await FastStream(broker).run()


async def publish(broker: RabbitBroker, many: int, data: dict[str, str]) -> None:
    """Publish so many messages, as its documents show it."""
    async with broker:
        await broker.declare_queue(QUEUE)
        begun = time()
        for _ in range(many):
            await broker.publish(data, QUEUE, persist=True)
        tell(begun=begun)


if __name__ == "__main__":
    line = RabbitBroker(os.environ["BENCH_BROKER"])
    if sys.argv[1] == "take":
        asyncio.run(take(line))
    else:
        match = {"match_id": sys.argv[3], "agency_id": sys.argv[3]}
        asyncio.run(publish(line, int(sys.argv[2]), match))
