package rendertest

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// checkout is one edition of a report that uses everything: numbers with marks and
// earlier editions, charts with an edition before, bars, log events, a failed and an empty
// section.
func checkout() *fanlight.Document {
	c := &checkoutEdition{day: time.Date(2026, 11, 24, 23, 0, 0, 0, time.UTC)}
	c.numbers()
	c.charts()
	c.tables()
	c.compare()
	return c.d
}

type checkoutEdition struct {
	day time.Time // its window begins
	d   *fanlight.Document
	old []fanlight.QueryResult // of the day before
}

func (c *checkoutEdition) result(id string, shape *report.Shape, lines ...string) fanlight.QueryResult {
	q := rows(id, lines...)
	q.Text, q.LogGroups, q.Shape = "stats "+id, []string{"/aws/ecs/checkout-gateway"}, shape
	q.Statistics = fanlight.Statistics{BytesScanned: 5.1e9, RecordsScanned: 1284310, RecordsMatched: 107e3}
	return q
}

// add adds a section with its query's result, and what the day before had.
func (c *checkoutEdition) add(s report.Section, now, before fanlight.QueryResult) {
	s.Query, s.Compare = now.ID, report.ComparePrevious
	c.d.Sections, c.d.Queries, c.old = append(c.d.Sections, s), append(c.d.Queries, now), append(c.old, before)
}

func mark(s string) *report.Mark {
	m, err := report.ParseMark(s, "")
	if err != nil {
		panic(err)
	}
	return &m
}

// past are the numbers of the 13 editions before, the oldest first.
var past = map[string][]float64{
	"requests": {1241e3, 1262e3, 1015e3, 982e3, 1190e3, 1221e3, 1249e3, 1236e3, 1270e3, 1031e3, 996e3, 1204e3, 1232350},
	"errors":   {0.48, 0.51, 0.44, 0.42, 0.47, 0.55, 0.49, 0.46, 0.52, 0.43, 0.41, 0.5, 0.53},
	"p95":      {561, 570, 548, 539, 566, 582, 574, 560, 577, 551, 543, 569, 588},
	"orders":   {42910, 43480, 35120, 33870, 41300, 42150, 43020, 42700, 44010, 35640, 34210, 41880, 43517},
	"double":   {0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0},
	"fraud":    {31, 28, 22, 25, 30, 34, 29, 33, 36, 24, 21, 32},
}

func (c *checkoutEdition) numbers() {
	c.d = document("API health, checkout service")
	c.d.Run, c.d.Report, c.d.Timezone = "checkout-health@2026-11-26T07:00:00Z", "checkout-health", "Europe/Berlin"
	c.d.Scheduled, c.d.Period.Calendar = time.Date(2026, 11, 26, 7, 0, 0, 0, time.UTC), report.Day
	c.d.Window = fanlight.Window{Start: c.day, End: c.day.Add(24 * time.Hour)}
	for _, n := range []struct {
		id, value string
		section   report.Section
	}{
		{"requests", "1284310", report.Section{Title: "Requests", Unit: report.UnitCount}},
		{"errors", "1.84", report.Section{Title: "Error rate (5xx)", Unit: report.UnitPercent, Good: report.GoodDown, Alert: mark("> 1")}},
		{"p95", "812", report.Section{Title: "Latency p95", Unit: report.UnitMillis, Good: report.GoodDown, Warn: mark("> 800")}},
		{"orders", "41207", report.Section{Title: "Orders confirmed", Unit: report.UnitCount, Good: report.GoodUp}},
		{"double", "0", report.Section{Title: "Payments captured twice", Unit: report.UnitCount, Good: report.GoodDown}},
		{"fraud", "37", report.Section{Title: "Held for fraud check", Unit: report.UnitCount}},
	} {
		n.section.Show, n.section.Value = report.ShowNumber, "n"
		c.add(n.section, c.result(n.id, nil, "n", n.value), fanlight.QueryResult{})
	}
}

var hours = map[string]string{
	"errors": "108 84 69 48 80 94 152 182 365 342 332 337 514 334 5154 7755 4260 1213 410 498 549 295 271 185",
	"before": "121 74 51 76 66 69 182 228 220 408 371 278 473 398 270 392 369 297 489 499 367 423 275 135",
	"p95":    "548 541 552 - 560 538 549 566 583 577 590 604 611 618 1320 1870 1240 764 622 607 596 588 571 559",
	"p50":    "121 119 122 - 124 118 120 126 131 129 133 138 140 142 214 268 203 158 141 139 136 133 128 124",
}

// perHour returns the rows of a query by bin(1h).
func (c *checkoutEdition) perHour(id string, day time.Time, columns map[string]string, order ...string) fanlight.QueryResult {
	shape := &report.Shape{Columns: append([]string{"bin(1h)"}, order...), Time: "bin(1h)", Bin: "1h"}
	if len(order) == 1 {
		shape.Sums = order
	}
	lines := []string{"bin(1h)|" + strings.Join(order, "|")}
	for h := range 24 {
		line := day.Add(time.Duration(h) * time.Hour).Format("2006-01-02 15:04:05.000")
		for _, name := range order {
			line += "|" + strings.ReplaceAll(strings.Fields(columns[name])[h], "-", "")
		}
		lines = append(lines, line)
	}
	return c.result(id, shape, lines...)
}

func (c *checkoutEdition) charts() {
	before := c.perHour("byhour", c.day.Add(-24*time.Hour), map[string]string{"errors": hours["before"]}, "errors")
	c.add(report.Section{Title: "5xx errors per hour", Show: report.ShowLine, Unit: report.UnitCount},
		c.perHour("byhour", c.day, hours, "errors"), before)
	c.add(report.Section{Title: "Latency per hour", Show: report.ShowLine, Unit: report.UnitMillis, Warn: mark("> 800"), Alert: mark("> 1500")},
		c.perHour("latency", c.day, hours, "p95", "p50"), fanlight.QueryResult{})
}

