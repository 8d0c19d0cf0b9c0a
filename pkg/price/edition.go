package price

// edition has the costs of the machinery of one edition, in dollars: the functions, the queues,
// the ledger and the schedule, without logs, metrics and deliveries.
type edition struct{ queries, dollars float64 }

// editions are those of docs/costs.md, which `go run ./scripts/costs` measures in virtual
// time. A test there holds them to what is measured.
var editions = []edition{{1, 0.0000589}, {3, 0.0001625}, {100, 0.000523}, {1000, 0.00453}}

// Edition returns about what the machinery of an edition of so many queries costs in
// dollars, by docs/costs.md: between its numbers of queries as the line between them.
func Edition(queries int) float64 {
	n, i := float64(queries), 1
	for i < len(editions)-1 && n > editions[i].queries {
		i++
	}
	a, b := editions[i-1], editions[i]
	return max(0, a.dollars+(n-a.queries)*(b.dollars-a.dollars)/(b.queries-a.queries))
}
