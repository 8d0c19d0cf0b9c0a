package chart

import (
	"image"
	"image/draw"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// plainZero is the glyph of the fonts that is a zero without the slash in it, which looks
// like an 8 in small pictures. No character has it.
const plainZero = "zero.empty"

// withZero is a face whose zeros have no slash.
type withZero struct {
	font.Face
	outline sfnt.Segments // at the size of the face
	advance fixed.Int26_6
}

// newWithZero returns a face of a font at a size with another glyph of zero.
func newWithZero(face font.Face, of *sfnt.Font, zero sfnt.GlyphIndex, pixels float64) font.Face {
	var buffer sfnt.Buffer
	outline, err := of.LoadGlyph(&buffer, zero, fixed.Int26_6(pixels*64), nil)
	if err != nil {
		panic("chart: read the zero of a font of this program: " + err.Error())
	}
	advance, _ := face.GlyphAdvance('0')
	return withZero{face, append(sfnt.Segments{}, outline...), advance}
}

// glyphNamed returns a glyph of a font, or that of unknown characters if it has none of
// that name.
func glyphNamed(of *sfnt.Font, name string) sfnt.GlyphIndex {
	var buffer sfnt.Buffer
	for i := range of.NumGlyphs() {
		glyph := sfnt.GlyphIndex(i)
		if is, err := of.GlyphName(&buffer, glyph); err == nil && is == name {
			return glyph
		}
	}
	return 0
}

// Glyph returns the drawing of a character at a place on its baseline.
func (f withZero) Glyph(dot fixed.Point26_6, r rune) (area image.Rectangle, mask image.Image, from image.Point, advance fixed.Int26_6, ok bool) {
	if r != '0' {
		return f.Face.Glyph(dot, r)
	}
	bounds := f.outline.Bounds()
	area = image.Rect((dot.X + bounds.Min.X).Floor(), (dot.Y + bounds.Min.Y).Floor(), (dot.X + bounds.Max.X).Ceil(), (dot.Y + bounds.Max.Y).Ceil())
	dot.X, dot.Y = dot.X-fixed.I(area.Min.X), dot.Y-fixed.I(area.Min.Y)
	at := func(p fixed.Point26_6) (x, y float32) { return float32(dot.X+p.X) / 64, float32(dot.Y+p.Y) / 64 }
	drawn := image.NewAlpha(image.Rect(0, 0, area.Dx(), area.Dy()))
	drawOutline(drawn, f.outline, at)
	return area, drawn, image.Point{}, f.advance, true
}

// drawOutline fills an outline whose points a function places.
func drawOutline(mask *image.Alpha, outline sfnt.Segments, at func(fixed.Point26_6) (x, y float32)) {
	r := vector.NewRasterizer(mask.Rect.Dx(), mask.Rect.Dy())
	r.DrawOp = draw.Src
	for _, s := range outline {
		x, y := at(s.Args[0])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			r.MoveTo(x, y)
		case sfnt.SegmentOpLineTo:
			r.LineTo(x, y)
		case sfnt.SegmentOpQuadTo:
			x2, y2 := at(s.Args[1])
			r.QuadTo(x, y, x2, y2)
		case sfnt.SegmentOpCubeTo: // fonts of TrueType have none
		}
	}
	r.Draw(mask, mask.Rect, image.Opaque, image.Point{})
}
