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
	for i, s := range f.shapes {
		if s.match(doc, found) {
			f.hits++
			if i > 0 {
				f.shapes[i-1], f.shapes[i] = f.shapes[i], f.shapes[i-1]
			}
			return true
		}
	}
	if f.learnt < freeLessons+f.hits/hitsALesson {
		f.learn(doc)
	}
	f.projection.Find(doc, found)
	return false
}

// learn adds the shape of a document, in place of the one used least.
func (f *Finder) learn(doc string) {
	f.learnt++
	s := newShape(f.projection, doc)
	if s == nil {
		return
	}
	if len(f.shapes) == maxShapes {
		f.shapes = f.shapes[:maxShapes-1]
	}
	f.shapes = slices.Insert(f.shapes, len(f.shapes)/2, s)
}
