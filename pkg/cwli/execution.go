package cwli

import "context"

// Execution is one run of a query. It must not be used concurrently.
type Execution struct {
	plan   *plan
	window Window
	row    *row
	groups *groups // nil: rows are events
	top    *top
	stats  Statistics
	err    error
}

// Execution starts a run of the query. Call Add for every event and then Result.
func (q *Query) Execution(o Options) *Execution {
	x := &Execution{plan: q.plan, window: o.Window, row: newRow(q.plan)}
	x.top = newTop(&q.plan.output, o.rows(q.plan.output.limit))
	if q.plan.stats != nil {
		x.groups = newGroups(q.plan.stats)
	}
	return x
}

// Add reads one event. Events may come in any order; an event outside the window
// is ignored. Add does not keep e or its message. The error is a
// *TooManyGroupsError; then the run is over, and every later call returns the
// same error.
func (x *Execution) Add(e *Event) error {
	if x.err != nil || !x.window.contains(e.Timestamp) {
		return x.err
	}
	x.stats.RecordsScanned++
	x.stats.BytesScanned += float64(len(e.Message))
	x.row.reset(e)
	if !x.matches() {
		return nil
	}
	x.stats.RecordsMatched++
	if x.groups == nil {
		x.top.offer(x.row)
		return nil
	}
	x.err = x.groups.add(x.row)
	return x.err
}

// matches reports whether the event passes the filters. It first reads JSON only as
// far as the filters need, and checks the rest of an event that passes.
func (x *Execution) matches() bool {
	if !x.filtered() {
		return false
	}
	return !x.row.forgetInvalid() || x.filtered()
}

func (x *Execution) filtered() bool { return all(x.plan.filters, x.row) }

func all(conditions []predicate, r *row) bool {
	for _, holds := range conditions {
		if !holds(r) {
			return false
		}
	}
	return true
}

// Result ends the run and returns its rows and statistics. It may be called once,
// and not after Add returned an error. The error is that of ctx.
func (x *Execution) Result(ctx context.Context) (Result, error) {
	if x.groups != nil {
		if err := x.offerGroups(ctx); err != nil {
			return Result{}, err
		}
	}
	truncated := x.top.arrived > int64(x.top.limit) && x.top.limit != x.plan.output.limit
	return Result{Columns: x.plan.output.names, Rows: x.top.rows(), Truncated: truncated, Statistics: x.stats}, ctx.Err()
}

func (x *Execution) offerGroups(ctx context.Context) error {
	return x.groups.each(ctx, newGroupRow(x.plan), func(r *row) {
		if all(x.plan.output.having, r) {
			x.top.offer(r)
		}
	})
}
