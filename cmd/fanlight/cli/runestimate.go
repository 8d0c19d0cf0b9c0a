package cli

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/stack"
	"github.com/fanlight/fanlight/pkg/text"
)

// estimator estimates the bytes that a query would scan. Its client is one of package
// insights.
type estimator interface {
	Estimate(context.Context, fanlight.Clock, fanlight.Query, fanlight.Window, insights.StartToken) (int64, error)
}

// queryEstimate is the estimate of one query.
type queryEstimate struct {
	query report.Query
	bytes int64
	err   error // why there is none
}

// confirm shows what the queries of a report would scan, and asks whether they may. A query
// without an estimate does not keep the others from it.
func (r *runCommand) confirm(ctx context.Context, definition *report.Report, window fanlight.Window) error {
	line := newProgressLine(r.s)
	client := insights.New(r.onAWS.queries, byHand)
	all := estimateAll(ctx, client, definition, window, func(done int) {
		line.show(fmt.Sprintf("%d of %s estimated", done, count(len(definition.Queries), "query", "queries")))
	})
	line.clear()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err := r.printEstimates(all); err != nil {
		return err
	}
	if r.onAWS.yes {
		return nil
	}
	return r.s.ask(ctx, scanQuestion(all), "--yes runs it")
}

// estimateAll estimates each query of a report, those with the same text and log groups
// once. It calls estimated after each one.
func estimateAll(ctx context.Context, client estimator, r *report.Report, window fanlight.Window, estimated func(done int)) []queryEstimate {
	all := make([]queryEstimate, len(r.Queries))
	same := map[string][]int{}
	var order []string
	for i, q := range r.Queries {
		all[i].query = q
		key := strings.Join(append([]string{q.Text}, q.LogGroups...), "\x00")
		if same[key] == nil {
			order = append(order, key)
		}
		same[key] = append(same[key], i)
	}
	var mu sync.Mutex
	done := 0
	_ = eachOf(ctx, len(order), estimatesAtOnce, func(ctx context.Context, n int) error {
		of := same[order[n]]
		bytes, err := estimateOne(ctx, client, r.Queries[of[0]], window)
		mu.Lock()
		defer mu.Unlock()
		for _, i := range of {
			all[i].bytes, all[i].err = bytes, err
		}
		done += len(of)
		estimated(done)
		return nil // the query has it, and the others go on
	}) // the caller looks at ctx
	return all
}

func estimateOne(ctx context.Context, client estimator, q report.Query, window fanlight.Window) (int64, error) {
	token := insights.StartToken{Run: "estimate", Token: fanlight.NewToken(stack.Random{})}
	wanted := fanlight.Query{ID: q.ID, Text: q.Text, LogGroups: q.LogGroups}
	return client.Estimate(ctx, stack.Clock{}, wanted, window, token)
}

// unknownEstimate stands in a table for an estimate that there is none of.
const unknownEstimate = "unknown"

// printEstimates prints a table on stderr, and the reasons of estimates that are not there.
func (r *runCommand) printEstimates(all []queryEstimate) error {
	t := render.Table{Columns: []render.Column{{Name: "query"}, {Name: "log groups", Right: true}, {Name: "estimate", Right: true}, {Name: "cost", Right: true}}}
	for _, e := range all {
		t.Rows = append(t.Rows, e.row())
	}
	content, _ := t.Format(render.TableOptions{Width: r.s.Width(r.s.Err), Drop: []string{"log groups"}})
	if _, err := io.WriteString(r.s.Err, content); err != nil {
		return fmt.Errorf("write the estimates: %w", err)
	}
	return nil
}

func (e queryEstimate) row() render.Row {
	groups := strconv.Itoa(len(e.query.LogGroups))
	if len(e.query.LogGroups) == 0 {
		groups = "SOURCE"
	}
	if e.err != nil {
		return render.Row{Cells: []string{e.query.ID, groups, unknownEstimate, ""}, Error: "no estimate: " + text.Clean(insights.Message(e.err))}
	}
	return render.Row{Cells: []string{e.query.ID, groups, render.Bytes(float64(e.bytes)), render.ScanCost(float64(e.bytes))}}
}

// scanQuestion asks whether the queries may scan what they are estimated to.
func scanQuestion(all []queryEstimate) string {
	var bytes int64
	unknown := 0
	for _, e := range all {
		if bytes += e.bytes; e.err != nil {
			unknown++
		}
	}
	cost := render.ScanCost(float64(bytes))
	if bytes > 0 && !strings.HasPrefix(cost, "under ") {
		cost = "about " + cost
	}
	scan := render.Bytes(float64(bytes)) + " for " + cost
	switch {
	case unknown == len(all):
		return "Logs Insights gives no estimate; run " + count(unknown, "query", "queries")
	case unknown > 0:
		return fmt.Sprintf("Scan %s, and what %s without an estimate %s", scan, count(unknown, "query", "queries"), plural(unknown, "scans", "scan"))
	}
	return "Scan " + scan
}
