package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// printAll prints the figures of all reports and judges those that have a target. The first report
// has hardly any query: the others are measured from it.
func printAll(reports []*measured) error {
	var p printer
	for _, r := range reports {
		p.calls(r)
	}
	start, each := reports[0], map[int][]float64{}
	for _, r := range reports[1:] {
		ours, bare := r.each(start)
		each[r.queries] = ours
		p.line(fmt.Sprintf("%d queries: user CPU a query [µs]", r.queries), "%.0f", median(ours), 0)
		p.line("  the same calls bare [µs]", "%.0f", median(bare), 0)
		most := 0.0
		if r.queries == 1000 {
			most = mostRatio
		}
		p.line("  ratio", "%.2f", median(ratios(ours, bare)), most)
	}
	p.line("growth of the CPU of a query, 100 to 10000", "%.2f", median(ratios(each[10_000], each[100])), mostGrowth)
	return p.err()
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

// printer prints figures and counts the targets that they miss.
type printer struct{ judged, missed int }

// calls prints the calls of a run by operation.
func (p *printer) calls(r *measured) {
	most := 0.0
	if r.queries == 1000 {
		most = mostCalls
	}
	p.line(fmt.Sprintf("%d queries: calls a query", r.queries), "%.2f", float64(r.calls.made())/float64(r.queries), most)
	byNumber := func(a, b string) int {
		return cmp.Or(cmp.Compare(r.calls[b].Made, r.calls[a].Made), strings.Compare(a, b))
	}
	for _, name := range slices.SortedFunc(maps.Keys(r.calls), byNumber) {
		of := r.calls[name]
		fmt.Printf("    %-34s %6d, bytes asked %5d, given %5d\n", name, of.Made, of.sizes().asked, of.sizes().given)
	}
}

// line prints a figure with its target, the most that it may be; 0 is none.
func (p *printer) line(name, format string, value, most float64) {
	target, verdict := "", ""
	if most > 0 {
		p.judged++
		target, verdict = fmt.Sprintf("≤ %g", most), "ok"
		if value > most {
			p.missed++
			verdict = "MISSED"
		}
	}
	fmt.Printf("%-44s %9s %9s  %s\n", name, fmt.Sprintf(format, value), target, verdict)
}

func (p *printer) err() error {
	if p.missed > 0 {
		return fmt.Errorf("%d of %d targets are missed", p.missed, p.judged)
	}
	return nil
}