func (c *checkoutEdition) tables() {
	shape := &report.Shape{Columns: []string{"route", "errors"}, Labels: []string{"route"}, Sums: []string{"errors"}}
	c.add(report.Section{Title: "Errors by route", Show: report.ShowBar, Unit: report.UnitCount, Good: report.GoodDown},
		c.result("routes", shape, "route|errors", "POST /v2/payments/authorize|16402", "POST /v2/orders|3208", "GET /v2/cart/{id}|1377",
			"POST /v2/coupons/apply|812", "GET /v2/shipping/quotes|640", "PUT /v2/cart/{id}/items|402", "POST /v2/tax/estimate|288"),
		c.result("routes", shape, "route|errors", "POST /v2/payments/authorize|1093", "POST /v2/orders|1910", "GET /v2/cart/{id}|1340",
			"POST /v2/coupons/apply|1041", "GET /v2/shipping/quotes|454", "PUT /v2/cart/{id}/items|291"))
	c.patterns()
	latest := c.result("latest", &report.Shape{Columns: []string{"@timestamp", "@log", "@message"}}, "@timestamp|@log|@message",
		"2026-11-25 22:58:41.020|123456789012:/aws/lambda/checkout-orders|order 7F4B-88120 not confirmed: payment state unknown, will be checked again in 60 s 5b1e0c5e-77aa-4b0e-9d0c-3f1a2c9e4d10",
		"2026-11-25 22:41:16.500|123456789012:/aws/lambda/checkout-payments|PaymentGatewayTimeout: no response from acquirer north-eu after 5000 ms (order 7F4B-85977)",
		"2026-11-25 20:52:38.001|123456789012:/aws/lambda/checkout-payments|unhandled exception in capture handler: java.lang.IllegalStateException: payment 9bfe07 is already captured\n    at com.example.checkout.payments.Capture.apply(Capture.java:118)")
	latest.RowCount = 4472
	c.add(report.Section{Title: "Latest payment errors", Show: report.ShowTable}, latest, fanlight.QueryResult{})
	c.add(report.Section{Title: "Slowest database statements", Show: report.ShowTable},
		broken("db", fanlight.Failed, "Log group '/aws/rds/cluster/checkout/postgresql' does not exist"), fanlight.QueryResult{})
	c.add(report.Section{Title: "Blocked by the firewall", Show: report.ShowTable},
		fanlight.QueryResult{ID: "waf", State: fanlight.Empty, Statistics: fanlight.Statistics{RecordsScanned: 1284310}}, fanlight.QueryResult{})
}

// patterns adds a section of patterns, of which three are new, one is as on the day before
// and one is gone.
func (c *checkoutEdition) patterns() {
	now := c.result("patterns", nil, "@pattern|@sampleCount|@message|@log|@timestamp",
		"PaymentGatewayTimeout: no response from acquirer <*> after <*> ms (order <*>)|14866|PaymentGatewayTimeout: no response from acquirer north-eu after 5000 ms (order 7F3K-20931)|123456789012:/aws/lambda/checkout-payments|2026-11-25 13:12:07.000",
		"tax estimate rejected: unknown region code <*>|288|tax estimate rejected: unknown region code \"IC-2\"|123456789012:/aws/lambda/checkout-cart|2026-11-25 08:41:55.000",
		"circuit breaker \"payments\" opened after <*> failures in <*> s|212",
		"cart <*> expired|40")
	c.add(report.Section{Title: "New error patterns", Show: report.ShowPatterns}, now, fanlight.QueryResult{})
	start := c.day.Add(-24 * time.Hour)
	c.d.PatternsBefore = []fanlight.PatternsBefore{{Section: len(c.d.Sections) - 1, Window: fanlight.Window{Start: start, End: c.day}, Patterns: &fanlight.SectionPatterns{
		Patterns: []fanlight.Pattern{{Text: "coupon service returned 404 for campaign <*>", Count: 63}, {Text: "cart <*> expired", Count: 38}},
	}}}
}

// compare gives the document the day before, and the numbers of the 13 days before. The
// number of the fraud check is missing on the last of these.
func (c *checkoutEdition) compare() {
	for back := 1; back <= 13; back++ {
		d := *c.d
		start := c.day.Add(-time.Duration(back) * 24 * time.Hour)
		d.Run, d.Window = fanlight.RunID(fmt.Sprintf("checkout-health@2026-11-%02dT07:00:00Z", 26-back)), fanlight.Window{Start: start, End: start.Add(24 * time.Hour)}
		d.Queries = nil
		for i, q := range c.d.Queries {
			if n := past[q.ID]; len(n) >= 14-back {
				q.Rows = []fanlight.Row{{{Name: "n", Value: strconv.FormatFloat(n[13-back], 'f', -1, 64)}}}
			} else if back == 1 && c.old[i].ID != "" {
				q = c.old[i]
			} else {
				q = fanlight.QueryResult{ID: q.ID, State: fanlight.Failed, Text: q.Text, LogGroups: q.LogGroups}
			}
			d.Queries = append(d.Queries, q)
		}
		f := fanlight.NewFigures(&d)
		if back == 1 {
			c.d.Baselines = []fanlight.Baseline{{Compare: report.ComparePrevious, Window: d.Window, Figures: &f}}
		}
		c.d.Past = append(c.d.Past, f.NumbersOnly())
	}
}
