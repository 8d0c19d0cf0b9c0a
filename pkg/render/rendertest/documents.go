// Package rendertest helps to test the forms of a document: documents with golden
// files, texts that attack, and checks that every form has to pass.
package rendertest

import (
	"fmt"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

var scheduled = time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC)

func correction() *fanlight.Document {
	d := classic()
	d.Run = fanlight.NewCorrectionID(d.Run, "of the mended definition")
	return d
}

// Documents returns documents that every form has golden files for, by the names
// of these files: "classic" has three numbers, "failures" queries without an
// answer, "hostile" texts that attack, "long" more than a message takes.
func Documents() map[string]*fanlight.Document {
	return map[string]*fanlight.Document{
		"classic":    classic(),
		"failures":   failures(),
		"empty":      emptyResults(),
		"tables":     tables(),
		"hostile":    hostileDocument(),
		"long":       long(),
		"wide":       wideRunes(),
		"replayed":   replayed(),
		"correction": correction(),
		"cut":        cut(),
		"none":       document("Nothing asked"),
		"checkout":   checkout(),
	}
}

func document(title string, queries ...fanlight.QueryResult) *fanlight.Document {
	end := scheduled.Add(-5 * time.Minute)
	return &fanlight.Document{
		Version: fanlight.DocumentVersion, Run: fanlight.NewRunID("bot-usage", scheduled, ""), Epoch: 1,
		Report: "bot-usage", Title: title, Scheduled: scheduled, Timezone: "UTC",
		Window:  fanlight.Window{Start: end.Add(-24 * time.Hour), End: end},
		Queries: queries,
	}
}

// calls is the result of a query that counts something.
func calls(id, n string, matched float64) fanlight.QueryResult {
	return fanlight.QueryResult{
		ID: id, State: fanlight.OK, QueryID: "0f3c" + id, Columns: []string{"calls"},
		Statistics: fanlight.Statistics{BytesScanned: 2.1e6, RecordsScanned: 4946, RecordsMatched: matched},
		Rows:       []fanlight.Row{{{Name: "calls", Value: n}}},
	}
}

func broken(id string, state fanlight.Outcome, words string) fanlight.QueryResult {
	return fanlight.QueryResult{ID: id, State: state, Error: words}
}

func number(title, query string) report.Section {
	return report.Section{Title: title, Query: query, Show: report.ShowNumber, Value: "calls"}
}

func table(title, query string) report.Section {
	return report.Section{Title: title, Query: query, Show: report.ShowTable}
}

// rows returns a result with rows from lines of cells with "|" between them. The
// first line names the columns; an empty cell is a field without a value.
func rows(id string, lines ...string) fanlight.QueryResult {
	q := fanlight.QueryResult{ID: id, State: fanlight.OK, Columns: strings.Split(lines[0], "|"),
		Statistics: fanlight.Statistics{BytesScanned: 88.4e9, RecordsScanned: 120e6, RecordsMatched: 1204e3}}
	for _, line := range lines[1:] {
		var row fanlight.Row
		for i, cell := range strings.Split(line, "|") {
			if cell != "" {
				row = append(row, fanlight.Field{Name: q.Columns[i], Value: cell})
			}
		}
		q.Rows = append(q.Rows, row)
	}
	return q
}

// cut has results of which only the first rows are kept.
func cut() *fanlight.Document {
	d := document("Slow requests", rows("slow", "route|ms", "/a|1200", "/b|1100"), calls("total", "1204", 1204), rows("rest", "route|ms"))
	for i, by := range []fanlight.Cut{fanlight.CutByQuery, fanlight.CutByQuery, fanlight.CutByReport} {
		q := &d.Queries[i]
		q.Cut, q.RowCount, q.Bytes, q.Statistics.ResultCount = by, 1638*len(q.Rows), int64(4e6*len(q.Rows)), 10_000
	}
	d.Sections = []report.Section{table("Slowest", "slow"), number("Total", "total"), table("The rest", "rest")}
	return d
}

func classic() *fanlight.Document {
	d := document("Telegram bot usage", calls("group_calls", "1204", 1204), calls("private_calls", "3310", 3310), calls("new_users", "87", 87))
	d.Sections = []report.Section{
		number("Requests from groups", "group_calls"), number("Private requests", "private_calls"), number("New users", "new_users"),
	}
	return d
}

