package cli

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli/probe"
)

// probed is a service in which probes make their log group.
type probed struct {
	*service
	calls    []string
	rejected *types.RejectedLogEventsInfo
}

func (s *probed) CreateLogGroup(_ context.Context, in *cloudwatchlogs.CreateLogGroupInput, _ ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.CreateLogGroupOutput, error) {
	s.calls = append(s.calls, "create "+*in.LogGroupName)
	return &cloudwatchlogs.CreateLogGroupOutput{}, nil
}

func (s *probed) CreateLogStream(_ context.Context, in *cloudwatchlogs.CreateLogStreamInput, _ ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.CreateLogStreamOutput, error) {
	s.calls = append(s.calls, "stream "+*in.LogStreamName)
	return &cloudwatchlogs.CreateLogStreamOutput{}, nil
}

func (s *probed) PutLogEvents(_ context.Context, in *cloudwatchlogs.PutLogEventsInput, _ ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.PutLogEventsOutput, error) {
	for _, e := range in.LogEvents {
		s.calls = append(s.calls, formatTime(time.UnixMilli(*e.Timestamp))+" "+*e.Message)
	}
	return &cloudwatchlogs.PutLogEventsOutput{RejectedLogEventsInfo: s.rejected}, nil
}

func (s *probed) DeleteLogGroup(ctx context.Context, in *cloudwatchlogs.DeleteLogGroupInput, _ ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.DeleteLogGroupOutput, error) {
	s.calls = append(s.calls, "delete "+*in.LogGroupName)
	return &cloudwatchlogs.DeleteLogGroupOutput{}, ctx.Err()
}

// asked is a probe with two queries.
var asked = probe.Choice{
	Name: "asked", Events: []string{"a", "b"},
	Queries: []probe.Query{
		{Text: "one", Chosen: `{"n": "1"}`, Others: []probe.Other{{Answer: `{"n": "0"}`, Means: "from 0"}}},
		{Text: "two", Chosen: probe.Refused},
	},
}

func (s *probed) prober(err *screen) *prober {
	system := onTerminal(err, err, nil)
	return &prober{
		s: &system, api: s, line: newProgressLine(&system), choices: []probe.Choice{asked},
		place: probe.Place{Group: "/fanlight/probe-1", Start: time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC)},
	}
}

func TestProber_run(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &probed{service: &service{answers: []*cloudwatchlogs.GetQueryResultsOutput{
			answer(types.QueryStatusComplete, 0), answer(types.QueryStatusComplete, 0), // no event is found yet
			answer(types.QueryStatusComplete, 0, "1"), answer(types.QueryStatusComplete, 0, "1"),
			answer(types.QueryStatusComplete, 0, "2"), answer(types.QueryStatusComplete, 0, "2"),
			answer(types.QueryStatusComplete, 1e9, "0"), answer(types.QueryStatusComplete, 1e9, "0"),
			answer(types.QueryStatusFailed, 0),
		}}}
		var err screen
		var found []check
		failed := s.prober(&err).run(t.Context(), func(c check) error {
			found = append(found, c)
			return nil
		})
		want := []check{{
			Name: "asked", State: checkFailed, Remedy: reportDifference, Cost: 0.005,
			Finding: `one: the service gives {"n": "0"} (from 0); fanlight chose {"n": "1"}` + "\n" +
				"not answered: two: the query id failed in Logs Insights, which gives no reason",
		}}
		if diff := cmp.Diff(want, found); diff != "" || failed != nil {
			t.Errorf("%v (-want +got)\n%s", failed, diff)
		}
		calls := []string{
			"create /fanlight/probe-1", "stream asked", "2026-01-02T12:30:00Z a", "2026-01-02T12:30:10Z b", "delete /fanlight/probe-1",
		}
		if diff := cmp.Diff(calls, s.calls); diff != "" {
			t.Errorf("calls (-want +got)\n%s", diff)
		}
		const count = "stats count(*) as n"
		queries := []string{count, count, count, `filter @logStream = "asked" | one`, `filter @logStream = "asked" | two`}
		if diff := cmp.Diff(queries, s.started); diff != "" {
			t.Errorf("queries (-want +got)\n%s", diff)
		}
	})
}

