// Package figures prints what was measured, each figure with its target, and counts the targets
// that are missed.
package figures

import (
	"errors"
	"fmt"
	"slices"
)

// Printer prints figures on stdout. The zero Printer has printed none.
type Printer struct{ judged, missed int }

// Line prints a figure with its target, the most that it may be; 0 is none.
func (p *Printer) Line(name, format string, value, most float64) {
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

// Note prints what belongs to the figure above.
func (p *Printer) Note(format string, values ...any) {
	fmt.Printf("    "+format+"\n", values...)
}

// Err returns an error if targets were missed, or nothing was judged.
func (p *Printer) Err() error {
	if p.missed > 0 {
		return fmt.Errorf("%d of %d targets are missed", p.missed, p.judged)
	}
	if p.judged == 0 {
		return errors.New("nothing was measured")
	}
	return nil
}

// Median returns the middle one of some values, of an even number the higher one of two.
func Median(values []float64) float64 {
	return slices.Sorted(slices.Values(values))[len(values)/2]
}
