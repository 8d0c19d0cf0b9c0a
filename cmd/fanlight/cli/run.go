package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/local"
	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
)

// runCommand runs the whole pipeline in this process.
type runCommand struct {
	s       *System
	files   definitions
	logs    logFlag
	at      string
	folder  string
	format  *string
	deliver bool
}

func newRun(s *System) *cobra.Command {
	r := &runCommand{s: s, files: definitions{s: s}}
	cmd := &cobra.Command{
		Use:     "run FILE --logs PATH",
		Short:   "Run a report over log files and show it; nothing is sent without --deliver",
		Example: "  fanlight run reports/bot-usage.yaml --logs logs/ --at 2026-01-02T12:30:00Z --out report/",
		RunE:    func(cmd *cobra.Command, args []string) error { return r.run(cmd.Context(), args[0]) },
	}
	cmd.Args = extraArgument(cmd, "the report file")
	r.files.addFlags(cmd)
	r.logs.addTo(cmd)
	cmd.Flags().StringVar(&r.at, "at", "", "`TIME` that the run is for (default: when the report was last due)")
	cmd.Flags().StringVar(&r.folder, "out", "", "`FOLDER` to write report.html, report.json and report.txt to")
	cmd.Flags().BoolVar(&r.deliver, "deliver", false, "send the report to its destinations")
	r.format = formatFlag{"text", "json", "html"}.add(cmd)
	return cmd
}

func (r *runCommand) run(ctx context.Context, path string) error {
	definition, err := r.definition(path)
	if err != nil {
		return err
	}
	sets, err := r.logs.open()
	if err != nil {
		return err
	}
	if sets, err = logsOf([]*report.Report{definition}, sets); err != nil {
		return err
	}
	scheduled, err := scheduledTime(definition, r.at, r.s.Now())
	if err != nil {
		return err
	}
	if err := checkPast(definition, scheduled, r.s.Now()); err != nil {
		return err
	}
	if err := checkWindow(ctx, definition, scheduled, r.s.Now(), sets); err != nil {
		return err
	}
	if err := prepareFolder(r.folder); err != nil {
		return err
	}
	done, err := r.execute(ctx, definition, scheduled, sets)
	if err != nil {
		return err
	}
	return r.show(definition, done)
}

// definition reads the report.
func (r *runCommand) definition(path string) (*report.Report, error) {
	reports, err := r.files.load([]string{path}, source.Options{LenientDeliver: !r.deliver})
	if err != nil {
		return nil, err
	}
	definition := reports[0]
	if !r.deliver {
		withhold(definition)
	}
	nameGroups(definition)
	return definition, nil
}

// withhold takes a report's destinations from it, and whom it tells of failures.
func withhold(r *report.Report) { r.Deliver, r.Owner = nil, nil }

// execute deploys the pipeline in memory and starts the one run.
func (r *runCommand) execute(ctx context.Context, definition *report.Report, scheduled time.Time, sets map[string]*logfile.Set) (done edition, err error) {
	line := newStatusLine(r.s)
	sender, err := r.sender(ctx, line)
	if err != nil {
		return done, err
	}
	options := local.Options{
		Reports: []*report.Report{definition}, Logs: sources(sets), Sender: sender, Events: events{line, true},
	}
	options.Local.Report = once(func(err error) { line.note("fanlight: %v", err) })
	deployment, err := local.Start(ctx, options)
	if err != nil {
		return done, fmt.Errorf("start the pipeline: %w", err)
	}
	defer func() { err = errors.Join(err, deployment.Close()) }()
	return r.follow(ctx, deployment, fanlight.Command{Report: definition.Name, ScheduledTime: scheduled}, line)
}

// follow starts the run and waits for its end.
func (r *runCommand) follow(ctx context.Context, deployment *local.Stack, start fanlight.Command, line *statusLine) (done edition, err error) {
	answer, err := deployment.Invoke(ctx, start)
	if err == nil && answer.Refused != "" {
		err = fmt.Errorf("start %s: %s", start.Report, answer.Refused)
	}
	if err != nil {
		return done, err
	}
	f := follower{s: r.s, ledger: deployment.Ledger(), line: line, first: askAtHome, most: 5 * askAtHome}
	run, err := f.follow(ctx, answer.Run)
	if err != nil {
		return done, err
	}
	return readEdition(ctx, deployment.Ledger(), run)
}

// askAtHome is how soon a run in this process is looked at again.
const askAtHome = 20 * time.Millisecond

// sender returns none if nothing is sent: the report has no destination then. A
// destination that is stdout makes way for another form of the report.
func (r *runCommand) sender(ctx context.Context, line *statusLine) (reporter.Sender, error) {
	if !r.deliver {
		return nil, nil
	}
	var stdout io.Writer = r.s.Out
	if *r.format != "text" {
		stdout = line
	}
	sender, err := newSender(ctx, r.s, stdout)
	return impatient{sender, line}, err
}

// show keeps nothing back for an output that cannot be written: the report may
// have been sent.
func (r *runCommand) show(definition *report.Report, done edition) error {
	if done.document == nil {
		return r.s.judge(done)
	}
	var unprinted error
	if !r.printed(definition) {
		unprinted = r.s.writeDocument(done.document, *r.format)
	}
	return errors.Join(r.s.judge(done), unprinted, writeFolder(r.folder, done.document))
}

// printed reports whether a destination has put on stdout what show would.
func (r *runCommand) printed(definition *report.Report) bool {
	return *r.format == "text" && slices.ContainsFunc(definition.Deliver, func(d report.Destination) bool { return d.Kind == report.KindStdout })
}
