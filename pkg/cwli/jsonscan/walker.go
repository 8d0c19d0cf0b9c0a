package jsonscan

// walk calls found for each leaf of a valid object, with its slot in the tree of wanted
// paths, -1 if it is not wanted, and its place. The root may be nil.
func walk(root *node, doc string, found func(slot, start, end int)) {
	w := &walker{scanner: scanner{doc: doc}, found: found}
	w.skipSpace()
	w.value(root)
}

type walker struct {
	scanner
	found  func(slot, start, end int)
	leaves int
}

// value reads a value at a node, which is nil if nothing there is wanted.
func (w *walker) value(n *node) {
	switch w.doc[w.pos] {
	case '{':
		w.members(n, '}')
	case '[':
		w.members(n, ']')
	default:
		w.leaf(n)
	}
}

// members reads the values of an object or an array.
func (w *walker) members(n *node, closing byte) {
	w.pos++
	if w.skipSpace(); w.at(closing) {
		w.pos++
		return
	}
	for i := 0; ; i++ {
		w.skipSpace()
		w.value(w.member(n, closing, i))
		if more, _ := w.separator(closing); !more {
			return
		}
	}
}

// member returns the node of the next value, and of an object reads its key.
func (w *walker) member(n *node, closing byte, index int) *node {
	if closing == ']' {
		return n.element(index)
	}
	if n == nil {
		n = &node{slot: -1}
	}
	to, _ := w.key(n) // the document is valid
	return to
}

func (w *walker) leaf(n *node) {
	slot := -1
	if n != nil && w.leaves < MaxFields {
		slot = n.slot
	}
	w.leaves++
	start := w.pos
	w.scalar()
	w.found(slot, start, w.pos)
}
