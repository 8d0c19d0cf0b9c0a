// Package insights drives CloudWatch Logs Insights: it starts, lists, reads and
// stops queries, classifies errors, and limits the rate of calls.
package insights

import (
	"context"
	"fmt"
	"strings"

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
type Client struct {
	api   API
	stack string
}

// New returns a client over the SDK's own. The queries that it starts bear the
// name of the stack.
func New(api API, stack string) *Client { return &Client{api: api, stack: stack} }

// StartToken is the comment that ends a query's text. It names the query, the
// call of StartQuery by random bits, and the stack, so that a stack's queries
// can be distinguished from others in the list of DescribeQueries (rule W4).
type StartToken struct {
	Run   fanlight.RunID
	Epoch int
	Index int
	Token string
}

const tokenPrefix = "# fanlight "

// comment returns the comment without the stack's name.
func (m StartToken) comment() string {
	return fmt.Sprintf("%s%s %d %d %s", tokenPrefix, m.Run, m.Epoch, m.Index, m.Token)
}

// tokenOf returns the random bits of the token in a query's text, if the named
// stack started it. The service may have added to the text.
func tokenOf(text, stack string) (token string, ours bool) {
	at := strings.LastIndex(text, tokenPrefix)
	if at < 0 {
		return "", false
	}
	if fields := strings.Fields(text[at+len(tokenPrefix):]); len(fields) > 4 && fields[4] == stack {
		return fields[3], true
	}
	return "", false
}

// Start starts a query over the window and returns its ID. StartQuery has no
// idempotency token, so the call is never repeated here or by the SDK: the
// error's kind says what may have happened.
func (c *Client) Start(ctx context.Context, q fanlight.Query, w fanlight.Window, m StartToken) (string, error) {
	in := &cloudwatchlogs.StartQueryInput{
		QueryString: aws.String(q.Text + "\n" + m.comment() + " " + c.stack),
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

// setLogGroups passes ARNs, which a monitoring account needs, as identifiers. It passes
// nothing for a query that names its log groups by SOURCE, not even an empty list: the
// service takes them in one place only (API_StartQuery).
func setLogGroups(in *cloudwatchlogs.StartQueryInput, groups []string) {
	if len(groups) == 0 {
		return
	}
	for _, g := range groups {
		if strings.HasPrefix(g, "arn:") {
			in.LogGroupIdentifiers = groups
			return
		}
	}
	in.LogGroupNames = groups
}

func noRetry(o *cloudwatchlogs.Options) { o.Retryer = aws.NopRetryer{} }

// Running is a query that the account is running.
type Running struct {
	ID      string
	Scanned float64 // bytes so far
	Ours    bool    // the client's stack started it
	Token   string  // of its start, if Ours
}

// Running lists the queries that the account is running, also those that others
// started. A query that is missing has ended or is still scheduled.
func (c *Client) Running(ctx context.Context) ([]Running, error) {
	var all []Running
	in := &cloudwatchlogs.DescribeQueriesInput{Status: types.QueryStatusRunning, MaxResults: aws.Int32(1000)}
	for {
		page, err := c.api.DescribeQueries(ctx, in)
		if err != nil {
			return nil, fmt.Errorf("describe queries: %w", err)
		}
		for _, q := range page.Queries {
			token, ours := tokenOf(aws.ToString(q.QueryString), c.stack)
			all = append(all, Running{
				ID: aws.ToString(q.QueryId), Scanned: aws.ToFloat64(q.BytesScanned), Ours: ours, Token: token,
			})
		}
		if in.NextToken = page.NextToken; aws.ToString(in.NextToken) == "" {
			return all, nil
		}
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

	// Ungrouped says that the query is Complete and read no log group: the service counts
	// those that it selects, also one whose events are all outside of the window.
	Ungrouped bool
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
		Next: aws.ToString(out.NextToken), Ungrouped: ungrouped(out),
	}, nil
}

// ungrouped reports whether a query has read no log group. AWS's example of a query
// without an event counts its log group
// (docs.aws.amazon.com/AmazonCloudWatch/latest/logs/scheduled-queries-concepts.html); what a
// SOURCE that selects none is answered is not documented.
func ungrouped(out *cloudwatchlogs.GetQueryResultsOutput) bool {
	s := out.Statistics
	return out.Status == types.QueryStatusComplete && s != nil && s.LogGroupsScanned == 0 && s.RecordsScanned == 0
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
