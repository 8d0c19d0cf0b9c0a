package chart

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

const (
	density    = 2  // pixels of a picture in one of its layout
	mostColors = 64 // of a picture
	shades     = 7  // of an edge, so that pictures have few colours and are small
)

// canvas is a picture that is measured in the pixels of its layout.
type canvas struct {
	*image.RGBA
	faces  faces
	colors map[string]color.NRGBA
}

func newCanvas(width, height int, size float64, dark bool) *canvas {
	c := &canvas{image.NewRGBA(image.Rect(0, 0, width*density, height*density)), newFaces(size * density), colors(dark)}
	draw.Draw(c.RGBA, c.Bounds(), image.NewUniform(opaque(c.colors["card"])), image.Point{}, draw.Src)
	return c
}

// colors returns the custom properties of CSS: pictures have the colours of the page.
func colors(dark bool) map[string]color.NRGBA {
	light, night, _ := strings.Cut(CSS, "@media (prefers-color-scheme: dark)")
	if dark {
		light = night
	}
	all := map[string]color.NRGBA{}
	for _, property := range strings.Split(light, "--")[1:] {
		name, value, _ := strings.Cut(property, ": #")
		value, _, _ = strings.Cut(value, ";")
		if len(value) == 3 {
			value = value[:1] + value[:1] + value[1:2] + value[1:2] + value[2:] + value[2:]
		}
		if len(value) == 6 {
			value += "ff"
		}
		if v, err := strconv.ParseUint(value, 16, 32); err == nil {
			all[name] = color.NRGBA{uint8(v >> 24), uint8(v >> 16), uint8(v >> 8), uint8(v)}
		}
	}
	return all
}

// fill fills polygons as one area: ink does not get thicker where they overlap.
func (c *canvas) fill(ink color.NRGBA, polygons ...[]point) {
	var area image.Rectangle
	for _, polygon := range polygons {
		area = area.Union(bounding(polygon))
	}
	area = area.Intersect(c.Bounds())
	mask := image.NewAlpha(area)
	for _, polygon := range polygons {
		cover(mask, polygon)
	}
	c.blend(area, mask, area.Min, ink)
}

// bounding returns the pixels that a polygon touches.
func bounding(polygon []point) image.Rectangle {
	low, high := polygon[0], polygon[0]
	for _, p := range polygon {
		low, high = point{min(low.x, p.x), min(low.y, p.y)}, point{max(high.x, p.x), max(high.y, p.y)}
	}
	return image.Rect(int(math.Floor(low.x*density)), int(math.Floor(low.y*density)), int(math.Ceil(high.x*density)), int(math.Ceil(high.y*density)))
}

// cover raises a mask to the share of each pixel that a polygon covers.
func cover(mask *image.Alpha, polygon []point) {
	area := bounding(polygon)
	r := vector.NewRasterizer(area.Dx(), area.Dy())
	for i, p := range polygon {
		x, y := float32(p.x*density-float64(area.Min.X)), float32(p.y*density-float64(area.Min.Y))
		if i == 0 {
			r.MoveTo(x, y)
		} else {
			r.LineTo(x, y)
		}
	}
	r.ClosePath()
	covered := image.NewAlpha(area)
	r.DrawOp = draw.Src
	r.Draw(covered, area, image.Opaque, image.Point{})
	inside := area.Intersect(mask.Rect)
	for y := inside.Min.Y; y < inside.Max.Y; y++ {
		for x := inside.Min.X; x < inside.Max.X; x++ {
			at := mask.PixOffset(x, y)
			mask.Pix[at] = max(mask.Pix[at], covered.Pix[covered.PixOffset(x, y)])
		}
	}
}

// blend lays ink over an area as far as a mask has it, in few shades.
func (c *canvas) blend(area image.Rectangle, mask image.Image, from image.Point, ink color.NRGBA) {
	clipped := area.Intersect(c.Bounds())
	for y := clipped.Min.Y; y < clipped.Max.Y; y++ {
		for x := clipped.Min.X; x < clipped.Max.X; x++ {
			_, _, _, a := mask.At(x-area.Min.X+from.X, y-area.Min.Y+from.Y).RGBA()
			shade := (a*shades + 0x7fff) / 0xffff
			if shade == 0 {
				continue
			}
			part, at := shade*uint32(ink.A), c.PixOffset(x, y)
			for i, v := range [3]uint8{ink.R, ink.G, ink.B} {
				under := uint32(c.Pix[at+i])
				c.Pix[at+i] = uint8((uint32(v)*part + under*(255*shades-part) + 255*shades/2) / (255 * shades))
			}
		}
	}
}

func (c *canvas) rect(ink color.NRGBA, x, y, width, height float64) {
	c.fill(ink, []point{{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}})
}

// text draws a text from a place on its baseline on.
func (c *canvas) text(ink color.NRGBA, x, y float64, text string, bold bool) {
	face := c.faces.of(bold)
	dot := fixed.Point26_6{X: fixed.Int26_6(x * density * 64), Y: fixed.Int26_6(y * density * 64)}
	previous := rune(-1)
	for _, r := range text {
		if previous >= 0 {
			dot.X += face.Kern(previous, r)
		}
		area, mask, from, advance, ok := face.Glyph(dot, r)
		if ok {
			c.blend(area, mask, from, ink)
		}
		dot.X, previous = dot.X+advance, r
	}
}

// encode returns the picture as PNG with its most frequent colours; the others become
// the most similar of these.
func (c *canvas) encode() ([]byte, error) {
	count := map[color.RGBA]int{}
	c.each(func(v color.RGBA, from, to int) { count[v] += to - from })
	order := slices.SortedFunc(maps.Keys(count), func(a, b color.RGBA) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
	})
	var palette color.Palette
	for _, v := range order[:min(mostColors, len(order))] {
		palette = append(palette, v)
	}
	index := map[color.RGBA]uint8{}
	for _, v := range order {
		index[v] = uint8(palette.Index(v))
	}
	flat := image.NewPaletted(c.Bounds(), palette)
	c.each(func(v color.RGBA, from, to int) {
		value := index[v]
		for i := from; i < to; i++ {
			flat.Pix[i] = value
		}
	})
	var out bytes.Buffer
	err := png.Encode(&out, flat)
	return out.Bytes(), err
}

// each calls a function for every run of pixels of one colour.
func (c *canvas) each(run func(v color.RGBA, from, to int)) {
	from, n := 0, len(c.Pix)/4
	for i := 1; i <= n; i++ {
		if i == n || [4]uint8(c.Pix[4*i:]) != [4]uint8(c.Pix[4*from:]) {
			run(color.RGBA{c.Pix[4*from], c.Pix[4*from+1], c.Pix[4*from+2], 255}, from, i)
			from = i
		}
	}
}

func opaque(c color.NRGBA) color.RGBA { return color.RGBA{c.R, c.G, c.B, 255} }
