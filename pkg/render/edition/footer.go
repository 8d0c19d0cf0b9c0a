package edition

import (
	"fmt"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/report"
)

// Footer says how an edition came to be.
type Footer struct {
	Summary []string // how the queries ended, what they cost, and which were cut
	Run     string   // the run's ID, what a correction corrects, and the epoch of a replayed run
}

func newFooter(d *fanlight.Document) Footer {
	phrases := summary(d)
	if n := skippedBefore(d); n > 0 {
		phrases = append(phrases, Many(n, "edition was", "editions were")+" not sent before this one")
	}
	return Footer{phrases, RunLabel(d)}
}

// skippedBefore counts the editions since the last one that somebody got.
func skippedBefore(d *fanlight.Document) (n int) {
	for n < len(d.Past) && d.Past[n].Unsent {
		n++
	}
	return n
}

// Title returns the heading of an edition, which says of a correction that it is one.
func Title(d *fanlight.Document) string {
	title := clean(d.Title, maxTitle)
	if _, ok := d.Run.Corrects(); ok {
		return "Correction: " + title
	}
	return title
}

// RunLabel returns the run's ID, the edition that a correction corrects, and the epoch of
// a replayed run.
func RunLabel(d *fanlight.Document) string {
	run := clean(string(d.Run), maxTitle)
	if edition, ok := d.Run.Corrects(); ok {
		run += " · corrects " + clean(string(edition), maxTitle)
	}
	if d.Epoch > 1 {
		return fmt.Sprintf("%s · replayed, edition %d", run, d.Epoch)
	}
	return run
}

// summary returns the phrases of the footer: how the queries ended, what they
// cost, and which were cut.
func summary(d *fanlight.Document) []string {
	var work fanlight.Statistics
	for _, q := range d.Queries {
		work = work.Add(q.Statistics)
	}
	phrases := []string{
		outcomes(d.Queries),
		fmt.Sprintf("%s of %s records matched", amount.Count(work.RecordsMatched), amount.Count(work.RecordsScanned)),
		fmt.Sprintf("%s scanned (%s)", amount.Bytes(work.BytesScanned), amount.ScanCost(work.BytesScanned)),
	}
	for i := range d.Queries {
		if q := &d.Queries[i]; q.Note != "" {
			phrases = append(phrases, q.ID+": "+clean(q.Note, maxNote))
		}
		switch q := &d.Queries[i]; {
		case q.Cut != "":
			phrases = append(phrases, q.ID+": "+cutNote(q))
		case q.Truncated:
			phrases = append(phrases, fmt.Sprintf("%s may have more rows than the first %s", q.ID, amount.Count(float64(q.Kept()))))
		}
	}
	return phrases
}

// cutNote says how much of a result was kept, and what bounds it.
func cutNote(q *fanlight.QueryResult) string {
	kept := amount.Count(float64(q.Kept()))
	if all := q.Statistics.ResultCount; all > 0 {
		kept += " of " + amount.Count(all)
	}
	bound := "max_bytes"
	if q.Cut == fanlight.CutByReport {
		bound = "a report keeps " + amount.Bytes(report.MaxReportBytes)
	}
	return fmt.Sprintf("cut to %s rows, %s (%s)", kept, amount.Bytes(float64(q.Bytes)), bound)
}

// hiddenNote says of a result with rows why none of them is shown.
func hiddenNote(q *fanlight.QueryResult) string {
	return fmt.Sprintf("no row of %s is shown: the first one does not fit (a report shows %s of all its queries)",
		amount.Count(float64(q.Kept())), amount.Bytes(fanlight.DocumentBytes))
}

func outcomes(queries []fanlight.QueryResult) string {
	if len(queries) == 0 {
		return "no queries"
	}
	n := map[fanlight.Outcome]int{}
	for _, q := range queries {
		n[q.State]++
	}
	s := fmt.Sprintf("%d of %s ok", n[fanlight.OK]+n[fanlight.Empty], Many(len(queries), "query", "queries"))
	for _, o := range []fanlight.Outcome{fanlight.Empty, fanlight.Failed, fanlight.TimedOut, fanlight.CancelledResult} {
		if n[o] > 0 {
			s += fmt.Sprintf(", %d %s", n[o], StateWord(o))
		}
	}
	return s
}
