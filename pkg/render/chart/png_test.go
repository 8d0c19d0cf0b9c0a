package chart

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/fanlight/fanlight/pkg/golden"
)

func TestChart_PNG(t *testing.T) {
	t.Parallel()
	pictured := map[string]bool{"errors": true, "latency": true, "scripts": true, "crossing-zero": true, "40-series": true}
	for name, c := range gallery(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for ending, dark := range map[string]bool{".png": false, "-dark.png": true} {
				if dark && name != "latency" {
					continue
				}
				encoded, err := c.PNG(dark)
				if err != nil || len(encoded) > 24_000 {
					t.Fatalf("%d bytes, %v; want at most 24,000", len(encoded), err)
				}
				checkSize(t, encoded, pictureWidth, pictureHeight)
				if pictured[name] {
					comparePicture(t, name+ending, encoded)
				}
			}
		})
	}
}

func decode(t testing.TB, encoded []byte) image.Image {
	t.Helper()
	decoded, err := png.Decode(bytes.NewReader(encoded))
	if err != nil {
		t.Fatal(err)
	}
	return decoded
}

func checkSize(t testing.TB, encoded []byte, width, height int) {
	t.Helper()
	if got, err := png.DecodeConfig(bytes.NewReader(encoded)); err != nil || got.Width != 2*width || got.Height != 2*height {
		t.Errorf("the picture is of %d by %d, %v", got.Width, got.Height, err)
	}
}

// comparePicture fails if more than one in a thousand pixels differs much: processors
// round the edges of shapes differently.
func comparePicture(t *testing.T, name string, encoded []byte) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if golden.Updating() {
		if err := os.WriteFile(path, encoded, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	stored, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got, want, differ := decode(t, encoded), decode(t, stored), 0
	for y := range want.Bounds().Dy() {
		for x := range want.Bounds().Dx() {
			r1, g1, b1, _ := got.At(x, y).RGBA()
			r2, g2, b2, _ := want.At(x, y).RGBA()
			if max(r1, r2)-min(r1, r2)+max(g1, g2)-min(g1, g2)+max(b1, b2)-min(b1, b2) > 0x3000 {
				differ++
			}
		}
	}
	if size := want.Bounds(); differ*1000 > size.Dx()*size.Dy() {
		t.Errorf("%d pixels differ from %s; -update writes it again", differ, path)
	}
}
