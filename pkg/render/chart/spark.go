package chart

import (
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/report"
)

// Spark is a small line of one number's editions, the newest last. With fewer than
// three values it is nothing.
type Spark struct {
	Points  []Point  // one for each edition
	Names   []string // of the editions, such as "Sun 15 Nov", for Describe
	Unit    report.Unit
	Mark    *Mark
	Crossed bool // by the newest value: only then the mark is drawn
}

const (
	sparkWidth, sparkHeight = 104, 32
	sparkEdge               = 3 // of the dot
	sparkRight              = 5
	leastValues             = 3
)

func (s *Spark) points() []Point { return fit(s.Points, len(s.Points), false) }

// bounds returns the values of the lowest and the highest level: from 0 if the lowest
// value is at most half of the highest.
func bounds(points []Point) (low, high float64) {
	all := numbers(points)
	if len(all) == 0 {
		return 0, 0
	}
	low, high = all[0], all[len(all)-1]
	if low >= 0 && low <= high/2 {
		low = 0
	}
	return low, high
}

func level(p Point, low, high float64, absent rune) rune {
	switch {
	case !p.OK:
		return absent
	case low == high:
		return eighths[0]
	}
	return eighths[min(7, max(0, int(8*(p.Value-low)/(high-low))))]
}

// Blocks returns the line as one block character for each edition, · for a missing one.
func (s *Spark) Blocks() string {
	points := s.points()
	if len(numbers(points)) < leastValues {
		return ""
	}
	low, high := bounds(points)
	var b strings.Builder
	for _, p := range points {
		b.WriteRune(level(p, low, high, '·'))
	}
	return b.String()
}

// Describe returns the line in words: lowest, highest, what is missing, the mark.
func (s *Spark) Describe() string {
	points := s.points()
	all := numbers(points)
	if len(all) == 0 {
		return "No values."
	}
	words := fmt.Sprintf("Last %d editions: lowest %s, highest %s", len(points), s.named(points, all[0]), s.named(points, all[len(all)-1]))
	if len(all) > 1 && all[0] == all[len(all)-1] {
		words = fmt.Sprintf("Last %d editions: always %s", len(points), amount.Format(all[0], s.Unit))
	}
	if missing := s.missing(points); missing != "" {
		words += "; missing: " + missing
	}
	if s.Crossed && s.Mark != nil {
		words += "; dotted: the mark " + amount.Format(s.Mark.Value, s.Unit, s.Mark.Value)
	}
	return words
}

// named writes a value with its edition, if only one has it.
func (s *Spark) named(points []Point, v float64) string {
	found, at := 0, 0
	for i, p := range points {
		if p.OK && p.Value == v {
			found, at = found+1, i
		}
	}
	if found > 1 || at >= len(s.Names) {
		return amount.Format(v, s.Unit)
	}
	return amount.Format(v, s.Unit) + " on " + s.Names[at]
}

func (s *Spark) missing(points []Point) string {
	var names []string
	for i, p := range points {
		if !p.OK && i < len(s.Names) {
			names = append(names, s.Names[i])
		}
	}
	if len(names) > 3 {
		return fmt.Sprintf("%d editions", len(names))
	}
	return strings.Join(names, ", ")
}
