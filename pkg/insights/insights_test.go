package insights_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/sim"
)

var token = insights.StartToken{Run: sim.RunID, Epoch: 2, Index: 3, Token: "0123456789ab"}

func query(groups ...string) fanlight.Query {
	return fanlight.Query{ID: "q", Text: "fields @message # a comment", LogGroups: groups, MaxRows: 7}
}

var window = fanlight.Window{Start: sim.Due.Add(-time.Hour), End: sim.Due}

func TestClient_Start(t *testing.T) {
	t.Parallel()
	const arn = "arn:aws:logs:us-east-1:000000000000:log-group:/b"
	for _, groups := range [][]string{{"/b"}, {"/b", "/c"}, {arn}} {
		h := sim.NewHarness(t)
		id, err := h.Process().Stack.Insights().Start(t.Context(), query(groups...), window, token)
		if err != nil {
			t.Fatal(err)
		}
		started := h.Started()[0]
		if started.ID != id || started.Epoch != 2 || started.Index != 3 || started.Limit != 7 || len(started.Groups) != len(groups) {
			t.Errorf("%v: started %+v", groups, started)
		}
		// The service's end is inclusive: a half-open window ends a millisecond before.
		if started.Query.Start != window.Start.UnixMilli() || started.Query.End != window.End.UnixMilli()-1 {
			t.Errorf("it covers %d to %d", started.Query.Start, started.Query.End)
		}
	}
}

// startInput records the input of StartQuery.
type startInput struct {
	insights.API
	in *sdk.StartQueryInput
}

func (s *startInput) StartQuery(_ context.Context, in *sdk.StartQueryInput, _ ...func(*sdk.Options)) (*sdk.StartQueryOutput, error) {
	s.in = in
	return &sdk.StartQueryOutput{QueryId: aws.String("id")}, nil
}

// A query that names its log groups by SOURCE has none in a parameter: an empty list
// would be sent too.
func TestClient_Start_with_SOURCE(t *testing.T) {
	t.Parallel()
	for _, groups := range [][]string{nil, {}} {
		api := &startInput{}
		q := query(groups...)
		q.LogGroups, q.Text = groups, "SOURCE logGroups(namePrefix: ['/b']) | "+q.Text
		if _, err := insights.New(api, "stack").Start(t.Context(), q, window, token); err != nil {
			t.Fatal(err)
		}
		if api.in.LogGroupName != nil || api.in.LogGroupNames != nil || api.in.LogGroupIdentifiers != nil {
			t.Errorf("%#v: the parameters are %+v", groups, api.in)
		}
		if !strings.HasPrefix(*api.in.QueryString, q.Text+"\n# fanlight ") {
			t.Errorf("the text is %s", *api.in.QueryString)
		}
	}
}

// attemptCounter records how many attempts the SDK may make of StartQuery.
type attemptCounter struct {
	insights.API
	attempts int
}

func (n *attemptCounter) StartQuery(_ context.Context, _ *sdk.StartQueryInput, options ...func(*sdk.Options)) (*sdk.StartQueryOutput, error) {
	var o sdk.Options
	for _, set := range options {
		set(&o)
	}
	n.attempts = o.Retryer.MaxAttempts()
	return &sdk.StartQueryOutput{QueryId: aws.String("id")}, nil
}

func TestClient_Start_never_sent_again(t *testing.T) {
	t.Parallel()
	n := &attemptCounter{}
	if _, err := insights.New(n, "stack").Start(t.Context(), query("/b"), window, token); err != nil || n.attempts != 1 {
		t.Errorf("the SDK may make %d attempts, %v", n.attempts, err)
	}
}

// rewriting is a service that returns the text of each query with a line appended.
type rewriting struct{ insights.API }

func (r rewriting) DescribeQueries(ctx context.Context, in *sdk.DescribeQueriesInput, options ...func(*sdk.Options)) (*sdk.DescribeQueriesOutput, error) {
	out, err := r.API.DescribeQueries(ctx, in, options...)
	if err != nil {
		return nil, err
	}
	for i, q := range out.Queries {
		out.Queries[i].QueryString = aws.String(*q.QueryString + "\n| limit 7")
	}
	return out, nil
}