func failures() *fanlight.Document {
	text := calls("text", "a dozen", 3)
	d := document("Telegram bot usage",
		calls("group_calls", "1204", 1204),
		broken("private_calls", fanlight.Failed, `MalformedQueryException: unexpected symbol found ) at line 1 and position 21`),
		broken("slow", fanlight.TimedOut, "not settled before the deadline of 30m"),
		broken("stopped", fanlight.CancelledResult, ""),
		fanlight.QueryResult{ID: "quiet", State: fanlight.Empty},
		text,
		broken("unseen", fanlight.Failed, "ResourceNotFoundException: Log group '/aws/lambda/prod-telegram-bot' does not exist for account ID '123456789012' (Service: AWSLogs; Status Code: 400)"),
	)
	missing := number("Calls by field", "group_calls")
	missing.Value = "call_count"
	d.Sections = []report.Section{
		number("Requests from groups", "group_calls"), number("Private requests", "private_calls"),
		table("Slowest requests", "slow"), number("Stopped", "stopped"), number("Quiet", "quiet"), missing, number("Not a number", "text"),
	}
	return d
}

func emptyResults() *fanlight.Document {
	quiet := fanlight.QueryResult{ID: "quiet", State: fanlight.Empty, Statistics: fanlight.Statistics{BytesScanned: 512, RecordsScanned: 9}}
	pointers := rows("pointers", "@ptr", "CmEKJg")
	d := document("Quiet night", quiet, pointers)
	d.Sections = []report.Section{number("Errors", "quiet"), table("Errors by function", "quiet"), table("Only pointers", "pointers")}
	return d
}

func tables() *fanlight.Document {
	d := document("Errors of the shop",
		rows("by_function", "function|errors|p99 ms|last_status", "checkout|1204|812.4567891|500", "basket|87|1.2E3|502", "search|3|40.5|", "a-function-with-a-rather-long-name-in-eu-central-1|12||500"),
		rows("latest", "@timestamp|userId|@message|@ptr",
			"2026-01-02 12:24:59.123|123456789|Task timed out after 3.00 seconds: 2f1c9f8e-6a3b-4b57-9d0f-4d7a1d4b8b1e at handler.process (/var/task/index.js:112:9)|CmEKJg",
			"2026-01-02 11:02:10.000|987654321|connection reset by peer|CmEKJh"),
		rows("broad", "a_first_column|b_second_column|c_third_column|d_fourth_column|e_fifth_column|f_sixth_column|g_seventh_column|h_eighth_column|i_ninth_column|j_tenth_column|k_eleventh_column", "1|2|3|4|5|6|7|8|9|10|11"),
		calls("total", "12345678.5", 10),
	)
	d.Sections = []report.Section{number("All errors", "total"), table("Errors by function", "by_function"), table("Latest", "latest"), table("Many columns", "broad"), number("All errors again", "total")}
	return d
}

// Evil is a text that attacks terminals, pages, messages and mail headers.
const Evil = "</td><script>alert(1)</script>\x1b]0;owned\x07\x1b[31m\u202Egpj.exe\u2066 &amp; \"quoted\" 'single' <b>\r\nBcc: victim@example.com\x00\u0085\u009b31m\xff\u200b</code></pre><a href=\"tg://x\">"

func hostileDocument() *fanlight.Document {
	d := document("Hostile "+Evil,
		calls("n", Evil, 1),
		fanlight.QueryResult{ID: "table", State: fanlight.OK, Rows: []fanlight.Row{{{Name: "col" + Evil, Value: Evil}, {Name: "@ptr", Value: "x"}}}},
		broken("fails", fanlight.Failed, Evil),
		broken("odd", fanlight.Outcome("<i>"), Evil),
	)
	d.Run = fanlight.RunID("x@" + Evil)
	d.Sections = []report.Section{number("Number "+Evil, "n"), table("Table "+Evil, "table"), table("Fails", "fails"), table("Nothing", Evil)}
	return d
}

func long() *fanlight.Document {
	lines := []string{"path|hits"}
	for i := range 1204 {
		lines = append(lines, fmt.Sprintf("/api/v1/items/%d/%s|%d", i, strings.Repeat("x", i%90), 100_000-i*7))
	}
	d := document("Long report", rows("paths", lines...), calls("n", "7", 7))
	for i := range 60 {
		d.Sections = append(d.Sections, number(fmt.Sprintf("Number %d", i+1), "n"))
	}
	for i := range 6 {
		d.Sections = append(d.Sections, table(fmt.Sprintf("Paths %d", i+1), "paths"))
	}
	return d
}

func wideRunes() *fanlight.Document {
	d := document("利用状況レポート", calls("n", "1204", 1204),
		rows("words", "言葉|count|emoji", "東京都渋谷区神南一丁目|12|👩‍👩‍👧‍👦", "e\u0301le\u0300ve|3|👍🏽", "한국어|1204|✅", "naïve|7|🇩🇪", "ไทย|70|"+strings.Repeat("漢", 60)))
	d.Timezone = "Asia/Tokyo"
	d.Sections = []report.Section{number("グループからの要求", "n"), number("Plain", "n"), table("言葉", "words")}
	return d
}

func replayed() *fanlight.Document {
	d := classic()
	d.Epoch = 2
	return d
}
