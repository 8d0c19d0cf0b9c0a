package source

import (
	"cmp"
	"fmt"
	"slices"
)

// maxShown is how many problems, and how many notes, are reported of one call. More
// help nobody, and each takes time to place and to show.
const maxShown = 100

// findings are the problems or the notes of a file. The first maxShown are kept, and
// the rest is counted.
type findings struct {
	kept Problems
	seen map[Problem]bool
	more int
}

// add adds a problem once, although the value of an anchor is read wherever it is
// used.
func (f *findings) add(p Problem) {
	if f.seen[p] {
		return
	}
	if f.seen == nil {
		f.seen = map[Problem]bool{}
	}
	f.seen[p] = true
	if len(f.kept) == maxShown {
		f.more++
		return
	}
	f.kept = append(f.kept, p)
}

// join adds those of another file.
func (f *findings) join(other findings) {
	f.kept, f.more = append(f.kept, other.kept...), f.more+other.more
}

// problems returns the first maxShown, and one that stands for the rest.
func (f *findings) problems() Problems {
	kept, more := f.kept, f.more
	if len(kept) > maxShown {
		kept, more = kept[:maxShown], more+len(kept)-maxShown
	}
	if more > 0 {
		kept = append(slices.Clip(kept), Problem{Message: fmt.Sprintf("… and %d more", more), More: more})
	}
	return kept
}

// finish orders the findings by position and gives them their excerpts. It is called
// when the file has been read, for only then all secret lines are known.
func (r *reader) finish(f findings) findings {
	for i, p := range f.kept {
		f.kept[i].Excerpt = r.excerpt(place{p.Line, p.Column})
	}
	slices.SortStableFunc(f.kept, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Message, b.Message))
	})
	return f
}
