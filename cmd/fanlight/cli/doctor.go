package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/cmd/fanlight/doctor"
	"github.com/fanlight/fanlight/pkg/cwli/probe"
	"github.com/fanlight/fanlight/pkg/suggest"
)

// doctorCommand checks a stack, and what Fanlight depends on.
type doctorCommand struct {
	s     *System
	stack stackCommand
	probe string
	yes   bool
}

const doctorLong = `Check a deployed stack: its table, queues, functions, log groups, schedules, quotas and
subscriptions, and this machine's clock. The reporter checks the identities of mails, the secrets
and the chats of the deployed reports, without sending anything: no secret leaves it. Queries over
minutes of the janitor's log answer what AWS does not document.

Nothing is changed. What the endpoint cannot say is not answered, and never good. The exit status
is 1 if a check failed; a clock less than 300 s off, a quota and a subscription that waits only
warn.

A probe answers one question that needs more than reading. It says what it does and costs, and
asks first:

  language, language/NAME   whether Logs Insights does what the engine of this program chose where
                            AWS documents nothing: in a log group that it makes and deletes
  describe-rate             from how many calls a second on DescribeQueries is throttled
  log-classes               whether queries of class Infrequent Access hold up those of Standard
  mail-name                 whether SES takes a sender with a name
  past-schedule             whether a schedule whose time is over can be made
  provider                  the commands that try the newest AWS provider of Terraform`

func newDoctor(s *System) *cobra.Command {
	d := &doctorCommand{s: s, stack: stackCommand{s: s}}
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check a stack by calls that change nothing, and say what to do",
		Long:  doctorLong,
		Example: `  fanlight doctor --stack fanlight-prod
  fanlight doctor --stack fanlight-prod -o json | jq -r '.checks[] | select(.state == "failed").remedy'
  fanlight doctor --probe language/count-of-nothing -y`,
		Args: arguments(0, 0, ""),
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return d.run(cmd.Context()) }
	flags := cmd.Flags()
	flags.SortFlags = false
	d.stack.addFlags(cmd)
	flags.StringVar(&d.probe, "probe", "", "answer one question `NAME` instead: "+strings.Join(append([]string{languageProbes}, doctor.ProbeNames()...), ", "))
	flags.BoolVarP(&d.yes, "yes", "y", false, "ask nothing before a probe")
	_ = cmd.RegisterFlagCompletionFunc("probe", cobra.FixedCompletions(probeNames(), cobra.ShellCompDirectiveNoFileComp)) // the flag is there
	return cmd
}

// languageProbes is the name of all probes of the query language.
const languageProbes = "language"

// probeNames returns the names that --probe takes.
func probeNames() []string {
	names := append([]string{languageProbes}, doctor.ProbeNames()...)
	for _, c := range probe.Choices() {
		names = append(names, languageProbes+"/"+c.Name)
	}
	return names
}

func (d *doctorCommand) run(ctx context.Context) error {
	kind, _, _ := strings.Cut(d.probe, "/")
	switch {
	case d.probe == "" && d.yes:
		return usageErrorf("--yes does nothing without --probe: leave it out")
	case d.probe == "":
		return d.checkStack(ctx)
	case kind == languageProbes:
		return d.probeLanguage(ctx)
	}
	if p, near, found := doctor.FindProbe(d.probe); found {
		return d.probeStack(ctx, p)
	} else if near = nearestProbe(d.probe, near); near != "" {
		return usageErrorf("unknown probe %q: did you mean %s?", d.probe, near)
	}
	return invalid("--probe", d.probe, "one of "+strings.Join(append([]string{languageProbes}, doctor.ProbeNames()...), ", "))
}

// nearestProbe returns the probe that is nearest to a misspelt one, empty if none is near.
func nearestProbe(name, near string) string {
	kind, rest, single := strings.Cut(name, "/")
	switch {
	case single && suggest.Nearest(kind, []string{languageProbes}) != "":
		return languageProbes + "/" + rest
	case near != "":
		return near
	}
	return suggest.Nearest(name, []string{languageProbes})
}

// open finds the stack and names it on stderr.
func (d *doctorCommand) open(ctx context.Context) (by *doctor.Doctor, account string, err error) {
	if err := d.stack.connect(ctx); err != nil {
		return nil, "", err
	}
	by = doctor.New(d.stack.cfg, d.stack.stack, d.s.Now)
	if account, err = by.Open(ctx); err != nil {
		return nil, "", d.stack.explainStack("check the stack", err)
	}
	return by, account, nil
}

// checkStack checks the stack.
func (d *doctorCommand) checkStack(ctx context.Context) error {
	by, account, err := d.open(ctx)
	if err != nil {
		return err
	}
	place := d.stack.place()
	if account != "" {
		place += ", account " + account
	}
	fmt.Fprintln(d.s.Err, place)
	w, line := d.writer(), newProgressLine(d.s)
	err = by.Run(ctx, func(name string) { line.show("asks: " + name) }, func(c check) error {
		line.clear()
		return w.add(c)
	})
	line.clear()
	if err != nil {
		return fmt.Errorf("write the checks: %w", err)
	}
	return d.finish(w, account)
}

// writer returns what prints the checks.
func (d *doctorCommand) writer() *checkWriter {
	return &checkWriter{s: d.s, json: *d.stack.format == "json", width: doctor.LongestName, remedies: true}
}

// finish writes the sum. The error is the sum if a check failed.
func (d *doctorCommand) finish(w *checkWriter, account string) error {
	err := w.document(checks{Version: 1, Stack: d.stack.stack, Region: d.stack.cfg.Region, Account: account})
	switch {
	case err != nil:
		return fmt.Errorf("write the checks: %w", err)
	case w.count[checkFailed] > 0:
		return fmt.Errorf("%s", w.sum())
	}
	fmt.Fprintln(d.s.Err, w.sum())
	return nil
}

// probeStack runs a probe after a question.
func (d *doctorCommand) probeStack(ctx context.Context, p doctor.Probe) error {
	by, account, err := d.open(ctx)
	if err != nil {
		return err
	}
	if p.Asks && !d.yes {
		if err := d.s.ask(ctx, p.Does+", in "+d.stack.place(), "-y goes on"); err != nil {
			return err
		}
	}
	w := d.writer()
	if err := w.add(p.Run(ctx, by)); err != nil {
		return fmt.Errorf("write the checks: %w", err)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return d.finish(w, account)
}
