package index_test

import (
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/index"
	"github.com/fanlight/fanlight/pkg/report"
)

// folder names folders as an archive does.
func folder(run fanlight.RunID, epoch int) string {
	name := run.Scheduled().Format("2006-01-02/2006-01-02T15-04-05Z")
	if epoch > 1 {
		name += fmt.Sprintf("-edition-%d", epoch)
	}
	return name
}

// entry is an edition of a day.
func entry(day time.Time, errors string) index.Entry {
	run := fanlight.NewRunID("checkout-health", day.AddDate(0, 0, 1).Add(7*time.Hour), "")
	e := index.Entry{
		Run: run, Epoch: 1, Window: fanlight.Window{Start: day, End: day.AddDate(0, 0, 1)}, Period: report.Day, Day: day.Format(time.DateOnly), State: index.Sent, Folder: folder(run, 1),
		Numbers: []index.Number{{Title: "Error rate (5xx)", Text: errors + "%"}, {Title: "Latency p95", Text: "588\u00a0ms"}, {Title: "Requests", Text: "1,204,310"}},
	}
	return e
}

var newestDay = time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)

// sample is the list of a report with all kinds of editions: 52 days.
func sample() index.List {
	l := index.List{Format: 1, Report: "checkout-health", Title: "API health, checkout service", Timezone: "UTC"}
	for back := range 52 {
		e := entry(newestDay.AddDate(0, 0, -back), fmt.Sprintf("0.%02d", 39+back*7%17))
		switch back {
		case 0, 1, 29:
			e.State, e.Note = index.Incomplete, "Incomplete: 1 of 13 queries failed"
		case 16, 37:
			e = index.Entry{Run: e.Run, Epoch: 1, Window: e.Window, Period: e.Period, Day: e.Day, State: index.Skipped}
		case 5:
			first := e
			e.Epoch, e.Folder = 2, folder(e.Run, 2)
			l.Entries = append(l.Entries, e)
			e = first
		case 7:
			for range 2 {
				e.Run += "+x7k2p9"
				e.Folder = folder(e.Run, 1) + "-x7k2p9"
				l.Entries = append(l.Entries, e)
			}
			e = entry(newestDay.AddDate(0, 0, -back), "0.47")
		}
		if back == 0 || back == 28 {
			e.Alert, e.Note = true, "Alert: Error rate (5xx) 1.84%. Incomplete: 1 of 13 queries failed"
			e.Numbers[0].Text, e.Numbers[0].Tag = "1.84%", edition.TagAlert
			e.Numbers[1].Text, e.Numbers[1].Tag = "812\u00a0ms", edition.TagWarning
		}
		l.Entries = append(l.Entries, e)
	}
	return l
}