func TestProber_run_fails(t *testing.T) {
	t.Parallel()
	t.Run("events that no query finds", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			s := &probed{service: &service{answers: []*cloudwatchlogs.GetQueryResultsOutput{answer(types.QueryStatusComplete, 0, "1")}}}
			var err screen
			failed := s.prober(&err).run(t.Context(), func(check) error { return nil })
			if failed == nil || !strings.HasPrefix(failed.Error(), "queries find 1 of 2 events after 10m") {
				t.Errorf("got %v", failed)
			}
			if last := s.calls[len(s.calls)-1]; last != "delete /fanlight/probe-1" {
				t.Errorf("the last call is %q", last)
			}
			if !strings.Contains(err.String(), "waits until queries find the events: 1 of 2 · 1m") {
				t.Errorf("shown: %q", err.String())
			}
		})
	})
	t.Run("events that are rejected", func(t *testing.T) {
		t.Parallel()
		s := &probed{service: &service{}, rejected: &types.RejectedLogEventsInfo{}}
		failed := s.prober(&screen{}).run(t.Context(), nil)
		const want = "put the events of probe asked into log group /fanlight/probe-1: the service rejects events of 2026-01-02T12:30:00Z: is the clock of this machine right?"
		if failed == nil || failed.Error() != want {
			t.Errorf("got %v", failed)
		}
	})
	t.Run("interrupted", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithCancel(t.Context())
		s := &probed{service: &service{answers: []*cloudwatchlogs.GetQueryResultsOutput{answer(types.QueryStatusComplete, 0, "2")}}}
		s.onRead = func(*cloudwatchlogs.GetQueryResultsInput) {
			if len(s.started) == 2 {
				cancel()
			}
		}
		var err screen
		failed := s.prober(&err).run(ctx, func(check) error { t.Error("a check was made"); return nil })
		if failed == nil || ctx.Err() == nil || s.stopped == 0 || strings.Contains(err.String(), "is left") {
			t.Errorf("got %v, stopped %d times, printed %q", failed, s.stopped, err.String())
		}
	})
}

func TestProber_check(t *testing.T) {
	t.Parallel()
	malformed := &types.MalformedQueryException{Message: aws.String("unexpected symbol (Service: AWSLogs; Status Code: 400)")}
	empty := &types.MalformedQueryException{Message: aws.String("Query's end date and time is before the log group")}
	right, wrong := answer(types.QueryStatusComplete, 0, "1"), answer(types.QueryStatusComplete, 0)
	for _, c := range []struct {
		name     string
		query    probe.Query
		refusals []error
		answer   *cloudwatchlogs.GetQueryResultsOutput
		state    string
		finding  string
	}{
		{"the chosen rows", asked.Queries[0], nil, right, checkOK, "as chosen"},
		{"the chosen refusal", asked.Queries[1], []error{malformed}, nil, checkOK, "as chosen"},
		{"no row", asked.Queries[0], nil, wrong, checkFailed, `one: the service gives no row; fanlight chose {"n": "1"}`},
		{"a refusal", asked.Queries[0], []error{malformed}, nil, checkFailed, `one: the service gives a refusal; fanlight chose {"n": "1"} (unexpected symbol)`},
		{"rows, not a refusal", asked.Queries[1], nil, right, checkFailed, `two: the service gives {"n": "1"}; fanlight chose a refusal`},
		{"a failure", asked.Queries[0], nil, answer(types.QueryStatusFailed, 0), checkSkipped, "not answered: one: the query id failed in Logs Insights, which gives no reason"},
		{"a group too new", asked.Queries[0], []error{empty}, nil, checkSkipped, "not answered: one: Query's end date and time is before the log group"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := &probed{service: &service{refusals: c.refusals, answers: []*cloudwatchlogs.GetQueryResultsOutput{c.answer}}}
			got := s.prober(&screen{}).check(t.Context(), probe.Choice{Name: "asked", Queries: []probe.Query{c.query}})
			if got.State != c.state || got.Finding != c.finding || (got.Remedy != "") != (c.state == checkFailed) {
				t.Errorf("got %+v, want %s: %s", got, c.state, c.finding)
			}
		})
	}
}
