package expr

import "github.com/fanlight/fanlight/pkg/cwli/value"

// literalSet is the literals of a list after in. It has those that are equal to a value
// as = finds them, without a comparison with each: a list may have thousands of them.
type literalSet struct {
	numbers map[float64][]value.Value // mostly one each: integers above 2⁵³ share a float64
	texts   map[string]bool           // of literals that are not numbers
}

func newLiteralSet(list []Expr) *literalSet {
	s := &literalSet{numbers: map[float64][]value.Value{}, texts: map[string]bool{}}
	for _, x := range list {
		literal := Literal(x)
		if f, ok := literal.Float(); ok {
			s.numbers[f] = append(s.numbers[f], literal)
			continue
		}
		s.texts[literal.Text] = true
	}
	return s
}

// has reports whether a literal is equal to a value. The text that a number shows as is
// never a literal that is not a number, except that of a time.
func (s *literalSet) has(v *value.Value) bool {
	f, isNumber := v.Float()
	if isNumber {
		for i := range s.numbers[f] {
			if order, ok := value.Compare(v, &s.numbers[f][i]); ok && order == 0 {
				return true
			}
		}
	}
	return len(s.texts) > 0 && (!isNumber || v.Kind == value.Time) && s.texts[v.String()]
}
