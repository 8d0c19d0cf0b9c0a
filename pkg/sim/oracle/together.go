package oracle

import "slices"

// checkDoneTogether holds rule W1: of a query that a worker acknowledges it acknowledges all messages
// that it has. One that is left comes again, and costs another worker a look. The process ended well,
// and no fault struck it.
func (o *Oracle) checkDoneTogether(p *Process) {
	if !p.is(worker) {
		return
	}
	for _, h := range p.messages {
		if h.url != o.set.QueryQueue || h.unreadable || h.done || h.given {
			continue
		}
		if slices.ContainsFunc(p.messages, func(other held) bool { return other.done && other.sameQuery(h) }) {
			o.violate("W1", "%s acknowledges one message of query %d of %s epoch %d, and not another that it has", p.Name, h.query.Query.Index, h.query.Run, h.query.Epoch)
		}
	}
}

// sameQuery reports whether two messages are of the same query.
func (h held) sameQuery(other held) bool {
	a, b := h.query, other.query
	return !h.unreadable && a.Run == b.Run && a.Epoch == b.Epoch && a.Query.Index == b.Query.Index
}
