package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/text"
)

// accountQueries is an account's Logs Insights that knows which of the queries started
// through it may be running, so that none is left when the program ends: it would scan,
// and be billed, for nobody. It is safe for concurrent use.
type accountQueries struct {
	insights.API

	mu      sync.Mutex
	closed  bool            // no query is started any more
	under   sync.WaitGroup  // calls of StartQuery
	started map[string]bool // by ID: it may be running
	others  int             // queries that the account ran at the last look, without these
	refused string          // why StartQuery was refused last; empty: it was not

	ending  sync.Once // of stop
	stopped int
	lasting error // of queries that could not be stopped
}

func newAccountQueries(api insights.API) *accountQueries {
	return &accountQueries{API: api, started: map[string]bool{}}
}

// errStopping is the error of a start after stop.
var errStopping = errors.New("the program is being stopped")

// startTimeout is how long a start may take that an interrupt does not end.
const startTimeout = 2 * time.Second

// StartQuery implements insights.API. The end of ctx does not end the call at once: the ID
// of a query that is started must not get lost.
func (a *accountQueries) StartQuery(ctx context.Context, in *cloudwatchlogs.StartQueryInput, o ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.StartQueryOutput, error) {
	if !a.mayStart() {
		return nil, errStopping
	}
	defer a.under.Done()
	ctx, cancel := lateCancel(ctx, startTimeout)
	defer cancel()
	out, err := a.API.StartQuery(ctx, in, o...)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.refused = ""
	switch {
	case err == nil:
		a.started[aws.ToString(out.QueryId)] = true
	case insights.Classify(err) == insights.Full:
		a.refused = text.Clean(insights.Message(err))
	}
	return out, err //nolint:wrapcheck // it stands for the client, whose errors its callers know
}

func (a *accountQueries) mayStart() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.closed {
		a.under.Add(1)
	}
	return !a.closed
}

// lateCancel returns a context that ends some time after ctx does.
func lateCancel(ctx context.Context, later time.Duration) (context.Context, context.CancelFunc) {
	late, cancel := context.WithCancel(context.WithoutCancel(ctx))
	unregister := context.AfterFunc(ctx, func() { time.AfterFunc(later, cancel) })
	return late, func() { unregister(); cancel() }
}

// GetQueryResults implements insights.API, and notes which queries have ended.
func (a *accountQueries) GetQueryResults(ctx context.Context, in *cloudwatchlogs.GetQueryResultsInput, o ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.GetQueryResultsOutput, error) {
	out, err := a.API.GetQueryResults(ctx, in, o...)
	if err == nil && out.Status != types.QueryStatusRunning && out.Status != types.QueryStatusScheduled {
		a.ended(aws.ToString(in.QueryId))
	}
	return out, err //nolint:wrapcheck // it stands for the client, whose errors its callers know
}

// StopQuery implements insights.API.
func (a *accountQueries) StopQuery(ctx context.Context, in *cloudwatchlogs.StopQueryInput, o ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.StopQueryOutput, error) {
	out, err := a.API.StopQuery(ctx, in, o...)
	if err == nil {
		a.ended(aws.ToString(in.QueryId))
	}
	return out, err //nolint:wrapcheck // it stands for the client, whose errors its callers know
}

func (a *accountQueries) ended(id string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.started, id)
}

// DescribeQueries implements insights.API, and counts the running queries of others. One
// page has more than an account may run.
func (a *accountQueries) DescribeQueries(ctx context.Context, in *cloudwatchlogs.DescribeQueriesInput, o ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.DescribeQueriesOutput, error) {
	out, err := a.API.DescribeQueries(ctx, in, o...)
	if err != nil || in.NextToken != nil {
		return out, err //nolint:wrapcheck // it stands for the client, whose errors its callers know
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.others = 0
	for _, q := range out.Queries {
		if !a.started[aws.ToString(q.QueryId)] {
			a.others++
		}
	}
	return out, nil
}

// look returns how many queries others were running, and why a start was refused last.
func (a *accountQueries) look() (others int, refused string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.others, a.refused
}

// stop keeps further queries from being started, and stops those that may be running, once.
// It returns how many it stopped. The error names those that may go on.
func (a *accountQueries) stop(ctx context.Context) (stopped int, err error) {
	a.ending.Do(func() { a.stopped, a.lasting = a.stopAll(ctx) })
	return a.stopped, a.lasting
}

func (a *accountQueries) stopAll(ctx context.Context) (stopped int, err error) {
	a.mu.Lock()
	a.closed = true
	a.mu.Unlock()
	a.under.Wait()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	ids := a.running()
	failures := make([]error, len(ids))
	var stops sync.WaitGroup
	for i, id := range ids {
		stops.Go(func() { failures[i] = a.stopOne(ctx, id) })
	}
	stops.Wait()
	for _, failure := range failures {
		if failure == nil {
			stopped++
		}
	}
	return stopped, errors.Join(failures...)
}

func (a *accountQueries) stopOne(ctx context.Context, id string) error {
	if err := insights.New(a, byHand).Stop(ctx, id); err != nil {
		return fmt.Errorf("the query %s may go on: %w", id, err)
	}
	return nil
}

// running returns the IDs of the queries that may be running, in order.
func (a *accountQueries) running() (ids []string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for id := range a.started {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}
