package insights_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/sim"
)

func TestClassify(t *testing.T) {
	t.Parallel()
	api := func(code, message string) error { return &smithy.GenericAPIError{Code: code, Message: message} }
	for _, test := range []struct {
		err  error
		want insights.ErrorKind
	}{
		{&types.LimitExceededException{Message: aws.String("Account maximum query concurrency limit of [100] reached.")}, insights.Retryable},
		{api("ThrottlingException", "Rate exceeded"), insights.Retryable},
		{api("Throttling", "Rate exceeded"), insights.Retryable},
		{api("TooManyRequestsException", ""), insights.Retryable},
		{api("RequestLimitExceeded", ""), insights.Retryable},
		{&types.MalformedQueryException{Message: aws.String("unexpected symbol")}, insights.Refused},
		{&types.InvalidParameterException{}, insights.Refused},
		{&types.ResourceNotFoundException{}, insights.Refused},
		{api("AccessDeniedException", "not authorized"), insights.Refused},
		{api("ValidationException", ""), insights.Refused},
		{api("UnrecognizedClientException", ""), insights.Retryable},
		{api("ExpiredTokenException", ""), insights.Retryable},
		{api("InvalidSignatureException", ""), insights.Retryable},
		{api("RequestExpired", ""), insights.Retryable},
		{api("MalformedQueryException", "Query's end date and time is either before the log groups creation time or exceeds the log groups log retention settings"), insights.NoData},
		{&types.ServiceUnavailableException{}, insights.Ambiguous},
		{api("InternalFailure", ""), insights.Ambiguous},
		{api("SomethingNew", ""), insights.Ambiguous},
		{context.DeadlineExceeded, insights.Ambiguous},
		{errors.New("read: connection reset by peer"), insights.Ambiguous},
	} {
		wrapped := fmt.Errorf("start query q: %w", &smithy.OperationError{ServiceID: "CloudWatch Logs", OperationName: "StartQuery", Err: test.err})
		if got := insights.Classify(wrapped); got != test.want {
			t.Errorf("%v: %d, want %d", test.err, got, test.want)
		}
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		err  error
		want string
	}{
		{&types.ResourceNotFoundException{Message: aws.String("Log group '/x' does not exist for account ID '1' (Service: AWSLogs; Status Code: 400; Error Code: ResourceNotFoundException; Request ID: a-b; Proxy: null)")},
			"Log group '/x' does not exist for account ID '1'"},
		{&types.MalformedQueryException{Message: aws.String("unexpected symbol found ) at line 1 (position 3)")}, "unexpected symbol found ) at line 1 (position 3)"},
		{errors.New("connection reset"), "start: connection reset"},
	} {
		if got := insights.Message(fmt.Errorf("start: %w", test.err)); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}

func TestPace(t *testing.T) {
	t.Parallel()
	const every = 200 * time.Millisecond
	start := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	at := func(ms int) time.Time { return start.Add(time.Duration(ms) * time.Millisecond) }
	for _, test := range []struct {
		name  string
		taken []int // milliseconds at which a call is tried
		want  []bool
		next  int // when the next call may be made
	}{
		{"a burst at once", []int{0, 0, 0, 0}, []bool{true, true, true, false}, 200},
		{"then one every so often", []int{0, 0, 0, 199, 200, 201, 400}, []bool{true, true, true, false, true, false, true}, 600},
		{"a pause brings the burst back", []int{0, 0, 0, 1000, 1000, 1000, 1000}, []bool{true, true, true, true, true, true, false}, 1200},
		{"a refused call costs nothing", []int{0, 0, 0, 1, 2, 3, 200}, []bool{true, true, true, false, false, false, true}, 400},
	} {
		p := insights.NewLimiter(every, 3)
		var got []bool
		for _, ms := range test.taken {
			got = append(got, p.Allow(at(ms)))
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
		if !p.At().Equal(at(test.next)) {
			t.Errorf("%s: the next at %s, want %s", test.name, p.At(), at(test.next))
		}
	}
	p := insights.NewLimiter(every, 3)
	p.Pause(start, time.Second)
	if p.Allow(at(999)) || !p.Allow(at(1000)) || p.Allow(at(1000)) {
		t.Error("after the service said that the quota is used up, one call goes a second later, and no burst")
	}
}

var mark = insights.StartToken{Run: sim.RunID, Epoch: 2, Index: 3, Token: "0123456789ab"}

func query(groups ...string) fanlight.Query {
	return fanlight.Query{ID: "q", Text: "fields @message # a comment", LogGroups: groups, MaxRows: 7}
}

var window = fanlight.Window{Start: sim.Due.Add(-time.Hour), End: sim.Due}

func TestStart(t *testing.T) {
	t.Parallel()
	const arn = "arn:aws:logs:us-east-1:000000000000:log-group:/b"
	for _, groups := range [][]string{{"/b"}, {"/b", "/c"}, {arn}} {
		h := sim.NewHarness(t)
		id, err := h.Process().Stack.Insights().Start(t.Context(), query(groups...), window, mark)
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

// nevers is a client whose StartQuery must not be sent again by the SDK.
type nevers struct {
	insights.API
	attempts int
}

func (n *nevers) StartQuery(_ context.Context, _ *sdk.StartQueryInput, options ...func(*sdk.Options)) (*sdk.StartQueryOutput, error) {
	var o sdk.Options
	for _, set := range options {
		set(&o)
	}
	n.attempts = o.Retryer.MaxAttempts()
	return &sdk.StartQueryOutput{QueryId: aws.String("id")}, nil
}

func TestStartIsNeverSentAgain(t *testing.T) {
	t.Parallel()
	n := &nevers{}
	if _, err := insights.New(n).Start(t.Context(), query("/b"), window, mark); err != nil || n.attempts != 1 {
		t.Errorf("the SDK may make %d attempts, %v", n.attempts, err)
	}
}

func TestFindGoesByTheMark(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t)
	c := h.Process().Stack.Insights()
	want, err := c.Start(t.Context(), query("/b"), window, mark)
	if err != nil {
		t.Fatal(err)
	}
	other := mark
	other.Token = "ffffffffffff"
	if _, err := c.Start(t.Context(), query("/b"), window, other); err != nil {
		t.Fatal(err)
	}
	if id, found, err := c.Find(t.Context(), mark); id != want || !found || err != nil {
		t.Errorf("found %s, %v, %v", id, found, err)
	}
	other.Token = "eeeeeeeeeeee"
	if id, found, err := c.Find(t.Context(), other); found || err != nil {
		t.Errorf("found %s, %v, %v", id, found, err)
	}
}

// rewriting is a service that returns a query's text with something behind it.
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

func TestFindSeesTheMarkAnywhere(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t)
	c := insights.New(rewriting{h.Process().Stack.Logs})
	want, err := c.Start(t.Context(), query("/b"), window, mark)
	if err != nil {
		t.Fatal(err)
	}
	if id, found, err := c.Find(t.Context(), mark); id != want || !found || err != nil {
		t.Errorf("found %s, %v, %v", id, found, err)
	}
}

func TestRunningCoversEveryPage(t *testing.T) {
	t.Parallel()
	const n = 1001 // one more than a page of DescribeQueries
	h := sim.NewHarness(t)
	h.Script = func(sim.Query) logs.Execution {
		return logs.Execution{Run: time.Hour, Partial: logs.Outcome{Statistics: types.QueryStatistics{BytesScanned: 5}}}
	}
	p := h.Process()
	c := p.Stack.Insights()
	for range n {
		if _, err := c.Start(t.Context(), query("/b"), window, mark); err != nil {
			t.Fatal(err)
		}
	}
	running, err := c.Running(t.Context())
	if err != nil || len(running) != n || running[h.Started()[0].ID] != 5 || p.Count("DescribeQueries") != 2 {
		t.Errorf("%d running by %d calls, %v", len(running), p.Count("DescribeQueries"), err)
	}
}

func TestReadAndStop(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t)
	c := h.Process().Stack.Insights()
	if _, err := c.Read(t.Context(), "no-such", ""); !errors.Is(err, insights.ErrLost) {
		t.Errorf("read a query that is not there: %v", err)
	}
	id, err := c.Start(t.Context(), query("/b"), window, mark)
	if err != nil {
		t.Fatal(err)
	}
	h.Clock.Advance(2 * time.Second)
	if _, err := c.Read(t.Context(), id, "no-such"); !errors.Is(err, insights.ErrPage) {
		t.Errorf("read a page that is not there: %v", err)
	}
	page, err := c.Read(t.Context(), id, "")
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
	for _, id := range []string{id, "no-such"} { // it has ended, or never was
		if err := c.Stop(t.Context(), id); err != nil {
			t.Errorf("stop %s: %v", id, err)
		}
	}
}
