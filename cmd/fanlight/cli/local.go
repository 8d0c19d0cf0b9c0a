package cli

import (
	"context"
	"fmt"
	"net"
	"time"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/local"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
)

// localCommand serves the embedded stand-in for AWS on a port.
type localCommand struct {
	s       *System
	files   reportFiles
	logs    logsFlag
	reports []string
	listen  string
	stack   string
	deliver bool
}

func newLocal(s *System) *cobra.Command {
	l := &localCommand{s: s, files: reportFiles{s: s}}
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
	cmd.Flags().StringArrayVar(&l.reports, "reports", nil, "report `FILE` to deploy (may be repeated)")
	cmd.Flags().StringVar(&l.listen, "listen", "127.0.0.1:4600", "loopback `ADDRESS` and port; port 0 takes a free one")
	cmd.Flags().BoolVar(&l.deliver, "deliver", false, "send the reports to their destinations")
	addStackFlag(cmd, s, &l.stack)
	return cmd
}

func (l *localCommand) run(ctx context.Context) error {
	if err := checkLoopback(l.listen); err != nil {
		return err
	}
	line := newProgressLine(l.s)
	options, err := l.options(ctx, line)
	if err != nil {
		return err
	}
	deployment, err := local.Start(ctx, options)
	if err != nil {
		return fmt.Errorf("start the stand-in: %w", err)
	}
	l.announce(deployment.Endpoint(), options, line)
	<-ctx.Done()
	line.note("stopping")
	if err := deployment.Close(); err != nil {
		line.note("fanlight: stop the stand-in: %v", err)
		return errReported
	}
	return errStopped
}

func (l *localCommand) options(ctx context.Context, line *progressLine) (local.Options, error) {
	o := local.Options{Stack: l.stack, Listen: l.listen, Events: eventNotes{line: line}, Schedules: true}
	o.Local.Report = dedupeErrors(func(err error) { line.note("fanlight: %v", err) })
	var err error
	if o.Sender, err = newSender(ctx, l.s, l.s.Out); err != nil {
		return o, err
	}
	if o.Logs, err = l.logs.live(); err != nil {
		return o, err
	}
	if len(l.reports) > 0 {
		o.Reports, err = l.definitions()
	}
	return o, err
}

func (l *localCommand) definitions() ([]*report.Report, error) {
	reports, err := l.files.load(l.reports, source.Options{LenientDeliver: !l.deliver})
	if err == nil {
		err = l.logs.check(reports)
	}
	if !l.deliver {
		for _, r := range reports {
			removeDestinations(r)
		}
	}
	return reports, err
}

// checkLoopback keeps the stand-in off every network: it checks no signature.
func checkLoopback(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return invalid("--listen", address, "an address and a port, such as 127.0.0.1:4600")
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return invalid("--listen", address, "a loopback address, such as 127.0.0.1:4600: the stand-in checks no credentials")
	}
	return nil
}

// announce prints how to reach the stand-in: on stdout for a shell, on stderr
// for its user.
func (l *localCommand) announce(endpoint string, o local.Options, line *progressLine) {
	fmt.Fprintf(l.s.Out, `export AWS_ENDPOINT_URL=%[1]s
export AWS_REGION=%[2]s
export AWS_DEFAULT_REGION=%[2]s
export AWS_ACCESS_KEY_ID=local
export AWS_SECRET_ACCESS_KEY=local
`, endpoint, logs.Region)
	line.note("The stand-in serves at %s until Ctrl-C; the lines above point any AWS SDK and the AWS CLI at it.", endpoint)
	switch {
	case len(o.Reports) > 0 && l.deliver:
		line.note("Reports run when they are due and go to their real destinations:")
	case len(o.Reports) > 0:
		line.note("Reports run when they are due and are kept for `fanlight show`; nothing is sent without --deliver:")
	}
	for _, r := range o.Reports {
		line.note("  report %s: %s%s", r.Name, formatSchedule(r), nextDue(r, l.s.Now()))
	}
}

func nextDue(r *report.Report, now time.Time) string {
	if r.Schedule == nil {
		return ""
	}
	next, ok := r.Schedule.Next(now)
	if !ok {
		return ", never due again"
	}
	return ", next due " + formatTime(next)
}
