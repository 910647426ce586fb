"""Pictures that one service keeps of another's rows, and how they are compared and rebuilt.

The owner serves its rows, each with the number of the last event of its subject, both read in one
transaction. The holder notes per key the number of what it took in last (`marks`). So it is always
known which of two is newer, a row of the owner or an event on its way, in whatever order they come.
"""
