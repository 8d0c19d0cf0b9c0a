package cli

import (
	"context"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func newShow(s *System) *cobra.Command {
	d := &deployed{s: s}
	cmd := &cobra.Command{
		Use:   "show RUN",
		Short: "Show a run: its state, its queries, its deliveries and its report",
		Args:  arguments(1, 1, "the run"),
		RunE: func(cmd *cobra.Command, args []string) error {
			run, err := d.find(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			if d.wait {
				return d.await(cmd.Context(), run.ID)
			}
			return d.show(cmd.Context(), run)
		},
	}
	d.addFlags(cmd)
	d.addWait(cmd)
	return cmd
}

// show writes what the ledger has on a run.
func (d *deployed) show(ctx context.Context, run fanlight.Run) error {
	e, err := readEdition(ctx, d.ledger, run)
	if err != nil {
		return err
	}
	queries, err := readQueries(ctx, d.ledger, run)
	if err != nil {
		return err
	}
	if *d.format == "json" {
		return writeJSON(d.s.Out, newRunView(e, queries))
	}
	return d.s.writeRun(e, queries)
}

func (s *System) writeRun(e edition, queries []queryView) error {
	s.writeState(e.run)
	for _, t := range []struct {
		columns []string
		rows    [][]string
	}{
		{[]string{"query", "state", "tries", "matched", "scanned", "bytes", "error"}, queryRows(queries)},
		{[]string{"destination", "state", "tries", "receipt", "error"}, deliveryRows(e.deliveries)},
	} {
		if len(t.rows) == 0 {
			continue
		}
		fmt.Fprintln(s.Out)
		columns, rows := dense(t.columns, t.rows)
		if err := writeTable(s.Out, columns, rows, s.Width(s.Out)); err != nil {
			return err
		}
	}
	if e.document == nil {
		return nil
	}
	fmt.Fprintln(s.Out)
	return s.writeDocument(e.document, "text")
}

func (s *System) writeState(run fanlight.Run) {
	fmt.Fprintf(s.Out, "%s\n", run.ID)
	fmt.Fprintf(s.Out, "state    %s, epoch %d, round %d\n", run.State, run.Epoch, run.Round)
	fmt.Fprintf(s.Out, "window   %s to %s\n", stamp(run.Window.Start), stamp(run.Window.End))
	fmt.Fprintf(s.Out, "created  %s\n", stamp(run.Created))
	if run.Open {
		fmt.Fprintf(s.Out, "deadline %s\n", stamp(run.Deadline))
	}
}

func queryRows(queries []queryView) [][]string {
	rows := make([][]string, len(queries))
	for i, q := range queries {
		rows[i] = []string{q.ID, q.State, strconv.Itoa(q.Tries), amount(q.Statistics.RecordsMatched),
			amount(q.Statistics.RecordsScanned), amount(q.Statistics.BytesScanned), q.Error}
	}
	return rows
}

func amount(n float64) string { return strconv.FormatFloat(n, 'f', 0, 64) }

func deliveryRows(deliveries []fanlight.Delivery) [][]string {
	rows := make([][]string, len(deliveries))
	for i, d := range deliveries {
		rows[i] = []string{d.Name, string(d.State), strconv.Itoa(d.Tries), d.Receipt, d.Error}
	}
	return rows
}
