package cli

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime/debug"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
)

// runLocal runs a query over log files. If it is interrupted, it shows what was found
// up to there.
func (q *queryCommand) runLocal(ctx context.Context, compiled *cwli.Query, text string) error {
	window, err := q.span.window(q.s.Now())
	if err != nil {
		return err
	}
	files, err := q.openFiles(compiled, text)
	if err != nil {
		return err
	}
	tables, err := readTables(q.tables, text)
	if err != nil {
		return err
	}
	memory, err := q.mostMemory()
	if err != nil {
		return err
	}
	boundHeap(memory)
	x := compiled.Execution(cwli.Options{Limit: q.limit, Window: window, Memory: memory, Now: q.s.Now, Tables: tables})
	reading := newReading(q.s, files.size(files.reads(compiled)))
	failed := x.ReadFrom(ctx, files.source(reading))
	reading.line.clear()
	if failed != nil && (ctx.Err() == nil || reading.seen.events == 0) {
		return runError(failed)
	}
	result, err := x.Result(resultContext(ctx, failed))
	if err != nil {
		return runError(err)
	}
	if err := q.view.write(result, failed == nil); err != nil {
		return err
	}
	if failed != nil {
		fmt.Fprintf(q.s.Err, "partial: after %s\n", reading.position())
		q.reports.print(q.s.Err)
		return failed
	}
	q.printSummary(result, q.shownWindow(compiled, window), reading.seen)
	return nil
}

// shownWindow is a window with its name in messages.
type shownWindow struct {
	cwli.Window
	name string
}

// shownWindow returns the window of the query itself if it has one, else the flags'.
func (q *queryCommand) shownWindow(compiled *cwli.Query, flags cwli.Window) shownWindow {
	inputs := compiled.Inputs()
	if own := inputs[len(inputs)-1]; own.Timed() {
		return shownWindow{own.Window(flags, q.s.Now()), "within the times of `SOURCE` in the query"}
	}
	return shownWindow{flags, q.span.name()}
}

const leastMemory = 1_000_000

// mostMemory returns the bytes of --memory.
func (q *queryCommand) mostMemory() (int64, error) {
	if q.memory == "" {
		return cwli.DefaultMemory, nil
	}
	n, err := report.ParseSize(q.memory)
	if err != nil || n < leastMemory {
		return 0, usageErrorf("invalid --memory %q: want a whole number with its unit from 1MB on, such as 500MB", q.memory)
	}
	return n, nil
}

// boundHeap makes the collector work harder when a query keeps nearly all that it may.
// Without that the process would grow to twice the bytes. GOMEMLIMIT goes before it.
func boundHeap(memory int64) {
	if debug.SetMemoryLimit(-1) == math.MaxInt64 {
		debug.SetMemoryLimit(memory + memory/2)
	}
}

// runError adds to an error what this command can do about it.
func runError(err error) error {
	if _, ok := errors.AsType[*cwli.MemoryError](err); ok {
		return fmt.Errorf("run the query: %w; or allow it more by --memory", err)
	}
	return fmt.Errorf("run the query: %w", err)
}

// resultContext returns the context for the rows of a run: a new one if it was
// interrupted while it read.
func resultContext(ctx context.Context, interrupted error) context.Context {
	if interrupted != nil {
		return context.WithoutCancel(ctx)
	}
	return ctx
}

// printSummary prints on stderr how many records the result is made from. It
// says why there are none.
func (q *queryCommand) printSummary(r cwli.Result, w shownWindow, seen timeRange) {
	fmt.Fprintf(q.s.Err, "%s · %s scanned%s\n", formatMatched(r),
		render.Bytes(r.Statistics.BytesScanned), formatWindow(w.Window))
	switch {
	case seen.events == 0:
		fmt.Fprintln(q.s.Err, "note: the log files hold no events")
	case r.Statistics.RecordsScanned == 0:
		fmt.Fprintf(q.s.Err, "note: no event is %s: the log files hold %s\n", w.name, seen)
	}
	if r.Truncated {
		fmt.Fprintln(q.s.Err, "note: there are more rows; a larger --limit shows them")
	}
	q.reports.print(q.s.Err)
	q.view.printLeftOut()
}

// formatMatched returns "3 rows · 4,766 of 5,240 records matched".
func formatMatched(r cwli.Result) string {
	return fmt.Sprintf("%s · %s of %s matched", count(len(r.Rows), "row", "rows"),
		render.Count(r.Statistics.RecordsMatched), count(int(r.Statistics.RecordsScanned), "record", "records"))
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
