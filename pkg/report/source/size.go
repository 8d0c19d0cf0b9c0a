package source

import "go.yaml.in/yaml/v4"

// maxExpanded is the largest size of a file whose aliases (*name) are replaced by what
// they stand for, in bytes of text and one for each value. All that is read of a file
// is bounded by it.
const maxExpanded = 16 << 20

// checkSize refuses a document that is too large with its aliases expanded.
func (r *reader) checkSize(document *yaml.Node) bool {
	m := sizes{known: map[*yaml.Node]int{}}
	if m.of(document) <= maxExpanded {
		return true
	}
	r.problem(placeOf(m.alias), "", "aliases make the file too large: want at most %d MiB when each is replaced by what it stands for", maxExpanded>>20)
	return false
}

// sizes measures values with their aliases expanded.
type sizes struct {
	known map[*yaml.Node]int // 0 for a value that is being measured
	alias *yaml.Node         // the first one
}

// of returns the size of a value. A value inside itself counts nothing.
func (m *sizes) of(n *yaml.Node) int {
	if n.Kind == yaml.AliasNode && n.Alias != nil {
		if m.alias == nil {
			m.alias = n
		}
		n = n.Alias
	}
	if size, known := m.known[n]; known {
		return size
	}
	m.known[n] = 0
	size := 1 + len(n.Value)
	for _, child := range n.Content {
		size = min(size+m.of(child), maxExpanded+1)
	}
	m.known[n] = size
	return size
}
