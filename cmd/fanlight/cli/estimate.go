package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/render"
)

// askedAbove is the scan from which a user is asked before a query runs on AWS, in bytes.
const askedAbove = 10e9

// estimates reports whether a query only estimates its scan, which costs nothing.
func estimates(tree *syntax.Query) bool {
	return tree.Commands[len(tree.Commands)-1].Keyword() == "estimate"
}

// confirm estimates the scan and asks before a large one, and before one whose size is
// not known. A stand-in on this machine costs nothing.
func (a *insightsQuery) confirm(ctx context.Context, sure bool) error {
	if sure || isOnThisMachine(aws.ToString(a.cfg.BaseEndpoint)) {
		return nil
	}
	known, err := a.estimateScan(ctx)
	switch {
	case err != nil:
		return err
	case !known && a.empty == "":
		return a.s.ask(ctx, "Logs Insights gives no estimate of this query's scan; run it", "-y runs the query")
	case a.estimate > askedAbove:
		scan := fmt.Sprintf("%s for about %s", render.Bytes(a.estimate), render.ScanCost(a.estimate))
		return a.s.ask(ctx, "Scan "+scan, "-y runs the query")
	}
	return nil
}

// estimateScan has the service estimate the bytes that the query would scan. It is free
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Estimate.html).
func (a *insightsQuery) estimateScan(ctx context.Context) (known bool, err error) {
	defer a.line.clear()
	q := a.query
	q.Text = insights.EstimateText(q.Text)
	page, err := a.answer(ctx, q)
	switch {
	case errors.As(err, new(*refusedError)):
		return false, nil // a query that is wrong is refused again
	case err != nil && a.id != "":
		a.stop(ctx)
	}
	if err != nil || a.empty != "" {
		return false, err
	}
	bytes, err := insights.EstimatedBytes(page)
	a.estimate = float64(bytes)
	return err == nil, nil
}

// isOnThisMachine reports whether a URL leads to this machine.
func isOnThisMachine(endpoint string) bool {
	u, err := url.Parse(endpoint)
	if err != nil || endpoint == "" {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}
