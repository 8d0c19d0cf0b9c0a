package ledger

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// Listed is a run's line in the listing of its report, as the dispatcher wrote it when
// the epoch began, or the actor that ended the run.
type Listed struct {
	ID      fanlight.RunID
	State   fanlight.State
	Epoch   int
	Round   int
	Begun   time.Time // creation of the epoch
	Created time.Time // of the run; of a line that an earlier version wrote, Begun
	Ended   *Ended    // nil: the run is open, or an earlier version ended it
}

// Ended holds what the line of an ended run says beyond its state.
type Ended struct {
	At           time.Time
	Queries      int
	Destinations int
	Tally        *fanlight.Tally // nil: who ended the run did not know
}

const linePrefix = "RUN#"

func linesOf(report string) string { return "REPORT#" + report }

// listedItem is a line. What follows begun was added later.
type listedItem struct {
	PK           string  `dynamodbav:"pk"`
	SK           string  `dynamodbav:"sk"`
	State        string  `dynamodbav:"state"`
	Epoch        int     `dynamodbav:"epoch"`
	Round        int     `dynamodbav:"round"`
	Begun        int64   `dynamodbav:"begun"` // this and every time: epoch milliseconds
	Created      int64   `dynamodbav:"created"`
	Ended        int64   `dynamodbav:"ended"`
	Counted      string  `dynamodbav:"counted"` // the epoch and round that the fields below are of
	Queries      int     `dynamodbav:"queries"`
	Destinations int     `dynamodbav:"destinations"`
	Settled      *int    `dynamodbav:"settled"` // nil, and the next ones of no meaning: not known
	Failed       int     `dynamodbav:"failed"`
	Sent         int     `dynamodbav:"sent"`
	Bytes        float64 `dynamodbav:"bytes"`
}

// countedAt names an epoch and a round. An earlier version that ends a later round
// leaves the counts of the one before: they are of no use then.
func countedAt(epoch, round int) string { return fmt.Sprintf("%d#%d", epoch, round) }

func (it listedItem) listed() Listed {
	line := Listed{
		ID: fanlight.RunID(strings.TrimPrefix(it.SK, linePrefix)), State: fanlight.State(it.State), Epoch: it.Epoch, Round: it.Round,
		Begun: instant(it.Begun), Created: instant(it.Begun),
	}
	if it.Created != 0 {
		line.Created = instant(it.Created)
	}
	if it.Counted != countedAt(it.Epoch, it.Round) || !line.State.Final() {
		return line
	}
	line.Ended = &Ended{At: instant(it.Ended), Queries: it.Queries, Destinations: it.Destinations}
	if it.Settled != nil {
		line.Ended.Tally = &fanlight.Tally{Settled: *it.Settled, Failed: it.Failed, Sent: it.Sent, Bytes: it.Bytes}
	}
	return line
}

// PutListing writes the run's line in the listing of its report. No rule reads it.
// A final state replaces any line but that of a later epoch or round. A state that
// is not final only replaces that of an earlier epoch: a slow dispatcher may write
// after the reporter.
func (l *Ledger) PutListing(ctx context.Context, r fanlight.Run) error {
	u := update{
		key:   key{linesOf(r.ID.Report()), linePrefix + string(r.ID)},
		set:   "SET #state = :state, epoch = :epoch, round = :round, begun = :begun, created = :created, expires = :expires",
		when:  "attribute_not_exists(epoch) OR epoch < :epoch",
		names: map[string]string{"#state": "state"},
		values: item{
			":state": text(string(r.State)), ":epoch": number(r.Epoch), ":round": number(r.Round),
			":begun": millis(r.Begun), ":created": millis(r.Created), ":expires": number(l.expiresFromNow(r)),
		},
	}
	if r.State.Final() {
		u.when += " OR (epoch = :epoch AND round <= :round)"
		l.addEnd(&u, r)
	}
	_, _, err := l.update(ctx, u)
	return err
}

// addEnd adds what the line of an ended run has in addition.
func (l *Ledger) addEnd(u *update, r fanlight.Run) {
	u.set += ", ended = :ended, counted = :counted, queries = :queries, destinations = :destinations"
	u.values[":ended"] = millis(l.clock.Now())
	u.values[":counted"] = text(countedAt(r.Epoch, r.Round))
	u.values[":queries"], u.values[":destinations"] = number(r.Total), number(len(r.Definition.Deliver))
	if r.Tally == nil {
		u.set += " REMOVE settled"
		return
	}
	u.set += ", settled = :settled, failed = :failed, sent = :sent, bytes = :bytes"
	u.values[":settled"], u.values[":failed"] = number(r.Tally.Settled), number(r.Tally.Failed)
	u.values[":sent"], u.values[":bytes"] = number(r.Tally.Sent), number(int64(r.Tally.Bytes))
}

// Runs reads the lines of a report's runs whose IDs begin with a prefix, which the
// report's name and an @ begin, or is empty: then of all its runs. They come in the
// order of their scheduled times. Those of the last moments may be missing.
func (l *Ledger) Runs(ctx context.Context, report, prefix string) ([]Listed, error) {
	in := l.below(linesOf(report), linePrefix+prefix)
	in.ConsistentRead = nil // half the read units, and no rule reads it
	items, err := l.pages(ctx, in)
	if err != nil {
		return nil, fmt.Errorf("list the runs of %s: %w", report, err)
	}
	all := make([]Listed, len(items))
	for i, it := range items {
		var line listedItem
		if err := decode(it, &line); err != nil {
			return nil, err
		}
		all[i] = line.listed()
	}
	return all, nil
}

// Names returns the names of all reports that are deployed, or of which the janitor has
// a note: it keeps that of a report that is not deployed any more. They are sorted.
func (l *Ledger) Names(ctx context.Context) ([]string, error) {
	deployed, err := l.Deployed(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the deployed reports: %w", err)
	}
	notes, _, err := l.Watches(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the notes on reports: %w", err)
	}
	for _, d := range deployed {
		notes[d.Name] = fanlight.Watch{}
	}
	return slices.Sorted(maps.Keys(notes)), nil
}
