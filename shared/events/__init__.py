"""Events that are neither lost nor doubled: outbox, inbox, the local bus and RabbitMQ."""
