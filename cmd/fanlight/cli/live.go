package cli

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/stack"
)

// live has Logs Insights estimate what reports would scan, which is free. Nothing is
// scanned, and no table of a stack is read.
type live struct {
	s       *System
	wanted  bool
	account Account

	cfg    aws.Config
	client *insights.Client
	line   *progressLine
}

func (l *live) addFlags(cmd *cobra.Command, what string) {
	cmd.Flags().BoolVar(&l.wanted, "live", false, what+": has Logs Insights estimate them on the account, which is free")
	addAccountFlags(cmd, &l.account)
}

// check refuses the flags of an account without --live, which would do nothing.
func (l *live) check(cmd *cobra.Command) error {
	for _, name := range []string{"profile", "region", "endpoint-url"} {
		if cmd.Flags().Changed(name) && !l.wanted {
			return usageErrorf("--%s is for estimates: add --live", name)
		}
	}
	return nil
}

// asking is a scope with its window, of which an estimate is asked for once.
type asking struct {
	scope    fanlight.Scope
	window   fanlight.Window
	estimate fanlight.Estimate
}

type askingKey struct {
	scope  string
	window fanlight.Window
}

// scans estimates what an edition of each report would scan.
func (l *live) scans(ctx context.Context, reports []*report.Report) ([]scan, error) {
	if err := l.connect(ctx); err != nil {
		return nil, err
	}
	all, scans := map[askingKey]*asking{}, make([]scan, len(reports))
	var order []*asking
	for i, r := range reports {
		scans[i] = l.newScan(r)
		for _, q := range scans[i].plan {
			scope := q.Scope()
			k := askingKey{scope.Key, scans[i].window}
			if all[k] == nil {
				all[k] = &asking{scope: scope, window: scans[i].window}
				order = append(order, all[k])
			}
		}
	}
	if err := l.askAll(ctx, order); err != nil {
		return nil, err
	}
	for i := range scans {
		scans[i].add(all)
	}
	return scans, nil
}

func (l *live) connect(ctx context.Context) (err error) {
	if l.cfg, err = l.s.connect(ctx, l.account); err != nil {
		return err
	}
	l.client, l.line = insights.New(cloudwatchlogs.NewFromConfig(l.cfg), byHand), newProgressLine(l.s)
	return nil
}

// estimatesAtOnce is how many estimates run at a time: each takes a call of StartQuery and a
// place among the running queries, which the account has ten a second and a hundred of for
// everybody.
const estimatesAtOnce = 5

// askAll asks for estimates, a few at a time. The first error ends the others.
func (l *live) askAll(ctx context.Context, all []*asking) error {
	defer l.line.clear()
	var done atomic.Int64
	return eachOf(ctx, len(all), estimatesAtOnce, func(ctx context.Context, i int) error {
		err := l.ask(ctx, all[i])
		l.line.show(fmt.Sprintf("%d of %s", done.Add(1), count(len(all), "estimate", "estimates")))
		return err
	})
}

// ask asks for an estimate. One that the service refuses, or does not give, is unknown.
func (l *live) ask(ctx context.Context, a *asking) error {
	token := insights.StartToken{Run: "validate", Token: fanlight.NewToken(stack.Random{})}
	bytes, err := l.client.Estimate(ctx, stack.Clock{}, a.scope.Query, a.window, token)
	a.estimate = fanlight.Estimate{Bytes: bytes}
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err() //nolint:wrapcheck // the command line names it
	case errors.Is(err, insights.ErrUnclear), insights.Classify(err) == insights.Refused:
		a.estimate.Unknown = insights.Message(err)
		return nil
	}
	return fmt.Errorf("reach Logs Insights: %w", explainUnreached(l.cfg, err))
}

// print shows what reports would scan and cost.
func (l *live) print(ctx context.Context, reports []*report.Report) error {
	scans, err := l.scans(ctx, reports)
	if err != nil || len(scans) == 0 {
		return err
	}
	_, err = writeTable(l.s, scanTable(scans), render.TableOptions{})
	return err
}

// addTo adds the estimates to the compiled reports, and notes those that it has none of.
func (l *live) addTo(ctx context.Context, compiled *report.Compiled, reports []*report.Report) error {
	scans, err := l.scans(ctx, reports)
	if err != nil {
		return err
	}
	for i := range scans {
		for k := range compiled.Reports {
			if compiled.Reports[k].Name == scans[i].report.Name {
				compiled.Reports[k].Estimate = scans[i].estimate()
			}
		}
		if scans[i].unknown != "" {
			fmt.Fprintf(l.s.Err, "note: %s has no estimate: %s\n", scans[i].report.Name, scans[i].unknown)
		}
	}
	return nil
}
