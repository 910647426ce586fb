"""Events from one service's outbox to another's effect, beside those who do the same.

Everything is kept durably, in one run, at one broker (quorum queues) and one database server; each
program is a process of its own, and the rounds take turns. `python -m tests.bench.events ROWS
WAITING` measures these lines alone.

* end to end: events per second from the relay's first claim to the commit of the last effect, one
  row, with all events waiting in the outbox before. Peers: kombu that waits for a confirm of each
  message and acknowledges each, and kombu that does neither (unsafe), both without any database;
  FastStream and Celery as they come, each effect the same row. We aim at 5 times the first, half
  of the unsafe one, and more than the others.
* relay alone: rows per second out of the outbox into the queue. Peers: a loop without our code that
  reads, publishes with the same window and marks the same rows, and the same loop with one confirm
  per message. We aim at 0.8 of the first and 8 times the second.
* commit to effect: milliseconds at twenty events a second, in separate services and in one process.
  Peer: twice the sum of what was measured between the events, two commits of one row and, between
  services, one confirmed publish. Our limits are 8 ms (p99 40 ms) and 2 ms (20 ms).
* many waiting: rows per second and largest memory of a relay with very many rows waiting. Peers: a
  relay with 10,000 rows waiting, of whose rate we aim at 0.8, and the limit of 120 MB.
"""
