"""The web edge all services share: who may enter, strict reading, one shape of refusal."""
