package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/cmd/fanlight/preview"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// renderCommand writes the report of a run in the form of a place.
type renderCommand struct {
	stackCommand
	as    string
	epoch int
}

// The forms that belong to none of the kinds of destinations.
const (
	formText = "text"
	formPage = "page"
	formJSON = "json"
	formMail = "mail"
)

// renderForms are the values of --as: forms of their own, then the kinds of destinations
// whose message is not one of these.
var renderForms = []string{formText, formPage, formJSON, formMail, "slack", "teams", "telegram", "discord", "webhook", "sns", "eventbridge"}

func newRender(s *System) *cobra.Command {
	c := &renderCommand{stackCommand: stackCommand{s: s}}
	cmd := &cobra.Command{
		Use:   "render RUN --as FORM",
		Short: "Write the stored report of a run as a destination gets it; nothing is sent",
		Example: `  fanlight render bot-usage --as slack > slack.json
  fanlight render bot-usage@-1 --as page > report.html`,
		Args:              arguments(1, 1, "the run"),
		RunE:              func(cmd *cobra.Command, args []string) error { return c.run(cmd.Context(), args[0]) },
		ValidArgsFunction: c.completeRun,
	}
	cmd.Flags().StringVar(&c.as, "as", formText, "`FORM`: "+strings.Join(renderForms, ", ")+", or the name of a destination")
	addEpochFlag(cmd, &c.epoch)
	_ = cmd.RegisterFlagCompletionFunc("as", cobra.FixedCompletions(renderForms, cobra.ShellCompDirectiveNoFileComp)) // the flag is there
	c.addStack(cmd)
	return cmd
}

func (c *renderCommand) run(ctx context.Context, name string) error {
	run, err := c.findRun(ctx, name)
	if err == nil {
		run, err = c.inEpoch(ctx, run, c.epoch)
	}
	if err != nil {
		return err
	}
	to, known := formOf(c.as, run.Definition.Deliver)
	if !known {
		return invalid("--as", c.as, "one of "+strings.Join(append(slices.Clone(renderForms), destinationNames(run.Definition.Deliver)...), ", "))
	}
	details, err := c.ledger.RunDetails(ctx, run)
	if err != nil {
		return c.explain("read the report of "+string(run.ID), err)
	}
	d := details.Document
	if d == nil {
		return fmt.Errorf("%s has no report: it is %s", run.ID, run.State)
	}
	content, err := rendered(c.s, d, to, c.as)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(c.s.Out, content); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

func destinationNames(all []report.Destination) []string {
	names := make([]string, len(all))
	for i, d := range all {
		names[i] = d.Name
	}
	return names
}

// formOf returns the destination in whose form a report is written: the report's own one of
// the name or the kind, else one of the kind; none for a form of its own.
func formOf(as string, all []report.Destination) (to report.Destination, known bool) {
	kind := report.Kind(as)
	if as == formMail {
		kind = report.KindEmail
	}
	for _, own := range []func(report.Destination) bool{
		func(d report.Destination) bool { return d.Name == as },
		func(d report.Destination) bool { return d.Kind == kind },
	} {
		if i := slices.IndexFunc(all, own); i >= 0 {
			return all[i], true
		}
	}
	return report.Destination{
		Name: as, Kind: kind, Telegram: &report.Telegram{}, Email: &report.Email{}, Slack: &report.Slack{}, Teams: &report.Teams{},
		Discord: &report.Discord{}, Webhook: &report.Webhook{}, SNS: &report.SNS{}, EventBridge: &report.EventBridge{},
	}, slices.Contains(renderForms, as)
}

// rendered returns a report in a form.
func rendered(s *System, d *fanlight.Document, to report.Destination, as string) (string, error) {
	switch as {
	case formText, formJSON:
		content, err := encodeDocument(s, d, as)
		return string(content), err
	case formPage:
		content, err := encodeDocument(s, d, "html")
		return string(content), err
	}
	m := preview.Message(d, to)
	switch {
	case m.HTML != "":
		return lineEnded(m.HTML), nil
	case len(m.Parts) > 0:
		return lineEnded(strings.Join(m.Parts, "\n")), nil
	}
	return lineEnded(m.Text), nil
}

// lineEnded returns s with a line feed at its end.
func lineEnded(s string) string { return strings.TrimSuffix(s, "\n") + "\n" }
