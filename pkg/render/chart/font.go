package chart

import (
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
)

// zeros are the glyphs of the fonts for a zero.
var zeros = sync.OnceValue(func() (all [2]sfnt.GlyphIndex) {
	for i, f := range fonts() {
		all[i] = glyphNamed(f, plainZero)
	}
	return all
})

// fonts are the parsed fonts of pictures, without and with weight.
var fonts = sync.OnceValue(func() [2]*sfnt.Font {
	var parsed [2]*sfnt.Font
	for i, ttf := range [][]byte{goregular.TTF, gobold.TTF} {
		f, err := opentype.Parse(ttf)
		if err != nil {
			panic("chart: parse a font of this program: " + err.Error())
		}
		parsed[i] = f
	}
	return parsed
})

// faces are the fonts at one size. They serve one goroutine.
type faces [2]font.Face

func newFaces(pixels float64) (f faces) {
	for i, parsed := range fonts() {
		face, _ := opentype.NewFace(parsed, &opentype.FaceOptions{Size: pixels, DPI: 72}) // never fails
		f[i] = newWithZero(face, parsed, zeros()[i], pixels)
	}
	return f
}

func (f faces) of(bold bool) font.Face {
	if bold {
		return f[1]
	}
	return f[0]
}

// width returns the advance of a text.
func (f faces) width(text string, bold bool) float64 {
	return float64(font.MeasureString(f.of(bold), text)) / 64
}

// drawable reports whether the fonts have each character of a text.
func drawable(text string) bool {
	var buffer sfnt.Buffer
	for _, r := range text {
		if i, err := fonts()[0].GlyphIndex(&buffer, r); err != nil || i == 0 {
			return false
		}
	}
	return true
}
