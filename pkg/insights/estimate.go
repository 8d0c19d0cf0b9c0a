package insights

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// ErrUnclear is returned for an estimate that names no number of bytes.
var ErrUnclear = errors.New("the estimate is unclear")

// EstimateText returns the query that answers the bytes which a query would scan, and
// scans nothing. The command has to be the last one, and incurs no query charges
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Estimate.html).
func EstimateText(text string) string {
	if isEstimate(text) {
		return text
	}
	return text + "\n| estimate" // on a line of its own: the last one may end in a comment
}

// isEstimate reports whether the last command of a query is estimate already.
func isEstimate(text string) bool {
	commands := ""
	for line := range strings.Lines(text) {
		command, _, _ := strings.Cut(line, "#") // the rest is a comment, or within quotes: then it is not the end
		commands += command + " "
	}
	last := commands[strings.LastIndexByte(commands, '|')+1:]
	return strings.EqualFold(strings.TrimSpace(last), "estimate")
}

// EstimatedBytes returns the bytes that the answer to EstimateText names. AWS documents
// neither the name of the field nor its form: it is the only number of the only row, or
// of several numbers the one of the field that is called after bytes. Anything else is
// ErrUnclear.
func EstimatedBytes(p Page) (bytes int64, err error) {
	if len(p.Rows) != 1 {
		return 0, fmt.Errorf("%w: it has %d rows, and one is expected", ErrUnclear, len(p.Rows))
	}
	var named, all []int64
	for _, f := range p.Rows[0] {
		n, err := strconv.ParseFloat(strings.TrimSpace(f.Value), 64)
		if err != nil || !(n >= 0) || n >= math.MaxInt64 {
			continue
		}
		all = append(all, int64(n))
		if strings.Contains(strings.ToLower(f.Name), "byte") {
			named = append(named, int64(n))
		}
	}
	switch {
	case len(all) == 1:
		return all[0], nil
	case len(named) == 1:
		return named[0], nil
	}
	return 0, fmt.Errorf("%w: its row has %d fields, of which %d are numbers of bytes", ErrUnclear, len(p.Rows[0]), len(named))
}

// How long an estimate is waited for.
const (
	estimateTime  = time.Minute
	estimatePause = 250 * time.Millisecond // before the second read; it doubles
	estimateMost  = 2 * time.Second
)

// Estimate has Logs Insights estimate the bytes that a query would scan in its log groups
// and window. It takes a call of StartQuery and a place among the account's concurrent
// queries for a moment, for which it waits. It returns 0 if the log groups have nothing
// in the window, ErrUnclear for an answer without a number, and gives up after a minute.
func (c *Client) Estimate(ctx context.Context, clock fanlight.Clock, q fanlight.Query, w fanlight.Window, m StartToken) (bytes int64, err error) {
	e := &estimation{client: c, clock: clock, until: clock.Now().Add(estimateTime)}
	q.Text, q.MaxRows = EstimateText(q.Text), cmp.Or(q.MaxRows, 1)
	id, err := e.start(ctx, q, w, m)
	switch {
	case err != nil && Classify(err) == NoData:
		return 0, nil
	case err != nil:
		return 0, fmt.Errorf("estimate %s: %w", q.ID, err)
	}
	page, err := e.read(ctx, id)
	if err == nil {
		bytes, err = EstimatedBytes(page)
	} else {
		_ = c.Stop(context.WithoutCancel(ctx), id) // it would end by itself
	}
	if err != nil {
		return 0, fmt.Errorf("estimate %s: %w", q.ID, err)
	}
	return bytes, nil
}

// estimation is an estimate that is waited for.
type estimation struct {
	client *Client
	clock  fanlight.Clock
	until  time.Time
}

// start starts the query. A lost answer does no harm: the query scans nothing.
func (e *estimation) start(ctx context.Context, q fanlight.Query, w fanlight.Window, m StartToken) (id string, err error) {
	for pause := estimatePause; ; pause = min(2*pause, estimateMost) {
		id, err = e.client.Start(ctx, q, w, m)
		if err == nil || ctx.Err() != nil {
			return id, err
		}
		if kind := Classify(err); kind == Refused || kind == NoData || !e.clock.Now().Before(e.until) {
			return "", err
		}
		if err := e.clock.Sleep(ctx, pause); err != nil {
			return "", err //nolint:wrapcheck // of the context
		}
	}
}

// read reads the answer until the query has ended.
func (e *estimation) read(ctx context.Context, id string) (Page, error) {
	for pause := estimatePause; ; pause = min(2*pause, estimateMost) {
		page, err := e.client.Read(ctx, id, "", 0)
		switch {
		case err == nil && page.Status == Complete:
			return page, nil
		case err == nil && ended(page.Status):
			return Page{}, fmt.Errorf("%w: Logs Insights ended it as %s", ErrUnclear, page.Status)
		case ctx.Err() != nil, errors.Is(err, ErrLost), err != nil && Classify(err) == Refused:
			return Page{}, cmp.Or(err, ctx.Err())
		case !e.clock.Now().Before(e.until):
			return Page{}, cmp.Or(err, fmt.Errorf("%w: it has not ended after %s", ErrUnclear, estimateTime))
		}
		if err := e.clock.Sleep(ctx, pause); err != nil {
			return Page{}, err //nolint:wrapcheck // of the context
		}
	}
}

// ended reports whether a query ended without an answer.
func ended(s Status) bool { return s == Failed || s == Timeout || s == Cancelled }
