"""Starts moto's server with what Terraform and the event source mappings need mended.

server.py PORT. Each mend names the fault of moto 5 that it is for.
"""

import json
import sys
import threading

from moto.awslambda.models import LambdaFunction
from moto.dynamodb.responses import DynamoHandler
from moto.server import main
from moto.sqs.models import Queue


def mend_queues():
    """Queues know RedriveAllowPolicy, keep their policy, and return RedrivePolicy as it was set."""
    Queue.BASE_ATTRIBUTES = [*Queue.BASE_ATTRIBUTES, "RedriveAllowPolicy"]
    Queue.redrive_allow_policy = None
    set_attributes, attributes = Queue._set_attributes, Queue.attributes.fget

    def keep_policy(self, given, now=None):
        kept = getattr(self, "policy", None)
        set_attributes(self, given, now)
        if "Policy" not in given:
            self.policy = kept

    def compact(self):
        result = attributes(self)
        if result.get("RedrivePolicy"):
            result["RedrivePolicy"] = json.dumps(self.redrive_policy, separators=(",", ":"))
        return result

    Queue._set_attributes = keep_policy
    Queue.attributes = property(compact)


def mend_mappings():
    """A queue does not receive its own messages when something is sent to it."""
    Queue.lambda_event_source_mappings = property(lambda self: {}, lambda self, value: None)


def mend_functions():
    """Functions remember their LoggingConfig."""
    init = LambdaFunction.__init__
    update = LambdaFunction.update_configuration
    get = LambdaFunction.get_configuration

    def remember(self, *args, **kwargs):
        self.logging = kwargs["spec"].get("LoggingConfig")
        init(self, *args, **kwargs)

    def remember_update(self, updates):
        self.logging = updates.get("LoggingConfig", self.logging)
        return update(self, updates)

    def configuration(self, *args, **kwargs):
        answer = get(self, *args, **kwargs)
        return answer | ({"LoggingConfig": self.logging} if self.logging else {})

    LambdaFunction.__init__ = remember
    LambdaFunction.update_configuration = remember_update
    LambdaFunction.get_configuration = configuration


def mend_table():
    """DynamoDB's calls are atomic: one at a time."""
    lock, call = threading.RLock(), DynamoHandler.call_action

    def one_at_a_time(self):
        with lock:
            return call(self)

    DynamoHandler.call_action = one_at_a_time


if __name__ == "__main__":
    mend_queues()
    mend_mappings()
    mend_functions()
    mend_table()
    main(["-H", "127.0.0.1", "-p", sys.argv[1]])
