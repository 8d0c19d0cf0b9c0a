package chart

import (
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/render/markup"
)

// paths draws the lines in a picture that is stretched; the width of its strokes is not.
func (w *svg) paths(s *scene, peaked bool) {
	w.Raw(`<svg viewBox="0 0 1000 176" preserveAspectRatio="none" width="100%" height="176">`)
	if len(s.lines) == 1 {
		w.path("area", areas(s.runs(s.lines[0]), s.y(0)))
	}
	all := s.all()
	for i := range all { // the first series comes last, over the others
		l := all[len(all)-1-i]
		w.path(lineClass(l.style), s.runs(l))
	}
	w.Raw(`</svg>`)
	for _, l := range all {
		for _, run := range s.runs(l) {
			if len(run) == 1 {
				w.circle(lineClass(l.style), point{run[0].x * 100, run[0].y * pageHeight}, "2.5", "%")
			}
		}
	}
	if peaked {
		w.circle("dot "+lineClass(s.peak.style), point{s.peak.x * 100, s.peak.y * pageHeight}, "4", "%")
	}
}

// areas closes runs at a base.
func areas(runs [][]point, base float64) (closed [][]point) {
	for _, run := range runs {
		ends := []point{{run[len(run)-1].x, base}, {run[0].x, base}}
		closed = append(closed, append(run, ends...))
	}
	return closed
}

func (w *svg) path(class markup.Safe, runs [][]point) {
	if len(runs) == 0 {
		return
	}
	w.Raw(`<path class="`, class, `" d="`)
	for _, run := range runs {
		stretched := make([]point, len(run))
		for i, p := range run {
			stretched[i] = point{p.x * 1000, p.y * pageHeight}
		}
		w.polyline(stretched)
	}
	w.Raw(`"/>`)
}

func (w *svg) polyline(run []point) {
	for i, p := range run {
		command := markup.Safe("L")
		if i == 0 {
			command = "M"
		}
		w.Raw(command, pixels(p.x), " ", pixels(p.y))
	}
}

// circle draws a dot whose x is in pixels or in percent.
func (w *svg) circle(class markup.Safe, p point, radius markup.Safe, unit ...markup.Safe) {
	w.Raw(`<circle class="`, class, `" cx="`, decimal(p.x, 2))
	w.Raw(unit...)
	w.Raw(`" cy="`, pixels(p.y), `" r="`, radius, `"/>`)
}

func markClass(prefix markup.Safe, bad bool) markup.Safe {
	if bad {
		return prefix + "alert"
	}
	return prefix + "warn"
}

func lineClass(style int) markup.Safe { return "l" + markup.Safe(strconv.Itoa(style)) }

// pixels writes a length with as many digits as can be seen.
func pixels(f float64) markup.Safe { return decimal(f, 1) }

func percent(share float64) markup.Safe { return decimal(100*share, 2) + "%" }

func decimal(f float64, places int) markup.Safe {
	s := strconv.FormatFloat(f, 'f', places, 64)
	s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		s = "0"
	}
	return markup.Safe(s)
}
