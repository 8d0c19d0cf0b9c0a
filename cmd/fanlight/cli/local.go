package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/local"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/localaws/wire"
	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
	"github.com/fanlight/fanlight/pkg/text"
)

// localCommand serves the embedded stand-in for AWS on a port.
type localCommand struct {
	s       *System
	files   reportFiles
	logs    logsFlag
	reports []string
	listen  string
	key     string
	stack   string
	data    string
	deliver bool
	results string
	quota   int
}

func newLocal(s *System) *cobra.Command {
	l := &localCommand{s: s, files: reportFiles{s: s}, logs: logsFlag{s: s}}
	cmd := &cobra.Command{
		Use:   "local",
		Short: "Serve a stand-in for AWS on this machine, with --reports the whole pipeline",
		Example: `  fanlight local --listen 127.0.0.1:4600
  fanlight local --reports reports/bot-usage.yaml --values values.yaml --logs logs/`,
		Args: arguments(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error { return l.run(cmd.Context()) },
	}
	l.files.addFlags(cmd)
	l.logs.addTo(cmd)
	cmd.Flags().StringArrayVar(&l.reports, "reports", nil, "report `FILE` to deploy, or a folder of them (may be repeated)")
	cmd.Flags().StringVar(&l.listen, "listen", "127.0.0.1:4600", "loopback `ADDRESS` and port; port 0 takes a free one")
	cmd.Flags().StringVar(&l.key, "key", "", "access key that requests must be signed with: `env:NAME` of a variable with ID:SECRET (default with --reports: a random one)")
	cmd.Flags().StringVar(&l.data, "data", "", "`FOLDER` that keeps everything, for the next `fanlight local` with it (default: everything ends with the process)")
	cmd.Flags().BoolVar(&l.deliver, "deliver", false, "send the reports to their destinations")
	cmd.Flags().StringVar(&l.results, "results", "", fmt.Sprintf("`SIZE` that results of ended queries may take in memory, such as 500MB; the oldest end first (default %dMiB)", logs.DefaultResultBytes>>20))
	cmd.Flags().IntVar(&l.quota, "insights-limit", 0, "`NUMBER` of queries that the account runs at a time (default: no limit)")
	addStackFlag(cmd, s, &l.stack)
	return cmd
}

func (l *localCommand) run(ctx context.Context) error {
	if err := checkLoopback(l.listen, "127.0.0.1:4600", "the stand-in"); err != nil {
		return err
	}
	if l.quota < 0 {
		return invalid("--insights-limit", strconv.Itoa(l.quota), "a number of queries, at least 1, or 0 for any number")
	}
	line := newProgressLine(l.s)
	events := &runLines{eventNotes: eventNotes{line: line, outcomeChecked: true}, s: l.s}
	options, err := l.options(ctx, line)
	if err != nil {
		return err
	}
	options.Events = events
	deployment, err := local.Start(context.WithoutCancel(ctx), options) // until stop
	if err != nil {
		return fmt.Errorf("start the stand-in: %w", err)
	}
	events.opened.Store(deployment.Ledger())
	if err := l.announce(deployment.Endpoint(), options, line); err != nil {
		return errors.Join(fmt.Errorf("print how to reach the stand-in: %w", err), deployment.Close())
	}
	if err := l.noteResumed(ctx, deployment, line); err != nil {
		return errors.Join(err, deployment.Close())
	}
	<-ctx.Done()
	line.note("stopping")
	dropped, err := stop(context.WithoutCancel(ctx), deployment)
	if err != nil {
		line.note("fanlight: stop the stand-in: %v", err)
	}
	if l.data != "" {
		dropped.kept = l.data
	}
	return dropped
}

// noteResumed says what the data folder had.
func (l *localCommand) noteResumed(ctx context.Context, deployment *local.Stack, line *progressLine) error {
	if l.data == "" {
		return nil
	}
	open, last, err := deployment.Resumed(ctx)
	switch {
	case err != nil:
		return fmt.Errorf("read the open runs of the data folder: %w", err)
	case last.IsZero():
		line.note("Everything is kept in %s, for the next `fanlight local --data` with it.", text.Clean(l.data))
	case len(open) == 0:
		line.note("The data folder %s is from %s; no run was open.", text.Clean(l.data), formatTime(last))
	default:
		line.note("The data folder %s is from %s; %s on, each within %d minutes.", text.Clean(l.data), formatTime(last),
			count(len(open), "run that was open goes", "runs that were open go"), int(local.Patience.Minutes()))
	}
	return nil
}

// closeTime is how long a deployment may take to end what runs in it: longer
// than its port gives the requests under way.
const closeTime = 4 * time.Second

// stop ends a deployment and returns what that dropped, and what went wrong.
func stop(ctx context.Context, deployment *local.Stack) (*droppedError, error) {
	closed := make(chan error, 1)
	go func() { closed <- deployment.Close() }()
	var failed error
	select {
	case failed = <-closed:
	case <-time.After(closeTime): // something does not look at its context; it ends with the process
	}
	runs, err := deployment.Ledger().OpenRuns(ctx)
	return &droppedError{runs: runs, requests: deployment.Account().Unanswered()}, errors.Join(failed, err)
}

func (l *localCommand) options(ctx context.Context, line *progressLine) (local.Options, error) {
	o := local.Options{Stack: l.stack, Data: l.data, Listen: l.listen, Schedules: true, Sender: local.Refuse(withheld)}
	o.Local.Quotas.Concurrent = l.quota
	o.Local.Report = dedupeErrors(func(err error) { line.note("fanlight: %v", err) })
	o.Local.Log = noteIgnored(line)
	var err error
	if o.Local.Key, err = l.accessKey(); err != nil {
		return o, err
	}
	if o.Local.Results.Bytes, err = l.resultBytes(); err != nil {
		return o, err
	}
	if l.deliver {
		if o.Sender, err = newSender(ctx, l.s, Account{}, l.s.Out); err != nil {
			return o, err
		}
		if o.Inspector, err = newInspector(ctx, l.s); err != nil {
			return o, err
		}
	}
	if len(l.reports) > 0 {
		if o.Reports, err = l.definitions(); err != nil {
			return o, err
		}
	}
	l.logs.report = l.noteFiles(line)
	o.Logs, err = l.logs.live(o.Reports)
	return o, err
}

// resultBytes returns the bytes of --results; 0 is the default.
func (l *localCommand) resultBytes() (int64, error) {
	if l.results == "" {
		return 0, nil
	}
	n, err := report.ParseSize(l.results)
	if err != nil || n < 1 {
		return 0, invalid("--results", l.results, "a whole number with its unit, such as 500MB")
	}
	return n, nil
}

// noteFiles returns a function that notes each file once, when it is read first.
func (l *localCommand) noteFiles(line *progressLine) func(logfile.Report) {
	var reports fileReports
	return func(r logfile.Report) {
		if r.Guessed() && reports.first(r) {
			line.note("%s", fileNote(r))
		}
	}
}

func (l *localCommand) definitions() ([]*report.Report, error) {
	paths, err := reportPaths(l.s, l.reports)
	if err != nil {
		return nil, err
	}
	reports, err := l.files.load(paths, source.Options{LenientDeliver: !l.deliver})
	if !l.deliver {
		for _, r := range reports {
			removeDestinations(r)
		}
	}
	return reports, err
}

// checkLoopback keeps a server off every network: it is for the programs of this
// machine.
func checkLoopback(address, example, server string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return invalid("--listen", address, "an address and a port, such as "+example)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return invalid("--listen", address, "a loopback address, such as "+example+": "+server+" is for this machine only")
	}
	return nil
}

