package oracle

import "slices"

// wroteOrder holds that a run's sending order never changes.
func (o *Oracle) wroteOrder(r *runState, it item) {
	name, classes := str(it, "sk"), must(unpack(binary(it, "ranks")))
	if before, exists := r.orders[name]; exists && !slices.Equal(before, classes) {
		o.violate("plan", "%s of %s changed", name, r.id)
	}
	r.orders[name] = classes
}

// order returns the sort key of the sending order that META names.
func (r *runState) order() string { return "ORDER#" + str(r.meta, "order_id") }

// places returns the place in the definition of each query, by its index: the query
// with the largest class has index 0.
func (r *runState) places() []int {
	all := make([]int, num(r.meta, "total"))
	for i := range all {
		all[i] = i
	}
	if classes := r.orders[r.order()]; classes != nil {
		slices.SortStableFunc(all, func(a, b int) int { return int(classes[b]) - int(classes[a]) })
	}
	return all
}
