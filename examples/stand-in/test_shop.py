"""A test in Python that starts the stand-in and asks Logs Insights: python3 -m unittest test_shop.

FANLIGHT names the program; without it, "fanlight" of the PATH runs.
"""

import os
import subprocess
import time
import unittest

import boto3


class ShopTest(unittest.TestCase):
    def setUp(self):
        self.server = subprocess.Popen(
            [os.environ.get("FANLIGHT", "fanlight"), "local", "--listen", "127.0.0.1:0"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        self.addCleanup(self.stop)
        for _ in range(5):  # the lines "export NAME=VALUE"
            name, value = self.server.stdout.readline().split()[1].split("=", 1)
            os.environ[name] = value
        self.logs = boto3.client("logs")

    def stop(self):
        self.server.terminate()
        self.server.wait()
        self.server.stdout.close()

    def test_counts_calls_by_path(self):
        group, stream, now = "/aws/lambda/shop", "one", int(time.time())
        self.logs.create_log_group(logGroupName=group)
        self.logs.create_log_stream(logGroupName=group, logStreamName=stream)
        lines = ['{"path": "/cart", "ms": 120}', '{"path": "/cart", "ms": 80}', '{"path": "/pay", "ms": 310}']
        self.logs.put_log_events(
            logGroupName=group, logStreamName=stream,
            logEvents=[{"timestamp": now * 1000, "message": line} for line in lines],
        )
        query = self.logs.start_query(
            logGroupName=group, startTime=now - 60, endTime=now + 60,
            queryString="stats count(*) as calls, max(ms) as slowest by path | sort calls desc",
        )
        self.assertEqual(self.rows(query["queryId"]), [
            {"path": "/cart", "calls": "2", "slowest": "120"},
            {"path": "/pay", "calls": "1", "slowest": "310"},
        ])

    def rows(self, query_id):
        while True:
            answer = self.logs.get_query_results(queryId=query_id)
            if answer["status"] not in ("Scheduled", "Running"):
                return [{cell["field"]: cell["value"] for cell in row} for row in answer["results"]]
            time.sleep(0.01)


if __name__ == "__main__":
    unittest.main()
