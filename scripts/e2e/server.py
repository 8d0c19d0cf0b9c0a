"""Starts moto's server with what Terraform and the event source mappings need mended.

server.py PORT. Each mend names the fault of moto 5 that it is for.
"""

import base64
import json
import os
import sys
import threading
from email import charset
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

from moto.awslambda.models import LambdaFunction
from moto.core.responses import ActionAuthenticatorMixin
from moto.dynamodb.responses import DynamoHandler
from moto.iam.access_control import IAMPolicyStatement, PermissionResult
from moto.s3.responses import S3Response
from moto.server import main
from moto.ses.exceptions import MessageRejectedError
from moto.ses.models import EmailIdentity
from moto.sesv2.responses import SESV2Response
from moto.sns.models import SNSBackend
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


def mend_policies():
    """A statement of a bucket's policy denies only where its condition holds: here all are of requests without TLS."""
    permitted = IAMPolicyStatement.is_action_permitted

    def conditional(self, *args, **kwargs):
        if self._statement["Effect"] == "Deny" and "Condition" in self._statement:
            return PermissionResult.NEUTRAL
        return permitted(self, *args, **kwargs)

    IAMPolicyStatement.is_action_permitted = conditional


def mend_subscriptions():
    """A subscription by mail waits for its confirmation."""
    subscribe = SNSBackend.subscribe

    def pending(self, topic_arn, endpoint, protocol):
        subscription = subscribe(self, topic_arn, endpoint, protocol)
        if protocol == "email":
            subscription.attributes["PendingConfirmation"] = True
        return subscription

    SNSBackend.subscribe = pending


def mend_identities():
    """An identity is verified: its records are in the DNS, or somebody has followed the link."""
    EmailIdentity.verified_for_sending_status = property(lambda self: True, lambda self, value: None)


def raw_mail(sender, recipients, simple):
    """The message that SES makes of a simple one: its addresses stand in the headers as they were given."""
    charset.add_charset("utf-8", charset.SHORTEST, charset.QP)
    mail = MIMEMultipart("mixed")
    mail["From"], mail["To"] = sender, ", ".join(recipients)
    mail["Subject"] = simple["Subject"]["Data"]
    for header in simple.get("Headers", []):
        mail[header["Name"]] = header["Value"]
    for name, kind in ("Text", "plain"), ("Html", "html"):
        if name in simple["Body"]:
            mail.attach(MIMEText(simple["Body"][name]["Data"], kind, "utf-8"))
    for a in simple.get("Attachments", []):
        part = MIMEApplication(base64.b64decode(a["RawContent"]))
        part.add_header("Content-Disposition", "attachment", filename=a["FileName"])
        mail.attach(part)
    return mail.as_bytes()


def keep_mails(folder):
    """A mail is kept as a message of RFC 5322, and one with an address that is not ASCII is refused."""
    send_email = SESV2Response.send_email

    def send(self):
        given = json.loads(self.body)
        sender, recipients = given["FromEmailAddress"], given["Destination"]["ToAddresses"]
        if not all(address.isascii() for address in [sender, *recipients]):
            raise MessageRejectedError("The email address string must be 7-bit ASCII: Local address contains illegal character")
        answer = send_email(self)
        with open(os.path.join(folder, json.loads(answer)["MessageId"] + ".eml"), "wb") as out:
            out.write(raw_mail(sender, recipients, given["Content"]["Simple"]))
        return answer

    SESV2Response.send_email = send


def note_calls(path):
    """Writes each call of the deploying person, by IAM's name of the service and the name of the operation."""
    authorize_normal = ActionAuthenticatorMixin._authenticate_and_authorize_normal_action
    set_action = S3Response._set_action
    calls, lock = set(), threading.Lock()

    def note(self, action):
        signed = self.headers.get("Authorization", "")
        if "Credential=deployer/" not in signed or not action:
            return
        call = signed.split("Credential=")[1].split("/")[3] + ":" + action
        with lock:
            if call not in calls:
                calls.add(call)
                with open(path, "a", encoding="utf-8") as out:
                    out.write(call + "\n")

    def normal(self, *args, **kwargs):
        note(self, self._get_action())
        return authorize_normal(self, *args, **kwargs)

    def s3(self, *args, **kwargs):
        set_action(self, *args, **kwargs)
        note(self, self.data.get("Action"))

    ActionAuthenticatorMixin._authenticate_and_authorize_normal_action = normal
    S3Response._set_action = s3


if __name__ == "__main__":
    mend_queues()
    mend_mappings()
    mend_functions()
    mend_table()
    mend_policies()
    mend_subscriptions()
    mend_identities()
    if "FANLIGHT_CALLS" in os.environ:
        note_calls(os.environ["FANLIGHT_CALLS"])
    if "FANLIGHT_MAILS" in os.environ:
        keep_mails(os.environ["FANLIGHT_MAILS"])
    main(["-H", "127.0.0.1", "-p", sys.argv[1]])
