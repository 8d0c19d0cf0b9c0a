package cli

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/text"
)

// queryCommand runs one query on the engine, without a pipeline.
type queryCommand struct {
	s          *System
	logs       logsFlag
	start, end string
	limit      int
	wide       bool
	format     *string
}

func newQuery(s *System) *cobra.Command {
	q := &queryCommand{s: s}
	cmd := &cobra.Command{
		Use:   "query 'QUERY' --logs PATH",
		Short: "Run a Logs Insights query over log files",
		Example: `  fanlight query 'filter (is_group=1) | stats count(*) as calls' --logs logs/
  fanlight query 'stats count(*) by bin(1h)' --logs app.log.gz --start 2026-01-01 --end 2026-01-02 -o csv`,
		RunE: func(cmd *cobra.Command, args []string) error { return q.run(cmd.Context(), args[0]) },
	}
	cmd.Args = oneArgument(cmd, "the query")
	q.logs.addTo(cmd)
	cmd.Flags().StringVar(&q.start, "start", "", "`TIME` of the first events to read, or a length of time before now such as 24h (default: all)")
	cmd.Flags().StringVar(&q.end, "end", "", "`TIME` of the first events not to read (default: all)")
	cmd.Flags().IntVar(&q.limit, "limit", cwli.DefaultLimit, "largest `NUMBER` of rows")
	addWideFlag(cmd, &q.wide)
	q.format = formatFlag{"table", "json", "csv"}.add(cmd)
	return cmd
}

func (q *queryCommand) run(ctx context.Context, query string) error {
	compiled, err := cwli.Compile(query)
	if err != nil {
		return q.printMistake(err, query)
	}
	window, err := q.window()
	if err != nil {
		return err
	}
	if q.limit < 1 || q.limit > syntax.MaxLimit {
		return usageErrorf("invalid --limit %d: want 1 to %d", q.limit, syntax.MaxLimit)
	}
	sets, err := q.logs.open()
	if err != nil {
		return err
	}
	if err := checkShared(sets, sortedGroups(sets)); err != nil {
		return err
	}
	x := compiled.Execution(cwli.Options{Limit: q.limit, Window: window})
	seen, err := addEvents(ctx, x, sets)
	if err != nil {
		return fmt.Errorf("run the query: %w", err)
	}
	result, err := x.Result(ctx)
	if err != nil {
		return fmt.Errorf("run the query: %w", err)
	}
	left, err := writeResult(q.s, result, *q.format, q.wide)
	if err != nil {
		return err
	}
	q.printSummary(result, window, seen)
	printLeftOut(q.s, left)
	return nil
}

// printMistake shows where a query is wrong.
func (q *queryCommand) printMistake(err error, query string) error {
	var wrong *expr.Error
	if !errors.As(err, &wrong) {
		return err
	}
	fmt.Fprintf(q.s.Err, "fanlight: the query is wrong: %s", text.CleanLines(expr.Format(wrong, query)))
	return errReported
}

// window returns the zero window, which includes every event, unless a bound is
// given.
func (q *queryCommand) window() (cwli.Window, error) {
	if q.start == "" && q.end == "" {
		return cwli.Window{}, nil
	}
	w := cwli.Window{Start: math.MinInt64, End: math.MaxInt64}
	now := q.s.Now()
	if q.start != "" {
		t, err := parseTime("start", q.start, now)
		if err != nil {
			return w, err
		}
		w.Start = t.UnixMilli()
	}
	if q.end != "" {
		t, err := parseTime("end", q.end, now)
		if err != nil {
			return w, err
		}
		w.End = t.UnixMilli()
	}
	if w.Start >= w.End {
		return w, invalid("--start", q.start, "a time before --end")
	}
	return w, nil
}

// addEvents adds the events of all files to an execution, in the order of the
// groups' names, and returns their range.
func addEvents(ctx context.Context, x *cwli.Execution, sets map[string]*logfile.Set) (timeRange, error) {
	var seen timeRange
	for _, group := range sortedGroups(sets) {
		err := cancellableSource{sets[group]}.Each(ctx, group, func(e *cwli.Event) error {
			seen.add(e.Timestamp)
			return x.Add(e)
		})
		if err != nil {
			return seen, err
		}
	}
	return seen, nil
}

// printSummary prints on stderr how many records the result is made from. It
// says why there are none.
func (q *queryCommand) printSummary(r cwli.Result, w cwli.Window, seen timeRange) {
	fmt.Fprintf(q.s.Err, "%s · %s of %s matched · %s scanned%s\n", count(len(r.Rows), "row", "rows"),
		render.Count(r.Statistics.RecordsMatched), count(int(r.Statistics.RecordsScanned), "record", "records"),
		render.Bytes(r.Statistics.BytesScanned), formatWindow(w))
	switch {
	case seen.events == 0:
		fmt.Fprintln(q.s.Err, "note: the log files hold no events")
	case r.Statistics.RecordsScanned == 0:
		fmt.Fprintf(q.s.Err, "note: no event is between --start and --end: the log files hold %s\n", seen)
	}
}

func formatWindow(w cwli.Window) string {
	switch {
	case w == cwli.Window{}:
		return ""
	case w.Start == math.MinInt64:
		return " · before " + formatTime(time.UnixMilli(w.End))
	case w.End == math.MaxInt64:
		return " · from " + formatTime(time.UnixMilli(w.Start))
	}
	return " · from " + formatTime(time.UnixMilli(w.Start)) + " to " + formatTime(time.UnixMilli(w.End))
}
