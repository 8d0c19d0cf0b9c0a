package oracle

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

// refusedFor is a quota of concurrent queries that is used up, as a worker heard it.
type refusedFor struct {
	at      time.Time
	passed  bool     // another start of this class had its answer at that very time, perhaps after the refusal
	running []string // queries on these log groups that ran
}

// classPassed is a start of a class that was not refused, and when that was heard.
type classPassed struct {
	class string
	at    time.Time
}

// Numbers of rule W5.
const (
	quotaPause  = time.Second     // for which queries of a class wait after a refusal, at least
	quotaHidden = 2 * time.Minute // for which their messages are hidden, if others wait already
)

// ofClass names the log groups of a query; empty for an estimate, and for one that selects them.
func ofClass(in *cloudwatchlogs.StartQueryInput) string {
	if strings.Contains(*in.QueryString, "| estimate\n# fanlight ") {
		return ""
	}
	return strings.Join(in.LogGroupNames, "\n")
}

// startAnswered takes note of a quota that refused a start.
func (o *Oracle) startAnswered(p *Process, in any, err error) {
	asked, ok := in.(*cloudwatchlogs.StartQueryInput)
	if !ok {
		return
	}
	class := ofClass(asked)
	if full, _ := errors.AsType[*types.LimitExceededException](err); full == nil {
		p.passed = classPassed{class, o.world.Now()}
		if q, refused := p.quotas[class]; refused && q.at.Equal(p.passed.at) {
			q.passed = true
			p.quotas[class] = q
			return
		}
		delete(p.quotas, class)
		return
	}
	if p.quotas == nil {
		p.quotas = map[string]refusedFor{}
	}
	now := o.world.Now()
	p.quotas[class] = refusedFor{now, p.passed == classPassed{class, now}, o.ofClass(class)}
	add(&p.wasFull, class)
}

// ofClass returns the queries on these log groups that run, of any worker: this one may have
// found them on record.
func (o *Oracle) ofClass(class string) (ids []string) {
	for _, id := range o.world.Unended() {
		if q := o.queries[id]; q != nil && strings.Join(q.Groups, "\n") == class {
			ids = append(ids, id)
		}
	}
	return ids
}

// checkQuota holds rule W5: after a refusal for a quota queries on the same log groups wait, a
// second at least or until one of them ends.
func (o *Oracle) checkQuota(p *Process, in *cloudwatchlogs.StartQueryInput) {
	class := ofClass(in)
	q, refused := p.quotas[class]
	now := o.world.Now()
	if class == "" || !refused || q.passed || !p.heardAt.Before(q.at) || !p.blemish.Before(q.at) || now.Equal(q.at) || now.Sub(q.at) >= quotaPause || o.anyEnded(q.running) {
		return
	}
	o.violate("W5", "%s starts a query on %q %s after one was refused for its quota", p.Name, class, now.Sub(q.at))
}

// anyEnded reports whether one of the queries does not run any more.
func (o *Oracle) anyEnded(ids []string) bool {
	unended := o.world.Unended()
	return slices.ContainsFunc(ids, func(id string) bool { return !slices.Contains(unended, id) })
}

// checkGivesWay holds rule W5: only messages of queries whose quota is used up are hidden for two
// minutes. What is refused for one class holds up no other.
func (o *Oracle) checkGivesWay(p *Process, h held) {
	if !p.is(worker) || h.hidden != quotaHidden || h.unreadable {
		return
	}
	r := o.run(h.query.Run)
	if r.definition == nil || h.query.Query.Index >= len(r.definition.Queries) {
		return
	}
	class := strings.Join(r.definition.Queries[r.places()[h.query.Query.Index]].Groups, "\n")
	if class != "" && !slices.Contains(p.wasFull, class) {
		o.violate("W5", "%s hides query %d of %s, and no quota refused %q", p.Name, h.query.Query.Index, h.query.Run, class)
	}
}
