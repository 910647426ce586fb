"""One trace for each request: taken over from who asked, told in the answer and in the log."""

from flask import Flask, Response, g, request

from shared import log

HEADER = "traceparent"
QUIET = ("static", "live", "ready")  # asked all the time, and nothing follows from them


def install(app: Flask, service: str) -> None:
    """Let everything done for a request carry its trace; answers name it too, so one can quote it.

    The log names the route, not the address: that may hold somebody's one-time link.
    """

    @app.before_request
    def begin() -> None:
        g.trace = log.traced(request.headers.get(HEADER))
        g.trace.__enter__()

    @app.after_request
    def tell(response: Response) -> Response:
        trace, rule = log.current_trace(), request.url_rule
        if trace and "trace" in g:
            response.headers[HEADER] = trace
            if rule is not None and request.endpoint not in QUIET:
                log.get("web").info(
                    "answered",
                    service=service,
                    method=request.method,
                    route=rule.rule,
                    status=response.status_code,
                )
        return response

    @app.teardown_request
    def end(_fault: BaseException | None) -> None:
        if "trace" in g:
            g.trace.__exit__(None, None, None)
