package source

import (
	"os"
	"path/filepath"

	"go.yaml.in/yaml/v4"
)

// Values are the values of ${names} in report files. The name env is always there.
type Values map[string]string

const defaultEnv = "local"

// DefaultValues returns the values for reports that are read without a values
// file: env is "local".
func DefaultValues() Values { return Values{"env": defaultEnv} }

// LoadValues reads a values file: a flat mapping of names to single values, which
// are taken as they are written. Without env in it, env is the name of the file's
// folder. The error is of type Problems; a file that cannot be read is one of
// them. No line of the file is in it, for people put secrets there although they
// should not.
func LoadValues(path string) (Values, error) {
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	r := newReader(path, src)
	r.wholeFile = true
	values := Values{"env": folderOf(path)}
	if root, ok := r.document(wantValues); ok {
		readValues(root, values)
	}
	if found := r.finish(r.problems); len(found.kept) > 0 {
		return nil, found.problems()
	}
	return values, nil
}

// folderOf returns the name of the file's folder, or the default if that is not
// a value's name.
func folderOf(path string) string {
	if absolute, err := filepath.Abs(path); err == nil {
		if name := filepath.Base(filepath.Dir(absolute)); valueName().MatchString(name) {
			return name
		}
	}
	return defaultEnv
}

const wantValues = `lines such as domain: example.org`

// readValues adds the names of the file to values.
func readValues(v value, values Values) {
	v.what = "values file"
	if !v.must(yaml.MappingNode, wantValues) {
		return
	}
	const want = "a single value"
	for _, e := range v.entries("name") {
		one := v.child(e.value, "value of "+quoted(e.key.Value))
		switch {
		case !valueName().MatchString(e.key.Value):
			v.problem(placeOf(e.key), "", "invalid name %s: want %s", quoted(e.key.Value), wantValueName)
		case !one.must(yaml.ScalarNode, want):
		case one.node.Value == "" || one.node.ShortTag() == "!!null":
			one.empty(want)
		default:
			values[e.key.Value] = one.node.Value
		}
	}
}
