package sim

import (
	"context"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	logs "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

var (
	startFaults = []Fault{
		CrashBefore, CrashAfter, Throttled, SlowCall, SlowAnswer, QuotaExceeded, QueryMalformed, QueryNoData, AmbiguousStart, FailedStart,
	}
	resultFaults = []Fault{CrashBefore, Throttled, ServerError, SlowCall, SlowAnswer, QueryLost}
	stopFaults   = []Fault{CrashBefore, CrashAfter, Throttled, ServerError, LostAnswer, SlowCall, SlowAnswer}
)

// StartQuery starts a query. It is never re-sent: its client does not retry (rule W4).
func (p port) StartQuery(ctx context.Context, in *logs.StartQueryInput, _ ...func(*logs.Options)) (*logs.StartQueryOutput, error) {
	harm := p.spoil(in)
	mark := parseMark(*in.QueryString)
	k := p.before(call{"StartQuery", mark.name(), startFaults})
	if err := startRefusal(k); err != nil {
		return nil, err
	}
	out, err := p.w.logs.StartQuery(ctx, in)
	if err != nil {
		p.w.note(p.name, "StartQuery", err.Error())
		return nil, err
	}
	p.w.oracle.started(p.process, mark, *out.QueryId)
	if harm == doubled {
		out = must(p.w.logs.StartQuery(ctx, in))
		p.w.oracle.started(p.process, mark, *out.QueryId)
	}
	if k == AmbiguousStart {
		p.w.oracle.ambiguous(*out.QueryId)
		return nil, failure("InternalFailure", http.StatusInternalServerError)
	}
	p.after(k)
	return out, nil
}

// startRefusal is the error of a query that is not started.
func startRefusal(k Fault) error {
	switch k {
	case Throttled:
		return failure("ThrottlingException", http.StatusBadRequest)
	case FailedStart:
		return failure("InternalFailure", http.StatusInternalServerError)
	case QuotaExceeded:
		return &types.LimitExceededException{Message: aws.String("Account maximum query concurrency limit of [100] reached.")}
	case QueryMalformed:
		return &types.MalformedQueryException{Message: aws.String("unexpected symbol found")}
	case QueryNoData:
		return &types.InvalidParameterException{Message: aws.String("Query's end date and time is either before the log groups creation time or exceeds the log groups log retention settings")}
	}
	return nil
}

// GetQueryResults reads a query's results.
func (p port) GetQueryResults(ctx context.Context, in *logs.GetQueryResultsInput, _ ...func(*logs.Options)) (*logs.GetQueryResultsOutput, error) {
	p.spoil(in)
	k := p.before(call{"GetQueryResults", *in.QueryId, resultFaults})
	if k == QueryLost {
		p.w.scripts[*in.QueryId].excused = true
		return nil, &types.ResourceNotFoundException{Message: aws.String("Query does not exist")}
	}
	if err := refusal(k); err != nil {
		return nil, err
	}
	out, err := p.w.logs.GetQueryResults(ctx, in)
	if err == nil {
		p.w.note("insights", "answers", string(out.Status))
	}
	p.after(k)
	return out, err
}

// StopQuery stops a query.
func (p port) StopQuery(ctx context.Context, in *logs.StopQueryInput, _ ...func(*logs.Options)) (*logs.StopQueryOutput, error) {
	p.spoil(in)
	p.w.scripts[*in.QueryId].excused = true // stopped, or somebody tried
	return through(p.process, call{"StopQuery", *in.QueryId, stopFaults}, func() (*logs.StopQueryOutput, error) {
		return p.w.logs.StopQuery(ctx, in)
	})
}

// DescribeQueries lists queries.
func (p port) DescribeQueries(ctx context.Context, in *logs.DescribeQueriesInput, _ ...func(*logs.Options)) (*logs.DescribeQueriesOutput, error) {
	p.spoil(in)
	return through(p.process, call{"DescribeQueries", string(in.Status), readFaults}, func() (*logs.DescribeQueriesOutput, error) {
		return p.w.logs.DescribeQueries(ctx, in)
	})
}
