package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// printAll prints the figures of all numbers of queries and judges those that have a target. The
// first cost is that of a run with hardly any query, which the others are measured from.
func printAll(costs []cost) error {
	var p printer
	for _, c := range costs {
		p.calls(c)
	}
	start, each := costs[0], map[int]time.Duration{}
	for _, c := range costs[1:] {
		ours, bare := c.each(start)
		each[c.queries] = ours
		p.line(fmt.Sprintf("%d queries: user CPU a query [µs]", c.queries), "%.0f", micros(ours), 0)
		p.line("  the same calls bare [µs]", "%.0f", micros(bare), 0)
		most := 0.0
		if c.queries == 1000 {
			most = mostRatio
		}
		p.line("  ratio", "%.2f", float64(ours)/float64(bare), most)
	}
	p.line("growth of the CPU of a query, 100 to 10000", "%.2f", float64(each[10_000])/float64(each[100]), mostGrowth)
	return p.err()
}

// each returns the user time of a query, without what the first one costs, of both programs.
func (c cost) each(first cost) (ours, bare time.Duration) {
	n := time.Duration(c.queries - first.queries)
	return (c.fanlight - first.fanlight) / n, (c.bare - first.bare) / n
}

func micros(d time.Duration) float64 { return float64(d) / float64(time.Microsecond) }

// printer prints figures and counts the targets that they miss.
type printer struct{ judged, missed int }

// calls prints the calls of a run by operation.
func (p *printer) calls(c cost) {
	most := 0.0
	if c.queries == 1000 {
		most = mostCalls
	}
	p.line(fmt.Sprintf("%d queries: calls a query", c.queries), "%.2f", float64(c.calls.made())/float64(c.queries), most)
	byNumber := func(a, b string) int {
		return cmp.Or(cmp.Compare(c.calls[b].Made, c.calls[a].Made), strings.Compare(a, b))
	}
	for _, name := range slices.SortedFunc(maps.Keys(c.calls), byNumber) {
		of := c.calls[name]
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
