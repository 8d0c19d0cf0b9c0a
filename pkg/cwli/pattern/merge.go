package pattern

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// merged returns what templates have in common: those whose words differ become one.
func merged(found map[string]*counts) map[string]*counts {
	m := &merger{merged: make(map[string]*counts, len(found))}
	var buffer []byte
	frames := map[string]*[]string{}
	for template := range found {
		buffer = appendFrame(buffer[:0], template)
		list := frames[string(buffer)]
		if list == nil {
			list = &[]string{}
			frames[string(buffer)] = list
		}
		*list = append(*list, template)
	}
	for _, list := range frames {
		m.group(*list, found)
	}
	return m.merged
}

// appendFrame appends a template without its words.
func appendFrame(to []byte, template string) []byte {
	for {
		start := strings.IndexByte(template, wordMark)
		if start < 0 {
			return append(to, template...)
		}
		to = append(to, template[:start+1]...)
		template = template[start+1:]
		template = template[strings.IndexByte(template, wordMark)+1:]
	}
}

// merger merges templates.
type merger struct {
	merged map[string]*counts
	ids    map[string]uint32 // of the words of a group; those of tokens are their kinds
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

// group merges templates that differ in their words alone.
func (m *merger) group(templates []string, found map[string]*counts) {
	if len(templates) == 1 {
		m.keep(templates[0], found[templates[0]])
		return
	}
	m.ids, m.seen, m.asked = map[string]uint32{}, append(m.seen[:0], make([]uint32, kinds)...), 0
	m.fixed, m.values = fixedWords(templates[0]), jsonValues(templates[0])
	space := make([]uint32, 0, len(m.values)*len(templates))
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
	if word[0] == tokenMark {
		return uint32(word[1])
	}
	id, ok := m.ids[word]
	if !ok {
		id = uint32(len(m.seen))
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
	at, tokens := m.compare(set)
	switch {
	case at < 0:
		m.join(set, tokens)
	case splits == maxSplits:
		for _, one := range set {
			m.keep(one.template, one.counts)
		}
	default:
		// all tokens are alike here
		key := func(one member) uint32 { return max(one.words[at], uint32(kinds)-1) }
		slices.SortFunc(set, func(a, b member) int { return cmp.Compare(key(a), key(b)) })
		for start, end := 0, 0; start < len(set); start = end {
			for end = start + 1; end < len(set) && key(set[start]) == key(set[end]); end++ {
			}
			m.cluster(set[start:end], splits+1)
		}
	}
}

// compare returns the place of the word by which to divide templates. If it is -1, they
// are to be merged, with these tokens in place of words; an empty one leaves the word.
func (m *merger) compare(set []member) (at int, tokens []string) {
	tokens = make([]string, len(set[0].words))
	same, varying := m.fixed, 0
	split, widest := least{-1, math.MaxInt}, least{-1, math.MaxInt}
	for i := range tokens {
		p := m.survey(set, i)
		switch {
		case p.words == 0:
			tokens[i] = tokenOf(p.kind())
		case p.words == 1 && p.tokens == 0:
			same++
		case p.varies(m.values[i]):
			tokens[i] = tokenOf(p.kind())
			varying++
			widest.offer(i, p.different())
		default:
			split.offer(i, p.different())
		}
	}
	if split.at < 0 && varying > same {
		return widest.at, nil
	}
	return split.at, tokens
}

// least is the place with the smallest number, of equal ones the first.
type least struct{ at, n int }

func (l *least) offer(at, n int) {
	if n > 1 && n < l.n {
		*l = least{at, n}
	}
}

// join adds the template that a set has in common.
func (m *merger) join(set []member, tokens []string) {
	var sum counts
	for _, one := range set {
		sum.add(one.counts)
	}
	var b strings.Builder
	for i, part := range strings.Split(set[0].template, string([]byte{wordMark})) {
		if i > 0 {
			b.WriteByte(wordMark)
		}
		if i%2 == 1 && tokens[i/2] != "" {
			part = tokens[i/2]
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
