// Package insights drives CloudWatch Logs Insights: it starts, finds, reads
// and stops queries, classifies errors, and limits the rate of calls.
package insights

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// API is the part of the CloudWatch Logs client that this package calls.
type API interface {
	StartQuery(context.Context, *cloudwatchlogs.StartQueryInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.StartQueryOutput, error)
	GetQueryResults(context.Context, *cloudwatchlogs.GetQueryResultsInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.GetQueryResultsOutput, error)
	StopQuery(context.Context, *cloudwatchlogs.StopQueryInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.StopQueryOutput, error)
	DescribeQueries(context.Context, *cloudwatchlogs.DescribeQueriesInput, ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.DescribeQueriesOutput, error)
}

// Client drives one account's Logs Insights in one Region.
type Client struct{ api API }

// New returns a client over the SDK's own.
func New(api API) *Client { return &Client{api: api} }

// StartToken is the comment that ends a query's text, so that a start whose answer
// never came can be found again. Token is random per call of StartQuery (rule
// W4).
type StartToken struct {
	Run   fanlight.RunID
	Epoch int
	Index int
	Token string
	At    time.Time // of the call; not part of the comment
}

// String returns the comment.
func (m StartToken) String() string {
	return fmt.Sprintf("# fanlight %s %d %d %s", m.Run, m.Epoch, m.Index, m.Token)
}

// Start starts a query over the window and returns its ID. StartQuery has no
// idempotency token, so the call is never repeated here or by the SDK: the
// error's kind says what may have happened.
func (c *Client) Start(ctx context.Context, q fanlight.Query, w fanlight.Window, m StartToken) (string, error) {
	in := &cloudwatchlogs.StartQueryInput{
		QueryString: aws.String(q.Text + "\n" + m.String()),
		StartTime:   aws.Int64(w.Start.Unix()),
		EndTime:     aws.Int64(w.End.Unix() - 1), // the service's end is inclusive (API_StartQuery)
		Limit:       aws.Int32(int32(q.MaxRows)),
	}
	setLogGroups(in, q.LogGroups)
	out, err := c.api.StartQuery(ctx, in, noRetry)
	if err != nil {
		return "", fmt.Errorf("start query %s: %w", q.ID, err)
	}
	return *out.QueryId, nil
}

// setLogGroups passes ARNs, which a monitoring account needs, as identifiers.
func setLogGroups(in *cloudwatchlogs.StartQueryInput, groups []string) {
	for _, g := range groups {
		if strings.HasPrefix(g, "arn:") {
			in.LogGroupIdentifiers = groups
			return
		}
	}
	in.LogGroupNames = groups
}

func noRetry(o *cloudwatchlogs.Options) { o.Retryer = aws.NopRetryer{} }

// clockSkew is the most that the service's clock is expected to differ from ours.
const clockSkew = 5 * time.Minute

// Find searches a start by its token among the account's queries, back to the
// time of the call: the service keeps a week of them and lists the newest
// first.
func (c *Client) Find(ctx context.Context, m StartToken) (id string, found bool, err error) {
	text, oldest := m.String(), m.At.Add(-clockSkew).UnixMilli()
	err = c.describe(ctx, "", func(q types.QueryInfo) bool {
		if found = strings.Contains(aws.ToString(q.QueryString), text); found {
			id = aws.ToString(q.QueryId)
		}
		return !found && (q.CreateTime == nil || *q.CreateTime >= oldest)
	})
	return id, found, err
}

// Running returns the bytes scanned so far by each query that the account is
// running, also those that others started. A query that is missing has ended
// or is still scheduled.
func (c *Client) Running(ctx context.Context) (map[string]float64, error) {
	running := map[string]float64{}
	err := c.describe(ctx, types.QueryStatusRunning, func(q types.QueryInfo) bool {
		running[aws.ToString(q.QueryId)] = aws.ToFloat64(q.BytesScanned)
		return true
	})
	return running, err
}

// describe calls yield for each query of the account in the given state, or in
// any, until it returns false.
func (c *Client) describe(ctx context.Context, status types.QueryStatus, yield func(types.QueryInfo) bool) error {
	in := &cloudwatchlogs.DescribeQueriesInput{Status: status, MaxResults: aws.Int32(1000)}
	for {
		page, err := c.api.DescribeQueries(ctx, in)
		if err != nil {
			return fmt.Errorf("describe queries: %w", err)
		}
		for _, q := range page.Queries {
			if !yield(q) {
				return nil
			}
		}
		if aws.ToString(page.NextToken) == "" {
			return nil
		}
		in.NextToken = page.NextToken
	}
}

// Status is the state of a query in Logs Insights, in the words of
// GetQueryResults. There are more than are named here: Scheduled and Running.
type Status string

// The states in which a query has ended.
const (
	Complete  Status = "Complete"
	Failed    Status = "Failed"
	Timeout   Status = "Timeout"
	Cancelled Status = "Cancelled"
)

// Page is one page of a query's results. Its rows are final only if Status is
// Complete.
type Page struct {
	Status     Status
	Rows       []fanlight.Row
	Statistics fanlight.Statistics
	Next       string // token of the next page; empty: none
}

// Read reads one page of a query's results, of at most so many rows; 0 means as
// many as the service gives. The error is ErrLost if the service does not know the
// query, ErrPage if it does not take the token, and a *TooLargeError if the page has
// more than a few megabytes: a page of fewer rows may be read then.
func (c *Client) Read(ctx context.Context, id, token string, rows int) (Page, error) {
	in := &cloudwatchlogs.GetQueryResultsInput{QueryId: &id}
	if token != "" {
		in.NextToken = &token
	}
	if rows > 0 {
		in.MaxItems = aws.Int32(int32(rows))
	}
	out, err := c.api.GetQueryResults(ctx, in, boundPage(rows))
	switch {
	case hasCode(err, "ResourceNotFoundException"):
		return Page{}, fmt.Errorf("read query %s: %w: %w", id, ErrLost, err)
	case token != "" && hasCode(err, "InvalidParameterException"):
		return Page{}, fmt.Errorf("read query %s: %w: %w", id, ErrPage, err)
	case err != nil:
		return Page{}, fmt.Errorf("read query %s: %w", id, err)
	}
	return Page{
		Status: Status(out.Status), Rows: rowsOf(out.Results), Statistics: statisticsOf(out.Statistics),
		Next: aws.ToString(out.NextToken),
	}, nil
}

func rowsOf(results [][]types.ResultField) []fanlight.Row {
	rows := make([]fanlight.Row, len(results))
	for i, fields := range results {
		rows[i] = make(fanlight.Row, len(fields))
		for j, f := range fields {
			rows[i][j] = fanlight.Field{Name: aws.ToString(f.Field), Value: aws.ToString(f.Value)}
		}
	}
	return rows
}

func statisticsOf(s *types.QueryStatistics) fanlight.Statistics {
	if s == nil {
		return fanlight.Statistics{}
	}
	return fanlight.Statistics{
		BytesScanned: s.BytesScanned, RecordsScanned: s.RecordsScanned, RecordsMatched: s.RecordsMatched,
		ResultCount: s.ResultCount,
	}
}

// Stop stops a query. It returns no error for a query that has ended already.
func (c *Client) Stop(ctx context.Context, id string) error {
	_, err := c.api.StopQuery(ctx, &cloudwatchlogs.StopQueryInput{QueryId: &id})
	if err == nil || hasCode(err, "ResourceNotFoundException", "InvalidParameterException") {
		return nil
	}
	return fmt.Errorf("stop query %s: %w", id, err)
}
