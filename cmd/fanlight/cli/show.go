package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/suggest"
)

// showCommand shows a run, or one query of it.
type showCommand struct {
	stackCommand
	epoch   int
	noPager bool
}

func newShow(s *System) *cobra.Command {
	c := &showCommand{stackCommand: stackCommand{s: s}}
	cmd := &cobra.Command{
		Use:   "show RUN [QUERY]",
		Short: "Show a run: its state, its queries, its deliveries and its report",
		Example: `  fanlight show bot-usage
  fanlight show bot-usage@-1 group_calls`,
		Args:              arguments(1, 2, "the run"),
		RunE:              func(cmd *cobra.Command, args []string) error { return c.run(cmd.Context(), args) },
		ValidArgsFunction: c.completeQuery,
	}
	addEpochFlag(cmd, &c.epoch)
	c.addFlags(cmd)
	c.addWait(cmd)
	addPagerFlag(cmd, &c.noPager)
	cmd.MarkFlagsMutuallyExclusive("epoch", "wait")
	return cmd
}

func (c *showCommand) run(ctx context.Context, args []string) error {
	run, err := c.findRun(ctx, args[0])
	if err != nil {
		return err
	}
	if c.wait && run.Open {
		return c.waitFor(ctx, run.ID, c.newFollower())
	}
	if run, err = c.inEpoch(ctx, run, c.epoch); err != nil {
		return err
	}
	shown, err := c.readShown(ctx, run)
	if err != nil {
		return err
	}
	if len(args) > 1 {
		return c.showQuery(shown, args[1])
	}
	if err := c.show(shown, c.noPager); err != nil || !c.wait {
		return err
	}
	return checkOutcome(c.s, shown.details)
}

// inEpoch returns the run as it was at the end of an epoch; 0 stands for the last one.
func (c *stackCommand) inEpoch(ctx context.Context, run fanlight.Run, epoch int) (fanlight.Run, error) {
	switch {
	case epoch == 0 || epoch == run.Epoch:
		return run, nil
	case epoch < 0 || epoch > run.Epoch:
		return run, fmt.Errorf("%s has no epoch %d: its last one is %d", run.ID, epoch, run.Epoch)
	}
	state, err := c.ledger.EpochState(ctx, run, epoch)
	if err == nil && state == "" {
		err = fmt.Errorf("%s: epoch %d has expired", run.ID, epoch)
	}
	run.Epoch, run.Round, run.State, run.Open, run.Begun = epoch, 1, state, false, time.Time{}
	return run, err
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

// waitForEnd waits until the run is closed that this command has opened, shows it and
// checks how it ended.
func (c *stackCommand) waitForEnd(ctx context.Context, id fanlight.RunID) error {
	f := c.newFollower()
	f.started = true
	return c.waitFor(ctx, id, f)
}

func (c *stackCommand) waitFor(ctx context.Context, id fanlight.RunID, f *follower) error {
	run, err := f.waitForEnd(ctx, id)
	c.noteGoesOn(ctx, id)
	if err != nil {
		return err
	}
	shown, err := c.readShown(ctx, run)
	if err != nil {
		return err
	}
	return errors.Join(c.show(shown, true), outcomeOf(shown.details))
}

// shownRun holds what there is to show of a run's epoch.
type shownRun struct {
	details  ledger.RunDetails
	queries  []ledger.QueryDetails
	rounds   []ledger.RoundDelivery
	claim    fanlight.Claim  // of the run's round; the zero value: none
	deployed ledger.Deployed // the report, now
	region   string          // where its queries ran; empty: nowhere that has a console
	account  string          // that they ran in; empty: not known
}

// readShown reads what the ledger holds of a run that was just read.
func (c *stackCommand) readShown(ctx context.Context, run fanlight.Run) (s shownRun, err error) {
	if s.details, err = c.ledger.RunDetails(ctx, run); err != nil {
		return s, err
	}
	if s.queries, err = c.ledger.QueryDetails(ctx, run); err != nil {
		return s, err
	}
	if s.rounds, err = c.ledger.Rounds(ctx, run); err != nil {
		return s, fmt.Errorf("read the deliveries of %s: %w", run.ID, err)
	}
	if len(s.rounds) > 0 {
		run.Round = max(run.Round, s.rounds[len(s.rounds)-1].Round)
		s.details.Run.Round = run.Round
	}
	if s.claim, err = c.ledger.Claim(ctx, run); err != nil && !errors.Is(err, ledger.ErrNotFound) {
		return s, fmt.Errorf("read the claim of %s: %w", run.ID, err)
	}
	s.deployed = c.deployed(ctx, run.ID.Report())
	if d := s.details.Document; d != nil {
		s.region, s.account = d.Region, d.Account
	} else if c.cfg.BaseEndpoint == nil {
		s.region = c.cfg.Region
	}
	return s, nil
}

// show writes a run to stdout.
func (c *stackCommand) show(shown shownRun, noPager bool) error {
	if *c.format == "json" {
		return writeJSON(c.s.Out, newRunView(shown, c.s.Now()))
	}
	content, left, err := formatRun(c.s, shown, c.wide)
	if err != nil {
		return err
	}
	if err := c.s.print(content, noPager); err != nil {
		return fmt.Errorf("write the run: %w", err)
	}
	printLeftOut(c.s, left)
	return nil
}

// complete reports whether every query is settled.
func (s shownRun) complete() bool {
	return !slices.ContainsFunc(s.queries, func(q ledger.QueryDetails) bool { return !settled(q.State) })
}

// counts returns how many queries gave an answer, and how many have ended without one.
func (s shownRun) counts() (good, failed int) {
	for _, q := range s.queries {
		switch {
		case fanlight.Outcome(q.State).Good():
			good++
		case settled(q.State) && q.State != ledger.QuerySettled:
			failed++
		}
	}
	return good, failed
}

// bytes returns what the queries have scanned.
func (s shownRun) bytes() (n float64) {
	for _, q := range s.queries {
		n += q.Statistics.BytesScanned
	}
	return n
}

// standing returns where the run stands, for what may be done next.
func (s shownRun) standing() fanlight.Standing {
	run := s.details.Run
	reached := map[string]bool{}
	for _, d := range s.rounds {
		reached[d.Name] = reached[d.Name] || d.State == fanlight.DeliverySent
	}
	missed := 0
	for _, d := range run.Definition.Deliver {
		if !reached[d.Name] {
			missed++
		}
	}
	good, failed := s.counts()
	refused := 0
	for _, q := range s.queries {
		if fanlight.Outcome(q.State) == fanlight.Failed && fanlight.IsNotRun(q.Error) {
			refused++
		}
	}
	return fanlight.Standing{
		Run: run, Complete: s.complete(), Waits: s.claim.Released && !s.claim.Final(), Report: s.details.Document != nil,
		Good: good, Failed: failed, Refused: refused, Missed: missed,
	}
}

// query returns the place of a query, or an error that names the others.
func (s shownRun) query(name string) (int, error) {
	names := make([]string, len(s.queries))
	for i, q := range s.queries {
		names[i] = q.ID
	}
	i := slices.Index(names, name)
	if i >= 0 {
		return i, nil
	}
	hint := "it has " + strings.Join(names, ", ")
	if near := suggest.Nearest(name, names); near != "" {
		hint = fmt.Sprintf("did you mean %s? (%s)", near, strings.Join(names, ", "))
	}
	if len(names) == 0 {
		hint = "its definition has expired"
	}
	return 0, fmt.Errorf("%s has no query %s; %s", s.details.Run.ID, name, hint)
}
