package chart

import (
	"github.com/fanlight/fanlight/pkg/render/markup"
)

// sparkScene is a spark in pixels of its picture.
type sparkScene struct {
	runs [][]point
	this *point // the newest value
	mark *float64
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
