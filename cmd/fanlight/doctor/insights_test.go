package doctor_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/cmd/fanlight/doctor"
)

// janitorLogs writes lines of the janitor, at these parts of a second, a second apart.
func janitorLogs(t *testing.T, w *world, parts ...time.Duration) {
	t.Helper()
	const group, stream = "/aws/lambda/prod-janitor", "s"
	w.createGroup(group)
	logs := cloudwatchlogs.NewFromConfig(w.account.Config())
	if _, err := logs.CreateLogStream(t.Context(), &cloudwatchlogs.CreateLogStreamInput{LogGroupName: aws.String(group), LogStreamName: aws.String(stream)}); err != nil {
		t.Fatal(err)
	}
	in := &cloudwatchlogs.PutLogEventsInput{LogGroupName: aws.String(group), LogStreamName: aws.String(stream)}
	start := time.Now().Truncate(time.Second).Add(-5 * time.Minute)
	for i, part := range parts {
		at := start.Add(time.Duration(i)*time.Second + part)
		in.LogEvents = append(in.LogEvents, types.InputLogEvent{Timestamp: aws.Int64(at.UnixMilli()), Message: aws.String(fmt.Sprintf("line %d", i))})
	}
	if _, err := logs.PutLogEvents(t.Context(), in); err != nil {
		t.Fatal(err)
	}
}

// TestDoctor_Run_insights asks the stand-in, which does what Fanlight relies on: with it
// the answers of AWS are compared (docs/operations.md).
func TestDoctor_Run_insights(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := build(t, setup{})
		defer w.account.Close()
		janitorLogs(t, w, 700*time.Millisecond, 100*time.Millisecond)
		all := w.checks()
		for name, words := range map[string]string{
			"last second": "a window holds the event at 1999-12-31 23:55:00.700 of its last second",
			"query mark":  "DescribeQueries shows the comment of a query after 0.0s; equal starts are two queries",
			"mistakes":    "wrong queries are refused, 3 of 3 with their place", "early window": "a window before the log group was made",
			"limits": "the smaller of text and parameter counts", "no match": "a count without a match gives no row",
		} {
			expect(t, "insights", all, name, doctor.OK, words, "")
		}
		if len(named(all, "insights")) > 0 {
			t.Errorf("%+v", named(all, "insights"))
		}
	})
}

// TestDoctor_Run_insights_unanswered has a log with too little in it, and a user who may
// start no query.
func TestDoctor_Run_insights_unanswered(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := build(t, setup{})
		defer w.account.Close()
		janitorLogs(t, w, 100*time.Millisecond)
		all := w.checks()
		expect(t, "one early line", all, "last second", doctor.Skipped, "the janitor has logged nothing in the second half of a second", "")
		expect(t, "one early line", all, "limits", doctor.Skipped, "less than two lines", "")
		w = build(t, setup{denied: map[string]bool{"StartQuery": true}})
		defer w.account.Close()
		janitorLogs(t, w, 700*time.Millisecond)
		all = w.checks()
		for _, name := range []string{"last second", "query mark", "mistakes", "early window", "limits", "no match"} {
			expect(t, "denied", all, name, doctor.Skipped, "you may not logs:StartQuery", "")
		}
	})
}

// TestDoctor_Run_insights_without_a_time has a log group of which nobody knows when it was
// made.
func TestDoctor_Run_insights_without_a_time(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := build(t, setup{overrides: described("/aws/lambda/prod-janitor", "")})
		defer w.account.Close()
		janitorLogs(t, w, 700*time.Millisecond, 0)
		expect(t, "without a time", w.checks(), "early window", doctor.Skipped, "has no time at which it was made", "")
	})
}

// TestDoctor_Run_insights_otherwise has a service that does something else.
func TestDoctor_Run_insights_otherwise(t *testing.T) {
	t.Parallel()
	for test, c := range map[string]struct {
		call, answer string
		name, words  string
	}{
		"no mark":          {"DescribeQueries", `{"queries":[]}`, "query mark", "does not show the comment"},
		"takes everything": {"StartQuery", `{"queryId":"q"}`, "mistakes", `Logs Insights runs the query "filter ("`},
		"a row of 0":       {"GetQueryResults", `{"status":"Complete","results":[[{"field":"n","value":"0"}]],"statistics":{}}`, "no match", "a count without a match gives a row"},
	} {
		synctest.Test(t, func(t *testing.T) {
			w := build(t, setup{overrides: map[string]string{c.call: c.answer}})
			defer w.account.Close()
			janitorLogs(t, w, 700*time.Millisecond, 0)
			expect(t, test, w.checks(), c.name, doctor.Failed, c.words, "report this line")
		})
	}
}
