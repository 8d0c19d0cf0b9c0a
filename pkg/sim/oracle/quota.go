package oracle

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

// class holds what a worker heard of the quota of concurrent queries on the same log groups.
type class struct {
	refused time.Time // when a start was refused last; zero: none was
	running []string  // queries on these log groups that ran then
	known   bool      // one was refused before, and none passed in between: one at a time tries
	passed  time.Time // when a start that was not refused was answered last
}

// Numbers of rule W5.
const (
	quotaPause  = time.Second     // for which queries of a class wait after a refusal, at least
	quotaHidden = 2 * time.Minute // for which their messages are hidden, if others wait already
)

// ofClass names the class of a query; empty for an estimate.
func ofClass(in *cloudwatchlogs.StartQueryInput) string {
	if m, _ := markOf(*in.QueryString); m.estimate {
		return ""
	}
	return classOf(in.LogGroupNames, *in.QueryString)
}

// classOf names the log groups of a query: its own, or what its text has before the first |, by
// which it selects them.
func classOf(groups []string, text string) string {
	if len(groups) == 0 {
		selection, _, _ := strings.Cut(text, "|")
		return selection
	}
	return strings.Join(groups, "\n")
}

// startAnswered takes note of a quota that refused a start.
func (o *Oracle) startAnswered(p *Process, in any, err error) {
	asked, ok := in.(*cloudwatchlogs.StartQueryInput)
	if !ok {
		return
	}
	if p.classes == nil {
		p.classes = map[string]class{}
	}
	name := ofClass(asked)
	k := p.classes[name]
	if full, _ := errors.AsType[*types.LimitExceededException](err); full == nil {
		k.passed = o.world.Now()
	} else {
		k.known = k.refused.After(k.passed) && (k.known || k.refused.Before(o.world.Now()))
		k.refused, k.running = o.world.Now(), o.ofClass(name)
	}
	p.classes[name] = k
}

// ofClass returns the queries on these log groups that run, of any worker: this one may have
// found them on record.
func (o *Oracle) ofClass(name string) (ids []string) {
	for _, id := range o.world.Unended() {
		if q := o.queries[id]; q != nil && classOf(q.Groups, q.Text) == name {
			ids = append(ids, id)
		}
	}
	return ids
}

// checkQuota holds rule W5: after a refusal for a quota queries on the same log groups wait, a
// second at least or until one of them ends; then one of them tries. A first refusal may find others begun. Early
// time may hold these up, and is not judged.
func (o *Oracle) checkQuota(p *Process, in *cloudwatchlogs.StartQueryInput) {
	name, now := ofClass(in), o.world.Now()
	k := p.classes[name]
	heard := latest(k.passed, latest(p.heardAt, p.blemish)) // since when it may know better
	if name == "" || o.set.Likely[EarlyTime] || k.refused.IsZero() || !heard.Before(k.refused) || !k.known && now.Equal(k.refused) || now.Sub(k.refused) >= quotaPause || o.anyEnded(k.running) || o.hearsOfEnd(p, name, k.refused) {
		return
	}
	o.violate("W5", "%s starts a query on %q %s after one was refused for its quota", p.Name, name, now.Sub(k.refused))
}

// anyEnded reports whether one of the queries does not run any more.
func (o *Oracle) anyEnded(ids []string) bool {
	unended := o.world.Unended()
	return slices.ContainsFunc(ids, func(id string) bool { return !slices.Contains(unended, id) })
}

// hearsOfEnd reports whether the process heard since a time what runs, and so that a query of its own on
// these log groups does not: that may have ended before the time. An answer that lists nothing says so of all.
func (o *Oracle) hearsOfEnd(p *Process, name string, since time.Time) bool {
	if !p.polls.misled.IsZero() && !p.polls.misled.Before(since) {
		return true
	}
	if k := p.polls.last; k == nil || k.heard.Before(since) {
		return false
	}
	unended := o.world.Unended()
	for id, q := range o.queries {
		if classOf(q.Groups, q.Text) == name && p.holds(q) && !slices.Contains(unended, id) {
			return true
		}
	}
	return false
}

// checkGivesWay holds rule W5: only messages of queries whose quota is used up are hidden for two
// minutes. What is refused for one class holds up no other.
func (o *Oracle) checkGivesWay(p *Process, h held) {
	if !p.is(worker) || h.hidden != quotaHidden || h.unreadable {
		return
	}
	r := o.run(h.query.Run)
	r.at(h.query.Epoch).query(h.query.Query.Index).gaveWay++
	if r.definition == nil || h.query.Query.Index >= len(r.definition.Queries) {
		return
	}
	asked := r.definition.Queries[r.places()[h.query.Query.Index]]
	name := classOf(asked.Groups, asked.Text)
	if p.classes[name].refused.IsZero() {
		o.violate("W5", "%s hides query %d of %s, and no quota refused %q", p.Name, h.query.Query.Index, h.query.Run, name)
	}
}

// gaveWay is for how long a query of an epoch was left to others at most.
func (e *epochState) gaveWay() time.Duration {
	most := 0
	for _, q := range e.queries {
		most = max(most, q.gaveWay)
	}
	return time.Duration(most) * quotaHidden
}
