package source

import (
	"os"
	"path/filepath"

	"go.yaml.in/yaml/v4"
)

// Values are what ${name} stands for in a report file. The name env is always
// there.
type Values map[string]string

const defaultEnv = "local"

// DefaultValues are the values of a report that is read without a values file:
// env is "local".
func DefaultValues() Values { return Values{"env": defaultEnv} }

// LoadValues reads a values file: a flat mapping of names to single values,
// taken as they are written. Without env in it, env is the name of the file's
// folder. The error, if any, is Problems.
func LoadValues(path string) (Values, error) {
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	l := newLoader(path, src)
	values := Values{"env": folderOf(path)}
	l.readValues(src, values)
	if problems := l.problems.sorted(); len(problems) > 0 {
		for i := range problems {
			problems[i].hidden = true // people put secrets here, though they must not
		}
		return nil, problems
	}
	return values, nil
}

func folderOf(path string) string {
	if absolute, err := filepath.Abs(path); err == nil {
		if name := filepath.Base(filepath.Dir(absolute)); valueName.MatchString(name) {
			return name
		}
	}
	return defaultEnv
}

// readValues reads the names into values.
func (l *loader) readValues(src []byte, values Values) {
	const hint = "as in telegram_chat: \"@channel\""
	root, ok := l.document(src)
	if !ok || !l.isKind(root, yaml.MappingNode, "a values file", hint) {
		return
	}
	for _, e := range l.entries(root, "name") {
		value := resolve(e.value)
		switch {
		case !valueName.MatchString(e.key.Value):
			l.problem(placeOf(e.key), "letters, digits, _ and -", "%s is no name for a value", quoted(e.key.Value))
		case value.Kind != yaml.ScalarNode:
			l.problem(placeOf(value), "values are flat: name: value", "%s must be a single value, not %s", quoted(e.key.Value), kindOf(value))
		case value.Value == "" || value.ShortTag() == "!!null":
			l.problem(placeOf(value), "", "%s is empty", quoted(e.key.Value))
		default:
			values[e.key.Value] = value.Value
		}
	}
}
