"""A plugin of pytest that runs moto's own tests on the stand-in, unchanged.

Each test gets an empty stand-in of its own on one port, which moto's server mode calls. The last
line is "passed P refused R fell F": a test is refused if it fails after an answer that says "not
implemented by the embedded stand-in". Tests that send nothing do not count.
"""

import os
import subprocess

import pytest

REFUSAL = b"not implemented by the embedded stand-in"
ADDRESS = os.environ["STANDIN_ADDRESS"]

os.environ.update(
    TEST_SERVER_MODE="true",
    TEST_SERVER_MODE_ENDPOINT="http://" + ADDRESS,
    MOTO_CALL_RESET_API="false",
    AWS_ACCESS_KEY_ID="local",
    AWS_SECRET_ACCESS_KEY="local",
    AWS_DEFAULT_REGION="us-east-1",
    AWS_MAX_ATTEMPTS="1",  # an operation that is not implemented stays so
)

counts = {"passed": 0, "refused": 0, "fell": 0}
fallen = []


class Traffic:
    """What the present test sent and got."""

    def __init__(self):
        self.requests = 0
        self.refused = False


traffic = Traffic()


def watch():
    """Looks at the answers of botocore's HTTP sessions."""
    from botocore.httpsession import URLLib3Session

    send = URLLib3Session.send

    def watched(session, request):
        response = send(session, request)
        traffic.requests += 1
        traffic.refused = traffic.refused or REFUSAL in response.content
        return response

    URLLib3Session.send = watched


watch()


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_runtest_protocol(item):
    global traffic
    traffic = Traffic()
    item.outcomes = []
    server = subprocess.Popen(
        [os.environ["STANDIN"], ADDRESS], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    server.stdout.readline()
    yield
    server.kill()
    server.wait()
    count(item)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item):
    outcome = yield
    item.outcomes.append(outcome.get_result().outcome)


def count(item):
    if traffic.requests == 0 or "skipped" in item.outcomes:
        return
    if "failed" not in item.outcomes:
        counts["passed"] += 1
    elif traffic.refused:
        counts["refused"] += 1
    else:
        counts["fell"] += 1
        fallen.append(item.nodeid)


def pytest_terminal_summary(terminalreporter):
    for name in fallen:
        terminalreporter.write_line("fell: " + name)
    terminalreporter.write_line(" ".join(f"{k} {v}" for k, v in counts.items()))
