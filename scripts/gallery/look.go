package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/fanlight/fanlight/pkg/wholefile"
)

// figures are what was measured of a page.
type figures struct {
	overflow   int      // pixels that the page is wider than its window, at most of all widths
	at         []string // windows where it is, with what reaches out
	requests   int      // beyond the page itself
	messages   []string // of the browser
	violations []string
	checked    bool // by axe-core
}

func (f figures) good() bool {
	return f.overflow == 0 && f.requests == 0 && len(f.messages)+len(f.violations) == 0
}

// String returns the figures in one line, and what is wrong below it.
func (f figures) String(name string) string {
	violations := "not checked"
	if f.checked {
		violations = fmt.Sprint(len(f.violations))
	}
	s := fmt.Sprintf("%-10s overflow %d px, requests %d, messages %d, violations %s", name, f.overflow, f.requests, len(f.messages), violations)
	for _, wrong := range [][]string{f.at, f.messages, f.violations} {
		for _, w := range wrong {
			s += "\n  " + w
		}
	}
	return s
}

var (
	widths   = []int{320, 360, 390, 640, 768, 864, 1024, 1280}
	pictured = []int{390, 768, 1280}
	schemes  = []string{"light", "dark"}
)

// look measures a page in all widths, with its folds closed and open, and takes pictures.
func (b *browser) look(out string, p *page, axe string) error {
	file, err := filepath.Abs(filepath.Join(out, p.files[0]))
	if err != nil {
		return err
	}
	for _, scheme := range schemes {
		if err := b.show(scheme); err != nil {
			return err
		}
		if err := b.open("file://" + file); err != nil {
			return err
		}
		if err := b.take(out, p, scheme); err != nil {
			return err
		}
		for _, folds := range []string{"closed", "open"} {
			if err := b.measure(p, axe, scheme, folds); err != nil {
				return err
			}
		}
		p.figures.requests = max(p.figures.requests, b.requests-1)
		p.figures.messages = append(p.figures.messages, b.messages...)
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

// reaching returns how many pixels a page is too wide, and the elements that reach out
// farthest.
const reaching = `(() => {
  const root = document.documentElement, over = root.scrollWidth - root.clientWidth;
  if (over <= 0) return { over: 0, which: "" };
  const wide = [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > root.clientWidth + 1);
  return { over, which: wide.slice(-3).map(e => e.tagName.toLowerCase() + "." + e.getAttribute("class")).join(" ") };
})()`

const violations = `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
  .then(r => r.violations.map(v => v.id + " " + v.nodes.slice(0, 3).map(n => n.target.join(" ")).join(", ")))`

// measure measures the page with its folds closed or open.
func (b *browser) measure(p *page, axe, scheme, folds string) error {
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
			p.figures.overflow = max(p.figures.overflow, found.Over)
			p.figures.at = append(p.figures.at, fmt.Sprintf("%d px: %d px too wide, folds %s, %s: %s", width, found.Over, folds, scheme, found.Which))
		}
		if axe == "" || width != pictured[0] && width != pictured[2] {
			continue
		}
		if err := b.check(p, axe, fmt.Sprintf("%d px, folds %s, %s: ", width, folds, scheme)); err != nil {
			return err
		}
	}
	return nil
}

// check counts what axe-core finds.
func (b *browser) check(p *page, axe, where string) error {
	var found []string
	if err := b.evaluate(axe+";0", nil); err != nil {
		return err
	}
	if err := b.evaluate(violations, &found); err != nil {
		return err
	}
	p.figures.checked = true
	for _, v := range found {
		p.figures.violations = append(p.figures.violations, where+v)
	}
	return nil
}

// tallest is the most pixels of a picture's height.
const tallest = 12_000

// take takes pictures of the page, folds closed.
func (b *browser) take(out string, p *page, scheme string) error {
	for _, width := range pictured {
		if err := b.resize(width); err != nil {
			return err
		}
		var height int
		if err := b.evaluate("document.documentElement.scrollHeight", &height); err != nil {
			return err
		}
		clip := map[string]any{"x": 0, "y": 0, "width": width, "height": min(height, tallest), "scale": 1}
		var picture struct{ Data []byte }
		if err := b.call("Page.captureScreenshot", map[string]any{"captureBeyondViewport": true, "clip": clip}, &picture); err != nil {
			return err
		}
		name := fmt.Sprintf("%s-%d-%s.png", strings.TrimSuffix(p.files[0], ".html"), width, scheme)
		if err := wholefile.Write(filepath.Join(out, name), picture.Data); err != nil {
			return err
		}
		p.pictures = append(p.pictures, name)
	}
	return nil
}
