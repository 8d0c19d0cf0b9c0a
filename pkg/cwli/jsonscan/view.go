package jsonscan

// view says where the leaves of a projection are in the documents of a shape.
type view struct {
	shape  *shape
	places []place
	fixed  []Value // by slot: the leaves that are text of the shape
	leaves int     // of fixed
	twice  bool    // a path occurs twice, so that its leaf depends on which are null
}

// place is that of a leaf in documents.
type place struct{ slot, part int }

func newView(p *Projection, s *shape) *view {
	v := &view{shape: s, fixed: make([]Value, p.paths)}
	seen, i := make([]bool, p.paths), 0
	walk(p.root, s.first, func(slot, start, _ int) {
		if slot >= 0 {
			v.twice = v.twice || seen[slot]
			seen[slot] = true
			v.add(slot, s.leaves[i], start)
		}
		i++
	})
	return v
}

// add notes the leaf of a slot: that after a part of the shape, or text of the shape that
// starts there in its first document.
func (v *view) add(slot, part, start int) {
	if part >= 0 {
		v.places = append(v.places, place{slot, part})
		return
	}
	kind, end := leafAt(v.shape.first, start)
	if v.fixed[slot] = valueOf(v.shape.first, leaf{uint32(start), uint32(end), kind}); kind != None {
		v.leaves++
	}
}
