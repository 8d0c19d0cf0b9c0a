package oracle

import (
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// Definition holds the facts of a deployed report from which the oracle derives its runs.
type Definition struct {
	Name     string
	Hash     string          // by which a run names it
	Length   time.Duration   // of the window
	Calendar report.Calendar // that the window is, in the zone; empty: it has the length
	Zone     *time.Location
	Delay    time.Duration // between the window's end and the due time
	Second   time.Duration // after a full minute that it is due: its runs bear the minute (rule D3)
	Deadline time.Duration
	Queries  []Asked
}

// Asked holds what a query of a definition asks Logs Insights.
type Asked struct {
	Text   string
	Groups []string
	Limit  int
}

// deployment is a definition, from when it was deployed on; or its end.
type deployment struct {
	Definition
	since time.Time
	gone  bool
}

// Deployed takes note of a definition that is deployed.
func (o *Oracle) Deployed(d Definition) {
	o.deployments = append(o.deployments, deployment{d, o.world.Now(), false})
}

// Undeployed takes note of a report that is not deployed any more.
func (o *Oracle) Undeployed(name string) {
	o.deployments = append(o.deployments, deployment{Definition{Name: name}, o.world.Now(), true})
}

// wasGone reports whether a report was not deployed at some time while a process was at work.
func (o *Oracle) wasGone(p *Process, name string) bool {
	for _, d := range slices.Backward(o.deployments) {
		switch {
		case d.Name != name:
		case d.gone:
			return true
		case d.since.Before(p.begun):
			return false
		}
	}
	return true
}

// definitions of a report that were deployed while a process was at work.
func (o *Oracle) deployedTo(p *Process, name string) (all []Definition) {
	for _, d := range slices.Backward(o.deployments) {
		if d.Name != name {
			continue
		}
		if !d.gone {
			all = append(all, d.Definition)
		}
		if d.since.Before(p.begun) {
			break
		}
	}
	return all
}

// checkCreated holds that a run follows a definition that was deployed: its window
// ends its delay before the due time, it has all queries, and its deadline counts from the
// start of its epoch (rules D1, D3, G7).
func (o *Oracle) checkCreated(p *Process, r *runState) {
	name, scheduled := o.due(r.id)
	defined := o.deployedTo(p, name)
	i := slices.IndexFunc(defined, func(d Definition) bool {
		start, end := d.window(scheduled)
		return d.Hash == str(r.meta, "hash") && len(d.Queries) == num(r.meta, "total") && (isCorrection(r.id) || end.UnixMilli() == int64(num(r.meta, "window_end")) &&
			start.UnixMilli() == int64(num(r.meta, "window_start")))
	})
	if i < 0 {
		o.violate("D1", "%s creates %s with %d queries and the window from %d to %d, which no definition says",
			p.Name, r.id, num(r.meta, "total"), num(r.meta, "window_start"), num(r.meta, "window_end"))
		return
	}
	r.definition = &defined[i]
}

// due returns the report of a run and the time that it was due.
func (o *Oracle) due(id fanlight.RunID) (name string, scheduled time.Time) {
	name, rest, _ := strings.Cut(string(id), "@")
	stamp, _, _ := strings.Cut(rest, "+")
	scheduled, err := time.Parse(time.RFC3339, stamp)
	if err != nil {
		o.violate("D3", "%s names no time", id)
	}
	return name, scheduled
}

// isCorrection reports whether a run corrects another.
func isCorrection(id fanlight.RunID) bool { return strings.Contains(string(id), "+fix-") }

// checkBegun holds that an epoch has the deadline of its definition, counted from a
// moment at which the process that began it was at work (rules D1, D4).
func (o *Oracle) checkBegun(p *Process, r *runState, e *epochState) {
	if r.definition == nil {
		return
	}
	begun, deadline := stamp(r.meta, "begun"), stamp(r.meta, "deadline")
	first, last := p.begun.Add(p.Skew).Add(-time.Millisecond), p.clock()
	if begun.Before(first) || begun.After(last) || !deadline.Equal(begun.Add(r.definition.Deadline)) {
		o.violate("D1", "%s begins epoch %d of %s at %s with the deadline %s, between %s and %s it has %s",
			p.Name, e.number, r.id, begun.UTC(), deadline.UTC(), first.UTC(), last.UTC(), r.definition.Deadline)
	}
	e.deadline = deadline
}

// stamp reads epoch milliseconds.
func stamp(it item, name string) time.Time { return time.UnixMilli(int64(num(it, name))) }

// checkAsked holds that a query asks for what its run's definition says, over its run's
// window, and bears its own name (rules G7, W4).
func (o *Oracle) checkAsked(p *Process, q *query, in Start) {
	r := o.run(q.Run)
	if !p.holds(q) {
		o.violate("W3", "%s starts query %d of %s epoch %d, of which it has no message", p.Name, q.Index, q.Run, q.Epoch)
	}
	if r.definition == nil || q.Index >= len(r.definition.Queries) {
		return
	}
	want := r.definition.Queries[r.places()[q.Index]]
	text, _, _ := strings.Cut(in.Text, "\n# fanlight ")
	from, to := int64(num(r.meta, "window_start"))/1000, int64(num(r.meta, "window_end"))/1000-1 // the service's end is inclusive
	switch {
	case text != want.Text || !slices.Equal(in.Groups, want.Groups) || in.Limit != want.Limit:
		o.violate("D1", "query %d of %s asks %q of %v with limit %d, its definition %+v", q.Index, q.Run, text, in.Groups, in.Limit, want)
	case in.From != from || in.To != to:
		o.violate("G7", "query %d of %s asks for %d to %d, its window is %d to %d", q.Index, q.Run, in.From, in.To, from, to)
	}
}

// Start holds the input of StartQuery.
type Start struct {
	Text     string
	Groups   []string
	Limit    int
	From, To int64 // seconds
}
