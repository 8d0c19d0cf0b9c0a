package insights_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

func TestEstimateText(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"filter a = 1 | stats count(*)":         "filter a = 1 | stats count(*)\n| estimate",
		"fields @message # not | estimate":      "fields @message # not | estimate\n| estimate",
		"SOURCE logGroups() | fields @message":  "SOURCE logGroups() | fields @message\n| estimate",
		"filter @message = 'estimate'":          "filter @message = 'estimate'\n| estimate",
		"fields a | estimate":                   "fields a | estimate",
		"fields a\n| ESTIMATE # free\n# really": "fields a\n| ESTIMATE # free\n# really",
		"estimate":                              "estimate",
	} {
		got := insights.EstimateText(text)
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
		if _, err := cwli.Compile(strings.ReplaceAll(got, "logGroups()", "logGroups(namePrefix: ['/a'])")); err != nil && !strings.Contains(text, "not |") {
			t.Errorf("%q is no query: %v", got, err)
		}
	}
}

func TestEstimatedBytes(t *testing.T) {
	t.Parallel()
	row := func(cells ...string) (r fanlight.Row) {
		for i := 0; i < len(cells); i += 2 {
			r = append(r, fanlight.Field{Name: cells[i], Value: cells[i+1]})
		}
		return r
	}
	for name, c := range map[string]struct {
		rows []fanlight.Row
		want int64
		ok   bool
	}{
		"one number":        {[]fanlight.Row{row("estimate", "12")}, 12, true},
		"a float":           {[]fanlight.Row{row("estimatedBytes", "4.08E10")}, 40_800_000_000, true},
		"with words":        {[]fanlight.Row{row("unit", "bytes", "estimate", " 7 ")}, 7, true},
		"several, one name": {[]fanlight.Row{row("records", "5", "estimatedBytesScanned", "9")}, 9, true},
		"zero":              {[]fanlight.Row{row("bytes", "0")}, 0, true},
		"several":           {[]fanlight.Row{row("a", "5", "b", "9")}, 0, false},
		"words":             {[]fanlight.Row{row("bytes", "4.2 GB")}, 0, false},
		"negative":          {[]fanlight.Row{row("bytes", "-1")}, 0, false},
		"no number":         {[]fanlight.Row{row("bytes", "NaN")}, 0, false},
		"too many":          {[]fanlight.Row{row("bytes", "1e30")}, 0, false},
		"no row":            {nil, 0, false},
		"two rows":          {[]fanlight.Row{row("bytes", "1"), row("bytes", "2")}, 0, false},
	} {
		got, err := insights.EstimatedBytes(insights.Page{Status: insights.Complete, Rows: c.rows})
		if got != c.want || c.ok != (err == nil) || !c.ok && !errors.Is(err, insights.ErrUnclear) {
			t.Errorf("%s: got %d, %v", name, got, err)
		}
	}
}

// patience is a clock on which only Sleep takes time.
type patience struct{ now time.Time }

func (p *patience) Now() time.Time { return p.now }

func (p *patience) Sleep(ctx context.Context, d time.Duration) error {
	p.now = p.now.Add(d)
	return ctx.Err()
}

// overCore runs the jobs of a core when a result is read.
type overCore struct {
	*logs.Core
	refuse []error // of the calls of StartQuery
}

func (c *overCore) StartQuery(ctx context.Context, in *sdk.StartQueryInput, _ ...func(*sdk.Options)) (*sdk.StartQueryOutput, error) {
	if len(c.refuse) > 0 {
		err := c.refuse[0]
		c.refuse = c.refuse[1:]
		return nil, err
	}
	return c.Core.StartQuery(ctx, in)
}

func (c *overCore) GetQueryResults(ctx context.Context, in *sdk.GetQueryResultsInput, _ ...func(*sdk.Options)) (*sdk.GetQueryResultsOutput, error) {
	out, err := c.Core.GetQueryResults(ctx, in)
	for _, job := range c.TakeJobs() {
		c.Finish(job, job.Run(ctx))
	}
	return out, err
}

// twoEvents are the events of every log group: one in the window, one before it.
type twoEvents struct{}

func (twoEvents) Each(_ context.Context, _ string, yield func(*cwli.Event) error) error {
	for _, at := range []time.Time{window.Start, window.Start.Add(-time.Millisecond)} {
		if err := yield(&cwli.Event{Timestamp: at.UnixMilli(), Message: []byte("twelve bytes")}); err != nil {
			return err
		}
	}
	return nil
}

func newCore(clock *patience, refuse ...error) *overCore {
	c := &overCore{Core: logs.New(clock.Now, logs.Quotas{}), refuse: refuse}
	c.AttachSource("/b", twoEvents{})
	c.AttachSource("/c", twoEvents{})
	return c
}

// The stand-in answers the bytes of the groups and the window, and the query ends in the
// comment by which the stack knows its own.
func TestClient_Estimate(t *testing.T) {
	t.Parallel()
	limit := &types.LimitExceededException{Message: aws.String("100 queries run")}
	clock := &patience{now: window.End}
	core := newCore(clock, limit, errors.New("lost answer"))
	got, err := insights.New(core, "stack").Estimate(t.Context(), clock, query("/b", "/c"), window, token)
	if err != nil || got != 2*int64(len("twelve bytes")) {
		t.Fatal(got, err)
	}
	asked := core.Queries()
	if len(asked) != 1 || !strings.HasSuffix(asked[0].Text, "# a comment\n| estimate\n# fanlight "+string(token.Run)+" 2 3 0123456789ab stack") {
		t.Errorf("asked %+v", asked)
	}
}

func TestClient_Estimate_without_an_answer(t *testing.T) {
	t.Parallel()
	malformed := &types.MalformedQueryException{Message: aws.String("unknown command")}
	before := &types.MalformedQueryException{Message: aws.String("Query's end date and time is before the log group")}
	limit := &types.LimitExceededException{Message: aws.String("100 queries run")}
	for name, c := range map[string]struct {
		refuse []error
		script logs.Execution
		want   error // nil: none
	}{
		"refused":     {[]error{malformed}, logs.Execution{}, malformed},
		"no data":     {[]error{before}, logs.Execution{}, nil},
		"always full": {slices.Repeat([]error{limit}, 100), logs.Execution{}, limit},
		"failed":      {nil, logs.Execution{State: types.QueryStatusFailed}, insights.ErrUnclear},
		"never ends":  {nil, logs.Execution{Run: time.Hour}, insights.ErrUnclear},
		"no rows":     {nil, logs.Execution{}, insights.ErrUnclear},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clock := &patience{now: window.End}
			core := newCore(clock, c.refuse...)
			core.Script(func(logs.Query) logs.Execution { return c.script })
			got, err := insights.New(core, "stack").Estimate(t.Context(), clock, query("/b"), window, token)
			if got != 0 || !errors.Is(err, c.want) {
				t.Errorf("got %d, %v", got, err)
			}
			if waited := clock.now.Sub(window.End); waited > 2*time.Minute {
				t.Errorf("it waited %s", waited)
			}
			for _, q := range core.Queries() {
				if q.Status == types.QueryStatusRunning || q.Status == types.QueryStatusScheduled {
					t.Errorf("it left %s", q.Status)
				}
			}
		})
	}
}
