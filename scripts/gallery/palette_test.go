package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"
)

// encoded returns a picture of 64 × 64 whose colours a function has.
func encoded(t *testing.T, at func(x, y int) color.RGBA) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 64, 64))
	for y := range 64 {
		for x := range 64 {
			m.SetRGBA(x, y, at(x, y))
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSmall(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		at   func(x, y int) color.RGBA
		most int // that a part of a colour may differ
	}{
		"few colours stay as they are": {func(x, _ int) color.RGBA { return color.RGBA{uint8(3 * x), 0, 0, 255} }, 0},
		"of 4,096 near ones are taken": {func(x, y int) color.RGBA { return color.RGBA{uint8(4 * x), uint8(4 * y), 90, 255} }, 24},
	} {
		packed, err := small(encoded(t, test.at))
		if err != nil {
			t.Fatal(err)
		}
		m, err := png.Decode(bytes.NewReader(packed))
		if err != nil {
			t.Fatal(err)
		}
		if p, ok := m.(*image.Paletted); !ok || len(p.Palette) > 256 {
			t.Errorf("%s: %T", name, m)
		}
		each(m, func(x, y int, got color.RGBA) {
			if want := test.at(x, y); max(abs(got.R, want.R), abs(got.G, want.G), abs(got.B, want.B)) > test.most {
				t.Errorf("%s: at %d, %d is %v, want %v", name, x, y, got, want)
			}
		})
	}
	if _, err := small([]byte("not a picture")); err == nil {
		t.Error("a text was taken for a picture")
	}
}
