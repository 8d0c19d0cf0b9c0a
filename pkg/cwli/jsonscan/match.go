package jsonscan

// match stores the leaves of a document of this shape in leaves, which must have as many as
// the shape has parts, and reports whether it is one.
func (s *shape) match(doc string, leaves []leaf) (known bool) {
	pos := 0
	for i := range leaves {
		p := &s.parts[i]
		at := pos + len(p.text)
		if at >= len(doc) {
			return false
		}
		if p.long || pos+shortText > len(doc) {
			if doc[pos:at] != p.text {
				return false
			}
		} else if (eight(doc, pos)^p.words[0])&p.masks[0]|(eight(doc, pos+8)^p.words[1])&p.masks[1] != 0 {
			return false
		}
		kind, end := plainLeaf(doc, at)
		if end == 0 {
			if kind, end = leafAt(doc, at); end == 0 {
				return false
			}
		}
		leaves[i] = leaf{uint32(at), uint32(end), kind}
		pos = end
	}
	return doc[pos:] == s.tail
}

// fixed is a text that documents have at the same place. Most are short: then they are
// compared by two words, of which the bytes in the masks count.
type fixed struct {
	text         string
	long         bool
	words, masks [2]uint64
}

// shortText is the largest number of bytes that two words have.
const shortText = 16

func newFixed(text string) fixed {
	f := fixed{text: text, long: len(text) > shortText}
	for i := range f.words {
		part := text[min(8*i, len(text)):min(8*i+8, len(text))]
		f.words[i], f.masks[i] = last(part, 0), 1<<(8*len(part))-1
	}
	return f
}
