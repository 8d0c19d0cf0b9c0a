package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// watched is where a run stands, at one look.
type watched struct {
	shownRun
	shards []fanlight.Progress
	at     time.Time
}

// reader looks at a run again and again. What cannot have changed is not read again.
type reader struct {
	ledger  *ledger.Ledger
	now     func() time.Time
	summed  time.Time // when the queries were read last
	winners int       // that they had then
	queries []ledger.QueryDetails
}

// summedEvery is how often the queries of a wide run are read at most.
const summedEvery = 5 * time.Second

// read looks at a run. Its definition is read with it.
func (r *reader) read(ctx context.Context, id fanlight.RunID) (w watched, err error) {
	w.at = r.now()
	run, err := r.ledger.Run(ctx, id)
	if err != nil && !errors.Is(err, ledger.ErrNoDefinition) {
		return w, fmt.Errorf("follow run %s: %w", id, err)
	}
	w.details.Run = run
	if w.shards, err = r.ledger.AllProgress(ctx, run); err != nil {
		return w, fmt.Errorf("follow run %s: %w", id, err)
	}
	if w.queries, err = r.queriesOf(ctx, run, w.shards, w.at); err != nil {
		return w, err
	}
	if !fanlight.Complete(w.shards, run.Total) {
		return w, nil
	}
	// The claim first: if it is final, the deliveries are.
	if w.claim, err = r.ledger.Claim(ctx, run); err != nil && !errors.Is(err, ledger.ErrNotFound) {
		return w, fmt.Errorf("follow run %s: %w", id, err)
	}
	if w.rounds, err = r.ledger.Rounds(ctx, run); err != nil {
		return w, fmt.Errorf("follow run %s: %w", id, err)
	}
	return w, nil
}

// queriesOf reads the queries if one was settled since, those of a wide run not too often.
func (r *reader) queriesOf(ctx context.Context, run fanlight.Run, shards []fanlight.Progress, now time.Time) ([]ledger.QueryDetails, error) {
	settled := len(fanlight.Winners(shards))
	stale := r.queries == nil || settled != r.winners && (run.Total <= mostSummed || settled == run.Total || now.Sub(r.summed) >= summedEvery)
	if stale {
		found, err := r.ledger.QueryDetails(ctx, run)
		if err != nil {
			return nil, fmt.Errorf("follow run %s: %w", run.ID, err)
		}
		r.queries, r.winners, r.summed = found, settled, now
	}
	return withStarts(r.queries, run, shards), nil
}

// withStarts returns the queries with the starts that the shards show.
func withStarts(queries []ledger.QueryDetails, run fanlight.Run, shards []fanlight.Progress) []ledger.QueryDetails {
	all, places := slices.Clone(queries), run.Places()
	for _, p := range shards {
		for i, start := range p.Starts {
			if i < len(places) && places[i] < len(all) && !settled(all[places[i]].State) {
				q := &all[places[i]]
				q.State, q.Tries, q.QueryID = ledger.QueryRunning, start.Try, start.ID
			}
		}
	}
	return all
}

// waits returns why queries wait, by the places of these queries in the definition.
func (w watched) waits() map[int]string {
	why, places := map[int]string{}, w.details.Run.Places()
	for _, p := range w.shards {
		if p.Waits == "" {
			continue
		}
		for _, i := range p.Unsettled() {
			if _, started := p.Starts[i]; !started && i < len(places) {
				why[places[i]] = p.Waits
			}
		}
	}
	return why
}

// inherited returns the places of the queries that keep the result of an earlier epoch.
func (w watched) inherited() map[int]bool {
	kept, run := map[int]bool{}, w.details.Run
	places := run.Places()
	for i, winner := range fanlight.Winners(w.shards) {
		if i < len(places) && fanlight.ParseWinner(winner, run.Epoch).Epoch < run.Epoch {
			kept[places[i]] = true
		}
	}
	return kept
}

// complete reports whether every query is settled.
func (w watched) complete() bool { return fanlight.Complete(w.shards, w.details.Run.Total) }

// progress says in one line how far the run is, and what it waits for.
func (w watched) progress() string {
	run := w.details.Run
	age := formatLength(w.at.Sub(run.Begun))
	if !w.complete() {
		return fmt.Sprintf("%s: %s · %s", count(run.Total, "query", "queries"), w.counted(), age)
	}
	sent, words := 0, ""
	for _, d := range run.Definition.Deliver {
		if !run.Wants(d.Name) {
			continue
		}
		for _, r := range w.rounds {
			if r.Name != d.Name || r.Round != run.Round {
				continue
			}
			if r.State == fanlight.DeliverySent {
				sent++
			} else if next := w.next(r); !next.IsZero() && words == "" {
				words = fmt.Sprintf(", %s waits %s for %s", r.Name, formatWait(next.Sub(w.at)), awaited(r.Delivery))
			}
		}
	}
	return fmt.Sprintf("reporting: %d of %d sent%s · %s", sent, len(wantedBy(run)), words, age)
}

// awaited names what a delivery waits for.
func awaited(d fanlight.Delivery) string {
	words := fmt.Sprintf("try %d", d.Tries+1)
	if d.State == fanlight.DeliveryWaiting && d.Error != "" {
		words = "its provider"
	}
	if d.Total > 1 {
		words += fmt.Sprintf(", %d of %d parts sent", d.Parts, d.Total)
	}
	return words
}

// wantedBy returns the destinations of the run's round.
func wantedBy(run fanlight.Run) (names []string) {
	for _, d := range run.Definition.Deliver {
		if run.Wants(d.Name) {
			names = append(names, d.Name)
		}
	}
	return names
}

// counted counts the queries by how far they are, and says why one waits.
func (w watched) counted() string {
	done, running, waiting := 0, 0, 0
	for _, p := range w.shards {
		done += p.Settled
		for _, i := range p.Unsettled() {
			if _, started := p.Starts[i]; started {
				running++
			}
		}
	}
	waiting = w.details.Run.Total - done - running
	var words []string
	for _, c := range []struct {
		n    int
		word string
	}{{done, "settled"}, {running, "running"}, {waiting, plural(waiting, "waits", "wait")}} {
		if c.n > 0 {
			words = append(words, fmt.Sprintf("%d %s", c.n, c.word))
		}
	}
	for _, p := range w.shards {
		if p.Waits != "" && !p.Full() && waiting > 0 {
			words[len(words)-1] += ": " + p.Waits
			break
		}
	}
	return strings.Join(words, ", ")
}
