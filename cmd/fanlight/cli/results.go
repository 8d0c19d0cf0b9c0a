package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// resultsCommand shows the rows that a run has of a query.
type resultsCommand struct {
	stackCommand
	view  resultView
	epoch int
}

func newResults(s *System) *cobra.Command {
	c := &resultsCommand{stackCommand: stackCommand{s: s}, view: resultView{s: s}}
	cmd := &cobra.Command{
		Use:   "results RUN QUERY",
		Short: "Show all rows that were kept of a query of a run",
		Example: `  fanlight results bot-usage group_calls
  fanlight results bot-usage@-1 by_user -o csv > by_user.csv`,
		Args:              arguments(2, 2, "the run or the query"),
		RunE:              func(cmd *cobra.Command, args []string) error { return c.run(cmd.Context(), args[0], args[1]) },
		ValidArgsFunction: c.completeQuery,
	}
	addEpochFlag(cmd, &c.epoch)
	c.addStack(cmd)
	c.view.addTo(cmd)
	return cmd
}

func (c *resultsCommand) run(ctx context.Context, name, query string) error {
	run, err := c.findRun(ctx, name)
	if err == nil {
		run, err = c.inEpoch(ctx, run, c.epoch)
	}
	if err != nil {
		return err
	}
	shown := shownRun{}
	shown.details.Run = run
	if shown.queries, err = c.ledger.QueryDetails(ctx, run); err != nil {
		return c.explain("read the results of "+string(run.ID), err)
	}
	place, err := shown.query(query)
	if err != nil {
		return err
	}
	if q := shown.queries[place]; !fanlight.Outcome(q.State).Good() {
		return fmt.Errorf("query %s of %s has no rows: %s", q.ID, run.ID, withoutRows(q.State))
	}
	rows, kept, err := c.rows(ctx, run, place)
	if err != nil {
		return c.explain(fmt.Sprintf("read the results of %s of %s", query, run.ID), err)
	}
	if err := c.view.write(rows, true); err != nil {
		return err
	}
	c.view.printLeftOut()
	fmt.Fprintf(c.s.Err, "%s%s\n", count(len(rows.Rows), "row", "rows"), cutNote(kept))
	return nil
}

// withoutRows says why a query in a state has no rows.
func withoutRows(state string) string {
	switch state {
	case "waiting":
		return "it waits"
	case "running":
		return "it runs"
	case "settled":
		return "they have expired"
	case string(fanlight.TimedOut):
		return "it timed out"
	case string(fanlight.CancelledResult):
		return "it was cancelled"
	}
	return "it " + state
}

// cutNote says that there were more rows.
func cutNote(kept fanlight.Kept) string {
	if kept.Cut {
		return "; the rest was left out, because it is beyond max_bytes"
	}
	return ""
}

// rows reads the rows of the query at a place of the definition.
func (c *resultsCommand) rows(ctx context.Context, run fanlight.Run, place int) (all cwli.Result, kept fanlight.Kept, err error) {
	shards, err := c.ledger.AllProgress(ctx, run)
	if err != nil {
		return all, kept, err
	}
	for index, at := range run.Places() {
		if at != place {
			continue
		}
		err = c.ledger.ReadResult(ctx, run, index, fanlight.Winners(shards)[index], func(result fanlight.Result, rows ledger.RowReader) (err error) {
			kept, all.Columns = result.Kept, result.Kept.Columns
			all.Rows, err = readRows(rows)
			return err
		})
	}
	return all, kept, err
}

func readRows(rows ledger.RowReader) (all [][]cwli.Field, err error) {
	for {
		row, err := rows.Next()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		fields := make([]cwli.Field, len(row))
		for i, f := range row {
			fields[i] = cwli.Field{Name: f.Name, Value: f.Value}
		}
		all = append(all, fields)
	}
}