// TestClient_Running_marks distinguishes the stack's queries from others by the
// comment that ends their text, also where the service adds to it.
func TestClient_Running_marks(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t)
	h.Script = func(sim.Query) logs.Execution { return logs.Execution{Run: time.Hour} }
	api := rewriting{h.Process().Stack.Logs}
	ours := insights.New(api, "stack")
	for _, c := range []*insights.Client{ours, insights.New(api, "another-stack")} {
		if _, err := c.Start(t.Context(), query("/b"), window, token); err != nil {
			t.Fatal(err)
		}
	}
	for _, text := range []string{"fields @message", "fields @message\n# fanlight " + string(sim.RunID) + " 1 0 0123456789ab"} {
		in := &sdk.StartQueryInput{LogGroupNames: []string{"/b"}, QueryString: &text, StartTime: aws.Int64(1), EndTime: aws.Int64(2)}
		if _, err := api.StartQuery(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	running, err := ours.Running(t.Context())
	if err != nil || len(running) != 4 {
		t.Fatal(running, err)
	}
	for _, r := range running {
		first := r.ID == h.Started()[0].ID
		if r.Ours != first || first && r.Token != token.Token {
			t.Errorf("%+v, of which the first is the stack's", r)
		}
	}
}

func TestClient_Running(t *testing.T) {
	t.Parallel()
	const n = 1001 // one more than a page of DescribeQueries
	h := sim.NewHarness(t)
	h.Script = func(sim.Query) logs.Execution {
		return logs.Execution{Run: time.Hour, Partial: logs.Outcome{Statistics: types.QueryStatistics{BytesScanned: 5}}}
	}
	p := h.Process()
	c := p.Stack.Insights()
	for range n {
		if _, err := c.Start(t.Context(), query("/b"), window, token); err != nil {
			t.Fatal(err)
		}
	}
	running, err := c.Running(t.Context())
	if err != nil || len(running) != n || running[0].Scanned != 5 || p.Count("DescribeQueries") != 2 {
		t.Errorf("%d running by %d calls, %v", len(running), p.Count("DescribeQueries"), err)
	}
}

func TestClient_Read(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t)
	c := h.Process().Stack.Insights()
	if _, err := c.Read(t.Context(), "no-such", "", 0); !errors.Is(err, insights.ErrLost) {
		t.Errorf("read a query that is not there: %v", err)
	}
	id, err := c.Start(t.Context(), query("/b"), window, token)
	if err != nil {
		t.Fatal(err)
	}
	h.Clock.Advance(2 * time.Second)
	if _, err := c.Read(t.Context(), id, "no-such", 0); !errors.Is(err, insights.ErrPage) {
		t.Errorf("read a page that is not there: %v", err)
	}
	page, err := c.Read(t.Context(), id, "", 0)
	if err != nil {
		t.Fatal(err)
	}
	want := insights.Page{
		Status: insights.Complete, Rows: []fanlight.Row{{{Name: "calls", Value: "3"}}},
		Statistics: fanlight.Statistics{BytesScanned: 100, RecordsScanned: 10, RecordsMatched: 1},
	}
	if diff := cmp.Diff(want, page); diff != "" {
		t.Errorf("page (-want +got):\n%s", diff)
	}
}

// Only a query that is complete and read nothing of no log group is one without any.
func TestClient_Read_ungrouped(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		statistics types.QueryStatistics
		state      types.QueryStatus
		want       bool
	}{
		{types.QueryStatistics{}, types.QueryStatusComplete, true},
		{types.QueryStatistics{LogGroupsScanned: 1}, types.QueryStatusComplete, false},
		{types.QueryStatistics{RecordsScanned: 1}, types.QueryStatusComplete, false},
		{types.QueryStatistics{}, types.QueryStatusFailed, false},
	} {
		h := sim.NewHarness(t)
		h.Script = func(sim.Query) logs.Execution {
			return logs.Execution{State: test.state, Outcome: logs.Outcome{Statistics: test.statistics}}
		}
		c := h.Process().Stack.Insights()
		id, err := c.Start(t.Context(), query("/b"), window, token)
		if err != nil {
			t.Fatal(err)
		}
		h.Clock.Advance(2 * time.Second)
		if page, err := c.Read(t.Context(), id, "", 0); err != nil || page.Ungrouped != test.want {
			t.Errorf("%s %+v: %+v, %v", test.state, test.statistics, page, err)
		}
	}
}

func TestClient_Stop(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t)
	c := h.Process().Stack.Insights()
	for _, runs := range []time.Duration{time.Second, time.Hour} {
		h.Script = func(sim.Query) logs.Execution { return logs.Execution{Run: runs} }
		if _, err := c.Start(t.Context(), query("/b"), window, token); err != nil {
			t.Fatal(err)
		}
	}
	h.Clock.Advance(time.Minute)
	ended, running := h.Started()[0].ID, h.Started()[1].ID
	for _, id := range []string{ended, running, "no-such"} {
		if err := c.Stop(t.Context(), id); err != nil {
			t.Errorf("stop %s: %v", id, err)
		}
	}
	if status := h.Logs.Queries()[1].Status; status != types.QueryStatusCancelled {
		t.Errorf("the running query is %s", status)
	}
}

func TestNew(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t)
	if running, err := insights.New(h.Process().Stack.Logs, "stack").Running(t.Context()); err != nil || len(running) != 0 {
		t.Errorf("running %v, %v", running, err)
	}
}
