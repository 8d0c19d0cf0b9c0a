package doctor_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/cmd/fanlight/doctor"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/pipeline/dispatcher"
	"github.com/fanlight/fanlight/pkg/stack"
)

// settled makes a run of the report whose query has settled with a result.
func settled(t *testing.T, w *world, result fanlight.Result) {
	t.Helper()
	cfg := w.account.Config()
	s := &stack.Stack{
		Names:    stack.Names{Table: stackName, QueryQueue: "http://stand-in.invalid/000000000000/prod-queries", ReportQueue: "http://stand-in.invalid/000000000000/prod-reports"},
		DynamoDB: dynamodb.NewFromConfig(cfg), SQS: sqs.NewFromConfig(cfg), Logs: cloudwatchlogs.NewFromConfig(cfg), Clock: stack.Clock{}, Random: stack.Random{},
	}
	run, err := dispatcher.New(s).Start(t.Context(), "calls", time.Now().Add(-time.Hour), "")
	if err != nil {
		t.Fatal(err)
	}
	const attempt = "0123456789ab"
	if err := s.Ledger().PutResults(t.Context(), run, []ledger.Attempt{{ID: attempt, Result: result}}); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := s.Ledger().SetWinners(t.Context(), run, 0, map[int]string{0: attempt}); err != nil || !ok {
		t.Fatal(ok, err)
	}
}

// TestDoctor_Run_worker looks at the newest run: it says what the worker's role may do.
func TestDoctor_Run_worker(t *testing.T) {
	t.Parallel()
	encrypted := `{"logGroups":[{"logGroupName":"/app","kmsKeyId":"arn:aws:kms:us-east-1:1:key/k"}]}`
	denied := "User: arn:aws:sts::1:assumed-role/prod-worker is not authorized to perform: logs:StartQuery"
	for test, c := range map[string]struct {
		result        fanlight.Result
		group         string
		state, words  string
		remedy, logAs string
	}{
		"good":      {result: fanlight.Result{Outcome: fanlight.OK}, state: doctor.OK, words: "StartQuery and GetQueryResults were allowed: 1 good in the newest runs"},
		"encrypted": {result: fanlight.Result{Outcome: fanlight.Empty}, logAs: encrypted, state: doctor.OK, words: "; on 1 of 1 encrypted log groups"},
		"linked":    {result: fanlight.Result{Outcome: fanlight.OK}, group: linked, state: doctor.OK, words: "; on 1 of 1 of linked accounts"},
		"denied":    {result: fanlight.Result{Outcome: fanlight.Failed, Error: denied}, state: doctor.Failed, words: "calls: " + denied, remedy: "deploy"},
		"failed":    {result: fanlight.Result{Outcome: fanlight.Failed, Error: "Log group does not exist"}, state: doctor.Skipped, words: "no query of a deployed report has run yet", remedy: "fanlight start REPORT --wait"},
	} {
		r := aReport(t)
		if c.group != "" {
			r.Queries[0].LogGroups = []string{c.group}
		}
		s := setup{report: r}
		if c.logAs != "" {
			s.overrides = map[string]string{"DescribeLogGroups": c.logAs}
		}
		w := build(t, s)
		settled(t, w, c.result)
		expect(t, test, w.checks(), "worker role", c.state, c.words, c.remedy)
	}
}
