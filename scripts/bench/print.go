package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/sim/fleet"
	"github.com/fanlight/fanlight/scripts/internal/figures"
)

// printer prints rows and counts the targets that they miss.
type printer struct {
	out            io.Writer
	memory         fleet.Memory
	perQuery       time.Duration // billed for a query with a Lambda of its own
	detail         bool
	judged, missed int
}

// row prints the medians of a row's editions, the first and the second of all
// seeds, and judges the median of both. Where the sending order counts it judges
// the second.
func (p *printer) row(r row, editions [][]*fleet.Edition) {
	fmt.Fprintf(p.out, "%s (%d seeds)\n", r.title, len(editions))
	fmt.Fprintf(p.out, "  %-45s %9s %9s %10s\n", "", "first", "second", "target")
	for _, f := range r.figures(p.perQuery, p.memory) {
		first, second := values(editions, 0, f.value), values(editions, 1, f.value)
		judged := second
		if !f.onlyLast {
			judged = slices.Concat(first, second)
		}
		target, verdict := p.judge(f, figures.Median(judged))
		fmt.Fprintf(p.out, "  %-45s %9s %9s %10s  %s%s\n", f.name, fmt.Sprintf(f.format, figures.Median(first)), fmt.Sprintf(f.format, figures.Median(second)),
			target, verdict, f.spread(second))
	}
	if p.detail {
		p.details(editions[len(editions)-1], r.slots)
	}
	fmt.Fprintln(p.out)
}

// judge compares a value with its figure's target.
func (p *printer) judge(f figure, value float64) (target, verdict string) {
	var held bool
	switch {
	case f.most > 0:
		target, held = "<= "+fmt.Sprintf(f.format, f.most), value <= f.most
	case f.least > 0:
		target, held = ">= "+fmt.Sprintf(f.format, f.least), value >= f.least
	default:
		return "", ""
	}
	p.judged++
	if held {
		return target, "ok"
	}
	p.missed++
	return target, "MISSED"
}

// spread returns the range of a judged makespan.
func (f figure) spread(values []float64) string {
	if !f.onlyLast {
		return ""
	}
	return fmt.Sprintf("  ("+f.format+" to "+f.format+")", slices.Min(values), slices.Max(values))
}

// design prints the medians of a design that is measured for comparison.
func (p *printer) design(d fleet.Design, editions [][]*fleet.Edition) {
	m := func(value func(*fleet.Edition) float64) float64 { return figures.Median(values(editions, 0, value)) }
	fmt.Fprintf(p.out, "  %-65s %7.2f bounds, %6.1f calls and %6.1f s billed a query\n", d.Name,
		m((*fleet.Edition).Ratio), m(calls), m(func(e *fleet.Edition) float64 { return e.PerQuery(e.AllBilled().Seconds()) }))
	if checkpoints := m(func(e *fleet.Edition) float64 { return float64(e.Checkpoints()) }); checkpoints > 0 {
		p.operations(m, checkpoints)
	}
}

// operations prints what a durable function is billed for in addition, by the least and the most that may count.
func (p *printer) operations(m func(func(*fleet.Edition) float64) float64, checkpoints float64) {
	least := m(func(e *fleet.Edition) float64 { n, _ := e.Operations(); return float64(n) })
	most := m(func(e *fleet.Edition) float64 { _, n := e.Operations(); return float64(n) })
	fmt.Fprintf(p.out, "    %.0f checkpoints; %.0f to %.0f operations, %.6f to %.6f dollars\n", checkpoints, least, most,
		fleet.OperationDollars(int(least)), fleet.OperationDollars(int(most)))
}

func values(editions [][]*fleet.Edition, n int, value func(*fleet.Edition) float64) []float64 {
	all := make([]float64, len(editions))
	for i, e := range editions {
		all[i] = value(e[n])
	}
	return all
}

// details prints what the editions of a seed needed, by kind.
func (p *printer) details(editions []*fleet.Edition, slots int) {
	for i, e := range editions {
		fmt.Fprintf(p.out, "  edition %d: bound %s, makespan %s, before it %s, after it %s\n", i+1, e.Bound, e.Makespan(), e.Before(), e.Beyond()-e.Before())
		t := e.SlotTime(slots)
		fmt.Fprintf(p.out, "    slots: free %.1f %%, waiting to start %.1f %%, running %.1f %%, ended and not read %.1f %%, read and not stored %.1f %%\n",
			100*t.Free, 100*t.Waiting, 100*t.Running, 100*t.Ended, 100*t.Read)
		for _, op := range slices.SortedFunc(maps.Keys(e.Calls), func(a, b fleet.Op) int {
			return cmp.Or(cmp.Compare(a.Actor, b.Actor), cmp.Compare(a.Name, b.Name))
		}) {
			c := e.Calls[op]
			fmt.Fprintf(p.out, "    calls  %-12s %-30s %7d, %5d refused, %8.1f s\n", op.Actor, op.Name, c.Made, c.Refused, c.Time.Seconds())
		}
		for _, w := range slices.SortedFunc(maps.Keys(e.Units), func(a, b fleet.Write) int {
			return cmp.Or(cmp.Compare(a.Actor, b.Actor), cmp.Compare(a.Item, b.Item), cmp.Compare(a.Op, b.Op))
		}) {
			u := e.Units[w]
			fmt.Fprintf(p.out, "    units  %-12s %-15s %-18s %7.0f written, %8.1f read\n", w.Actor, w.Op, w.Item, u.Write, u.Read)
		}
		fmt.Fprintf(p.out, "    invocations %v, billed %v, notices %v\n", e.Invocations, e.Billed, e.Notices)
	}
}

// deployedMemory reads the functions' memory from what Terraform deploys.
func deployedMemory() (fleet.Memory, error) {
	const path = "terraform/modules/fanlight/deployment.json"
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the deployment: %w", err)
	}
	var deployment struct {
		Functions map[string]struct{ Memory int }
	}
	if err := json.Unmarshal(data, &deployment); err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return func(actor string) int { return deployment.Functions[actor].Memory }, nil
}
