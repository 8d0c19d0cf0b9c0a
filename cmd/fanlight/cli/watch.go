package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/text"
)

func newWatch(s *System) *cobra.Command {
	c := &stackCommand{s: s}
	cmd := &cobra.Command{
		Use:   "watch RUN|REPORT",
		Short: "Follow a run until it is delivered: what it waits for, what failed, when that is tried again",
		Example: `  fanlight watch bot-usage
  fanlight watch bot-usage@2026-01-02T12:30:00Z -o ndjson`,
		Args:              arguments(1, 1, "the run or the report"),
		RunE:              func(cmd *cobra.Command, args []string) error { return c.watch(cmd.Context(), args[0]) },
		ValidArgsFunction: c.completeRun,
	}
	c.addStack(cmd)
	c.format = formatFlag{"text", "json", "ndjson"}.add(cmd)
	addWideFlag(cmd, &c.wide)
	return cmd
}

func (c *stackCommand) watch(ctx context.Context, name string) error {
	id, err := c.toWatch(ctx, name)
	if err != nil {
		return err
	}
	if *c.format == "json" { // how it ended; what happens meanwhile is on stderr
		return c.waitFor(ctx, id, c.newFollower())
	}
	f := c.newFollower()
	f.begin = c.writeStanding
	if *c.format == "ndjson" {
		f.emit, f.whole = c.emitJSON, true
	}
	run, err := f.waitForEnd(ctx, id)
	c.noteGoesOn(ctx, id)
	if err != nil {
		return err
	}
	if *c.format != "ndjson" {
		c.noteDue(ctx, run.ID.Report())
	}
	details, err := c.ledger.RunDetails(ctx, run)
	if err != nil {
		return err
	}
	return outcomeOf(details)
}

// toWatch returns the run that a name means: of a report the newest one that is open, else
// the newest one.
func (c *stackCommand) toWatch(ctx context.Context, name string) (fanlight.RunID, error) {
	run, err := c.findRun(ctx, name)
	if err != nil || !report.ValidName(name) || run.Open {
		return run.ID, err
	}
	open, err := c.ledger.OpenRuns(ctx)
	if err != nil {
		return "", c.explain("list the open runs", err)
	}
	newest := run.ID
	var created time.Time
	for _, id := range open {
		if id.Report() != name {
			continue
		}
		state, err := c.ledger.RunState(ctx, id)
		if err == nil && state.Open && state.Created.After(created) {
			newest, created = id, state.Created
		}
	}
	return newest, nil
}

// noteDue says when a report is due next.
func (c *stackCommand) noteDue(ctx context.Context, name string) {
	d := c.deployed(ctx, name)
	if d.Schedule == nil {
		return
	}
	if next, ok := d.Schedule.Next(c.s.Now()); ok {
		fmt.Fprintf(c.s.Err, "%s is due next %s\n", name, formatTime(next))
	}
}

// noteGoesOn says after an interruption that the run goes on, and how to see it.
func (c *stackCommand) noteGoesOn(ctx context.Context, id fanlight.RunID) {
	if ctx.Err() != nil {
		fmt.Fprintf(c.s.Err, "%s goes on\n  fanlight watch %[1]s\n", id)
	}
}

// writeStanding writes where a run stands to stdout.
func (c *stackCommand) writeStanding(w watched) error {
	run := w.details.Run
	if *c.format == "ndjson" {
		done := len(fanlight.Winners(w.shards))
		return writeJSONLine(c.s.Out, typedState{
			streamed{1, "run", w.at, run.ID}, stateView(w.shownRun), run.Epoch, run.Round, queryCounts{Total: run.Total, Settled: &done},
		})
	}
	content, left := formatStanding(w, render.TableOptions{Width: c.s.Width(c.s.Out), Wide: c.wide, Drop: []string{"since"}})
	if err := c.s.print(content, true); err != nil {
		return fmt.Errorf("write the run: %w", err)
	}
	printLeftOut(c.s, left)
	return nil
}

func formatStanding(w watched, o render.TableOptions) (string, render.LeftOut) {
	run := w.details.Run
	head := fmt.Sprintf("%s: %s, epoch %d, %d of %s settled", run.ID, stateWords(run, w.complete()), run.Epoch,
		len(fanlight.Winners(w.shards)), count(run.Total, "query", "queries"))
	if o.Width > 0 && !o.Wide {
		head = strings.Join(text.Wrap(head, o.Width), "\n")
	}
	content, left := standingTable(w).Format(o)
	deliveries, more := deliveryTable(w.shownRun, w.at).Format(render.TableOptions{Width: o.Width, Wide: o.Wide, Drop: droppedOfDeliveries(w.shownRun)})
	return head + "\n" + content + prefixed("\n", deliveries), left.Add(more)
}

// standingTable lists the queries; the good ones of many are left to the line above.
func standingTable(w watched) render.Table {
	t := render.Table{Columns: []render.Column{{Name: "query"}, {Name: "state"}, {Name: "since", Right: true}, {Name: "what"}}}
	waits, run := w.waits(), w.details.Run
	for i, q := range w.queries {
		good := fanlight.Outcome(q.State).Good()
		if good && run.Total > manyQueries {
			continue
		}
		cells, why := []string{q.ID, q.State, "", ""}, q.Error
		switch {
		case good:
			cells[3] = foundBy(q)
		case !settled(q.State):
			why = waits[i]
			if !run.Begun.IsZero() && run.Open {
				cells[2] = formatLength(w.at.Sub(run.Begun))
			}
		}
		t.Rows = append(t.Rows, render.Row{Cells: cells, Error: why})
	}
	return t
}

// emitJSON writes an event to stdout.
func (c *stackCommand) emitJSON(e runEvent) error {
	if e.view == nil {
		return nil
	}
	return writeJSONLine(c.s.Out, e.view)
}

// newFollower returns a follower of runs on the stack that says on stderr what happens.
func (c *stackCommand) newFollower() *follower {
	f := &follower{s: c.s, ledger: c.ledger, line: newProgressLine(c.s), first: firstPollAWS, most: maxPollAWS, after: progressAfter}
	f.emit = func(e runEvent) error {
		f.line.note("%s", formatEvent(c.s, e, c.s.Width(c.s.Err)))
		return nil
	}
	return f
}
