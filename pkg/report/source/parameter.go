package source

import (
	"go.yaml.in/yaml/v4"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

const (
	wantParameters    = `a mapping such as { level: ERROR }`
	wantParameter     = "a single value"
	wantParameterName = "a letter or _, then letters, digits and _"
)

var parameterName = lazyregexp.New(`^[A-Za-z_]\w*$`)

// parameters are the values that queries have for {{names}}.
type parameters struct {
	names   []string // in the order of the file
	byName  map[string]*parameter
	invalid bool // not a mapping
}

type parameter struct {
	key     value
	text    string
	invalid bool // a mistake that was reported
	used    bool
}

// readParameters reads the values of {{names}} in queries. They are taken as they are
// written.
func (b *builder) readParameters() {
	b.parameters.byName = map[string]*parameter{}
	v, there := b.root.get("parameters")
	if b.parameters.invalid = there && !v.must(yaml.MappingNode, wantParameters); !there || b.parameters.invalid {
		return
	}
	for _, e := range v.entries("parameter") {
		name, key := e.key.Value, v.child(e.key, "parameter")
		if !parameterName().MatchString(name) {
			key.problem(key.at(), "", "invalid parameter %s: want %s", quoted(name), wantParameterName)
			continue
		}
		if name == eachName {
			key.problem(key.at(), "give it another name", "parameter `each`: {{each}} stands for an item of for_each")
			continue
		}
		s, ok := v.child(e.value, "parameter "+quoted(name)).scalar(wantParameter, "!!str", "!!int", "!!float", "!!bool", "!!timestamp")
		b.parameters.names = append(b.parameters.names, name)
		b.parameters.byName[name] = &parameter{key: key, text: s.text, invalid: !ok}
	}
}

// noteUnused notes the parameters that no query has.
func (p parameters) noteUnused() {
	for _, name := range p.names {
		if of := p.byName[name]; !of.used {
			of.key.note(of.key.at(), "", "parameter %s is not used: want {{%s}} in a query", quoted(name), name)
		}
	}
}
