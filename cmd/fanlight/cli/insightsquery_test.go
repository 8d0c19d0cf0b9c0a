package cli

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
)

// service is a Logs Insights with one query at a time.
type service struct {
	insights.API
	refusals []error                                    // of the first calls of StartQuery
	answers  []*cloudwatchlogs.GetQueryResultsOutput    // of the calls of GetQueryResults; the last one stays
	onRead   func(*cloudwatchlogs.GetQueryResultsInput) // may be nil
	started  []string
	stopped  int
}

func (s *service) StartQuery(_ context.Context, in *cloudwatchlogs.StartQueryInput, _ ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.StartQueryOutput, error) {
	if len(s.refusals) > 0 {
		err := s.refusals[0]
		s.refusals = s.refusals[1:]
		return nil, err
	}
	text, _, _ := strings.Cut(*in.QueryString, "\n# fanlight ")
	s.started = append(s.started, text)
	return &cloudwatchlogs.StartQueryOutput{QueryId: aws.String("id")}, nil
}

func (s *service) GetQueryResults(ctx context.Context, in *cloudwatchlogs.GetQueryResultsInput, _ ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.GetQueryResultsOutput, error) {
	if s.onRead != nil {
		s.onRead(in)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	answer := s.answers[0]
	if len(s.answers) > 1 {
		s.answers = s.answers[1:]
	}
	return answer, nil
}

func (s *service) StopQuery(context.Context, *cloudwatchlogs.StopQueryInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.StopQueryOutput, error) {
	s.stopped++
	return &cloudwatchlogs.StopQueryOutput{}, nil
}

func answer(status types.QueryStatus, bytes float64, values ...string) *cloudwatchlogs.GetQueryResultsOutput {
	out := &cloudwatchlogs.GetQueryResultsOutput{Status: status, Statistics: &types.QueryStatistics{BytesScanned: bytes, RecordsMatched: 20_311}}
	for _, value := range values {
		out.Results = append(out.Results, []types.ResultField{{Field: aws.String("n"), Value: aws.String(value)}})
	}
	return out
}

func (s *service) query(err *screen) *insightsQuery {
	system := onTerminal(io.Discard, err, nil)
	return &insightsQuery{
		s: &system, line: newProgressLine(&system), client: insights.New(s, byHand),
		query:  fanlight.Query{ID: "of this command", Text: "stats count(*) as n", LogGroups: []string{"/bot"}, MaxRows: 10},
		window: fanlight.Window{Start: time.Unix(0, 0), End: time.Unix(60, 0)},
	}
}

func values(page insights.Page) (all []string) {
	for _, row := range page.Rows {
		all = append(all, row[0].Value)
	}
	return all
}

func TestInsightsQuery_run(t *testing.T) {
	t.Parallel()
	full := &types.LimitExceededException{Message: aws.String("Account maximum query concurrency limit of [100] reached.")}
	t.Run("waits, shows how far it is, and reads all pages", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			pages := answer(types.QueryStatusComplete, 2e9, "1", "2")
			pages.NextToken = aws.String("more")
			s := &service{refusals: []error{full, full}, answers: []*cloudwatchlogs.GetQueryResultsOutput{
				answer(types.QueryStatusScheduled, 0), answer(types.QueryStatusRunning, 5e8), answer(types.QueryStatusRunning, 6e8),
				answer(types.QueryStatusRunning, 1.2e9), answer(types.QueryStatusComplete, 2e9, "1"),
				pages, answer(types.QueryStatusComplete, 2e9, "3"),
			}}
			var err screen
			a := s.query(&err)
			a.estimate = 3.4e9
			page, failed := a.run(t.Context())
			if failed != nil || !cmp.Equal(values(page), []string{"1", "2", "3"}) || s.stopped > 0 {
				t.Errorf("got %v, %v, stopped %d times", values(page), failed, s.stopped)
			}
			for _, want := range []string{"waits: Account maximum query concurrency limit of [100] reached. · 2.0s", "1.2 of about 3.4 GB scanned, 1.7 GB/s · 20,311 matched · 0.7s"} {
				if !strings.Contains(err.String(), want) {
					t.Errorf("%q is not in %q", want, err.String())
				}
			}
		})
	})
	t.Run("interrupted", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			s := &service{answers: []*cloudwatchlogs.GetQueryResultsOutput{answer(types.QueryStatusRunning, 1.2e9, "7", "8")}}
			reads := 0
			s.onRead = func(*cloudwatchlogs.GetQueryResultsInput) {
				if reads++; reads == 3 {
					cancel()
				}
			}
			var err screen
			a := s.query(&err)
			page, failed := a.run(ctx)
			if !errors.Is(failed, context.Canceled) || !cmp.Equal(values(page), []string{"7", "8"}) || s.stopped != 1 || a.ending != "the query was stopped" {
				t.Errorf("got %v, %v, stopped %d times: %s", values(page), failed, s.stopped, a.ending)
			}
		})
	})
	for name, c := range map[string]struct {
		refusal error
		status  types.QueryStatus
		want    string
	}{
		"refused":   {&types.MalformedQueryException{Message: aws.String("unexpected symbol found (")}, "", "Logs Insights refused the query: unexpected symbol found ("},
		"lost":      {errors.New("connection reset"), "", "start query of this command: connection reset"},
		"failed":    {nil, types.QueryStatusFailed, "the query id failed in Logs Insights, which gives no reason"},
		"timed out": {nil, types.QueryStatusTimeout, "the query id ran for 60 minutes, longer than Logs Insights allows: query a shorter time"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &service{answers: []*cloudwatchlogs.GetQueryResultsOutput{answer(c.status, 0)}}
			if c.refusal != nil {
				s.refusals = []error{c.refusal}
			}
			var err screen
			if _, failed := s.query(&err).run(t.Context()); failed == nil || failed.Error() != c.want {
				t.Errorf("got %v, want %s", failed, c.want)
			}
		})
	}
	t.Run("nothing that early", func(t *testing.T) {
		t.Parallel()
		s := &service{refusals: []error{&types.MalformedQueryException{Message: aws.String("Query's end date and time is before the log group")}}}
		var err screen
		a := s.query(&err)
		page, failed := a.run(t.Context())
		if failed != nil || len(page.Rows) > 0 || !strings.HasPrefix(a.empty, "Query's end") {
			t.Errorf("got %v, %v, %q", page, failed, a.empty)
		}
	})
}
