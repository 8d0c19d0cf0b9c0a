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
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/local"
	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
)

// runCommand runs the whole pipeline in this process.
type runCommand struct {
	s       *System
	files   reportFiles
	logs    logsFlag
	reports fileReports
	at      string
	folder  string
	format  *string
	deliver bool

	unwritten error // of the rows, which must not keep the report from its reader
}

func newRun(s *System) *cobra.Command {
	r := &runCommand{s: s, files: reportFiles{s: s}, logs: logsFlag{s: s}}
	r.logs.report = r.reports.keep
	cmd := &cobra.Command{
		Use:     "run FILE --logs PATH",
		Short:   "Run a report over log files and show it; nothing is sent without --deliver",
		Example: "  fanlight run reports/bot-usage.yaml --logs logs/ --at 2026-01-02T12:30:00Z --out report/",
		RunE:    func(cmd *cobra.Command, args []string) error { return r.run(cmd.Context(), args[0]) },
	}
	cmd.Args = oneArgument(cmd, "the report file")
	r.files.addFlags(cmd)
	r.logs.addTo(cmd)
	cmd.Flags().StringVar(&r.at, "at", "", "`TIME` that the run is for (default: when the report was last due)")
	cmd.Flags().StringVar(&r.folder, "out", "", "`FOLDER` to write report.html, report.json, report.txt and QUERY.csv to: every kept row of each table")
	cmd.Flags().BoolVar(&r.deliver, "deliver", false, "send the report to its destinations")
	r.format = formatFlag{"text", "json", "html"}.add(cmd)
	return cmd
}

func (r *runCommand) run(ctx context.Context, path string) error {
	definition, err := r.definition(path)
	if err != nil {
		return err
	}
	files, err := r.logs.open(readBy(definition))
	if err != nil {
		return err
	}
	defer r.reports.print(r.s.Err)
	sets, err := selectLogs(definition, files.sets, &r.logs)
	if err != nil {
		return err
	}
	scheduled, err := scheduledTime(definition, r.at, r.s.Now())
	if err != nil {
		return err
	}
	if err := checkWindowOver(definition, scheduled, r.s.Now()); err != nil {
		return err
	}
	if err := checkWindowHasEvents(ctx, definition, scheduled, r.s.Now(), sets); err != nil {
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
		removeDestinations(definition)
	}
	useGroupNames(definition)
	return definition, nil
}

// execute deploys a stack in memory and starts the one run there.
func (r *runCommand) execute(ctx context.Context, definition *report.Report, scheduled time.Time, sets map[string]*logfile.Set) (done ledger.RunDetails, err error) {
	line := newProgressLine(r.s)
	sender, err := r.sender(ctx, line)
	if err != nil {
		return done, err
	}
	options := local.Options{
		Reports: []*report.Report{definition}, Logs: logSources(sets), Sender: sender, Events: eventNotes{line, true},
	}
	options.Local.Report = dedupeErrors(func(err error) { line.note("fanlight: %v", err) })
	deployment, err := local.Start(ctx, options)
	if err != nil {
		return done, fmt.Errorf("start the pipeline: %w", err)
	}
	defer func() { err = errors.Join(err, deployment.Close()) }()
	return r.follow(ctx, deployment, fanlight.Command{Report: definition.Name, ScheduledTime: scheduled}, line)
}

// The pauses between two reads of a run in this process: the first one and the
// longest.
const (
	firstPollLocal = 20 * time.Millisecond
	maxPollLocal   = 100 * time.Millisecond
)

// follow starts the run and waits for its end.
func (r *runCommand) follow(ctx context.Context, deployment *local.Stack, start fanlight.Command, line *progressLine) (done ledger.RunDetails, err error) {
	answer, err := deployment.Invoke(ctx, start)
	if err == nil && answer.Refused != "" {
		err = fmt.Errorf("start %s: %s", start.Report, answer.Refused)
	}
	if err != nil {
		return done, err
	}
	f := follower{s: r.s, ledger: deployment.Ledger(), line: line, first: firstPollLocal, most: maxPollLocal}
	run, err := f.waitForEnd(ctx, answer.Run)
	if ctx.Err() != nil {
		return done, &droppedError{runs: []fanlight.RunID{answer.Run}}
	}
	if err != nil {
		return done, err
	}
	if done, err = deployment.Ledger().RunDetails(ctx, run); err == nil && r.folder != "" && done.Document != nil {
		r.unwritten = writeRows(ctx, deployment.Ledger(), r.folder, done)
	}
	return done, err
}

// sender returns a sender that refuses everything without --deliver. The
// destination stdout writes to stderr if another form of the report goes to
// stdout.
func (r *runCommand) sender(ctx context.Context, line *progressLine) (reporter.Sender, error) {
	if !r.deliver {
		return local.Refuse(withheld), nil
	}
	var stdout io.Writer = r.s.Out
	if *r.format != "text" {
		stdout = line
	}
	sender, err := newSender(ctx, r.s, stdout)
	return noRetrySender{sender, line}, err
}

// show writes the report to stdout and to the folder. An output that cannot be
// written does not keep it from the other: the report may have been sent.
func (r *runCommand) show(definition *report.Report, done ledger.RunDetails) error {
	if done.Document == nil {
		return checkOutcome(r.s, done)
	}
	var unprinted error
	if !r.printed(definition) {
		unprinted = writeDocument(r.s, done.Document, *r.format)
	}
	return errors.Join(checkOutcome(r.s, done), unprinted, writeFolder(r.folder, done.Document), r.unwritten)
}

// printed reports whether a destination has written to stdout what show would
// write there.
func (r *runCommand) printed(definition *report.Report) bool {
	return *r.format == "text" && slices.ContainsFunc(definition.Deliver, func(d report.Destination) bool { return d.Kind == report.KindStdout })
}
