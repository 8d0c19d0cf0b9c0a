package chart

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"
)

func TestColors(t *testing.T) {
	t.Parallel()
	for _, dark := range []bool{false, true} {
		all := colors(dark)
		for _, s := range strokes {
			if all[s.color].A != 255 {
				t.Errorf("dark %v: no colour %s", dark, s.color)
			}
		}
		if all["fill"].A > 40 || all["card"].A != 255 {
			t.Errorf("dark %v: fill %v on card %v", dark, all["fill"], all["card"])
		}
	}
}

func TestCanvas_fillIsNoThickerWhereItOverlaps(t *testing.T) {
	t.Parallel()
	c := newCanvas(10, 10, 10, false)
	half := []point{{2.25, 2}, {6.25, 2}, {6.25, 6}, {2.25, 6}}
	c.fill(color.NRGBA{A: 255}, half, half)
	if got := c.RGBAAt(4, 6).R; got < 100 || got > 150 {
		t.Errorf("a pixel that is half covered twice is %d, want about 128", got)
	}
	if c.RGBAAt(8, 8).R != 0 || c.RGBAAt(15, 15).R != 255 {
		t.Error("the inside is not filled, or the outside is")
	}
}

func TestCanvas_encodeHasFewColors(t *testing.T) {
	t.Parallel()
	c := newCanvas(100, 50, 10, false)
	for i := range c.Pix {
		c.Pix[i] = byte(i * 31 >> 3)
	}
	encoded, err := c.encode()
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := png.Decode(bytes.NewReader(encoded))
	if err != nil {
		t.Fatal(err)
	}
	if p, ok := decoded.(*image.Paletted); !ok || len(p.Palette) > mostColors {
		t.Errorf("the picture is a %T", decoded)
	}
}
