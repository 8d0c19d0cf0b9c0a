package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func values(t *testing.T, folder, content string) (Values, error) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), folder)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	return LoadValues(write(t, filepath.Join(folder, "values.yaml"), content))
}

func TestValuesAreTakenAsTheyAreWritten(t *testing.T) {
	t.Parallel()
	got, err := values(t, "prod", "account: 012345678901\nsince: 2026-01-02\non: yes\nchat: \"@channel\"\nrows: &r 500\nmore: *r\n")
	want := Values{"env": "prod", "account": "012345678901", "since": "2026-01-02", "on": "yes", "chat": "@channel", "rows": "500", "more": "500"}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("error %v (-want +got):\n%s", err, diff)
	}
}

func TestEnvIsTheFilesOrItsFolders(t *testing.T) {
	t.Parallel()
	for content, want := range map[string]string{"env: staging\n": "staging", "{}\n": "dev"} {
		if got, err := values(t, "dev", content); err != nil || got["env"] != want {
			t.Errorf("%q: env is %q, %v, want %q", content, got["env"], err, want)
		}
	}
	if got, err := values(t, "not a name", "{}"); err != nil || got["env"] != "local" {
		t.Errorf("env is %q, %v, want local", got["env"], err)
	}
}

func TestValuesAreStrict(t *testing.T) {
	t.Parallel()
	_, err := values(t, "dev", "env: dev\nenv: prod\ndomain:\nlist: [a]\n\"a b\": c\nempty: \"\"\n<<: text\n")
	want := []string{
		"2:1: name `env` is here twice, first in line 1",
		"3:8: `domain` is empty",
		"4:7: `list` must be a single value, not a list (values are flat: name: value)",
		"5:1: `a b` is no name for a value (letters, digits, _ and -)",
		"6:8: `empty` is empty",
		"7:5: << takes a mapping, not text",
	}
	problems, _ := err.(Problems)
	var got []string
	for _, p := range problems {
		got = append(got, p.String()[len(p.File)+1:])
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, content := range []string{"", "- a\n", "a: b\n---\nc: d\n", "a: [\n"} {
		if got, err := values(t, "dev", content); err == nil {
			t.Errorf("%q was read as %v", content, got)
		}
	}
	const secret = "token: hunter2\ntoken: hunter2\n"
	_, err = values(t, "dev", secret)
	if problems, _ := err.(Problems); len(problems) != 1 || strings.Contains(problems[0].Format([]byte(secret)), "hunter2") {
		t.Errorf("a secret is shown: %v", err)
	}
	if _, err := LoadValues(filepath.Join(t.TempDir(), "none.yaml")); err == nil {
		t.Error("a file that is not there was read")
	}
}
