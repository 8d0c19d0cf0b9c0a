package doctor

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/price"
	"github.com/fanlight/fanlight/pkg/stack"
)

// How far back events are looked for, how long a query may take, and how often that is
// looked at.
const (
	lookBack     = 15 * time.Minute
	queryTimeout = time.Minute
	queryPoll    = 500 * time.Millisecond
)

// question asks Logs Insights what AWS does not document. It reads the log of the
// janitor, which writes a few lines every two minutes.
type question struct {
	d     *Doctor
	group string
	made  time.Time // the group
	api   *insights.Client
	bytes float64 // scanned so far
}

// checkInsights answers what the protocol relies on and AWS does not document, by
// queries over minutes of the janitor's log.
func (d *Doctor) checkInsights(ctx context.Context) []Check {
	q := &question{d: d, group: "/aws/lambda/" + stack.Janitor.In(d.name), api: insights.New(d.logs, "doctor-of-"+d.name)}
	g, err := d.group(ctx, q.group)
	delete(d.groups, q.group) // no report names it
	switch {
	case err != nil:
		return []Check{d.unanswered("insights", err)}
	case !g.exists:
		return []Check{skipped("insights", "there is no log group %s to ask about", q.group)}
	}
	q.made = time.UnixMilli(g.created)
	checks := []Check{q.lastSecond(ctx), q.mark(ctx), q.mistakes(ctx), q.early(ctx), q.limits(ctx), q.nothing(ctx)}
	return priced(checks, q.bytes*price.ScannedByte)
}

// answer runs a query to its end.
func (q *question) answer(ctx context.Context, text string, w fanlight.Window, rows int) (page insights.Page, err error) {
	id, err := q.start(ctx, text, w, rows)
	if err != nil {
		return page, err
	}
	return q.read(ctx, id)
}

func (q *question) start(ctx context.Context, text string, w fanlight.Window, rows int) (string, error) {
	query := fanlight.Query{ID: "doctor", Text: text, LogGroups: []string{q.group}, MaxRows: rows}
	return q.api.Start(ctx, query, w, insights.StartToken{Run: "doctor", Token: fanlight.NewToken(stack.Random{})})
}

var errSlow = errors.New("a query has not ended after a minute")

// read waits for the end of a query.
func (q *question) read(ctx context.Context, id string) (insights.Page, error) {
	for end := q.d.now().Add(queryTimeout); q.d.now().Before(end); {
		page, err := q.api.Read(ctx, id, "", 0)
		switch {
		case err != nil:
			return page, err
		case page.Status == insights.Complete:
			q.bytes += page.Statistics.BytesScanned
			return page, nil
		case page.Status == insights.Failed || page.Status == insights.Timeout || page.Status == insights.Cancelled:
			return page, fmt.Errorf("a query has ended as %s", page.Status)
		}
		if err := q.d.sleep(ctx, queryPoll); err != nil {
			return page, err
		}
	}
	_ = q.api.Stop(context.WithoutCancel(ctx), id) // it ends by itself otherwise
	return insights.Page{}, errSlow
}

// recent is the window of the events that are looked at.
func (q *question) recent() fanlight.Window {
	end := q.d.now().UTC().Truncate(time.Second)
	return fanlight.Window{Start: end.Add(-lookBack), End: end}
}

// The names of the questions.
const (
	lastSecond = "last second"
	markName   = "query mark"
	mistakes   = "mistakes"
	early      = "early window"
	limits     = "limits"
	nothing    = "no match"
)

// lastSecond asks whether a window holds the events of its last second: the end on the
// wire is a whole second, and inclusive.
func (q *question) lastSecond(ctx context.Context) Check {
	page, err := q.answer(ctx, "fields @timestamp | sort @timestamp desc", q.recent(), 100)
	if err != nil {
		return q.d.unanswered(lastSecond, err)
	}
	at, found := lateInSecond(page.Rows)
	if !found {
		return skipped(lastSecond, "the janitor has logged nothing in the second half of a second of the last %d minutes", lookBack/time.Minute)
	}
	second := at.Truncate(time.Second)
	page, err = q.answer(ctx, "fields @timestamp", fanlight.Window{Start: second, End: second.Add(time.Second)}, 100)
	switch {
	case err != nil:
		return q.d.unanswered(lastSecond, err)
	case !has(page.Rows, at):
		return failed(lastSecond, reportIt, "a window leaves out the event at %s of its last second", at.Format(layout))
	}
	return ok(lastSecond, "a window holds the event at %s of its last second", at.Format(layout))
}

// reportIt is the remedy where AWS does something else than Fanlight relies on.
const reportIt = "report this line as a mistake of Fanlight"

// layout is the form of times in rows.
const layout = "2006-01-02 15:04:05.000"

// lateInSecond returns the time of an event in the second half of a second.
func lateInSecond(rows []fanlight.Row) (at time.Time, found bool) {
	for _, row := range rows {
		for _, f := range row {
			t, err := time.Parse(layout, f.Value)
			if f.Name == "@timestamp" && err == nil && t.Nanosecond() >= int(time.Second/2) {
				return t, true
			}
		}
	}
	return at, false
}

func has(rows []fanlight.Row, at time.Time) bool {
	for _, row := range rows {
		for _, f := range row {
			if f.Name == "@timestamp" && f.Value == at.Format(layout) {
				return true
			}
		}
	}
	return false
}

