package cli

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/insights"
)

// runningService is a Logs Insights whose queries run until they are stopped.
type runningService struct {
	insights.API
	takes   time.Duration // of StartQuery
	refusal error         // of StartQuery
	broken  string        // ID of a query that cannot be stopped
	started []string
	stopped []string
}

func (r *runningService) StartQuery(ctx context.Context, in *cloudwatchlogs.StartQueryInput, _ ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.StartQueryOutput, error) {
	select {
	case <-time.After(r.takes):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if r.refusal != nil {
		return nil, r.refusal
	}
	r.started = append(r.started, *in.QueryString)
	return &cloudwatchlogs.StartQueryOutput{QueryId: in.QueryString}, nil
}

func (r *runningService) GetQueryResults(_ context.Context, in *cloudwatchlogs.GetQueryResultsInput, _ ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.GetQueryResultsOutput, error) {
	status := types.QueryStatusRunning
	if strings.HasPrefix(*in.QueryId, "quick") {
		status = types.QueryStatusComplete
	}
	return &cloudwatchlogs.GetQueryResultsOutput{Status: status}, nil
}

func (r *runningService) StopQuery(_ context.Context, in *cloudwatchlogs.StopQueryInput, _ ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.StopQueryOutput, error) {
	if *in.QueryId == r.broken {
		return nil, errors.New("the network is gone")
	}
	r.stopped = append(r.stopped, *in.QueryId)
	return &cloudwatchlogs.StopQueryOutput{}, nil
}

func (r *runningService) DescribeQueries(context.Context, *cloudwatchlogs.DescribeQueriesInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.DescribeQueriesOutput, error) {
	out := &cloudwatchlogs.DescribeQueriesOutput{}
	for _, id := range append([]string{"of others", "of others too"}, r.started...) {
		out.Queries = append(out.Queries, types.QueryInfo{QueryId: aws.String(id)})
	}
	return out, nil
}

func startQuery(ctx context.Context, a *accountQueries, id string) error {
	_, err := a.StartQuery(ctx, &cloudwatchlogs.StartQueryInput{QueryString: aws.String(id)})
	return err
}

func TestAccountQueries_stop(t *testing.T) {
	t.Parallel()
	service := &runningService{broken: "broken"}
	a := newAccountQueries(service)
	for _, id := range []string{"slow", "quick", "broken"} {
		if err := startQuery(t.Context(), a, id); err != nil {
			t.Fatal(err)
		}
		if _, err := a.GetQueryResults(t.Context(), &cloudwatchlogs.GetQueryResultsInput{QueryId: &id}); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 { // the second time it says the same
		stopped, err := a.stop(t.Context())
		if stopped != 1 || err == nil || !strings.HasPrefix(err.Error(), "the query broken may go on: ") {
			t.Errorf("stopped %d, %v", stopped, err)
		}
	}
	if len(service.stopped) != 1 || service.stopped[0] != "slow" {
		t.Errorf("stopped %v: the quick one had ended", service.stopped)
	}
	if err := startQuery(t.Context(), a, "late"); !errors.Is(err, errStopping) || len(service.started) != 3 {
		t.Errorf("after stop: %v, started %v", err, service.started)
	}
}

// A query that is being started when the program is interrupted is stopped too.
func TestAccountQueries_stop_during_a_start(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		takes time.Duration
		want  int
	}{
		"that answers soon":  {time.Second, 1},
		"that never answers": {time.Hour, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				service := &runningService{takes: c.takes}
				a := newAccountQueries(service)
				ctx, cancel := context.WithCancel(t.Context())
				go func() { _ = startQuery(ctx, a, "slow") }()
				synctest.Wait()
				cancel()
				began := time.Now()
				stopped, err := a.stop(ctx)
				if stopped != c.want || err != nil || len(service.stopped) != c.want {
					t.Errorf("stopped %d (%v), %v", stopped, service.stopped, err)
				}
				if took := time.Since(began); took > startTimeout {
					t.Errorf("it took %s", took)
				}
			})
		})
	}
}

func TestAccountQueries_look(t *testing.T) {
	t.Parallel()
	service := &runningService{}
	a := newAccountQueries(service)
	if err := startQuery(t.Context(), a, "mine"); err != nil {
		t.Fatal(err)
	}
	if _, err := a.DescribeQueries(t.Context(), &cloudwatchlogs.DescribeQueriesInput{}); err != nil {
		t.Fatal(err)
	}
	if others, refused := a.look(); others != 2 || refused != "" {
		t.Errorf("%d others, refused %q", others, refused)
	}
	service.refusal = &types.LimitExceededException{Message: aws.String("limit of [100]\x1b reached")}
	_ = startQuery(t.Context(), a, "too many")
	if _, refused := a.look(); refused != "limit of [100]␛ reached" {
		t.Errorf("refused %q", refused)
	}
	service.refusal = nil
	if err := startQuery(t.Context(), a, "now"); err != nil {
		t.Fatal(err)
	}
	if _, refused := a.look(); refused != "" {
		t.Errorf("refused %q after a start", refused)
	}
}
