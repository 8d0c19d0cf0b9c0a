package chart

import (
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/render/markup"
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

// sparkScene is a spark in pixels of its picture.
type sparkScene struct {
	runs [][]point
	this *point // the newest value
	mark *float64
}

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

func (s *Spark) scene() *sparkScene {
	points := s.points()
	if len(numbers(points)) < leastValues {
		return nil
	}
	low, high := bounds(points)
	marked := s.Crossed && s.Mark != nil
	if marked {
		low, high = min(low, s.Mark.Value), max(high, s.Mark.Value)
	}
	y := func(v float64) float64 {
		switch {
		case low == high && low == 0:
			return sparkHeight - sparkEdge
		case low == high:
			return sparkHeight / 2
		}
		return sparkEdge + (high-v)/(high-low)*(sparkHeight-2*sparkEdge)
	}
	scene, open := &sparkScene{}, false
	for i, p := range points {
		if !p.OK {
			open = false
			continue
		}
		at := point{sparkEdge + float64(i)/float64(len(points)-1)*(sparkWidth-sparkEdge-sparkRight), y(p.Value)}
		if !open {
			scene.runs, open = append(scene.runs, nil), true
		}
		scene.runs[len(scene.runs)-1] = append(scene.runs[len(scene.runs)-1], at)
		if i == len(points)-1 {
			scene.this = &at
		}
	}
	if marked {
		at := y(s.Mark.Value)
		scene.mark = &at
	}
	return scene
}

// SVG returns the line for a page that has CSS, or "". The ID is unique in its page.
func (s *Spark) SVG(id string) markup.Safe {
	scene := s.scene()
	if scene == nil {
		return ""
	}
	w := &svg{prefix: id}
	w.Raw(`<svg viewBox="0 0 104 32" role="img" aria-labelledby="`)
	w.Text(id)
	w.Raw(`">`)
	w.named("title", "", s.Describe())
	if scene.mark != nil {
		w.Raw(`<path class="`, markClass("lim-", s.Mark.Bad), `" d="M3 `, pixels(*scene.mark), `H99"/>`)
	}
	w.Raw(`<path class="line" d="`)
	for _, run := range scene.runs {
		w.polyline(run)
	}
	w.Raw(`"/>`)
	for _, run := range scene.runs {
		if len(run) == 1 && (scene.this == nil || run[0] != *scene.this) {
			w.circle("single", run[0], "1.5")
		}
	}
	if scene.this != nil {
		w.circle("this"+s.judged(" "), *scene.this, "3")
	}
	w.Raw(`</svg>`)
	return markup.Safe(w.String())
}

// PNG returns the line as a picture of 104 by 32 at twice that density, for light or
// dark surroundings, or nil.
func (s *Spark) PNG(dark bool) ([]byte, error) {
	scene := s.scene()
	if scene == nil {
		return nil, nil
	}
	c := newCanvas(sparkWidth, sparkHeight, pictureText, dark)
	ink := c.colors["ink"]
	if s.judged("") != "" {
		ink = c.colors[mark{Mark: *s.Mark}.kind()]
		c.stroke(ink, 1, []point{{sparkEdge, *scene.mark}, {sparkWidth - sparkRight, *scene.mark}}, 2, 3)
	}
	for _, run := range scene.runs {
		c.stroke(c.colors["ghost"], 1.5, run)
		if len(run) == 1 {
			c.fill(c.colors["ghost"], disc(run[0], 1.5))
		}
	}
	if scene.this != nil {
		c.fill(ink, disc(*scene.this, 3))
	}
	return c.encode()
}

// judged returns the class of a crossed mark after a separator, else "".
func (s *Spark) judged(separator markup.Safe) markup.Safe {
	if !s.Crossed || s.Mark == nil {
		return ""
	}
	return markClass(separator, s.Mark.Bad)
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
