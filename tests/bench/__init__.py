"""Speeds, each beside a peer measured in the same run: `make bench`.

Every line reads `figure: name = value unit (peer value unit, ratio value/peer)`; values are medians
of rounds in which ours and the peer take turns, so that a busy machine slows both. Where rounds
differ much, the least and the most of each stand behind.

* people groups: seconds to read, judge and apply a list of 17,000 rows in one transaction, as the
  command does it, rows per second and the largest memory of that process. Peer: `csv.DictReader`
  and one `executemany` that keeps each row as JSON, which judges nothing.
* ranking: milliseconds to rank 10,000 open offerings for one congregation, through the whole of
  `GET /rankings/<id>`, and by the algorithm alone on facts already read. Peer: one plain SELECT of
  the same 10,000 rows as dictionaries.
* fair ranking: what a year leads to in synthetic markets of three large and thirty small agencies,
  in percent of the same year under a ranking that seeks the best fit only: introductions, and
  offerings introduced at least once. Ours is the published policy; we aim at 95 % of the
  introductions and 8 % more offerings. Peer: the same policy without penalty and fair place.
* first places: milliseconds of the first 20 places, explained, among 100,000 offerings, the 95th of
  a hundred: the whole request beside our limit of 60 ms; the index alone beside a straightforward
  loop over the same facts; how many times a tenth of the offerings it takes, at most 12; bringing
  the index up to date after one changed, at most 5 ms; memory of a process, at most 400 MB.
* offerings: requests per second of `GET /offerings?limit=50` out of 10,000, over HTTP from the
  one-process installation, asked with an agency's key and with a coach's assertion. Peer: the same
  query and the same JSON by a bare Flask view without asker, policy or checks, behind the same
  server. More is better; we aim at a ratio of at least 0.6.
* start: seconds from starting the process to the first page, into an empty folder (an invented
  network is loaded first) and into a prepared one, for which five seconds is the limit we set
  ourselves. Peer: a bare Flask app that has imported SQLAlchemy, behind the same server.
* home: milliseconds for the home of a coach of 200 congregations, as the service answers it and as
  the page shows it. Peer: as many bare in-process calls that return answers of the same length.
* mail: mails written, sent to a sink on this machine and marked, per second. Peer: `smtplib` that
  sends the same bytes over one connection and writes nothing down. More is better.
* report: seconds of a PDF with five plots and their tables, later ones and the first of a process,
  and the largest memory of a process that holds the portal alone; our limits are 1.5 s and 150 MB.
  Peer: the same library on as many words, without plots, style or tags.
* survey: milliseconds to close a survey with 2,000 answers to ten questions, a tenth of them with
  an objection, and to read its result; our limit is 500 ms. Peer: SQLite alone that deletes as
  many tokens and keeps as many texts.
* pages: milliseconds of the home of a coach of 300 congregations and of a journey of five years,
  at the front door of separate services on PostgreSQL, the 95th of a hundred asked one after
  another. Peer: our limit, 60 ms of server time; the way through the front door is counted in.
* events: see the folder of that name.

Nothing here is a limit that a test holds: speeds belong to a machine and its load.
"""
