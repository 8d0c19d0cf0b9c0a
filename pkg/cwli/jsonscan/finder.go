package jsonscan

import "slices"

// Finder finds the leaves of a Projection in documents of which many have the same
// shape: the same keys in the same order, and the same white space. It learns the shapes
// that it meets. A document of a known shape is compared with the text between its
// leaves, which is several times faster than to read its keys, and proves that it is
// valid. A Finder must not be used concurrently.
type Finder struct {
	projection *Projection
	shapes     []*shape // those used most first
	hits       int
	learnt     int
}

// NewFinder returns a finder that knows no shape yet.
func (p *Projection) NewFinder() *Finder { return &Finder{projection: p} }

const (
	maxShapes   = 8
	maxLeaves   = 512
	freeLessons = 32 // shapes that are learnt whether that pays or not
	hitsALesson = 16 // documents that have to be of known shapes for each further one
)

// Find stores the leaves of a document in found, as Projection.Find does. It reports
// whether the document is known to be a valid JSON object.
func (f *Finder) Find(doc string, found []Value) (valid bool) {
	if _, known := f.Match(doc, found); known {
		return true
	}
	f.Learn(doc)
	f.projection.Find(doc, found)
	return false
}

// Match stores the leaves of a document in found, and returns how many there are, if its
// shape is known. If it is not, what found holds has no meaning.
func (f *Finder) Match(doc string, found []Value) (leaves int, known bool) {
	for i, s := range f.shapes {
		if leaves, known = s.match(doc, found); known {
			f.used(i, doc)
			return leaves, true
		}
	}
	return 0, false
}

// used counts that a document was of a shape, and moves the shape forward.
func (f *Finder) used(i int, doc string) {
	f.hits++
	s := f.shapes[i]
	if i > 0 {
		f.shapes[i-1], f.shapes[i] = s, f.shapes[i-1]
	}
	if s.watched < watches {
		if narrower := s.watch(doc); narrower != nil {
			f.add(narrower, 0)
		}
	}
}

// Learn adds the shape of a document, unless too many were learnt that no other document
// had.
func (f *Finder) Learn(doc string) {
	if f.learnt >= freeLessons+f.hits/hitsALesson {
		return
	}
	f.learnt++
	if s := newShape(f.projection, doc); s != nil {
		f.add(s, len(f.shapes)/2)
	}
}

// add puts a shape at a place, instead of the one used least if there are too many.
func (f *Finder) add(s *shape, at int) {
	if len(f.shapes) == maxShapes {
		f.shapes = f.shapes[:maxShapes-1]
	}
	f.shapes = slices.Insert(f.shapes, min(at, len(f.shapes)), s)
}
