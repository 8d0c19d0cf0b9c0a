package chart

import (
	"image/color"
	"math"
)

// stroke draws a line with round joins. Without dashes its ends are round; else they
// are straight, as are those of the dashes, which alternate with blanks.
func (c *canvas) stroke(ink color.NRGBA, width float64, line []point, dashes ...float64) {
	if len(dashes) == 0 {
		c.fill(ink, outline(line, width, true)...)
		return
	}
	var polygons [][]point
	for _, dash := range dashed(line, dashes) {
		polygons = append(polygons, outline(dash, width, false)...)
	}
	c.fill(ink, polygons...)
}

// outline returns polygons that cover a line: one for each piece, a disc for each join.
func outline(line []point, width float64, round bool) (polygons [][]point) {
	for i, p := range line {
		if round || i > 0 && i < len(line)-1 {
			polygons = append(polygons, disc(p, width/2))
		}
		if i == 0 {
			continue
		}
		q := line[i-1]
		length := math.Hypot(p.x-q.x, p.y-q.y)
		if length == 0 {
			continue
		}
		x, y := (q.y-p.y)/length*width/2, (p.x-q.x)/length*width/2
		polygons = append(polygons, []point{{q.x + x, q.y + y}, {p.x + x, p.y + y}, {p.x - x, p.y - y}, {q.x - x, q.y - y}})
	}
	return polygons
}

func disc(center point, radius float64) []point {
	corners := 12 + 4*int(radius)
	all := make([]point, corners)
	for i := range all {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(corners))
		all[i] = point{center.x + radius*cos, center.y + radius*sin}
	}
	return all
}

// dashed cuts a line into its dashes.
func dashed(line []point, pattern []float64) (dashes [][]point) {
	at, left := 0, pattern[0] // the part of the pattern, and what is left of it
	dash := line[:1:1]
	for i := 1; i < len(line); i++ {
		from, to := line[i-1], line[i]
		length := math.Hypot(to.x-from.x, to.y-from.y)
		for length > left {
			from = point{from.x + (to.x-from.x)*left/length, from.y + (to.y-from.y)*left/length}
			if at%2 == 0 {
				dashes = append(dashes, append(dash, from))
			}
			length -= left
			at++
			left, dash = pattern[at%len(pattern)], []point{from}
		}
		left -= length
		dash = append(dash, to)
	}
	if at%2 == 0 && len(dash) > 1 {
		dashes = append(dashes, dash)
	}
	return dashes
}