// mark asks whether DescribeQueries shows the comment at the end of a query, by which
// the workers know their own, and when; and whether two equal starts are two queries.
func (q *question) mark(ctx context.Context) Check {
	const text = "stats count(*) as n"
	id, err := q.start(ctx, text, q.recent(), 1)
	if err != nil {
		return q.d.unanswered(markName, err)
	}
	began := q.d.now()
	other, err := q.start(ctx, text, q.recent(), 1)
	if err != nil {
		return q.d.unanswered(markName, err)
	}
	shown, err := q.shown(ctx, id, began)
	_, _ = q.read(ctx, id) // the two are small: what they cost is counted
	_, _ = q.read(ctx, other)
	switch {
	case err != nil:
		return q.d.unanswered(markName, err)
	case shown < 0:
		return failed(markName, reportIt, "DescribeQueries does not show the comment of a query")
	case id == other:
		return failed(markName, reportIt, "two starts of one text are one query")
	}
	return ok(markName, "DescribeQueries shows the comment of a query after %.1fs; equal starts are two queries", shown.Seconds())
}

// shown returns how long it took until DescribeQueries shows a query with its mark,
// negative if it does not.
func (q *question) shown(ctx context.Context, id string, began time.Time) (time.Duration, error) {
	for q.d.now().Sub(began) < queryTimeout {
		out, err := q.d.logs.DescribeQueries(ctx, &cloudwatchlogs.DescribeQueriesInput{LogGroupName: &q.group, MaxResults: aws.Int32(100)})
		if err != nil {
			return 0, err
		}
		for _, found := range out.Queries {
			if aws.ToString(found.QueryId) == id && strings.Contains(aws.ToString(found.QueryString), "# fanlight ") {
				return q.d.now().Sub(began), nil
			}
		}
		if err := q.d.sleep(ctx, queryPoll); err != nil {
			return 0, err
		}
	}
	return -1, nil
}

// broken are queries that no version of the language takes.
var broken = []string{"filter (", "stats", "fields @message | no_such_command"}

// mistakes asks whether the service says where a mistake is.
func (q *question) mistakes(ctx context.Context) Check {
	placed := 0
	for _, text := range broken {
		id, err := q.start(ctx, text, q.recent(), 1)
		switch {
		case err == nil:
			_ = q.api.Stop(ctx, id) // it ends by itself otherwise
			return failed(mistakes, reportIt, "Logs Insights runs the query %q", text)
		case insights.Classify(err) != insights.Refused || isDenied(err):
			return q.d.unanswered(mistakes, err)
		}
		malformed, is := errors.AsType[*types.MalformedQueryException](err)
		if is && malformed.QueryCompileError != nil && malformed.QueryCompileError.Location != nil {
			placed++
		}
	}
	return ok(mistakes, "wrong queries are refused, %d of %d with their place", placed, len(broken))
}

// early asks for the error of a window before the log group was made.
func (q *question) early(ctx context.Context) Check {
	if q.made.Unix() <= 0 {
		return skipped(early, "log group %s has no time at which it was made", q.group)
	}
	end := q.made.UTC().Truncate(time.Second).Add(-time.Hour)
	page, err := q.answer(ctx, "stats count(*) as n", fanlight.Window{Start: end.Add(-time.Minute), End: end}, 1)
	switch {
	case err == nil:
		return ok(early, "a window before the log group was made has an answer of %d rows", len(page.Rows))
	case insights.Classify(err) == insights.NoData:
		return ok(early, "a window before the log group was made is refused as without data")
	case insights.Classify(err) == insights.Refused && !isDenied(err):
		return failed(early, reportIt, "a window before the log group was made is refused: %s", reason(err))
	}
	return q.d.unanswered(early, err)
}

// limits asks which limit counts: that of the text, or the smaller parameter of StartQuery.
func (q *question) limits(ctx context.Context) Check {
	larger, err := q.answer(ctx, "fields @timestamp | limit 1", q.recent(), 2)
	if err != nil {
		return q.d.unanswered(limits, err)
	}
	smaller, err := q.answer(ctx, "fields @timestamp | limit 2", q.recent(), 1)
	switch {
	case err != nil:
		return q.d.unanswered(limits, err)
	case len(larger.Rows) == 0 || larger.Statistics.RecordsMatched < 2:
		return skipped(limits, "the janitor has logged less than two lines in the last %d minutes", lookBack/time.Minute)
	case len(larger.Rows) != 1:
		return failed(limits, reportIt, "limit 1 gives %d rows", len(larger.Rows))
	}
	which := map[int]string{1: "the smaller of text and parameter", 2: "that of the text"}
	return ok(limits, "%s counts", cmp.Or(which[len(smaller.Rows)], "another limit"))
}

// nothing asks for the count of no event: one row with 0, or no row.
func (q *question) nothing(ctx context.Context) Check {
	page, err := q.answer(ctx, `filter @message = "no such line" | stats count(*) as n`, q.recent(), 1)
	if err != nil {
		return q.d.unanswered(nothing, err)
	}
	if len(page.Rows) == 0 {
		return ok(nothing, "a count without a match gives no row")
	}
	return failed(nothing, reportIt, "a count without a match gives a row; fanlight query --logs gives none")
}
