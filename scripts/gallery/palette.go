package main

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"slices"
)

// small returns a picture with at most 256 colours: pages have few, and their edges many
// that look the same.
func small(picture []byte) ([]byte, error) {
	from, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		return nil, err
	}
	uses := map[color.RGBA]int{}
	each(from, func(_, _ int, c color.RGBA) { uses[c]++ })
	palette := paletteOf(uses)
	to, place := image.NewPaletted(from.Bounds(), palette), map[color.RGBA]uint8{}
	for c := range uses {
		place[c] = uint8(palette.Index(c))
	}
	each(from, func(x, y int, c color.RGBA) { to.SetColorIndex(x, y, place[c]) })
	var b bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, to)
	return b.Bytes(), err
}

func each(m image.Image, visit func(x, y int, c color.RGBA)) {
	for y := m.Bounds().Min.Y; y < m.Bounds().Max.Y; y++ {
		for x := m.Bounds().Min.X; x < m.Bounds().Max.X; x++ {
			visit(x, y, color.RGBAModel.Convert(m.At(x, y)).(color.RGBA)) //nolint:forcetypeassert // the model makes no other type
		}
	}
}

// paletteOf returns the most frequent colours that differ, the nearer ones only while there
// is room.
func paletteOf(uses map[color.RGBA]int) color.Palette {
	var all []color.RGBA
	for c := range uses {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b color.RGBA) int {
		return cmp.Or(cmp.Compare(uses[b], uses[a]), cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
	})
	var palette color.Palette
	for _, least := range []int{24, 12, 6, 3, 1} {
		for _, c := range all {
			if len(palette) < 256 && !near(palette, c, least) {
				palette = append(palette, c)
			}
		}
	}
	return palette
}

// near reports whether a palette has a colour whose parts differ less from those of c, all
// together.
func near(palette color.Palette, c color.RGBA, least int) bool {
	return slices.ContainsFunc(palette, func(other color.Color) bool {
		o := other.(color.RGBA) //nolint:forcetypeassert // as they were put in
		return abs(o.R, c.R)+abs(o.G, c.G)+abs(o.B, c.B) < least
	})
}

func abs(a, b uint8) int { return max(int(a), int(b)) - min(int(a), int(b)) }
