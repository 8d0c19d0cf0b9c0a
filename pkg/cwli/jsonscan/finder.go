package jsonscan

// Finder finds the leaves of a Projection in documents of which many have the same shape.
// A Finder must not be used concurrently.
type Finder struct {
	projection *Projection
	shapes     Shapes
	views      []*view // of the shapes met last
	last       *view   // that found was filled with, nil if it was filled by a scan
	found      []Value
}

// NewFinder returns a finder that knows no shape yet.
func (p *Projection) NewFinder() *Finder {
	return &Finder{projection: p, found: make([]Value, p.paths)}
}

// Find returns the leaves of a document by their paths' places in the list of New, as
// Projection.Find stores them, and whether the document is known to be a valid JSON
// object. The leaves are valid until the next call.
func (f *Finder) Find(doc string) (found []Value, valid bool) {
	d := f.shapes.Match(doc)
	if d == nil {
		f.shapes.Learn(doc)
	} else if found, _, ok := f.Read(d); ok {
		return found, true
	}
	f.last = nil
	f.projection.Find(doc, f.found)
	return f.found, d != nil
}

// Read returns the leaves of a document, as Find does, and how many there are. It returns
// false if the document has to be scanned, because a path occurs twice in it.
func (f *Finder) Read(d *Document) (found []Value, leaves int, ok bool) {
	v := f.last
	if v == nil || v.shape != d.shape {
		if v = f.view(d.shape); v.twice {
			return nil, 0, false
		}
		copy(f.found, v.fixed)
		f.last = v
	}
	leaves = v.leaves
	for _, p := range v.places {
		leaf := d.value(p.part)
		if leaf.Kind != None {
			leaves++
		}
		f.found[p.slot] = leaf
	}
	return f.found, leaves, true
}

// view returns the view of a shape, which it makes if the shape was not met lately.
func (f *Finder) view(s *shape) *view {
	for _, v := range f.views {
		if v.shape == s {
			return v
		}
	}
	if len(f.views) == 2*maxShapes {
		f.views = append(f.views[:0], f.views[1:]...)
	}
	v := newView(f.projection, s)
	f.views = append(f.views, v)
	return v
}
