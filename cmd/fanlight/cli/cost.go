package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/price"
	"github.com/fanlight/fanlight/pkg/render"
)

// costCommand shows what runs cost, by the ledger's history.
type costCommand struct {
	stackCommand
	since string
}

func newCost(s *System) *cobra.Command {
	c := &costCommand{stackCommand: stackCommand{s: s}}
	cmd := &cobra.Command{
		Use:   "cost [REPORT]",
		Short: "Show what the runs of reports cost, by month",
		Long: "Show what the runs of reports cost, by month: what their queries scanned, and about what the\n" +
			"functions, queues and the table cost for them. Both are list prices; docs/costs.md has what a\n" +
			"stack costs besides.",
		Example: "  fanlight cost --since 2026-01-01\n  fanlight cost bot-usage --since 90d -o json",
		Args:    arguments(0, 1, "the report"),
		RunE:    func(cmd *cobra.Command, args []string) error { return c.run(cmd.Context(), args) },

		ValidArgsFunction: c.completeReport,
	}
	c.addFlags(cmd)
	cmd.Flags().StringVar(&c.since, "since", "", "`TIME` of the first runs, such as 2026-01-01 or 90d (default: the first day of the month before)")
	addWideFlag(cmd, &c.wide)
	return cmd
}

func (c *costCommand) run(ctx context.Context, args []string) error {
	now := c.s.Now().UTC()
	since := time.Date(now.Year(), now.Month()-1, 1, 0, 0, 0, 0, time.UTC)
	if c.since != "" {
		var err error
		if since, err = parseTime("since", c.since, now); err != nil {
			return err
		}
	}
	reports, err := c.reports(ctx, args)
	if err != nil {
		return err
	}
	months, err := c.months(ctx, reports, since)
	if err != nil {
		return c.explain("read what runs cost", err)
	}
	if len(months) == 0 && len(args) > 0 {
		if err := c.checkReport(ctx, args[0]); err != nil {
			return err
		}
	}
	if *c.format == "json" {
		return writeJSON(c.s.Out, monthsView{1, c.stack, c.cfg.Region, months})
	}
	if len(months) == 0 {
		fmt.Fprintf(c.s.Err, "no runs%s since %s in %s\n", prefixed(" of ", strings.Join(args, "")), formatTime(since), c.place())
		return nil
	}
	left, err := writeTable(c.s, costTable(months, c.s.Width(c.s.Out) >= costWidth), render.TableOptions{Wide: c.wide})
	printLeftOut(c.s, left)
	return err
}

// reports connects, and returns the named report, which may be gone, or all that are
// known.
func (c *costCommand) reports(ctx context.Context, args []string) (names []string, err error) {
	if err := c.connect(ctx); err != nil || len(args) > 0 {
		return args, err
	}
	names, err = c.ledger.Names(ctx)
	return names, c.explain("list the reports", err)
}

// monthCost has the costs of the runs of a report in a month, in UTC.
type monthCost struct {
	Month         string  `json:"month"` // 2026-01
	Report        string  `json:"report"`
	Runs          int     `json:"runs"`
	BytesScanned  float64 `json:"bytes_scanned"`
	EstimateCalls int     `json:"estimate_calls,omitempty"` // which are free
	Cost          costs   `json:"cost_usd"`
}

// costs are list prices in dollars.
type costs struct {
	Scan      float64 `json:"scan"`
	Machinery float64 `json:"machinery"`
}

// costsOf returns what an epoch with so many queries costs that scanned so many bytes.
func costsOf(bytes float64, queries int) costs {
	return costs{roundedCost(bytes * price.ScannedByte), roundedCost(price.Edition(queries))}
}

func (m *monthCost) total() float64 { return m.Cost.Scan + m.Cost.Machinery }

// monthsView is the JSON form of `fanlight cost`.
type monthsView struct {
	Version int         `json:"version"`
	Stack   string      `json:"stack"`
	Region  string      `json:"region"`
	Months  []monthCost `json:"months"`
}

// months adds up the runs of reports, the newest month first.
func (c *costCommand) months(ctx context.Context, reports []string, since time.Time) ([]monthCost, error) {
	line := newProgressLine(c.s)
	defer line.clear()
	months := []monthCost{}
	for _, report := range reports {
		runs, err := c.ledger.Runs(ctx, report, "")
		if err != nil {
			return nil, err
		}
		runs = slices.DeleteFunc(runs, func(run ledger.Listed) bool { return run.Begun.Before(since) })
		byMonth := map[string]*monthCost{}
		for i, run := range runs {
			line.show(fmt.Sprintf("reads %d of %s of %s", i+1, count(len(runs), "run", "runs"), report))
			if err := c.add(ctx, byMonth, run); err != nil {
				return nil, err
			}
		}
		for _, m := range byMonth {
			m.Cost.Scan, m.Cost.Machinery = roundedCost(m.Cost.Scan), roundedCost(m.Cost.Machinery)
			months = append(months, *m)
		}
	}
	slices.SortFunc(months, func(a, b monthCost) int {
		return cmp.Or(cmp.Compare(b.Month, a.Month), cmp.Compare(a.Report, b.Report))
	})
	return months, nil
}

// add adds what a run cost to its month. This is the one place that reads it.
func (c *costCommand) add(ctx context.Context, byMonth map[string]*monthCost, run ledger.Listed) error {
	epochs, err := c.ledger.Spent(ctx, run.ID)
	if errors.Is(err, ledger.ErrNotFound) {
		return nil // it expired since it was listed
	}
	if err != nil {
		return err
	}
	month := run.Begun.UTC().Format("2006-01")
	m := byMonth[month]
	if m == nil {
		m = &monthCost{Month: month, Report: run.ID.Report()}
		byMonth[month] = m
	}
	m.Runs++
	for _, spent := range epochs {
		m.BytesScanned += spent.BytesScanned
		m.EstimateCalls += spent.EstimateCalls
		m.Cost.Scan += spent.BytesScanned * price.ScannedByte
		m.Cost.Machinery += price.Edition(spent.Queries)
	}
	return nil
}

// roundedCost keeps twelve digits after the point, a byte's price to two: sums have more that
// mean nothing.
func roundedCost(f float64) float64 { return math.Round(f*1e12) / 1e12 }

// costWidth is the width of a terminal from which on the rows of a month stand below its
// name: on a narrower one a row may become a block, and a program reads each row by itself.
const costWidth = 70

// costTable names each month once, or in each row.
func costTable(months []monthCost, once bool) render.Table {
	t := render.Table{Columns: []render.Column{
		{Name: "month"}, {Name: "report"}, {Name: "runs", Right: true}, {Name: "bytes", Right: true},
		{Name: "scan", Right: true}, {Name: "machinery", Right: true}, {Name: "total", Right: true},
	}}
	before := ""
	for i := range months {
		m := &months[i]
		shown := m.Month
		if once && shown == before {
			shown = ""
		}
		before = m.Month
		t.Rows = append(t.Rows, render.Row{Cells: []string{
			shown, m.Report, strconv.Itoa(m.Runs), render.Bytes(m.BytesScanned),
			formatDollars(m.Cost.Scan), formatDollars(m.Cost.Machinery), formatDollars(m.total()),
		}})
	}
	return t
}

// formatDollars writes money with five decimals below a cent: "$0.00016".
func formatDollars(f float64) string {
	switch {
	case f > 0 && f < 0.00001:
		return "<$0.00001"
	case f > 0 && f < 0.00995:
		return "$" + strconv.FormatFloat(f, 'f', 5, 64)
	}
	return render.Dollars(f)
}
