package pattern

import (
	"math"
	"slices"
	"strings"
)

// merged returns what templates have in common: those whose words differ become one.
func merged(found map[string]*counts) map[string]*counts {
	m := &merger{merged: make(map[string]*counts, len(found))}
	list := make([]string, 0, len(found))
	for template := range found {
		list = append(list, template)
	}
	slices.SortFunc(list, compareFrames)
	for start, end := 0, 0; start < len(list); start = end {
		for end = start + 1; end < len(list) && compareFrames(list[start], list[end]) == 0; end++ {
		}
		m.group(list[start:end], found)
	}
	return m.merged
}

// compareFrames compares templates without their words.
func compareFrames(a, b string) int {
	for {
		i, j := strings.IndexByte(a, wordMark), strings.IndexByte(b, wordMark)
		if i < 0 || j < 0 {
			return strings.Compare(a, b)
		}
		if order := strings.Compare(a[:i+1], b[:j+1]); order != 0 {
			return order
		}
		a, b = a[i+1:], b[j+1:]
		a, b = a[strings.IndexByte(a, wordMark)+1:], b[strings.IndexByte(b, wordMark)+1:]
	}
}

// merger merges templates.
type merger struct {
	merged map[string]*counts
	ids    map[string]uint32 // of the words of a group
	seen   []uint32          // by id: the last question in which the word occurred
	asked  uint32            // questions so far
	fixed  int               // words of a group that are not marked, as keys of JSON
	values []bool            // by place: the word is a value of JSON
}

// member is a template with its words.
type member struct {
	template string
	words    []uint32
	counts   *counts
}

// wildID is the id of wild.
const wildID = 0

// group merges templates that differ in their words alone.
func (m *merger) group(templates []string, found map[string]*counts) {
	if len(templates) == 1 {
		m.keep(templates[0], found[templates[0]])
		return
	}
	m.ids, m.seen, m.asked = map[string]uint32{wild: wildID}, append(m.seen[:0], 0), 0
	m.fixed, m.values = fixedWords(templates[0]), jsonValues(templates[0])
	width := strings.Count(templates[0], string([]byte{wordMark})) / 2
	space := make([]uint32, 0, width*len(templates))
	members := make([]member, len(templates))
	for i, template := range templates {
		start := len(space)
		for word := range wordsOf(template) {
			space = append(space, m.id(word))
		}
		members[i] = member{template, space[start:], found[template]}
	}
	m.cluster(members, 0)
}

// wordsOf yields the words of a template.
func wordsOf(template string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for rest := template; ; {
			start := strings.IndexByte(rest, wordMark)
			if start < 0 {
				return
			}
			rest = rest[start+1:]
			end := strings.IndexByte(rest, wordMark)
			if !yield(rest[:end]) {
				return
			}
			rest = rest[end+1:]
		}
	}
}

func (m *merger) id(word string) uint32 {
	id, ok := m.ids[word]
	if !ok {
		id = uint32(len(m.seen)) //nolint:gosec // fewer than the bytes of the templates
		m.ids[word] = id
		m.seen = append(m.seen, 0)
	}
	return id
}

// fixedWords returns the number of words outside the marks.
func fixedWords(template string) (n int) {
	within, marked := false, false
	for i := 0; i < len(template); i++ {
		marked = marked != (template[i] == wordMark)
		isWord := !marked && classes[template[i]] == letter
		if isWord && !within {
			n++
		}
		within = isWord
	}
	return n
}

// jsonValues returns for each word whether it is all of a string in a JSON object.
func jsonValues(template string) (values []bool) {
	parts := strings.Split(template, string([]byte{wordMark}))
	for i := 1; i < len(parts); i += 2 {
		quoted := strings.HasSuffix(parts[i-1], `"`) && strings.HasPrefix(parts[i+1], `"`)
		values = append(values, quoted && template[0] == '{')
	}
	return values
}

// maxSplits bounds how often templates are divided. Those that are left then stay.
const maxSplits = 32

// cluster merges templates with the same frame: if too many words would differ it divides
// them first, by the word of which there are the fewest.
func (m *merger) cluster(set []member, splits int) {
	at, vary := m.differences(set)
	switch {
	case at < 0:
		m.join(set, vary)
	case splits == maxSplits:
		for _, one := range set {
			m.keep(one.template, one.counts)
		}
	default:
		slices.SortFunc(set, func(a, b member) int { return int(a.words[at]) - int(b.words[at]) })
		for start, end := 0, 0; start < len(set); start = end {
			for end = start + 1; end < len(set) && set[start].words[at] == set[end].words[at]; end++ {
			}
			m.cluster(set[start:end], splits+1)
		}
	}
}

// differences returns the place of the word by which to divide templates. If it is -1,
// they are to be merged, with a token in place of each word that varies.
func (m *merger) differences(set []member) (at int, vary []bool) {
	total := 0
	for _, one := range set {
		total += one.counts.now + one.counts.before
	}
	vary = make([]bool, len(set[0].words))
	same, varying := m.fixed, 0
	split, widest := least{-1, math.MaxInt}, least{-1, math.MaxInt}
	for i := range vary {
		n, isWild := m.different(set, i)
		vary[i] = isWild || m.varies(i, n, total)
		switch {
		case n == 1 && !isWild:
			same++
		case vary[i]:
			varying++
			widest.offer(i, n)
		default:
			split.offer(i, n)
		}
	}
	if split.at < 0 && varying > same && widest.n > 1 {
		return widest.at, nil
	}
	return split.at, vary
}

// least is the place with the smallest number, of equal ones the first.
type least struct{ at, n int }

func (l *least) offer(at, n int) {
	if n > 1 && n < l.n {
		*l = least{at, n}
	}
}

// different returns how many different words stand at a place, and whether one is wild.
func (m *merger) different(set []member, at int) (n int, isWild bool) {
	m.asked++
	for _, one := range set {
		id := one.words[at]
		if m.seen[id] != m.asked {
			m.seen[id] = m.asked
			n++
		}
		isWild = isWild || id == wildID
	}
	return n, isWild
}

// varies reports whether so many different words at a place are data, not parts of
// different messages: at least three, and in text each of them rare unless they are many.
func (m *merger) varies(at, different, texts int) bool {
	const few, many, often = 3, 20, 10
	return different >= few && (m.values[at] || different > many || texts < often*different)
}

// join adds the template that a set has in common.
func (m *merger) join(set []member, vary []bool) {
	var sum counts
	for _, one := range set {
		sum.add(one.counts)
	}
	if len(set) == 1 {
		m.keep(set[0].template, &sum)
		return
	}
	var b strings.Builder
	for i, part := range strings.Split(set[0].template, string([]byte{wordMark})) {
		if i > 0 {
			b.WriteByte(wordMark)
		}
		if i%2 == 1 && vary[i/2] {
			part = wild
		}
		b.WriteString(part)
	}
	m.keep(b.String(), &sum)
}

func (m *merger) keep(template string, c *counts) {
	if known := m.merged[template]; known != nil {
		known.add(c)
		return
	}
	m.merged[template] = &counts{c.now, c.before}
}
