package cli

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

// watcher looks at a run of the simulator, and keeps what `fanlight watch` says of it.
type watcher struct {
	t    *testing.T
	h    *sim.Harness
	r    reader
	seen *happened
	said strings.Builder
}

func (w *watcher) look() watched {
	w.t.Helper()
	got, err := w.r.read(w.t.Context(), sim.RunID)
	if err != nil {
		w.t.Fatal(err)
	}
	w.said.WriteString(said(w.seen.since(got)))
	return got
}

// refusing refuses the starts of two queries for the first three minutes: of one for the
// rate, of the other for the quota of Infrequent Access groups, in the service's words.
func refusing(h *sim.Harness, c sim.Call) error {
	in, starts := c.Input.(*cloudwatchlogs.StartQueryInput)
	if !starts || h.Clock.Now().Sub(sim.Due) > 3*time.Minute {
		return nil
	}
	switch groups := strings.Join(in.LogGroupNames, " ") + strings.Join(in.LogGroupIdentifiers, " "); {
	case strings.Contains(groups, "/infrequent"):
		return &types.LimitExceededException{Message: aws.String("Account maximum query concurrency limit of [5] reached for Infrequent Access.")}
	case strings.Contains(groups, "/throttled"):
		return &types.ThrottlingException{Message: aws.String("Rate exceeded")}
	}
	return nil
}

// TestHappened_since_of_a_run follows the real actors through a start that is throttled, an
// Infrequent Access query that waits, a destination that fails, and one that answers 429:
// each is said with its reason and when it is tried again, and nothing is said twice.
func TestHappened_since_of_a_run(t *testing.T) {
	t.Parallel()
	r := sim.Report(3, "good", "busy", "later")
	r.Queries[1].LogGroups, r.Queries[2].LogGroups = []string{"/throttled"}, []string{"/infrequent"}
	h := sim.NewHarness(t, r)
	w := &watcher{t: t, h: h, r: reader{ledger: h.Ledger(), now: h.Clock.Now}, seen: newHappened()}
	h.Sender.Answer = func(to string, try int) error {
		switch {
		case to == "busy" && try < 3:
			return &fanlight.DeliveryError{Err: errors.New("502 Bad Gateway")}
		case to == "busy":
			return &fanlight.DeliveryError{Permanent: true, Err: errors.New("403 Forbidden: kicked")}
		case to == "later" && try == 1:
			return &fanlight.DeliveryError{RetryAfter: 10 * time.Minute, Err: errors.New("429: Too Many Requests")}
		}
		return nil
	}
	h.Start()
	for h.Run(sim.RunID).Open && h.Clock.Now().Sub(sim.Due) < 2*time.Hour {
		p := h.Process()
		p.Refuse = func(c sim.Call) error { w.look(); return refusing(h, c) }
		worked := h.Work(p, worker.Settings{})
		w.look()
		if !h.Publish(p) && worked == 0 {
			h.Clock.Advance(10 * time.Second)
		}
		w.look()
	}
	end := w.look()
	w.said.WriteString(said([]runEvent{endEvent(end)}))
	lines := strings.Split(strings.TrimSuffix(w.said.String(), "\n"), "\n")
	once := map[string]int{}
	for _, line := range lines {
		if once[line]++; once[line] > 1 {
			t.Errorf("said twice: %s", line)
		}
	}
	for _, want := range []string{
		"! q1, q2 wait: q1: StartQuery was refused: Rate exceeded; q2: StartQuery was refused: Account maximum query concurrency limit of [5] reached for Infrequent Access.; tried again by itself",
		"! busy: try 1 of 5 failed: 502 Bad Gateway; next try ",
		"! busy: try 2 of 5 failed: the same; next try ",
		"✗ busy: failed after 3 tries: 403 Forbidden: kicked",
		"! later: waits: 429: Too Many Requests; next try ",
		"✓ later: sent",
		"✓ good: sent",
		"! " + string(sim.RunID) + " is partly_sent: 3 of 3 queries ok",
	} {
		if n := strings.Count(w.said.String(), want); n != 1 {
			t.Errorf("%d times %q in\n%s", n, want, w.said.String())
		}
	}
	if len(lines) != 11 { // and the three queries
		t.Errorf("%d lines:\n%s", len(lines), w.said.String())
	}
}
