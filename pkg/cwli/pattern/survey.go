package pattern

import "math/bits"

// survey describes one place of templates.
type survey struct {
	words  int  // different ones, without tokens
	texts  int  // that have one of these
	tokens int  // texts that have a token
	kinds  uint // of the tokens, a bit each
}

// survey looks at a place of templates.
func (m *merger) survey(set []member, at int) (p survey) {
	m.asked++
	for _, one := range set {
		id, texts := one.words[at], one.counts.now+one.counts.before
		if id < uint32(kinds) {
			p.tokens += texts
			p.kinds |= 1 << id
			continue
		}
		p.texts += texts
		if m.seen[id] != m.asked {
			m.seen[id] = m.asked
			p.words++
		}
	}
	return p
}

// different is the number of different words, of which all tokens are one.
func (p *survey) different() int {
	if p.tokens > 0 {
		return p.words + 1
	}
	return p.words
}

// varies reports whether the words are data, not parts of different messages: if there are
// many, or three and in text each of them rare, or if nearly all texts have a token.
func (p *survey) varies(isValue bool) bool {
	const few, many, often, nearly = 3, 6, 10, 20
	return p.kinds&(1<<unknown) != 0 || p.words >= many || p.tokens > nearly*p.texts ||
		p.words >= few && (isValue || p.texts < often*p.words)
}

// kind returns the kind of a token in place of all words and tokens.
func (p *survey) kind() kind {
	const codes = 1<<number | 1<<moment | 1<<identifier | 1<<uuid
	switch {
	case p.words == 0 && bits.OnesCount(p.kinds) == 1:
		return kind(bits.TrailingZeros(p.kinds))
	case p.kinds&^codes == 0 && p.kinds&(1<<identifier) != 0:
		return identifier
	}
	return unknown
}
