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
	"github.com/fanlight/fanlight/pkg/render"
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
	cmd.ValidArgsFunction = c.completeQuery
	c.addFlags(cmd)
	c.addWait(cmd)
	return cmd
}

// addWait adds the flags of a command that can show a run at its end.
func (c *stackCommand) addWait(cmd *cobra.Command) {
	addWideFlag(cmd, &c.wide)
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
	deployed := c.deployed(ctx, details.Run.ID.Report())
	if *c.format == "json" {
		return writeJSON(c.s.Out, newRunView(details, queries, deployed))
	}
	return writeRun(c.s, details, queries, deployed, c.wide)
}

func writeRun(s *System, details ledger.RunDetails, queries []ledger.QueryDetails, deployed ledger.Deployed, wide bool) error {
	writeState(s, details.Run, deployed)
	var left render.LeftOut
	for _, t := range []render.Table{queryTable(queries), deliveryTable(details.Deliveries)} {
		if len(t.Rows) == 0 {
			continue
		}
		fmt.Fprintln(s.Out)
		more, err := writeTable(s, t, render.TableOptions{Wide: wide, Drop: droppedFirst})
		if err != nil {
			return err
		}
		left = left.Add(more)
	}
	printLeftOut(s, left)
	if details.Document == nil {
		return nil
	}
	fmt.Fprintln(s.Out)
	return writeDocument(s, details.Document, "text")
}

// droppedFirst are the columns that a narrow terminal leaves out, the first one
// first.
var droppedFirst = []string{"scanned", "matched"}

func writeState(s *System, run fanlight.Run, deployed ledger.Deployed) {
	fmt.Fprintf(s.Out, "%s\n", run.ID)
	fmt.Fprintf(s.Out, "state    %s, epoch %d, round %d\n", run.State, run.Epoch, run.Round)
	fmt.Fprintf(s.Out, "window   %s to %s\n", formatTime(run.Window.Start), formatTime(run.Window.End))
	fmt.Fprintf(s.Out, "created  %s\n", formatTime(run.Created))
	if run.Open {
		fmt.Fprintf(s.Out, "deadline %s\n", formatTime(run.Deadline))
	}
	if note := dueNote(deployed, s.Now()); note != "" {
		fmt.Fprintf(s.Out, "schedule %s\n", note)
	}
}

func queryTable(queries []ledger.QueryDetails) render.Table {
	t := render.Table{Columns: []render.Column{
		{Name: "query"}, {Name: "state"}, {Name: "tries", Right: true},
		{Name: "matched", Right: true}, {Name: "scanned", Right: true}, {Name: "bytes", Right: true},
	}}
	for _, q := range queries {
		cells := append([]string{q.ID, q.State, strconv.Itoa(q.Tries)}, formatWork(q)...)
		t.Rows = append(t.Rows, render.Row{Cells: cells, Error: q.Error})
	}
	return t
}

// formatWork returns the records that a query matched and scanned and the bytes
// that it scanned, each empty if it gave no answer and scanned nothing.
func formatWork(q ledger.QueryDetails) []string {
	work := q.Statistics
	if work == (fanlight.Statistics{}) && !fanlight.Outcome(q.State).Good() {
		return []string{"", "", ""}
	}
	return []string{render.Count(work.RecordsMatched), render.Count(work.RecordsScanned), render.Bytes(work.BytesScanned)}
}

func deliveryTable(deliveries []fanlight.Delivery) render.Table {
	t := render.Table{Columns: []render.Column{{Name: "destination"}, {Name: "state"}, {Name: "tries", Right: true}, {Name: "receipt", Shrink: true}}}
	for _, d := range deliveries {
		t.Rows = append(t.Rows, render.Row{Error: d.Error, Cells: []string{d.Name, string(d.State), strconv.Itoa(d.Tries), d.Receipt}})
	}
	return t
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
	Document   *fanlight.Document `json:"document"`         // null until it is rendered
	Paused     bool               `json:"paused,omitempty"` // the deployed report, now
	Until      string             `json:"until,omitempty"`  // its last day with an edition
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

func newRunView(details ledger.RunDetails, queries []ledger.QueryDetails, deployed ledger.Deployed) runView {
	run := details.Run
	v := runView{
		Run: run.ID, State: run.State, Epoch: run.Epoch, Round: run.Round, Open: run.Open,
		Window: run.Window, Created: run.Created, Deadline: run.Deadline,
		Queries: []queryView{}, Deliveries: []deliveryView{}, Document: details.Document, Paused: deployed.Paused,
	}
	if deployed.Schedule != nil {
		v.Until = deployed.Schedule.Until
	}
	for _, q := range queries {
		v.Queries = append(v.Queries, queryView(q))
	}
	for _, d := range details.Deliveries {
		v.Deliveries = append(v.Deliveries, deliveryView{d.Name, d.State, d.Tries, d.Receipt, d.Error})
	}
	return v
}
