// Package terraform_test holds the module to the code that it deploys.
package terraform_test

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/localaws/lambda"
)

// grants are actions by what they are for, as permissions.json has them.
type grants map[string][]string

// add notes an action once, in order.
func (g grants) add(word string, actions ...string) {
	for _, action := range actions {
		if i, known := slices.BinarySearch(g[word], action); !known {
			g[word] = slices.Insert(g[word], i, action)
		}
	}
}

// permissions reads what the module grants to a caller, by function.
func permissions(t *testing.T, caller string) map[string]grants {
	t.Helper()
	text, err := os.ReadFile("modules/fanlight/permissions.json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]map[string]grants
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	granted := map[string]grants{}
	for function, callers := range all {
		granted[function] = callers[caller]
	}
	return granted
}

// TestFunctionsMayDoWhatTheyCallAndNothingElse compares the module's grants with
// the calls that each function makes: those of its actors in the simulator, and
// those of a real sender wherever an actor delivers.
func TestFunctionsMayDoWhatTheyCallAndNothingElse(t *testing.T) {
	t.Parallel()
	called, delivers, written := callsInTheSimulator(t)
	delivers["janitor"] = delivers["janitor"] || janitorDelivers(t)
	for function := range delivers {
		maps.Copy(called[function], callsOfDeliveries(t, function == "reporter"))
	}
	if diff := cmp.Diff(called, permissions(t, "function")); diff != "" {
		t.Errorf("permissions.json (-called +granted):\n%s", diff)
	}
	if reporterKeepsPatterns(t) {
		written.add("reporter", "PATTERNS#report")
	}
	if diff := cmp.Diff(written, deployedPartitions(t)); diff != "" {
		t.Errorf("items.json (-written +granted):\n%s", diff)
	}
}

// TestLambdaMayDoWhatItCallsForAFunction compares with AWS' word: a log is
// written by two actions where the group exists
// (docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html); an
// event source and a destination take what the stand-in's call.
func TestLambdaMayDoWhatItCallsForAFunction(t *testing.T) {
	t.Parallel()
	called := map[string]grants{}
	for _, function := range []string{"dispatcher", "worker", "reporter", "janitor"} {
		called[function] = grants{"log": {"logs:CreateLogStream", "logs:PutLogEvents"}}
	}
	for _, source := range methods[lambda.Queue]() {
		called["worker"].add("queries", action("sqs", source))
		called["reporter"].add("reports", action("sqs", source))
	}
	for _, destination := range methods[lambda.Sender]() {
		called["dispatcher"].add("dispatch-dead", action("sqs", destination))
	}
	if diff := cmp.Diff(called, permissions(t, "lambda")); diff != "" {
		t.Errorf("permissions.json (-called +granted):\n%s", diff)
	}
}

// TestCloudWatchMayBeAskedAboutLinkedAccounts compares with AWS' words on what a role of
// a monitoring account needs to see logs of a source account, oam:Get* and oam:List*, and
// on which of these actions exist and which take no resource
// (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Unified-Cross-Account-Setup.html,
// docs.aws.amazon.com/service-authorization/latest/reference/list_oam.html).
func TestCloudWatchMayBeAskedAboutLinkedAccounts(t *testing.T) {
	t.Parallel()
	want := map[string]grants{"dispatcher": nil, "reporter": nil, "janitor": nil, "worker": {
		"links":  {"oam:ListLinks", "oam:ListSinks"},
		"linked": {"oam:GetLink", "oam:GetSink", "oam:GetSinkPolicy", "oam:ListAttachedLinks", "oam:ListTagsForResource"},
	}}
	if diff := cmp.Diff(want, permissions(t, "cloudwatch")); diff != "" {
		t.Errorf("permissions.json (-AWS +granted):\n%s", diff)
	}
}
