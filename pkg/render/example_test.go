package render_test

import (
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
)

func ExampleText() {
	scheduled := time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC)
	d := &fanlight.Document{
		Version: fanlight.DocumentVersion, Run: fanlight.NewRunID("bot-usage", scheduled, ""), Epoch: 1,
		Report: "bot-usage", Title: "Telegram bot usage", Scheduled: scheduled, Timezone: "UTC",
		Window:   fanlight.Window{Start: scheduled.Add(-24 * time.Hour), End: scheduled},
		Sections: []report.Section{{Title: "Requests", Query: "calls", Show: report.ShowNumber, Value: "n"}},
		Queries: []fanlight.QueryResult{{
			ID: "calls", State: fanlight.OK, Columns: []string{"n"},
			Rows:       []fanlight.Row{{{Name: "n", Value: "1204"}}},
			Statistics: fanlight.Statistics{BytesScanned: 6.3e6, RecordsScanned: 14838, RecordsMatched: 4601},
		}},
	}
	fmt.Print(render.Text(d, render.TextOptions{Width: 60}))
	// Output:
	// Telegram bot usage
	// 1 Jan 12:30 – 2 Jan 12:30 UTC (24 h)
	//
	//   Requests      1,204
	//
	// 1 of 1 query ok · 4,601 of 14,838 records matched
	// 6.3 MB scanned ($0.00003)
	// bot-usage@2026-01-02T12:30:00Z
}

func ExampleTable_Format() {
	table := render.Table{
		Columns: []render.Column{{Name: "query"}, {Name: "state"}, {Name: "rows", Right: true}, {Name: "took", Right: true}},
		Rows: []render.Row{
			{Cells: []string{"errors", "ok", "912", "12s"}},
			{Cells: []string{"late", "failed", "", ""}, Error: "the log group does not exist"},
		},
	}
	shown, left := table.Format(render.TableOptions{Width: 24, Drop: []string{"took"}})
	fmt.Print(shown)
	fmt.Println(left)
	// Output:
	// query   state   rows
	// ────────────────────
	// errors  ok       912
	// late    failed
	//   the log group does not
	//   exist
	// left out: took (--wide shows all)
}
