package main

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/fanlight/fanlight/scripts/editions"
)

const mostBytes = 120_000 // of a picture

// The pictures of each example are there, and of the page that is there.
func TestTakePictures_current(t *testing.T) {
	t.Parallel()
	for _, name := range editions.Names {
		folder := filepath.Join(examples, name)
		want, err := digestOf(filepath.Join(folder, "page.html"))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(filepath.Join(folder, sums)); err != nil || string(got) != want {
			t.Errorf("the pictures of %s are of another page (%v): make pictures", name, err)
		}
		for _, s := range shots {
			checkPicture(t, filepath.Join(folder, s.file), s)
		}
	}
}

func checkPicture(t *testing.T, path string, s shot) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Error(err)
		return
	}
	defer func() { _ = f.Close() }() // it was only read
	info, err := f.Stat()
	if err != nil || info.Size() > mostBytes {
		t.Errorf("%s has %d bytes, want at most %d (%v)", path, info.Size(), mostBytes, err)
	}
	if c, err := png.DecodeConfig(f); err != nil || c.Width != s.width || c.Height < 400 || c.Height > s.tallest {
		t.Errorf("%s: %d × %d, want a width of %d and a height up to %d (%v)", path, c.Width, c.Height, s.width, s.tallest, err)
	}
}

func TestTakePictures_without_Chromium(t *testing.T) {
	t.Parallel()
	if err := takePictures(t.TempDir(), "no-such-program", nil); err == nil {
		t.Error("pictures were taken")
	}
}

// TestBrowser_pictures runs only where a Chromium can be found.
func TestBrowser_pictures(t *testing.T) {
	t.Parallel()
	b, folder := chromium(t), t.TempDir()
	page := `<!doctype html><style>body{margin:0}section{height:600px}</style><main><section>a</section><section>b</section><section>c</section><section>d</section><section>e</section></main>`
	if err := os.WriteFile(filepath.Join(folder, "page.html"), []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := b.pictures(folder); err != nil {
		t.Fatal(err)
	}
	for _, s := range shots {
		checkPicture(t, filepath.Join(folder, s.file), s)
	}
	f, err := os.Open(filepath.Join(folder, "page.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // it was only read
	if c, err := png.DecodeConfig(f); err != nil || c.Height != 1220 {
		t.Errorf("height %d, want two whole sections and 20 (%v)", c.Height, err)
	}
	want, _ := digestOf(filepath.Join(folder, "page.html"))
	if got, err := os.ReadFile(filepath.Join(folder, sums)); err != nil || string(got) != want || len(want) != 64+len("  page.html\n") {
		t.Errorf("digest %q, want %q (%v)", got, want, err)
	}
}
