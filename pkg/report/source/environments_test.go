package source

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// inFolders writes the values files of environments, and returns a function that loads a
// report with those of one.
func inFolders(t *testing.T, environments ...string) func(src, environment string) ([]File, Problems, error) {
	t.Helper()
	t.Chdir(t.TempDir())
	for _, e := range environments {
		if err := os.MkdirAll(filepath.Join("environments", e), 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join("environments", e, "values.yaml"), "name: value\n")
	}
	return func(src, environment string) ([]File, Problems, error) {
		path := write(t, "report.yaml", src)
		values, err := LoadValues(filepath.Join("environments", environment, "values.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		return LoadTests([]string{path}, values, Options{ValuesFile: filepath.Join("environments", environment, "values.yaml")})
	}
}

func TestBuilder_readEnvironments(t *testing.T) {
	load := inFolders(t, "dev", "prod")
	for text, want := range map[string][]string{"": nil, "environments: [prod]\n": {"prod"}, "environments: [dev, prod]\n": {"dev", "prod"}} {
		files, notes, err := load(edit(t, "window:", text+"window:"), "dev")
		if err != nil || len(notes) > 0 || !slices.Equal(files[0].Environments, want) {
			t.Errorf("%q: %+v, notes %v, error %v", text, files, notes, err)
		}
	}
}

// An environment without a values file is noted, in case its name has a mistake.
func TestBuilder_noteNoEnvironment(t *testing.T) {
	load := inFolders(t, "dev", "prod")
	src := edit(t, "window:", "environments: [dev, pord]\nwindow:")[1:]
	_, notes, err := load(src, "dev")
	if want := "report.yaml:2:21: environment `pord` has no values file: there is no `environments/pord/values.yaml`"; err != nil || notes.Error() != want {
		t.Errorf("notes %v, error %v, want %s", notes, err, want)
	}
	write(t, "environments/dev/values.yaml", "env: test\n") // so the folder does not name the environment
	if _, notes, err := load(src, "dev"); err != nil || len(notes) > 0 {
		t.Errorf("in a folder of another name: notes %v, error %v", notes, err)
	}
	if _, notes, err := loadText(src, DefaultValues(), Options{}); err != nil || len(notes) > 0 {
		t.Errorf("without a values file: notes %v, error %v", notes, err)
	}
}

// The ${names} of a report that is not deployed here have their values elsewhere; its other
// mistakes are mistakes.
func TestBuilder_readEnvironments_unknown_names(t *testing.T) {
	load := inFolders(t, "dev", "prod")
	src := strings.Replace(edit(t, "window:", "environments: [prod]\ntitle: ${only_prod}\nwindow:"), "stdout: {}", "telegram: { chat: \"${chat}\", token: \"${token}\" }", 1)
	if _, _, err := load(src, "prod"); err == nil || !strings.Contains(err.Error(), "${only_prod}") || !strings.Contains(err.Error(), "${chat}") {
		t.Errorf("in its environment: %v", err)
	}
	if _, notes, err := load(src, "dev"); err != nil || len(notes) > 0 {
		t.Errorf("elsewhere: notes %v, error %v", notes, err)
	}
	if _, _, err := load(strings.Replace(src, "24h", "24", 1), "dev"); err == nil || strings.Contains(err.Error(), "${") {
		t.Errorf("with a mistake elsewhere: %v", err)
	}
	if _, _, err := loadText(src, DefaultValues(), Options{}); err == nil || !strings.Contains(err.Error(), "${only_prod}") {
		t.Errorf("of no environment: %v", err)
	}
}

func TestFile_In(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		environments []string
		in           string
		want         bool
	}{{nil, "dev", true}, {[]string{"prod"}, "dev", false}, {[]string{"dev", "prod"}, "dev", true}} {
		if got := (File{Environments: test.environments}).In(test.in); got != test.want {
			t.Errorf("%v in %s: %v", test.environments, test.in, got)
		}
	}
}
