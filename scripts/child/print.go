package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/scripts/internal/figures"
)

// printAll prints the figures of all reports and judges those that have a target. The first report
// has hardly any query: the others are measured from it.
func printAll(reports []*measured) error {
	var p figures.Printer
	for _, r := range reports {
		printCalls(&p, r)
	}
	start, each := reports[0], map[int][]float64{}
	for _, r := range reports[1:] {
		ours, bare := r.each(start)
		each[r.queries] = ours
		p.Line(fmt.Sprintf("%d queries: user CPU a query [µs]", r.queries), "%.0f", figures.Median(ours), 0)
		p.Line("  the same calls bare [µs]", "%.0f", figures.Median(bare), 0)
		most := 0.0
		if r.queries == 1000 {
			most = mostRatio
		}
		p.Line("  ratio", "%.2f", figures.Median(ratios(ours, bare)), most)
	}
	p.Line("growth of the CPU of a query, 100 to 10000", "%.2f", figures.Median(ratios(each[10_000], each[100])), mostGrowth)
	return p.Err()
}

// each returns the user time of a query in µs in each round, of both programs, without what the
// first query costs.
func (r *measured) each(first *measured) (ours, bare []float64) {
	n := time.Duration(r.queries - first.queries)
	for i := range r.fanlight {
		ours = append(ours, micros((r.fanlight[i]-first.fanlight[i])/n))
		bare = append(bare, micros((r.bare[i]-first.bare[i])/n))
	}
	return ours, bare
}

func micros(d time.Duration) float64 { return float64(d) / float64(time.Microsecond) }

func ratios(a, b []float64) (all []float64) {
	for i := range a {
		all = append(all, a[i]/b[i])
	}
	return all
}

// printCalls prints the calls of a run by operation.
func printCalls(p *figures.Printer, r *measured) {
	most := 0.0
	if r.queries == 1000 {
		most = mostCalls
	}
	p.Line(fmt.Sprintf("%d queries: calls a query", r.queries), "%.2f", float64(r.calls.made())/float64(r.queries), most)
	byNumber := func(a, b string) int {
		return cmp.Or(cmp.Compare(r.calls[b].Made, r.calls[a].Made), strings.Compare(a, b))
	}
	for _, name := range slices.SortedFunc(maps.Keys(r.calls), byNumber) {
		of := r.calls[name]
		p.Note("%-34s %6d, bytes asked %5d, given %5d", name, of.Made, of.sizes().asked, of.sizes().given)
	}
}
