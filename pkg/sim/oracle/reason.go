package oracle

import (
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// seesWaiting takes note of why queries of a shard waited, as its progress says.
func (p *Process) seesWaiting(it item) {
	if !p.is(janitor) || !strings.HasPrefix(str(it, "sk"), "PROGRESS#") {
		return
	}
	if p.waiting == nil {
		p.waiting = map[string][]string{}
	}
	if key, why := keyName(it), str(it, "waits"); !slices.Contains(p.waiting[key], why) {
		p.waiting[key] = append(p.waiting[key], why)
	}
}

// checkReason holds rule J4: the error of a query that a janitor settles, and that was never started,
// ends in the reason on record, as that janitor read it.
func (o *Oracle) checkReason(p *Process, e *epochState, index int, winner string) {
	result := e.result(index, winner, 0)
	late := str(result, "outcome") == string(fanlight.TimedOut) && str(result, "query_id") == ""
	if !p.is(janitor) || !late || parseWinner(winner, e.number).epoch != e.number {
		return
	}
	read := p.waiting[partition(e.run.id, e.number)+" "+shardKey(shardIndex(index))]
	words := str(result, "error")
	if len(read) > 0 && !slices.ContainsFunc(read, func(why string) bool { return why == "" || strings.HasSuffix(words, ": "+why) }) {
		o.violate("J4", "%s settles query %d of %s epoch %d as %q, and it waited: %q", p.Name, index, e.run.id, e.number, words, read)
	}
}
