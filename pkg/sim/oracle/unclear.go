package oracle

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// Pauses of rule W4.
const (
	unclearPause = 5 * time.Second // after a start without a clear answer, doubling with each
	unclearMost  = 5 * time.Minute
)

// restart says when a worker may start a query again whose last start it could not make, or does not
// know about.
type restart struct {
	unclear int       // its starts without a clear answer since one that had one
	at      time.Time // not before
	rule    Rule      // that says so
}

// waits takes note of when the process may start a query again.
func (p *Process) waits(q place, r restart) {
	if p.restarts == nil {
		p.restarts = map[place]restart{}
	}
	p.restarts[q] = r
}

// unclear takes note of a start of which the process does not know whether it had an effect.
func (p *Process) unclear(q place, now time.Time) {
	n := p.restarts[q].unclear + 1
	p.waits(q, restart{n, now.Add(min(unclearPause<<min(n-1, 10), unclearMost)), "W4"})
}

// pausesAfter takes note of the answer to a start. One that is lost after the effect is noted with
// that.
func (o *Oracle) pausesAfter(p *Process, c Call, err error) {
	in, ok := c.Input.(*cloudwatchlogs.StartQueryInput)
	if !ok || c.Fault == AmbiguousStart {
		return
	}
	m, ok := markOf(*in.QueryString)
	before, now := p.restarts[m.place], o.world.Now()
	switch {
	case !ok || m.estimate:
	case err == nil:
		delete(p.restarts, m.place)
	case isUnclear(err):
		p.unclear(m.place, now)
	case c.Fault == Throttled && before.at.Before(now):
		p.waits(m.place, restart{before.unclear, now.Add(1), "W5"})
	}
}

// isUnclear reports whether a call may have had an effect: its time was over, or the service failed.
func isUnclear(err error) bool {
	failure, ok := errors.AsType[*smithyhttp.ResponseError](err)
	return errors.Is(err, context.DeadlineExceeded) || ok && failure.HTTPStatusCode() >= http.StatusInternalServerError
}

// checkRestart holds that a worker waits before it starts a query again: after a start without a clear
// answer 5 s, doubling (rule W4), and after one that was throttled, by which it slows down, some time
// (rule W5).
func (o *Oracle) checkRestart(p *Process, in *cloudwatchlogs.StartQueryInput) {
	m, ok := markOf(*in.QueryString)
	if !ok || m.estimate {
		return
	}
	if r := p.restarts[m.place]; r.at.After(o.world.Now()) {
		o.violate(r.rule, "%s starts query %d of %s once more %s too early", p.Name, m.index, m.partition, r.at.Sub(o.world.Now()))
	}
}

// forgets drops what is known of the starts of a query whose message comes: the process may have let
// it go before.
func (p *Process) forgets(m queryMessage) {
	delete(p.restarts, place{partition(m.Run, m.Epoch), m.Query.Index})
}
