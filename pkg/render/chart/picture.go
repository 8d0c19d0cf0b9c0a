package chart

import (
	"math"
	"strconv"

	"github.com/fanlight/fanlight/pkg/text"
)

// picture is a scene that is laid out for a PNG.
type picture struct {
	*scene
	*layout
	left, top, width float64 // of the plot
	key              []label
}

func (s *scene) picture() *picture {
	sizes := newFaces(pictureText)
	p := &picture{scene: s, top: pictureEdge + 8}
	widest := 0.0
	for _, t := range s.labels {
		widest = max(widest, sizes.width(t, false))
	}
	p.left = pictureEdge + math.Ceil(widest) + pictureText*2/3
	p.width = pictureWidth - pictureEdge - p.left
	p.layKey(sizes)
	f := &frame{widths: []float64{p.width}, height: pictureHeight - pictureEdge - pictureText - 10 - p.top, size: pictureText, measure: sizes.width}
	f.left, f.right = p.left-pictureEdge/2, pictureEdge/2
	f.above, f.below = p.top-pictureEdge/2, pictureHeight-pictureEdge/2-p.top-f.height
	for i := range p.key {
		p.key[i].dx -= p.left
		p.key[i].y -= p.top
	}
	p.layout = s.place(f, p.key)
	return p
}

// layKey lays the names of the lines into the fewest rows above the plot that have room,
// at most three. In several rows all have columns of one width, and are cut to it.
func (p *picture) layKey(sizes faces) {
	names := p.keyNames()
	if len(names) < 2 {
		return
	}
	const gap, inside, most = 20, pictureWidth - 2*pictureEdge, 3
	widest, total := 0.0, 0.0
	for _, n := range names {
		w := sizes.width(n, false) + keySample + 8 + gap
		widest, total = max(widest, w), total+w
	}
	rows, columns := 1, len(names)
	if total-gap > inside {
		for rows < min(most, len(names)) && (rows == 1 || widest > float64(inside/columns)) {
			rows++
			columns = (len(names) + rows - 1) / rows
		}
	}
	x := 0.0
	for i, n := range names {
		if rows > 1 {
			x = float64(i % columns * (inside / columns))
			n = cutTo(n, float64(inside/columns)-keySample-8-gap, sizes)
		}
		w := sizes.width(n, false)
		y := pictureEdge + keyRow*float64(i/columns) + pictureText/2
		p.key = append(p.key, label{text: n, kind: labelKey, dx: pictureEdge + x + keySample + 8, y: y, width: w})
		x += keySample + 8 + w + gap
	}
	p.top += float64((len(names)+columns-1)/columns) * keyRow
}

// keyNames returns the lines' names, a number for those that the font lacks.
func (p *picture) keyNames() (names []string) {
	numbers := p.scene.numbered()
	for _, l := range p.scene.all() {
		n := l.name
		if number, lacks := numbers[n]; lacks {
			n = strconv.Itoa(number)
		}
		names = append(names, n)
	}
	return names
}

func cutTo(s string, width float64, sizes faces) string {
	for columns := text.Width(s); sizes.width(s, false) > width && columns > 1; columns-- {
		s = text.Cut(s, columns-1)
	}
	return s
}
