package render

import (
	"fmt"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// dollarsPerByte is the price of a scan in us-east-1, 0.005 dollars per GB of
// uncompressed log data (https://c3x.dev/blog/cloudwatch-logs-cost-optimization,
// June 2026). Other regions charge up to half as much again.
const dollarsPerByte = 0.005 / 1e9

// summary returns the phrases of the footer: how the queries ended, what they
// cost, and which were cut.
func summary(d *fanlight.Document) []string {
	var work fanlight.Statistics
	for _, q := range d.Queries {
		work = work.Add(q.Statistics)
	}
	phrases := []string{
		outcomes(d.Queries),
		fmt.Sprintf("%s of %s records matched", formatCount(work.RecordsMatched), formatCount(work.RecordsScanned)),
		fmt.Sprintf("%s scanned (%s)", formatBytes(work.BytesScanned), formatDollars(work.BytesScanned*dollarsPerByte)),
	}
	for i := range d.Queries {
		switch q := &d.Queries[i]; {
		case q.Cut != "":
			phrases = append(phrases, q.ID+": "+cutNote(q))
		case q.Truncated:
			phrases = append(phrases, fmt.Sprintf("%s may have more rows than the first %s", q.ID, formatCount(float64(q.Kept()))))
		}
	}
	return phrases
}

// cutNote says how much of a result was kept, and what bounds it.
func cutNote(q *fanlight.QueryResult) string {
	kept := formatCount(float64(q.Kept()))
	if all := q.Statistics.ResultCount; all > 0 {
		kept += " of " + formatCount(all)
	}
	bound := "max_bytes"
	if q.Cut == fanlight.CutByReport {
		bound = "a report keeps " + formatBytes(report.MaxReportBytes)
	}
	return fmt.Sprintf("cut to %s rows, %s (%s)", kept, formatBytes(float64(q.Bytes)), bound)
}

// hiddenNote says of a result with rows why none of them is shown.
func hiddenNote(q *fanlight.QueryResult) string {
	return fmt.Sprintf("no row of %s is shown: the first one does not fit (a report shows %s of all its queries)",
		formatCount(float64(q.Kept())), formatBytes(fanlight.DocumentBytes))
}

func outcomes(queries []fanlight.QueryResult) string {
	if len(queries) == 0 {
		return "no queries"
	}
	n := map[fanlight.Outcome]int{}
	for _, q := range queries {
		n[q.State]++
	}
	s := fmt.Sprintf("%d of %s ok", n[fanlight.OK]+n[fanlight.Empty], count(len(queries), "query", "queries"))
	for _, o := range []fanlight.Outcome{fanlight.Empty, fanlight.Failed, fanlight.TimedOut, fanlight.CancelledResult} {
		if n[o] > 0 {
			s += fmt.Sprintf(", %d %s", n[o], stateWord(o))
		}
	}
	return s
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
