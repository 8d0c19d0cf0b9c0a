package cli

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

func newShow(s *System) *cobra.Command {
	c := &stackCommand{s: s}
	cmd := &cobra.Command{
		Use:   "show RUN",
		Short: "Show a run: its state, its queries, its deliveries and its report",
		Args:  arguments(1, 1, "the run"),
		RunE: func(cmd *cobra.Command, args []string) error {
			run, err := c.findRun(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			if c.wait {
				return c.waitForEnd(cmd.Context(), run.ID)
			}
			details, err := c.ledger.RunDetails(cmd.Context(), run)
			if err != nil {
				return err
			}
			return c.show(cmd.Context(), details)
		},
	}
	c.addFlags(cmd)
	c.addWait(cmd)
	return cmd
}

func (c *stackCommand) addWait(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&c.wait, "wait", false, "wait for the end of the run, show it, and fail if it failed")
}

// The pauses between two reads of a run on AWS: the first one and the longest.
const (
	firstPollAWS = 100 * time.Millisecond
	maxPollAWS   = 2 * time.Second
)

// waitForEnd waits until a run is closed, shows it and checks how it ended.
func (c *stackCommand) waitForEnd(ctx context.Context, id fanlight.RunID) error {
	f := follower{s: c.s, ledger: c.ledger, line: newProgressLine(c.s), first: firstPollAWS, most: maxPollAWS}
	run, err := f.waitForEnd(ctx, id)
	if ctx.Err() != nil {
		fmt.Fprintf(c.s.Err, "%s goes on: fanlight show %[1]s, or fanlight cancel %[1]s\n", id)
	}
	if err != nil {
		return err
	}
	details, err := c.ledger.RunDetails(ctx, run)
	if err != nil {
		return err
	}
	return errors.Join(c.show(ctx, details), checkOutcome(c.s, details))
}

// show writes what the ledger holds of a run.
func (c *stackCommand) show(ctx context.Context, details ledger.RunDetails) error {
	queries, err := c.ledger.QueryDetails(ctx, details.Run)
	if err != nil {
		return err
	}
	if *c.format == "json" {
		return writeJSON(c.s.Out, newRunView(details, queries))
	}
	return writeRun(c.s, details, queries)
}

func writeRun(s *System, details ledger.RunDetails, queries []ledger.QueryDetails) error {
	writeState(s, details.Run)
	for _, t := range []struct {
		columns []string
		rows    [][]string
	}{
		{[]string{"query", "state", "tries", "matched", "scanned", "bytes", "error"}, queryRows(queries)},
		{[]string{"destination", "state", "tries", "receipt", "error"}, deliveryRows(details.Deliveries)},
	} {
		if len(t.rows) == 0 {
			continue
		}
		fmt.Fprintln(s.Out)
		columns, rows := dropEmptyColumns(t.columns, t.rows)
		if err := writeTable(s.Out, columns, rows, s.Width(s.Out)); err != nil {
			return err
		}
	}
	if details.Document == nil {
		return nil
	}
	fmt.Fprintln(s.Out)
	return writeDocument(s, details.Document, "text")
}

func writeState(s *System, run fanlight.Run) {
	fmt.Fprintf(s.Out, "%s\n", run.ID)
	fmt.Fprintf(s.Out, "state    %s, epoch %d, round %d\n", run.State, run.Epoch, run.Round)
	fmt.Fprintf(s.Out, "window   %s to %s\n", formatTime(run.Window.Start), formatTime(run.Window.End))
	fmt.Fprintf(s.Out, "created  %s\n", formatTime(run.Created))
	if run.Open {
		fmt.Fprintf(s.Out, "deadline %s\n", formatTime(run.Deadline))
	}
}

func queryRows(queries []ledger.QueryDetails) [][]string {
	rows := make([][]string, len(queries))
	for i, q := range queries {
		rows[i] = []string{q.ID, q.State, strconv.Itoa(q.Tries), wholeNumber(q.Statistics.RecordsMatched),
			wholeNumber(q.Statistics.RecordsScanned), wholeNumber(q.Statistics.BytesScanned), q.Error}
	}
	return rows
}

func wholeNumber(n float64) string { return strconv.FormatFloat(n, 'f', 0, 64) }

func deliveryRows(deliveries []fanlight.Delivery) [][]string {
	rows := make([][]string, len(deliveries))
	for i, d := range deliveries {
		rows[i] = []string{d.Name, string(d.State), strconv.Itoa(d.Tries), d.Receipt, d.Error}
	}
	return rows
}

// runView is the JSON form of `fanlight show`.
type runView struct {
	Run        fanlight.RunID     `json:"run"`
	State      fanlight.State     `json:"state"`
	Epoch      int                `json:"epoch"`
	Round      int                `json:"round"`
	Open       bool               `json:"open"`
	Window     fanlight.Window    `json:"window"`
	Created    time.Time          `json:"created"`
	Deadline   time.Time          `json:"deadline"`
	Queries    []queryView        `json:"queries"`
	Deliveries []deliveryView     `json:"deliveries"`
	Document   *fanlight.Document `json:"document"` // null until it is rendered
}

// queryView is a query of the run's epoch.
type queryView struct {
	ID         string              `json:"id"`
	State      string              `json:"state"` // an outcome once it is settled, before that waiting or running
	Tries      int                 `json:"tries"` // starts in Logs Insights
	QueryID    string              `json:"query_id,omitempty"`
	Error      string              `json:"error,omitempty"`
	Statistics fanlight.Statistics `json:"statistics"`
}

type deliveryView struct {
	Name    string                 `json:"name"`
	State   fanlight.DeliveryState `json:"state"`
	Tries   int                    `json:"tries"`
	Receipt string                 `json:"receipt,omitempty"`
	Error   string                 `json:"error,omitempty"`
}

func newRunView(details ledger.RunDetails, queries []ledger.QueryDetails) runView {
	run := details.Run
	v := runView{
		Run: run.ID, State: run.State, Epoch: run.Epoch, Round: run.Round, Open: run.Open,
		Window: run.Window, Created: run.Created, Deadline: run.Deadline,
		Queries: []queryView{}, Deliveries: []deliveryView{}, Document: details.Document,
	}
	for _, q := range queries {
		v.Queries = append(v.Queries, queryView(q))
	}
	for _, d := range details.Deliveries {
		v.Deliveries = append(v.Deliveries, deliveryView{d.Name, d.State, d.Tries, d.Receipt, d.Error})
	}
	return v
}
