package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/fanlight/fanlight/pkg/wholefile"
	"github.com/fanlight/fanlight/scripts/editions"
)

// shot is a picture in the folder of an example.
type shot struct {
	file string
	window
	tallest int // pixels: it ends with the last section that is whole within them
}

// shots are the pictures of an example.
var shots = []shot{
	{"page.png", window{1280, "light"}, 1500},
	{"page-dark.png", window{1280, "dark"}, 1500},
	{"phone-dark.png", window{390, "dark"}, 2400},
}

// sums is the file that has the digest of the page that the pictures show, in the form of
// sha256sum.
const sums = "pictures.sha256"

// takePictures takes the pictures of the examples, of all of them or of those named.
func takePictures(examples, program string, only []string) error {
	if program = find(program); program == "" {
		return errors.New("take pictures: want a Chromium")
	}
	if len(only) == 0 {
		only = editions.Names
	}
	b, err := start(program)
	if err != nil {
		return err
	}
	defer b.close()
	for _, name := range only {
		if err := b.pictures(filepath.Join(examples, name)); err != nil {
			return fmt.Errorf("take pictures of %s: %w", name, err)
		}
		fmt.Println("pictures of", name)
	}
	return nil
}

// pictures takes the pictures of one example, and notes of which page they are.
func (b *browser) pictures(folder string) error {
	page, err := filepath.Abs(filepath.Join(folder, "page.html"))
	if err != nil {
		return err
	}
	for _, s := range shots {
		if err := errors.Join(b.show(s.scheme), b.open("file://"+page)); err != nil {
			return err
		}
		picture, err := b.picture(s.width, whole(s.tallest))
		if err != nil {
			return err
		}
		if picture, err = small(picture); err != nil {
			return err
		}
		if err := wholefile.Write(filepath.Join(folder, s.file), picture); err != nil {
			return err
		}
	}
	digest, err := digestOf(page)
	if err != nil {
		return err
	}
	return wholefile.Write(filepath.Join(folder, sums), []byte(digest))
}

// whole returns a script that returns the height of the page, or where its last section ends
// that is whole within some pixels.
func whole(tallest int) string {
	return fmt.Sprintf(`(() => {
  const all = document.documentElement.scrollHeight;
  if (all <= %[1]d) return all;
  const ends = [...document.querySelectorAll("section, .pair, main > *")].map(e => e.getBoundingClientRect().bottom + scrollY).filter(y => y <= %[1]d - 20);
  return Math.ceil(Math.max(...ends, 0)) + 20 || %[1]d;
})()`, tallest)
}

// digestOf returns the digest of a page, in the form of sha256sum.
func digestOf(page string) (string, error) {
	content, err := os.ReadFile(page)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:]) + "  " + filepath.Base(page) + "\n", nil
}
