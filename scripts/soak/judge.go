package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// listed is a run as `fanlight runs -o ndjson` prints it.
type listed struct {
	Run     string `json:"run"`
	Report  string `json:"report"`
	State   string `json:"state"`
	Open    bool   `json:"open"`
	Queries struct {
		Total   int
		Settled *int // nil if the line does not know: who ended the run found its deliveries done
		Failed  int
	} `json:"queries"`
	Destinations struct {
		Total, Sent int
	} `json:"destinations"`
}

func (r listed) settled() int {
	if r.Queries.Settled == nil {
		return 0
	}
	return *r.Queries.Settled
}

// String returns the run for a message.
func (r listed) String() string {
	return fmt.Sprintf("%s is %s: %d of %d queries settled, %d failed, %d of %d destinations sent", r.Run, r.State,
		r.settled(), r.Queries.Total, r.Queries.Failed, r.Destinations.Sent, r.Destinations.Total)
}

// runs returns all runs of the stack.
func (s *stack) runs(ctx context.Context) (all []listed, err error) {
	out, err := s.command(ctx, "runs", "--since", "1d", "--limit", "1000000", "-o", "ndjson")
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(out) {
		var r listed
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			return nil, fmt.Errorf("read %q: %w", line, err)
		}
		if r.Run != "" {
			all = append(all, r)
		}
	}
	return all, nil
}

// settle waits until no run is open and the reports that were due are there, as long as anything ends
// within drain, and returns all runs.
func (s *stack) settle(ctx context.Context) (all []listed, err error) {
	watched, stop := context.WithCancel(ctx)
	defer stop()
	go s.watch(watched)
	ended, last := -1, time.Now()
	for time.Since(last) < drain {
		if all, err = s.runs(ctx); err == nil {
			n, open := count(all)
			if due := s.due.Before(time.Now().Add(-time.Minute)); open == 0 && (due || s.plan.due == 0) {
				return all, nil
			}
			if n > ended {
				ended, last = n, time.Now()
			}
		}
		if stopped := sleep(ctx, 5*time.Second); stopped != nil {
			return nil, stopped
		}
	}
	return all, err
}

// count returns how many runs and queries have ended, and how many runs are open.
func count(all []listed) (ended, open int) {
	for _, r := range all {
		if ended += r.settled(); r.Open {
			open++
		} else {
			ended++
		}
	}
	return ended, open
}

// verdict holds what came of a soak.
type verdict struct {
	line     string
	problems []error
}

// judge compares what was accepted and due with what the stack lists and the receiver has.
func (s *stack) judge(ctx context.Context, runs []listed) verdict {
	s.complete(ctx, runs)
	lost := s.lost(runs)
	if s.plan.wide > 0 {
		lost = append(lost, s.miscounted(ctx, runs)...)
	}
	s.receiver.mu.Lock()
	defer s.receiver.mu.Unlock()
	var twice int // editions with two keys: a receiver that drops known keys would count them twice
	for _, keys := range s.receiver.keys {
		twice += len(keys) - 1
	}
	queries := 0
	for _, r := range runs {
		queries += r.settled()
	}
	g := grown(s.vitals.all(), s.plan)
	v := verdict{line: fmt.Sprintf("soak: minutes=%.0f runs=%d queries=%d kills=%d disk_full=%d lost=%d duplicates=%d wrong=%d %s",
		s.plan.load.Minutes(), len(runs), queries, s.kills.Load(), s.filled.Load(), len(lost), twice, len(s.receiver.wrong), g)}
	v.problems = append(first("lost", lost), first("wrong", s.receiver.wrong)...)
	if twice > 0 {
		v.problems = append(v.problems, fmt.Errorf("%d editions were delivered with two keys", twice))
	}
	v.problems = append(v.problems, g.problems()...)
	return v
}

