package pattern

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// ErrTooMany is the error of texts that have too few patterns in common for the memory
// that they may take.
var ErrTooMany = errors.New("too many different texts")

// Pattern describes the structure that several texts share.
type Pattern struct {
	Text   string // with tokens such as <Time-1>, numbered in the order of the text
	Count  int    // of texts given to Add
	Before int    // of texts given to AddBefore
}

// Severity returns ERROR, WARN or INFO, by the words of the pattern. So a page of AWS
// names them (CWL_AnalyzeLogData_Patterns), and programs that read rows of the service
// compare with; another page has Error, Warning and Info.
func (p Pattern) Severity() string {
	text := strings.ToLower(p.Text)
	switch {
	case strings.Contains(text, "error"):
		return "ERROR"
	case strings.Contains(text, "warn"):
		return "WARN"
	}
	return "INFO"
}

// Miner finds the patterns of texts. It takes time in proportion to the length of the
// texts, and memory in proportion to what differs in them, within a bound.
type Miner struct {
	limit int
	size  int
	scan  scanner
	found map[string]*counts // by template
}

// counts is how many texts have a template.
type counts struct{ now, before int }

func (c *counts) add(other *counts) { c.now, c.before = c.now+other.now, c.before+other.before }

// New returns a miner that keeps at most so many bytes of different texts.
func New(limit int) *Miner { return &Miner{limit: limit, found: map[string]*counts{}} }

// Add counts a text. Of a long one, only the first 16 KiB count; the rest is a token. The
// error is ErrTooMany, wrapped; then the miner cannot be used any more.
func (m *Miner) Add(text string) error {
	c, err := m.of(text)
	c.now++
	return err
}

// AddBefore counts a text of an earlier time, with which the texts of Add are compared:
// the patterns are those of both. The error is that of Add.
func (m *Miner) AddBefore(text string) error {
	c, err := m.of(text)
	c.before++
	return err
}

// of finds the counts of a text's template.
func (m *Miner) of(text string) (*counts, error) {
	template := m.scan.template(text)
	if c := m.found[string(template)]; c != nil {
		return c, nil
	}
	size := templateSize(len(template))
	if m.size+size > m.limit {
		if err := m.shrink(); err != nil {
			return &counts{}, err
		}
	}
	c := &counts{}
	m.found[string(template)] = c
	m.size += size
	return c, nil
}

// templateSize is about how many bytes a template takes.
func templateSize(length int) int {
	const fixed = 100
	return fixed + length
}

// shrink merges what there is so far. It has to halve it, so that all the merging takes
// time in proportion to the texts.
func (m *Miner) shrink() error {
	m.merge()
	if m.size > m.limit/2 {
		return fmt.Errorf("pattern: %w: their patterns take more than %d bytes", ErrTooMany, m.limit/2)
	}
	return nil
}

// merge replaces the templates by those that they have in common.
func (m *Miner) merge() {
	m.found = merged(m.found)
	m.size = 0
	for template := range m.found {
		m.size += templateSize(len(template))
	}
}

// Size is about how many bytes the miner keeps.
func (m *Miner) Size() int { return m.size }

// Patterns returns the patterns of the texts so far, the most frequent first, equally
// frequent ones in the order of their texts.
func (m *Miner) Patterns() []Pattern {
	m.merge()
	shown := map[string]*counts{} // a text may have the form of another one's token
	for template, c := range m.found {
		text := show(template)
		if shown[text] == nil {
			shown[text] = &counts{}
		}
		shown[text].add(c)
	}
	list := make([]Pattern, 0, len(shown))
	for _, text := range slices.Sorted(maps.Keys(shown)) {
		list = append(list, Pattern{text, shown[text].now, shown[text].before})
	}
	slices.SortStableFunc(list, func(a, b Pattern) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(b.Before, a.Before))
	})
	return list
}
