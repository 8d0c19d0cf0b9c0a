package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/probe"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/price"
	"github.com/fanlight/fanlight/pkg/stack"
)

// prober runs probes of the query language in a log group that it makes for them.
type prober struct {
	s       *System
	cfg     aws.Config
	api     probeAPI
	line    *progressLine
	place   probe.Place
	choices []probe.Choice
}

// effect says what the probes do, for the question before.
func (p *prober) effect(where string) string {
	events, queries := 0, 0
	for _, c := range p.choices {
		events += len(c.Events)
		queries += len(c.Queries)
	}
	return fmt.Sprintf("Make log group %s in %s, put %s into it, run %s for less than $0.01, and delete the group",
		p.place.Group, where, count(events, "event", "events"), count(queries, "query", "queries"))
}

// longestName returns the length of the longest name of a probe.
func (p *prober) longestName() (longest int) {
	for _, c := range p.choices {
		longest = max(longest, len(c.Name))
	}
	return longest
}

// run makes the log group, runs the probes one after the other, passes what each found to
// found, and deletes the group. The error is that of the first step that failed.
func (p *prober) run(ctx context.Context, found func(check) error) error {
	defer p.line.clear()
	if err := p.create(ctx); err != nil {
		return err
	}
	defer p.remove(ctx)
	if err := p.fill(ctx); err != nil {
		return err
	}
	if err := p.await(ctx); err != nil {
		return err
	}
	for _, c := range p.choices {
		result := p.check(ctx, c)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		p.line.clear()
		if err := found(result); err != nil {
			return fmt.Errorf("write the checks: %w", err)
		}
	}
	return nil
}

// How long events may take until a query finds them, and how often that is looked at.
const (
	searchableTimeout = 10 * time.Minute
	maxSearchablePoll = 10 * time.Second
)

// await waits until queries find all events.
func (p *prober) await(ctx context.Context) error {
	want, found, began := 0, 0, p.s.Now()
	for _, c := range p.choices {
		want += len(c.Events)
	}
	for pause := firstPollAWS; ; pause = min(2*pause, maxSearchablePoll) {
		page, err := p.query("events").answerOf(ctx, "stats count(*) as n")
		if err != nil {
			return fmt.Errorf("count the events of log group %s: %w", p.place.Group, err)
		}
		found = counted(page)
		switch waited := p.s.Now().Sub(began); {
		case found >= want:
			return nil
		case waited > searchableTimeout:
			return fmt.Errorf("queries find %d of %d events after %s: try it again later", found, want, formatLength(waited))
		case waited >= firstShown:
			p.line.show(fmt.Sprintf("waits until queries find the events: %d of %d · %s", found, want, formatLength(waited)))
		}
		if err := (stack.Clock{}).Sleep(ctx, pause); err != nil {
			return err
		}
	}
}

// counted returns the number in the only cell of a result, 0 if it has none.
func counted(page insights.Page) int {
	if len(page.Rows) == 0 || len(page.Rows[0]) == 0 {
		return 0
	}
	n, _ := strconv.Atoi(page.Rows[0][0].Value) // the service gives a whole number
	return n
}

// query returns a query over the events of the probes.
func (p *prober) query(id string) *insightsQuery {
	return &insightsQuery{
		s: p.s, cfg: p.cfg, line: p.line, client: insights.New(p.api, byHand),
		query:  fanlight.Query{ID: id, LogGroups: []string{p.place.Group}, MaxRows: cwli.DefaultLimit},
		window: fanlight.Window{Start: p.place.Start, End: p.place.Start.Add(probe.Span)},
	}
}

// answerOf runs a query with another text.
func (a *insightsQuery) answerOf(ctx context.Context, text string) (insights.Page, error) {
	a.query.Text = text
	return a.run(ctx)
}

// reportDifference is the remedy of a probe that the service answers in another way.
const reportDifference = "run such queries by fanlight query --aws, and report this line as a mistake of Fanlight"

// check runs the queries of a probe, and compares the answers with the chosen ones.
func (p *prober) check(ctx context.Context, c probe.Choice) check {
	result := check{Name: c.Name, State: checkOK}
	var findings []string
	for _, query := range c.Queries {
		difference, bytes, err := p.compare(ctx, c, query)
		result.Cost += bytes * price.ScannedByte
		switch {
		case err != nil:
			findings = append(findings, fmt.Sprintf("not answered: %s: %v", query.Text, err))
			if result.State == checkOK {
				result.State = checkSkipped
			}
		case difference != "":
			findings = append(findings, difference)
			result.State, result.Remedy = checkFailed, reportDifference
		}
	}
	result.Cost = math.Round(result.Cost*1e9) / 1e9
	result.Finding = cmp.Or(strings.Join(findings, "\n"), "as chosen")
	return result
}

// compare runs a query of a probe. It returns how the answer differs from the chosen one,
// empty if it does not, and the bytes that were scanned. The error is that of a query
// which has no answer; a refusal is an answer.
func (p *prober) compare(ctx context.Context, c probe.Choice, query probe.Query) (difference string, bytes float64, err error) {
	a := p.query(c.Name)
	a.query.MaxRows = cmp.Or(query.Limit, cwli.DefaultLimit)
	page, err := a.answerOf(ctx, p.place.Query(c, query))
	bytes = page.Statistics.BytesScanned
	refused, isRefused := errors.AsType[*refusedError](err)
	switch {
	case isRefused:
		difference = query.Difference(p.place, probe.Refused)
		if difference != "" {
			difference += " (" + refused.message + ")"
		}
		return difference, bytes, nil
	case err != nil:
		return "", bytes, err
	case a.empty != "":
		return "", bytes, errors.New(a.empty)
	}
	return query.Difference(p.place, query.Answer(rowsOf(page))), bytes, nil
}

// rowsOf returns the rows of a page as those of the engine.
func rowsOf(page insights.Page) [][]cwli.Field {
	rows := make([][]cwli.Field, len(page.Rows))
	for i, row := range page.Rows {
		for _, f := range row {
			rows[i] = append(rows[i], cwli.Field(f))
		}
	}
	return rows
}
