package worker

import "context"

// logSlot writes a record about a slot's query at level debug.
func (inv *invocation) logSlot(ctx context.Context, sl *slot, message string) {
	inv.log.DebugContext(ctx, message, sl.run.LogAttrs(), "index", sl.query.Index, "query", sl.query.ID,
		"query_id", sl.start.ID, "try", sl.start.Try)
}
