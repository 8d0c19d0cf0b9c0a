package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/stack"
	"github.com/fanlight/fanlight/pkg/suggest"
)

// runForms says how a run is named.
const runForms = "a run's ID, a report's name (its newest run), name@-1 (the one before that), @ (the newest of all) or the beginning of an ID such as bot-usage@2026-01-02T12"

// runName holds the words by which a user names a run.
type runName struct {
	report string // empty: any
	back   int    // how many runs before the newest one, without a prefix
	prefix string // of the ID; empty: absent
}

// backward matches how many runs before the newest one are meant.
var backward = lazyregexp.New(`^-(\d{1,6})$`)

// idTail matches the beginning of what follows the @ in a run's ID.
var idTail = lazyregexp.New(`^[0-9][0-9TZ:+a-z-]*$`)

func parseRunName(s string) (n runName, err error) {
	name, tail, marked := strings.Cut(s, "@")
	n.report = name
	back := backward().FindStringSubmatch(tail)
	switch {
	case name != "" && !report.ValidName(name) || name == "" && !marked:
	case back != nil:
		n.back, err = strconv.Atoi(back[1])
		return n, err
	case tail == "":
		return n, nil
	case name != "" && idTail().MatchString(tail):
		n.prefix = s
		return n, nil
	}
	return n, invalid("run", s, runForms)
}

// resolveRun returns the ID of the run that a user means. Every command that takes a run
// finds it by this function: an ID as it stands; else the newest run of a report, or of all,
// or one before it; else the one run whose ID begins so. A run with the ID need not exist if
// no other one is meant.
func (c *stackCommand) resolveRun(ctx context.Context, s string) (fanlight.RunID, error) {
	name, err := parseRunName(s)
	if err != nil {
		return "", err
	}
	id, exact := fanlight.ParseRunID(s)
	if exact == nil {
		if _, err := c.ledger.RunState(ctx, id); !errors.Is(err, ledger.ErrNotFound) {
			return id, c.explain("find run "+s, ignoreNewer(err))
		}
	}
	runs, err := c.runsOf(ctx, name)
	if err != nil {
		return "", c.explain("find run "+s, err)
	}
	switch {
	case name.prefix == "" && name.back < len(runs):
		return runs[name.back].ID, nil
	case name.prefix == "" && len(runs) > 0:
		return "", fmt.Errorf("there is no run %s: %s in %s", s, ofReport(len(runs), name.report), c.place())
	case name.prefix != "" && len(runs) == 1:
		return runs[0].ID, nil
	case len(runs) > 1:
		return "", ambiguous(s, runs)
	case exact == nil:
		return "", fmt.Errorf("there is no run %s in %s", s, c.place())
	}
	return "", c.noRun(ctx, s, name)
}

// ignoreNewer drops the error of a run that a newer version wrote: its ID is good.
func ignoreNewer(err error) error {
	if errors.Is(err, fanlight.ErrNewer) {
		return nil
	}
	return err
}

// ofReport counts the runs that there are.
func ofReport(n int, name string) string {
	runs := count(n, "run", "runs")
	if name == "" {
		return fmt.Sprintf("there %s %s", plural(n, "is", "are"), runs)
	}
	return fmt.Sprintf("%s has %s", name, runs)
}

// mostNamed is how many runs or editions a message lists.
const mostNamed = 10

// ambiguous is the error of a name that several runs have, the newest first.
func ambiguous(s string, runs []ledger.Listed) error {
	words := fmt.Sprintf("%s is the beginning of %s:", s, count(len(runs), "run", "runs"))
	for _, run := range runs[:min(mostNamed, len(runs))] {
		words += fmt.Sprintf("\n  %s", run.ID)
	}
	if more := len(runs) - mostNamed; more > 0 {
		words += fmt.Sprintf("\n  and %d more: fanlight runs %s", more, runs[0].ID.Report())
	}
	return errors.New(words)
}

// noRun is the error of a report without runs, or with another name.
func (c *stackCommand) noRun(ctx context.Context, s string, name runName) error {
	names, err := c.ledger.Names(ctx)
	switch {
	case err != nil:
		return c.explain("find run "+s, err)
	case name.report == "":
		return fmt.Errorf("there is no run in %s", c.place())
	case name.prefix != "":
		return fmt.Errorf("no run begins with %s in %s", s, c.place())
	case slices.Contains(names, name.report):
		return fmt.Errorf("%s has no run in %s; to start one:\n  fanlight start %s", name.report, c.place(), name.report)
	}
	return c.noReport(name.report, names)
}

// noReport is the error of a name that no report has.
func (c *stackCommand) noReport(name string, names []string) error {
	if len(names) == 0 {
		return fmt.Errorf("no report is deployed in %s", c.place())
	}
	hint := "there is " + strings.Join(names, ", ")
	if near := suggest.Nearest(name, names); near != "" {
		hint = fmt.Sprintf("did you mean %s? (%s)", near, strings.Join(names, ", "))
	}
	return fmt.Errorf("no report %s in %s; %s", name, c.place(), hint)
}

// runsOf reads the lines of the runs that a name may mean, the newest first.
func (c *stackCommand) runsOf(ctx context.Context, name runName) ([]ledger.Listed, error) {
	reports := []string{name.report}
	if name.report == "" {
		var err error
		if reports, err = c.ledger.Names(ctx); err != nil {
			return nil, err
		}
	}
	return c.listed(ctx, reports, name.prefix)
}

// listed reads the lines of reports, those that were created last first.
func (c *stackCommand) listed(ctx context.Context, reports []string, prefix string) ([]ledger.Listed, error) {
	found := make([][]ledger.Listed, len(reports))
	all := make([]func(context.Context) error, len(reports))
	for i, name := range reports {
		all[i] = func(ctx context.Context) (err error) {
			found[i], err = c.ledger.Runs(ctx, name, prefix)
			return err
		}
	}
	if err := fanlight.Together(ctx, stack.Concurrent(ctx), time.Now(), all...); err != nil {
		return nil, err
	}
	runs := slices.Concat(found...)
	slices.SortStableFunc(runs, newestFirst)
	return runs, nil
}

func newestFirst(a, b ledger.Listed) int {
	if d := b.Created.Compare(a.Created); d != 0 {
		return d
	}
	return strings.Compare(string(b.ID), string(a.ID))
}
