package source

import (
	"os"
	"path/filepath"
	"slices"
)

const (
	wantEnvironments = "a list such as [prod]"
	wantEnvironment  = "the name of a folder of environments such as prod: " + wantValueName
)

// readEnvironments reads which environments the report is deployed to. In any other one its
// ${names} may be unknown.
func (b *builder) readEnvironments() {
	v, there := b.root.get("environments")
	if !there {
		return
	}
	for _, item := range v.list(wantEnvironments, "environment") {
		s, ok := item.scalar(wantEnvironment, "!!str")
		switch {
		case !ok:
		case !valueName().MatchString(s.text):
			s.invalid(wantEnvironment)
		case slices.Contains(b.environments, s.text):
			s.problem(s.at(), "leave one out", "duplicate environment %s", quoted(s.text))
		default:
			b.environments = append(b.environments, s.text)
			b.noteNoEnvironment(s)
		}
	}
	if len(b.environments) > 0 && b.options.ValuesFile != "" && !slices.Contains(b.environments, b.root.names["env"]) {
		for key, v := range b.root.values {
			v.foreign = true
			b.root.values[key] = v
		}
	}
}

// noteNoEnvironment notes an environment without a values file. Where these files are is
// known if the one that is read lies in the folder of its environment.
func (b *builder) noteNoEnvironment(s scalar) {
	file := b.options.ValuesFile
	if file == "" || folderOf(file) != s.names["env"] {
		return
	}
	other := filepath.Join(filepath.Dir(file), "..", s.text, filepath.Base(file))
	if _, err := os.Stat(other); err != nil {
		s.note(s.at(), "", "environment %s has no values file: there is no %s", quoted(s.text), quoted(other))
	}
}
