package cli

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/logfile"
)

// queryCommand runs one query on the engine itself, without a pipeline.
type queryCommand struct {
	s          *System
	logs       logFlag
	start, end string
	limit      int
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
	cmd.Args = extraArgument(cmd, "the query")
	q.logs.addTo(cmd)
	cmd.Flags().StringVar(&q.start, "start", "", "`TIME` of the first events that count, or a span before now such as 24h (default: all)")
	cmd.Flags().StringVar(&q.end, "end", "", "`TIME` from which on nothing counts")
	cmd.Flags().IntVar(&q.limit, "limit", cwli.DefaultLimit, "`N` rows at most")
	q.format = formatFlag{"table", "json", "csv"}.add(cmd)
	return cmd
}

func (q *queryCommand) run(ctx context.Context, text string) error {
	compiled, err := cwli.Compile(text)
	if err != nil {
		return q.tell(err, text)
	}
	window, err := q.window()
	if err != nil {
		return err
	}
	if q.limit < 1 || q.limit > syntax.MaxLimit {
		return misused("--limit %d: want 1 to %d", q.limit, syntax.MaxLimit)
	}
	sets, err := q.logs.open()
	if err != nil {
		return err
	}
	x := compiled.Execution(cwli.Options{Limit: q.limit, Window: window})
	seen, err := feed(ctx, x, sets)
	if err != nil {
		return fmt.Errorf("run the query: %w", err)
	}
	result := x.Result()
	if err := writeResult(q.s, result, *q.format); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	q.summary(result, window, seen)
	return nil
}

// tell shows where a query is wrong.
func (q *queryCommand) tell(err error, text string) error {
	var wrong *syntax.Error
	if !errors.As(err, &wrong) {
		return err
	}
	fmt.Fprintf(q.s.Err, "fanlight: the query is wrong: %s", cleanLines(syntax.Format(wrong, text)))
	return errTold
}

// window returns the zero window, which is everything, unless a bound is given.
func (q *queryCommand) window() (cwli.Window, error) {
	if q.start == "" && q.end == "" {
		return cwli.Window{}, nil
	}
	w := cwli.Window{Start: math.MinInt64, End: math.MaxInt64}
	now := q.s.Now()
	if q.start != "" {
		t, err := parseMoment("start", q.start, now)
		if err != nil {
			return w, err
		}
		w.Start = t.UnixMilli()
	}
	if q.end != "" {
		t, err := parseMoment("end", q.end, now)
		if err != nil {
			return w, err
		}
		w.End = t.UnixMilli()
	}
	if w.Start >= w.End {
		return w, misused("--start must lie before --end")
	}
	return w, nil
}

// feed adds the events of all files, in the order of the groups' names.
func feed(ctx context.Context, x *cwli.Execution, sets map[string]*logfile.Set) (span, error) {
	var seen span
	for _, group := range sortedGroups(sets) {
		err := interruptible{sets[group]}.Each(ctx, group, func(e *cwli.Event) error {
			seen.add(e.Timestamp)
			return x.Add(e)
		})
		if err != nil {
			return seen, err
		}
	}
	return seen, nil
}

// summary tells on stderr what the result rests on.
func (q *queryCommand) summary(r cwli.Result, w cwli.Window, seen span) {
	fmt.Fprintf(q.s.Err, "%s · %.0f of %s matched · %.0f bytes scanned%s\n", count(len(r.Rows), "row", "rows"),
		r.Statistics.RecordsMatched, count(int(r.Statistics.RecordsScanned), "record", "records"), r.Statistics.BytesScanned, bounds(w))
	switch {
	case seen.events == 0:
		fmt.Fprintln(q.s.Err, "note: the log files hold no events")
	case r.Statistics.RecordsScanned == 0:
		fmt.Fprintf(q.s.Err, "note: no event lies there: the log files hold %s\n", seen)
	}
}

func bounds(w cwli.Window) string {
	switch {
	case w == cwli.Window{}:
		return ""
	case w.Start == math.MinInt64:
		return " · before " + stamp(time.UnixMilli(w.End))
	case w.End == math.MaxInt64:
		return " · from " + stamp(time.UnixMilli(w.Start))
	}
	return " · from " + stamp(time.UnixMilli(w.Start)) + " to " + stamp(time.UnixMilli(w.End))
}
