package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/render"
)

// runAWS runs a query on the account. If it is interrupted it stops the query, and shows
// what was found up to there.
func (q *queryCommand) runAWS(ctx context.Context, text string) error {
	tree, err := syntax.Parse(text)
	if err != nil {
		return q.mistake(err, text, nil)
	}
	q.printNotes(text)
	a, err := q.newInsightsQuery(ctx, tree, text)
	if err != nil {
		return err
	}
	fmt.Fprintf(q.s.Err, "%s to %s, %s\n", formatTime(a.window.Start), formatTime(a.window.End), a.place)
	if err := a.confirm(ctx, q.yes || estimates(tree)); err != nil {
		return err
	}
	page, err := a.run(ctx)
	if err != nil && (ctx.Err() == nil || a.id == "") {
		return err
	}
	result := resultOf(tree, page)
	if failed := q.view.write(result, err == nil); failed != nil {
		return failed
	}
	q.printAWSSummary(a, result, err)
	return err
}

// newInsightsQuery prepares the query, and the client of the account.
func (q *queryCommand) newInsightsQuery(ctx context.Context, tree *syntax.Query, text string) (*insightsQuery, error) {
	groups, err := q.awsGroups(tree)
	if err != nil {
		return nil, err
	}
	window, err := q.awsWindow()
	if err != nil {
		return nil, err
	}
	cfg, err := q.s.connect(ctx, q.account)
	if err != nil {
		return nil, err
	}
	return &insightsQuery{
		s: q.s, cfg: cfg, line: newProgressLine(q.s), place: placeOfAccount(ctx, cfg),
		client: insights.New(cloudwatchlogs.NewFromConfig(cfg), byHand),
		query:  fanlight.Query{ID: "of this command", Text: text, LogGroups: groups, MaxRows: q.awsLimit(tree)},
		window: window,
	}, nil
}

// byHand stands for the name of a stack in the comment at the end of the query. No stack
// can have this name, so none takes the query for its own.
const byHand = "(by hand)"

// awsGroups returns the log groups to query: those of --group, or none if the query
// begins with SOURCE. One in parentheses names those of its own query only.
func (q *queryCommand) awsGroups(tree *syntax.Query) ([]string, error) {
	_, named := tree.Commands[0].(*syntax.Source)
	switch {
	case named && len(q.groups) > 0:
		return nil, usageErrorf("the query names its log groups by SOURCE: leave --group out")
	case !named && len(q.groups) == 0:
		return nil, usageErrorf("--group is missing: name the log group to query, or begin the query with SOURCE")
	}
	groups := make([]string, len(q.groups))
	for i, group := range q.groups {
		groups[i] = strings.TrimSuffix(group, ":*") // as IAM writes ARNs; StartQuery refuses it
	}
	return distinct(groups), nil
}

// awsSpan is how long before its end a query on AWS begins if the command line does not
// say it: that of the console.
const awsSpan = time.Hour

// awsWindow returns the span to query. The service's times are whole seconds.
func (q *queryCommand) awsWindow() (fanlight.Window, error) {
	span := q.span
	if span.end == "" {
		span.end = "now"
	}
	w, err := span.window(q.s.Now())
	if err != nil {
		return fanlight.Window{}, err
	}
	end := time.UnixMilli(w.End).UTC().Truncate(time.Second)
	if _, first := span.first(); first == "" {
		return fanlight.Window{Start: end.Add(-awsSpan), End: end}, nil
	}
	start := time.UnixMilli(w.Start).UTC().Truncate(time.Second)
	if !end.After(start) {
		end = start.Add(time.Second)
	}
	return fanlight.Window{Start: start, End: end}, nil
}

// awsLimit returns the limit for StartQuery, which may bound that of the query.
func (q *queryCommand) awsLimit(tree *syntax.Query) int {
	limited := slices.ContainsFunc(tree.Commands, func(c syntax.Command) bool { return c.Keyword() == "limit" || c.Keyword() == "tail" })
	switch {
	case q.limit > 0:
		return q.limit
	case limited:
		return syntax.MaxLimit
	}
	return cwli.DefaultLimit
}

// placeOfAccount says which account and Region a query reads.
func placeOfAccount(ctx context.Context, cfg aws.Config) string {
	place := "Region " + cfg.Region
	if cfg.Credentials != nil {
		if c, err := cfg.Credentials.Retrieve(ctx); err == nil && c.AccountID != "" {
			place = "account " + c.AccountID + " in " + cfg.Region
		}
	}
	if endpoint := aws.ToString(cfg.BaseEndpoint); endpoint != "" {
		place += " at " + endpoint
	}
	return place
}

// printAWSSummary prints on stderr what the result is made from and what it costs.
func (q *queryCommand) printAWSSummary(a *insightsQuery, r cwli.Result, interrupted error) {
	cost := render.ScanCost(r.Statistics.BytesScanned)
	if interrupted != nil {
		fmt.Fprintf(q.s.Err, "partial: after %s; %s (%s)\n", a.scanned(r.Statistics.BytesScanned), a.ending, cost)
		return
	}
	fmt.Fprintf(q.s.Err, "%s · %s scanned (%s)\n", formatMatched(r), render.Bytes(r.Statistics.BytesScanned), cost)
	switch {
	case a.empty != "":
		fmt.Fprintf(q.s.Err, "note: %s\n", a.empty)
	case r.Statistics.RecordsScanned == 0:
		fmt.Fprintln(q.s.Err, "note: the log groups have no event in this time; --since names an earlier one")
	}
	if len(r.Rows) == a.query.MaxRows {
		fmt.Fprintln(q.s.Err, "note: there may be more rows; a larger --limit shows them")
	}
	q.view.printLeftOut()
}

// resultOf returns the rows of Logs Insights as the engine returns its own: with the
// columns that the query gives, and then those that only the rows have.
func resultOf(tree *syntax.Query, page insights.Page) cwli.Result {
	columns, _ := tree.OutputColumns()
	r := cwli.Result{Statistics: cwli.Statistics{
		BytesScanned: page.Statistics.BytesScanned, RecordsScanned: page.Statistics.RecordsScanned, RecordsMatched: page.Statistics.RecordsMatched,
	}}
	known := map[string]bool{}
	for _, name := range columns {
		known[name] = true
	}
	for _, row := range page.Rows {
		fields := make([]cwli.Field, len(row))
		for i, f := range row {
			fields[i] = cwli.Field(f)
			if !known[f.Name] {
				columns, known[f.Name] = append(columns, f.Name), true
			}
		}
		r.Rows = append(r.Rows, fields)
	}
	r.Columns = columns
	return r
}

// refusedError is the error of a query that Logs Insights does not take.
type refusedError struct{ message string }

func (e *refusedError) Error() string { return "Logs Insights refused the query: " + e.message }

// explain says what Logs Insights answered, and what to do.
func (a *insightsQuery) explain(err error) error {
	if insights.Classify(err) == insights.Refused {
		return &refusedError{insights.Message(err)}
	}
	if reason := explainUnreached(a.cfg, err); reason != err { //nolint:errorlint // it is another one only if it was replaced
		return fmt.Errorf("reach Logs Insights at %s: %w", aws.ToString(a.cfg.BaseEndpoint), reason)
	}
	return err
}
