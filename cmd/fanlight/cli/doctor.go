package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/cwli/probe"
	"github.com/fanlight/fanlight/pkg/suggest"
)

// doctorCommand checks what Fanlight depends on.
type doctorCommand struct {
	s       *System
	probe   string
	yes     bool
	format  *string
	account Account
}

func newDoctor(s *System) *cobra.Command {
	d := &doctorCommand{s: s}
	cmd := &cobra.Command{
		Use:   "doctor --probe language[/NAME]",
		Short: "Ask Logs Insights whether it does what the engine chose where AWS documents nothing",
		Long: "Ask Logs Insights whether it does what the engine of this program chose where AWS\n" +
			"documents nothing. It makes a log group on the account, puts events into it, runs\n" +
			"queries, compares the rows, and deletes the group. It costs less than a cent, takes\n" +
			"minutes, and asks first.",
		Example: `  fanlight doctor --probe language
  fanlight doctor --probe language/count-of-nothing -y`,
		Args: arguments(0, 0, ""),
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return d.run(cmd.Context()) }
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&d.probe, "probe", "", "`language` for all probes of the query language, or language/NAME for one")
	flags.BoolVarP(&d.yes, "yes", "y", false, "ask nothing")
	d.format = formatFlag{"text", "json"}.add(cmd)
	addAccountFlags(cmd, &d.account)
	return cmd
}

// languageProbes is the name of all probes of the query language.
const languageProbes = "language"

// selected returns the probes that --probe names.
func (d *doctorCommand) selected() ([]probe.Choice, error) {
	all := probe.Choices()
	kind, name, single := strings.Cut(d.probe, "/")
	var names []string
	for _, c := range all {
		if single && c.Name == name && kind == languageProbes {
			return []probe.Choice{c}, nil
		}
		names = append(names, c.Name)
	}
	known := fmt.Sprintf("language, or language/NAME with one of %s", strings.Join(names, ", "))
	switch {
	case d.probe == languageProbes:
		return all, nil
	case d.probe == "":
		return nil, usageErrorf("--probe is missing: want %s", known)
	case single && suggest.Nearest(name, names) != "":
		return nil, usageErrorf("unknown probe %q: did you mean language/%s?", d.probe, suggest.Nearest(name, names))
	}
	return nil, invalid("--probe", d.probe, known)
}

func (d *doctorCommand) run(ctx context.Context) error {
	choices, err := d.selected()
	if err != nil {
		return err
	}
	cfg, err := d.s.connect(ctx, d.account)
	if err != nil {
		return err
	}
	now := d.s.Now().UTC()
	p := &prober{
		s: d.s, cfg: cfg, api: cloudwatchlogs.NewFromConfig(cfg), line: newProgressLine(d.s), choices: choices,
		place: probe.Place{Group: "/fanlight/probe-" + now.Format("20060102T150405.000Z"), Start: now.Truncate(time.Minute).Add(time.Minute)},
	}
	if !d.yes {
		if err := d.s.ask(ctx, p.effect(placeOfAccount(ctx, cfg)), "-y goes on"); err != nil {
			return err
		}
	}
	return d.report(ctx, p)
}

// report runs the probes and prints what they found.
func (d *doctorCommand) report(ctx context.Context, p *prober) error {
	w := checkWriter{s: d.s, json: *d.format == "json", width: p.longestName()}
	err := p.run(ctx, w.add)
	switch failed := w.finish(err == nil); {
	case err != nil:
		return err
	case failed != nil:
		return fmt.Errorf("write the checks: %w", failed)
	case w.count[checkFailed] > 0:
		return errReported
	case w.count[checkOK] == 0:
		return errors.New("no probe was answered")
	}
	return nil
}