// announce prints how to reach the stand-in: on stdout for a shell, on stderr
// for its user.
func (l *localCommand) announce(endpoint string, o local.Options, line *progressLine) error {
	key := cmp.Or(o.Local.Key, wire.Key{ID: "local", Secret: "local"})
	if _, err := fmt.Fprintf(l.s.Out, `export AWS_ENDPOINT_URL=%[1]s
export AWS_REGION=%[2]s
export AWS_DEFAULT_REGION=%[2]s
export AWS_ACCESS_KEY_ID=%[3]s
export AWS_SECRET_ACCESS_KEY=%[4]s
`, endpoint, logs.Region, key.ID, key.Secret); err != nil {
		return err
	}
	line.note("The stand-in serves at %s until Ctrl-C; the lines above point any AWS SDK and the AWS CLI at it.", endpoint)
	if o.Local.Key != (wire.Key{}) {
		line.note("It takes requests that are signed with this access key, and no others.")
	}
	switch {
	case len(o.Reports) > 0 && l.deliver:
		line.note("Reports run when they are due and go to their real destinations:")
	case len(o.Reports) > 0:
		line.note("Reports run when they are due and are kept for `fanlight show`; nothing is sent without --deliver:")
	}
	for _, r := range o.Reports {
		line.note("  report %s: %s%s%s", r.Name, formatSchedule(r), nextDue(r, l.s.Now()), formatUnfed(r, o.Logs))
	}
	return nil
}

// formatUnfed names the log groups of a report that no --logs feeds: their queries fail.
func formatUnfed(r *report.Report, fed map[string]logs.Source) string {
	if fed[everyGroup] != nil {
		return ""
	}
	unfed := slices.DeleteFunc(groupsRead(r), func(group string) bool { return fed[group] != nil })
	if len(unfed) == 0 {
		return ""
	}
	return fmt.Sprintf("; no --logs feeds its log %s %s", plural(len(unfed), "group", "groups"), text.Clean(strings.Join(unfed, ", ")))
}

func nextDue(r *report.Report, now time.Time) string {
	schedule := r.DueBy()
	if schedule == nil {
		return ""
	}
	next, ok := schedule.Next(now)
	if !ok {
		return ", never due again"
	}
	return ", next due " + formatTime(next)
}
