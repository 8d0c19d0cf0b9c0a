package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// runsCommand lists the runs of a stack.
type runsCommand struct {
	stackCommand
	since   string
	open    bool
	state   string
	failed  bool
	limit   int
	noPager bool
}

// shownRuns is how many runs are listed by default.
const shownRuns = 20

func newRuns(s *System) *cobra.Command {
	c := &runsCommand{stackCommand: stackCommand{s: s}}
	cmd := &cobra.Command{
		Use:   "runs [REPORT]",
		Short: "List runs, the newest first, also those of reports that are not deployed any more",
		Example: `  fanlight runs --since 2d
  fanlight runs bot-usage --failed --since 30d`,
		Args: arguments(0, 1, ""),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.run(cmd.Context(), strings.Join(args, ""))
		},
		ValidArgsFunction: c.completeReport,
	}
	cmd.Flags().StringVar(&c.since, "since", "", "`TIME` after which the runs were created, mostly a length of time before now such as 2d")
	cmd.Flags().BoolVar(&c.failed, "failed", false, "only those that some destination or query failed in")
	cmd.Flags().BoolVar(&c.open, "open", false, "only those that have not ended")
	cmd.Flags().StringVar(&c.state, "state", "", "only those in a state: `WORD` is "+strings.Join(runStates, ", "))
	cmd.Flags().IntVar(&c.limit, "limit", shownRuns, "most runs to list")
	_ = cmd.RegisterFlagCompletionFunc("state", cobra.FixedCompletions(runStates, cobra.ShellCompDirectiveNoFileComp)) // the flag is there
	c.addStack(cmd)
	c.format = formatFlag{"table", "json", "ndjson"}.add(cmd)
	addWideFlag(cmd, &c.wide)
	addPagerFlag(cmd, &c.noPager)
	return cmd
}

// reporting is the state of a run whose queries are settled, and whose report is on its
// way. It is derived.
const reporting = "reporting"

// runStates are the words for the state of a run.
var runStates = []string{
	string(fanlight.Dispatching), string(fanlight.Running), reporting, string(fanlight.Sent), string(fanlight.PartlySent),
	string(fanlight.Unsent), string(fanlight.Cancelled), string(fanlight.Skipped), string(fanlight.Held),
}

func (c *runsCommand) check(name string) error {
	switch {
	case name != "" && !report.ValidName(name):
		return invalid("report name", name, "the name of a report, such as bot-usage")
	case c.state != "" && !slices.Contains(runStates, c.state):
		return invalid("--state", c.state, "one of "+strings.Join(runStates, ", "))
	case c.limit < 1:
		return invalid("--limit", fmt.Sprint(c.limit), "a number of runs, at least 1")
	}
	return nil
}

func (c *runsCommand) run(ctx context.Context, name string) error {
	if err := c.check(name); err != nil {
		return err
	}
	var since time.Time
	if c.since != "" {
		var err error
		if since, err = parseTime("since", c.since, c.s.Now()); err != nil {
			return err
		}
	}
	if err := c.connect(ctx); err != nil {
		return err
	}
	all, err := c.readRuns(ctx, name, since)
	if err != nil {
		return err
	}
	if len(all) == 0 && name != "" {
		if err := c.checkReport(ctx, name); err != nil {
			return err
		}
	}
	shown := slices.DeleteFunc(slices.Clone(all), func(r listedRun) bool { return !c.wants(r) })
	more := len(shown) - c.limit
	shown = shown[:min(c.limit, len(shown))]
	if err := c.write(shown); err != nil {
		return err
	}
	c.notes(name, since, len(all), len(shown), more)
	return nil
}

// wants reports whether a run passes the filters.
func (c *runsCommand) wants(r listedRun) bool {
	return (!c.open || r.Open) && (c.state == "" || r.State == c.state) && (!c.failed || r.failed())
}

// checkReport returns an error unless there is a report of the name.
func (c *stackCommand) checkReport(ctx context.Context, name string) error {
	names, err := c.ledger.Names(ctx)
	if err != nil {
		return c.explain("find report "+name, err)
	}
	if !slices.Contains(names, name) {
		return c.noReport(name, names)
	}
	return nil
}

// notes says on stderr what the list does not: that nothing was found, or that there is
// more.
func (c *runsCommand) notes(name string, since time.Time, all, shown, more int) {
	of := ""
	if name != "" {
		of = " of " + name
	}
	if !since.IsZero() {
		of += " since " + formatTime(since)
	}
	switch {
	case all == 0:
		fmt.Fprintf(c.s.Err, "there is no run%s in %s\n", of, c.place())
	case shown == 0:
		fmt.Fprintf(c.s.Err, "none of %s%s %s\n", count(all, "run", "runs"), of, c.filters())
	case more > 0:
		fmt.Fprintf(c.s.Err, "%d of %s%s (--limit %d shows all)\n", shown, count(shown+more, "run", "runs"), of, shown+more)
	}
}

// filters says what a run must be like.
func (c *runsCommand) filters() string {
	var words []string
	if c.failed {
		words = append(words, "failed")
	}
	if c.open {
		words = append(words, "is open")
	}
	if c.state != "" {
		words = append(words, "is "+c.state)
	}
	return strings.Join(words, " and ")
}