// complete counts the queries and deliveries of runs whose lines do not know them.
func (s *stack) complete(ctx context.Context, runs []listed) {
	for i := range runs {
		r := &runs[i]
		if r.Open || r.Queries.Settled != nil {
			continue
		}
		found, err := s.shown(ctx, r.Run)
		if err != nil {
			s.note(err)
			continue
		}
		good := 0
		for _, q := range found.Queries {
			if q.State == "ok" || q.State == "empty" {
				good++
			}
		}
		r.Queries.Settled = &good
		for _, d := range found.Deliveries {
			if d.State == "sent" {
				r.Destinations.Sent++
			}
		}
	}
}

// first returns errors of the first texts.
func first(what string, all []string) (out []error) {
	for _, text := range all[:min(len(all), 20)] {
		out = append(out, fmt.Errorf("%s: %s", what, text))
	}
	if len(all) > 20 {
		out = append(out, fmt.Errorf("%s: %d more", what, len(all)-20))
	}
	return out
}

// lost says what has no delivery, and what has not ended as sent.
func (s *stack) lost(runs []listed) (lost []string) {
	wanted := map[string]bool{}
	for _, run := range s.starts.all() {
		wanted[run] = true
	}
	for n := range s.plan.due {
		wanted[fmt.Sprintf(dueName+"@%s", n, s.due.Format(time.RFC3339))] = true
	}
	for _, r := range runs {
		delete(wanted, r.Run)
		switch {
		case r.State != "sent" || r.settled() != r.Queries.Total || r.Queries.Failed > 0 || r.Destinations.Sent != 1:
			lost = append(lost, r.String())
		case !s.receiver.has(r.Run):
			lost = append(lost, r.Run+" is sent, and the receiver does not have it")
		}
	}
	for run := range wanted {
		lost = append(lost, run+" was accepted or due, and is not there")
	}
	slices.Sort(lost)
	return lost
}

func (r *receiver) has(run string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.keys[run]) > 0
}

// miscounted reads the widest run, and says which of its numbers are wrong.
func (s *stack) miscounted(ctx context.Context, runs []listed) (wrong []string) {
	for _, r := range runs {
		if r.Report != wideName {
			continue
		}
		found, err := s.shown(ctx, r.Run)
		if err == nil && len(found.Document.Queries) != s.plan.wide {
			err = fmt.Errorf("it has %d queries, want %d", len(found.Document.Queries), s.plan.wide)
		}
		if err != nil {
			wrong = append(wrong, fmt.Sprintf("%s: %v", r.Run, err))
			continue
		}
		for n, q := range found.Document.Queries {
			want := expected(n%shards, found.Window.Start, found.Window.End).count
			if got := q.number(); q.ID != fmt.Sprintf("q%05d", n) || got != fmt.Sprint(want) {
				wrong = append(wrong, fmt.Sprintf("%s: %s is %s, want %d", r.Run, q.ID, got, want))
			}
		}
	}
	return wrong
}

// shown is a run as `fanlight show -o json` prints it.
type shown struct {
	Window struct {
		Start, End time.Time
	} `json:"window"`
	Queries    []stated `json:"queries"`
	Deliveries []stated `json:"deliveries"`
	Document   struct {
		Queries []query `json:"queries"`
	} `json:"document"`
}

type stated struct {
	State string `json:"state"`
}

type query struct {
	ID   string `json:"id"`
	Rows [][]struct {
		Value string `json:"value"`
	} `json:"rows"`
}

func (q query) number() string {
	if len(q.Rows) != 1 || len(q.Rows[0]) != 1 {
		return fmt.Sprintf("%d rows", len(q.Rows))
	}
	return q.Rows[0][0].Value
}

func (s *stack) shown(ctx context.Context, run string) (found shown, err error) {
	out, err := s.command(ctx, "show", run, "-o", "json")
	if err != nil {
		return found, err
	}
	return found, errors.Join(json.Unmarshal([]byte(out), &found))
}
