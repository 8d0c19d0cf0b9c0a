package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/stack"
)

// insightsQuery is a query that runs in Logs Insights because a user asked for it.
type insightsQuery struct {
	s        *System
	cfg      aws.Config
	client   *insights.Client
	line     *progressLine
	place    string
	query    fanlight.Query
	window   fanlight.Window
	estimate float64 // bytes to be scanned; 0: not known

	id     string // of the query that was started last
	began  time.Time
	empty  string // the service's reason why there can be no rows
	ending string // what became of an interrupted query
}

// run starts the query, waits for its end and returns all its rows. If ctx ends before,
// it stops the query and returns what was found, with the error of ctx.
func (a *insightsQuery) run(ctx context.Context) (insights.Page, error) {
	defer a.line.clear()
	page, err := a.answer(ctx, a.query)
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	if err != nil && a.id != "" {
		return a.stop(ctx), err
	}
	return page, err
}

// answer starts a query, waits for its end and returns all its rows. A query of which
// the service says that it can have none has none.
func (a *insightsQuery) answer(ctx context.Context, q fanlight.Query) (insights.Page, error) {
	if err := a.start(ctx, q); err != nil || a.empty != "" {
		return insights.Page{}, err
	}
	if err := a.wait(ctx); err != nil {
		return insights.Page{}, err
	}
	return a.rows(ctx)
}

// start starts a query. It waits while the account runs as many as it may.
func (a *insightsQuery) start(ctx context.Context, q fanlight.Query) (err error) {
	a.began, a.id, a.empty = a.s.Now(), "", ""
	token := insights.StartToken{Run: "query", Token: fanlight.NewToken(stack.Random{})}
	for ctx.Err() == nil {
		// An answer that an interrupt loses would leave the query running.
		a.id, err = a.client.Start(context.WithoutCancel(ctx), q, a.window, token)
		kind := insights.Classify(err)
		switch {
		case err == nil:
			a.began = a.s.Now() // the rate is that of the query itself
			return ctx.Err()
		case kind == insights.NoData:
			a.empty = insights.Message(err)
			return nil
		case kind != insights.Full && kind != insights.Retryable:
			return a.explain(err)
		}
		a.show("waits: " + insights.Message(err))
		_ = stack.Clock{}.Sleep(ctx, maxPollAWS) // the loop looks at ctx
	}
	return ctx.Err()
}

// maxLostReads is how many reads of a query may fail one after another.
const maxLostReads = 5

// wait waits until the query has ended, and shows how far it is.
func (a *insightsQuery) wait(ctx context.Context) error {
	lost := 0
	for pause := firstPollAWS; ; pause = min(2*pause, maxPollAWS) {
		page, err := a.client.Read(ctx, a.id, "", 1)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err == nil:
			lost = 0
			a.show(a.progress(page.Statistics))
		case insights.Classify(err) == insights.Refused, lost == maxLostReads:
			return a.explain(err)
		default:
			lost++
		}
		if reason, ended := endings[page.Status]; ended {
			return fmt.Errorf("the query %s %s", a.id, reason)
		}
		if page.Status == insights.Complete {
			return nil
		}
		if err := (stack.Clock{}).Sleep(ctx, pause); err != nil {
			return err
		}
	}
}

// endings say why a query has ended without an answer. The service gives no reasons
// (API_GetQueryResults).
var endings = map[insights.Status]string{
	insights.Failed:    "failed in Logs Insights, which gives no reason",
	insights.Timeout:   "ran for 60 minutes, longer than Logs Insights allows: query a shorter time",
	insights.Cancelled: "was stopped in Logs Insights by somebody else",
}

// show draws the progress, from a time on.
func (a *insightsQuery) show(line string) {
	if took := a.s.Now().Sub(a.began); took >= firstShown {
		a.line.show(line + " · " + formatLength(took))
	}
}

// progress returns "1.2 of about 3.4 GB scanned, 0.1 GB/s · 20,311 matched".
func (a *insightsQuery) progress(s fanlight.Statistics) string {
	rate := s.BytesScanned / max(a.s.Now().Sub(a.began), time.Millisecond).Seconds()
	return fmt.Sprintf("%s scanned, %s/s · %s matched", a.scanned(s.BytesScanned), render.Bytes(rate), render.Count(s.RecordsMatched))
}

// scanned returns how much of the estimate was scanned.
func (a *insightsQuery) scanned(bytes float64) string {
	if a.estimate == 0 {
		return render.Bytes(bytes)
	}
	return formatPart(bytes, " of about ", a.estimate)
}

// rows returns all pages of the query's rows as one.
func (a *insightsQuery) rows(ctx context.Context) (all insights.Page, err error) {
	size := 0
	for {
		page, err := a.client.Read(ctx, a.id, all.Next, size)
		if large, ok := errors.AsType[*insights.TooLargeError](err); ok && size != 1 {
			size = large.Fewer(size)
			continue
		}
		if err != nil {
			return all, a.explain(err)
		}
		page.Rows = append(all.Rows, page.Rows...)
		if all = page; all.Next == "" {
			return all, nil
		}
	}
}

// stopTimeout is how long the end of an interrupted query may take: the program ends
// five seconds after an interrupt.
const stopTimeout = 3 * time.Second

// stop stops the query, and returns its first rows so far.
func (a *insightsQuery) stop(ctx context.Context) insights.Page {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	page, _ := a.client.Read(ctx, a.id, "", 0) // without rows if they cannot be read
	a.ending = "the query was stopped"
	if err := a.client.Stop(ctx, a.id); err != nil {
		a.ending = fmt.Sprintf("the query may go on: %v", err)
	}
	return page
}
