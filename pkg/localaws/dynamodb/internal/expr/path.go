package expr

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

// step leads from a map to a member by name, which may be a #placeholder, or from a list to an element by index
// if the name is empty.
type step struct {
	name  string
	index int
}

// path is a document path; its first step has a name.
type path []step

func (p *parser) path() (path, error) {
	first, err := p.nameStep()
	if err != nil {
		return nil, err
	}
	out := path{first}
	for {
		var next step
		switch {
		case p.accept("."):
			next, err = p.nameStep()
		case p.accept("["):
			next, err = p.indexStep()
		default:
			p.usage.paths = append(p.usage.paths, out)
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		out = append(out, next)
	}
}

func (p *parser) nameStep() (step, error) {
	t := p.peek()
	switch t.kind {
	case tokenName:
		p.usage.names[t.text] = true
	case tokenWord:
		if err := checkReserved(t.text); err != nil {
			return step{}, err
		}
	default:
		return step{}, p.syntaxError()
	}
	p.next()
	return step{name: t.text}, nil
}

func (p *parser) indexStep() (step, error) {
	t := p.peek()
	index, err := strconv.Atoi(t.text)
	if t.kind != tokenIndex || err != nil {
		return step{}, p.syntaxError()
	}
	p.next()
	return step{index: index}, p.expect("]")
}

// isStatic reports whether the path has no #placeholder.
func (p path) isStatic() bool {
	return !slices.ContainsFunc(p, func(s step) bool { return strings.HasPrefix(s.name, "#") })
}

// String returns the path in the form of DynamoDB's messages: [a, [0], b].
func (p path) String() string {
	var steps []string
	for _, s := range p {
		steps = append(steps, s.String())
	}
	return "[" + strings.Join(steps, ", ") + "]"
}

// String returns the step in the form of DynamoDB's messages.
func (s step) String() string {
	if s.name == "" {
		return fmt.Sprintf("[%d]", s.index)
	}
	return s.name
}

func (s step) compare(t step) int {
	return cmp.Or(strings.Compare(s.name, t.name), cmp.Compare(s.index, t.index))
}

func comparePaths(a, b path) int { return slices.CompareFunc(a, b, step.compare) }

// checkDisjoint refuses paths of which one contains another, and paths that treat one value as a list and as a
// map. In sorted order a path precedes the paths that it contains.
func checkDisjoint(paths []path) error {
	sorted := slices.Clone(paths)
	slices.SortFunc(sorted, comparePaths)
	for i := 1; i < len(sorted); i++ {
		if err := checkPair(sorted[i-1], sorted[i]); err != nil {
			return err
		}
	}
	return nil
}

func checkPair(a, b path) error {
	common := 0
	for common < min(len(a), len(b)) && a[common] == b[common] {
		common++
	}
	switch {
	case common == len(a) || common == len(b):
		return attr.Invalidf("Two document paths overlap with each other; "+
			"must remove or rewrite one of these paths; path one: %v, path two: %v", a, b)
	case (a[common].name == "") != (b[common].name == ""):
		return attr.Invalidf("Two document paths conflict with each other; "+
			"must remove or rewrite one of these paths; path one: %v, path two: %v", a, b)
	}
	return nil
}
