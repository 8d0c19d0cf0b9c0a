package cli

import (
	"context"
	"errors"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/local"
	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
	"github.com/fanlight/fanlight/pkg/report"
)

// runCommand runs the whole pipeline in this process.
type runCommand struct {
	s       *System
	files   reportFiles
	logs    logsFlag
	onAWS   accountRun
	reports fileReports
	at      string
	each    string
	folder  string
	format  *string
	deliver bool

	wrote     []string // files of rows in the folder
	unwritten error    // of the rows, which must not keep the report from its reader
}

func newRun(s *System) *cobra.Command {
	r := &runCommand{s: s, files: reportFiles{s: s}, logs: logsFlag{s: s}}
	r.logs.report = r.reports.keep
	cmd := &cobra.Command{
		Use:   "run FILE… --logs PATH",
		Short: "Run a report over log files, or on AWS, and show it; nothing is sent without --deliver",
		Long: "Run a report over log files, or with --aws over the account's own logs, and show it.\n" +
			"Nothing is sent without --deliver. --aws needs no deployment: the queries run in the account,\n" +
			"and the rest in this program. It shows what they would scan and asks first. Of several files,\n" +
			"or of a folder, the reports run one after another.",
		Example: `  fanlight run reports/bot-usage.yaml --logs logs/ --at 2026-01-02T12:30:00Z --out report/
  fanlight run reports/bot-usage.yaml --aws --profile prod`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := r.onAWS.check(cmd); err != nil {
				return err
			}
			return r.runAll(cmd.Context(), args)
		},

		ValidArgsFunction: completeReports,
	}
	cmd.Args = reportArguments(cmd)
	r.files.addFlags(cmd)
	r.logs.addTo(cmd)
	r.onAWS.addTo(cmd)
	addEachFlag(cmd, &r.each)
	cmd.Flags().StringVar(&r.at, "at", "", "`TIME` that the run is for; of a day, the time at which the report is due (default: when it was last due)")
	cmd.Flags().StringVar(&r.folder, "out", "", "`FOLDER` to write report.html, report.json, report.txt and QUERY.csv to: every kept row of each table")
	cmd.Flags().BoolVar(&r.deliver, "deliver", false, "send the report to its destinations")
	r.format = formatFlag{"text", "json", "html"}.add(cmd)
	return cmd
}

// run runs one report.
func (r *runCommand) run(ctx context.Context, definition *report.Report) error {
	if r.onAWS.aws {
		return r.runAWS(ctx, definition)
	}
	defer r.reports.print(r.s.Err)
	scheduled, sets, err := r.inputs(ctx, definition)
	if err != nil {
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

// inputs returns the time that the run is for, and the files of its log groups. A window
// in which no file has events is an error.
func (r *runCommand) inputs(ctx context.Context, definition *report.Report) (scheduled time.Time, sets map[string]*logfile.Set, err error) {
	files, err := r.logs.open(readBy(definition))
	if err != nil {
		return scheduled, nil, err
	}
	if sets, err = r.logs.selectFor(definition, files.sets); err != nil {
		return scheduled, nil, err
	}
	if scheduled, err = scheduledTime(definition, r.at, r.s.Now()); err != nil {
		return scheduled, nil, err
	}
	if err := checkWindowOver(definition, scheduled, r.s.Now()); err != nil {
		return scheduled, nil, err
	}
	return scheduled, sets, checkWindowHasEvents(ctx, definition, scheduled, r.s.Now(), sets, "--at ")
}

// execute runs the report, and keeps its rows for the folder.
func (r *runCommand) execute(ctx context.Context, definition *report.Report, scheduled time.Time, sets map[string]*logfile.Set) (ledger.RunDetails, error) {
	line := newProgressLine(r.s)
	sender, err := r.sender(ctx, line)
	if err != nil {
		return ledger.RunDetails{}, err
	}
	run := localRun{s: r.s, line: line, sender: sender, events: eventNotes{line, true}, account: r.onAWS.queries}
	run.ended = func(ctx context.Context, l *ledger.Ledger, done ledger.RunDetails) {
		if r.folder != "" && done.Document != nil {
			r.wrote, r.unwritten = writeRows(ctx, l, r.folder, done)
		}
	}
	return run.execute(ctx, definition, scheduled, sets)
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
	sender, err := newSender(ctx, r.s, r.onAWS.account, stdout)
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
	written := writeFolder(r.s, r.folder, done.Document, r.wrote)
	printDelivered(r.s, done)
	return errors.Join(checkOutcome(r.s, done), unprinted, written, r.unwritten)
}

// printed reports whether a destination has written to stdout what show would
// write there.
func (r *runCommand) printed(definition *report.Report) bool {
	return *r.format == "text" && slices.ContainsFunc(definition.Deliver, func(d report.Destination) bool { return d.Kind == report.KindStdout })
}
