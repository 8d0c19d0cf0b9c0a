package chart

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// zones returns the names of the window's zone, both where the clock is changed in it.
func (c *Chart) zones() string {
	start, end := c.window()
	first, last := zoneName(start), zoneName(end.Add(-1))
	if first == last {
		return first
	}
	return first + ", then " + last
}

func zoneName(t time.Time) string {
	name, _ := t.Zone()
	if strings.HasPrefix(name, "+") || strings.HasPrefix(name, "-") {
		return "UTC" + name
	}
	return name
}

// Note returns the words for the end of the title's line in text, of at most so many
// columns: zone, peak, and the sign for a gap. What has no room is left out, the zone
// first.
func (c *Chart) Note(columns int) string {
	s := c.scene()
	words := []string{c.zones()}
	if s.peak != nil {
		words = append(words, s.peak.text)
	}
	if len(s.gaps) > 0 {
		words = append(words, "? no data")
	}
	for len(words) > 0 && len([]rune(strings.Join(words, ", "))) > columns {
		words = words[1:]
	}
	return strings.Join(words, ", ")
}

// Remark returns the words below a drawing: the zone, the sign for a gap, and what has
// no room in the drawing or no characters in its font.
func (c *Chart) Remark() string {
	s := c.scene()
	words := c.remarks(s, s.picture().dropped)
	numbers := s.numbered()
	for _, name := range slices.SortedFunc(maps.Keys(numbers), func(a, b string) int { return numbers[a] - numbers[b] }) {
		words = append(words, fmt.Sprintf("%d: %s", numbers[name], name))
	}
	return strings.Join(words, ". ")
}

// PageRemark returns the words below the SVG: Remark without what only pictures lack.
func (c *Chart) PageRemark() string { return strings.Join(c.remarks(c.scene(), nil), ". ") }

// remarks returns the zone, the sign for a gap, and the marks without a label or a place.
func (c *Chart) remarks(s *scene, dropped []mark) []string {
	words := []string{c.zones()}
	if len(s.gaps) > 0 {
		words = append(words, "Grey: no data")
	}
	f, _ := s.pageFrame()
	dropped = slices.Concat(s.place(f, nil).dropped, dropped)
	for i, m := range dropped {
		if !slices.Contains(dropped[:i], m) {
			words = append(words, "Dotted: "+m.label)
		}
	}
	for _, m := range s.unseen {
		words = append(words, "Beyond: "+m.label)
	}
	return words
}

// numbered returns the numbers that stand for names which the font of pictures lacks.
func (s *scene) numbered() map[string]int {
	numbers := map[string]int{}
	for _, l := range s.all() {
		if _, has := numbers[l.name]; !has && !drawable(l.name) {
			numbers[l.name] = len(numbers) + 1
		}
	}
	return numbers
}
