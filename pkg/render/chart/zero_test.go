package chart

import (
	"image"
	"testing"

	"golang.org/x/image/math/fixed"
)

// A slash through a zero is ink in the middle of it.
func TestWithZero_Glyph(t *testing.T) {
	t.Parallel()
	for _, bold := range []bool{false, true} {
		face := newFaces(64).of(bold)
		area, mask, from, advance, ok := face.Glyph(fixed.P(10, 100), '0')
		if plain, _ := face.GlyphAdvance('0'); !ok || advance != plain {
			t.Fatalf("bold %t: a zero advances by %v, want %v", bold, advance, plain)
		}
		ink := func(x, y int) bool { _, _, _, a := mask.At(from.X+x, from.Y+y).RGBA(); return a > 0x8000 }
		middle := image.Pt(area.Dx()/2, area.Dy()/2)
		if ink(middle.X, middle.Y) || !ink(middle.X, 3) || !ink(3, middle.Y) || !ink(area.Dx()-4, middle.Y) {
			t.Errorf("bold %t: the zero in %v is not a ring", bold, area)
		}
		if area.Min.X < 10 || area.Max.Y > 104 || area.Min.Y > 60 {
			t.Errorf("bold %t: the zero lies at %v, want above the baseline 100 and right of 10", bold, area)
		}
		if other, _, _, _, ok := face.Glyph(fixed.P(10, 100), '1'); !ok || other.Empty() {
			t.Errorf("bold %t: there is no 1", bold)
		}
	}
}
