"""Why some examples stand apart from what their route usually does."""

READS = "it only reads"
DRY = "a dry run keeps nothing"
BEARER = "whoever holds the token is that person"
INVENTED = "sample people are invented"
