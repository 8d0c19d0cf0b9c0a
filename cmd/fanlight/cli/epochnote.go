package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/text"
)

// checkBegun is the state of an event that only says that something has begun.
const checkBegun = "begun"

// eventIndent is the width of an event's time and its mark, below which its further lines
// begin.
const eventIndent = 11

// event returns the line of an event: its time, a mark and what happened. On a terminal
// that is narrow the words go on in further lines.
func event(s *System, at time.Time, state, words string) string {
	lines := []string{words}
	if width := s.Width(s.Err); width > 2*eventIndent {
		lines = text.Wrap(words, width-eventIndent)
	}
	return at.UTC().Format("15:04:05Z") + "  " + mark(s, state) + " " + strings.Join(lines, "\n"+strings.Repeat(" ", eventIndent))
}

// noteEpoch writes which queries a replay runs again, and which keep their result. What
// cannot be read is left out: the wait that follows says why.
func (c *stackCommand) noteEpoch(ctx context.Context, a fanlight.Answer) {
	run, err := c.ledger.Run(ctx, a.Run)
	if err != nil || run.Epoch != a.Epoch {
		return
	}
	shards, err := c.ledger.AllProgress(ctx, run)
	if err != nil {
		return
	}
	fmt.Fprintln(c.s.Err, event(c.s, c.s.Now(), checkBegun, fmt.Sprintf("%s: epoch %d %s", run.ID, run.Epoch, played(run, shards))))
}

// mostNamed is how many queries are named at most.
const mostNamed = 8

// played says which queries an epoch runs, and which keep the result of an earlier one.
func played(run fanlight.Run, shards []fanlight.Progress) string {
	names, places := make([]string, run.Total), run.Places()
	winners := fanlight.Winners(shards)
	kept := map[string]bool{}
	for _, q := range run.Plan() {
		names[places[q.Index]] = q.ID
		if winner, ok := winners[q.Index]; ok && fanlight.ParseWinner(winner, run.Epoch).Epoch < run.Epoch {
			kept[q.ID] = true
		}
	}
	var runs, keeps []string
	for _, name := range names {
		if kept[name] {
			keeps = append(keeps, name)
		} else {
			runs = append(runs, name)
		}
	}
	switch {
	case len(keeps) == 0:
		return "runs " + count(len(runs), "query", "queries")
	case len(names) > mostNamed:
		return fmt.Sprintf("runs %d of %d queries, keeps the results of the others", len(runs), len(names))
	}
	return fmt.Sprintf("runs %s, keeps %s", strings.Join(runs, ", "), strings.Join(keeps, ", "))
}
