package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/wholefile"
)

var (
	widths  = []int{320, 360, 390, 640, 768, 864, 1024, 1280}
	checked = []int{390, 1280} // by axe-core
	schemes = []string{"light", "dark"}
)

// look takes the pictures of a form. What is measured is measured in all widths, with its
// folds closed and open; of other forms only the windows of its pictures.
func (b *browser) look(out string, f *form, axe string) error {
	file, err := filepath.Abs(filepath.Join(out, f.file))
	if err != nil {
		return err
	}
	for _, scheme := range schemes {
		own := slices.DeleteFunc(slices.Clone(f.windows), func(w window) bool { return w.scheme != scheme })
		if len(own) == 0 && !f.measured {
			continue
		}
		if err := b.show(scheme); err != nil {
			return err
		}
		if err := b.open("file://" + file); err != nil {
			return err
		}
		if err := b.take(out, f, own); err != nil {
			return err
		}
		if err := b.measureAll(f, axe, scheme, own); err != nil {
			return err
		}
		f.figures.requests = max(f.figures.requests, b.requests-1)
		f.figures.messages = append(f.figures.messages, b.messages...)
	}
	return nil
}

// measureAll measures a form in one scheme of colours.
func (b *browser) measureAll(f *form, axe, scheme string, own []window) error {
	if !f.measured {
		var at []int
		for _, w := range own {
			at = append(at, w.width)
		}
		return b.measure(f, "", scheme, "closed", at)
	}
	for _, folds := range []string{"closed", "open"} {
		if err := b.measure(f, axe, scheme, folds, widths); err != nil {
			return err
		}
	}
	return nil
}

func (b *browser) show(scheme string) error {
	feature := map[string]string{"name": "prefers-color-scheme", "value": scheme}
	return b.call("Emulation.setEmulatedMedia", map[string]any{"media": "", "features": []any{feature}}, nil)
}

func (b *browser) resize(width int) error {
	return b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false}, nil)
}

// reaching returns how many pixels a page is too wide for its window, or a table for what it
// stands in, and the elements that reach out farthest.
const reaching = `(() => {
  const root = document.documentElement, right = e => e.getBoundingClientRect().right;
  const names = all => all.slice(-3).map(e => e.tagName.toLowerCase() + "." + e.getAttribute("class")).join(" ");
  const over = root.scrollWidth - root.clientWidth;
  if (over > 0) return { over, which: names([...document.querySelectorAll("body *")].filter(e => right(e) > root.clientWidth + 1)) };
  const beyond = e => getComputedStyle(e.parentElement).overflowX === "visible" ? Math.round(right(e) - right(e.parentElement)) : 0;
  const wide = [...document.querySelectorAll("table")].filter(e => e.checkVisibility() && beyond(e) > 1);
  return { over: Math.max(0, ...wide.map(beyond)), which: names(wide) };
})()`

// measure measures the form in windows of some widths, with its folds closed or open.
func (b *browser) measure(f *form, axe, scheme, folds string, widths []int) error {
	if folds == "open" {
		if err := b.evaluate(`document.querySelectorAll("details").forEach(d => { d.open = true })`, nil); err != nil {
			return err
		}
	}
	for _, width := range widths {
		if err := b.resize(width); err != nil {
			return err
		}
		var found struct {
			Over  int
			Which string
		}
		if err := b.evaluate(reaching, &found); err != nil {
			return err
		}
		if found.Over > 0 {
			f.figures.overflow = max(f.figures.overflow, found.Over)
			f.figures.at = append(f.figures.at, fmt.Sprintf("%d px: %d px too wide, folds %s, %s: %s", width, found.Over, folds, scheme, found.Which))
		}
		if axe == "" || !slices.Contains(checked, width) {
			continue
		}
		if err := b.check(f, axe, fmt.Sprintf("%d px, folds %s, %s: ", width, folds, scheme)); err != nil {
			return err
		}
	}
	return nil
}

// violations runs axe-core. Contrast is the lowest one of texts that axe-core could measure.
const violations = `axe.run(document, { runOnly: [%s] }).then(r => ({
  violations: r.violations.map(v => v.id + " " + v.nodes.slice(0, 3).map(n => n.target.join(" ")).join(", ")),
  contrast: Math.min(...[...r.passes, ...r.violations].filter(v => v.id === "color-contrast").flatMap(v => v.nodes)
    .flatMap(n => n.any).map(c => c.data && c.data.contrastRatio).filter(c => c), 21) }))`

// rulesOf returns the rules for a form: a mail is shown within another page, to which
// practices for whole pages apply.
func rulesOf(f *form) string {
	const wcag = `"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"`
	if f.isMail {
		return wcag
	}
	return wcag + `, "best-practice"`
}

// check counts what axe-core finds.
func (b *browser) check(f *form, axe, where string) error {
	var found struct {
		Violations []string
		Contrast   float64
	}
	if err := b.evaluate(axe+";0", nil); err != nil {
		return err
	}
	if err := b.evaluate(fmt.Sprintf(violations, rulesOf(f)), &found); err != nil {
		return err
	}
	if !f.figures.checked || found.Contrast < f.figures.contrast {
		f.figures.contrast = found.Contrast
	}
	f.figures.checked = true
	for _, v := range found.Violations {
		f.figures.violations = append(f.figures.violations, where+v)
	}
	return nil
}

// tallest is the most pixels of a picture's height.
const tallest = 12_000

// take takes the pictures of a form, folds closed.
func (b *browser) take(out string, f *form, windows []window) error {
	for _, w := range windows {
		picture, err := b.picture(w.width, "document.documentElement.scrollHeight")
		if err != nil {
			return err
		}
		name := fmt.Sprintf("%s-%d-%s.png", strings.TrimSuffix(f.file, ".html"), w.width, w.scheme)
		if err := wholefile.Write(filepath.Join(out, name), picture); err != nil {
			return err
		}
		f.pictures = append(f.pictures, name)
	}
	return nil
}

// picture takes a picture of the page in a window. The script returns its height.
func (b *browser) picture(width int, script string) ([]byte, error) {
	if err := b.resize(width); err != nil {
		return nil, err
	}
	var height float64
	if err := b.evaluate(script, &height); err != nil {
		return nil, err
	}
	clip := map[string]any{"x": 0, "y": 0, "width": width, "height": min(int(height), tallest), "scale": 1}
	var picture struct{ Data []byte }
	err := b.call("Page.captureScreenshot", map[string]any{"captureBeyondViewport": true, "clip": clip}, &picture)
	return picture.Data, err
}
