package source

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// loadValues writes a values file into a folder of that name, and reads it.
func loadValues(t *testing.T, folder, content string) (Values, error) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), folder)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	return LoadValues(write(t, filepath.Join(folder, "values.yaml"), content))
}

func TestDefaultValues(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(Values{"env": "local"}, DefaultValues()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLoadValues(t *testing.T) {
	t.Parallel()
	got, err := loadValues(t, "prod", "account: 012345678901\nsince: 2026-01-02\non: yes\nchat: \"@channel\"\nrows: &r 500\nmore: *r\n")
	want := Values{"env": "prod", "account": "012345678901", "since": "2026-01-02", "on": "yes", "chat": "@channel", "rows": "500", "more": "500"}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("error %v (-want +got):\n%s", err, diff)
	}
}

func TestLoadValues_env(t *testing.T) {
	t.Parallel()
	for content, want := range map[string]string{"env: staging\n": "staging", "{}\n": "dev"} {
		if got, err := loadValues(t, "dev", content); err != nil || got["env"] != want {
			t.Errorf("%q: env is %q, %v, want %q", content, got["env"], err, want)
		}
	}
	if got, err := loadValues(t, "not a name", "{}"); err != nil || got["env"] != "local" {
		t.Errorf("env is %q, %v, want local", got["env"], err)
	}
}

func TestLoadValues_refuses(t *testing.T) {
	t.Parallel()
	_, err := loadValues(t, "dev", "env: dev\nenv: prod\ndomain:\nlist: [a]\n\"a b\": c\nempty: \"\"\n<<: text\nnull: ~\n[a]: b\n")
	want := []string{
		"2:1: duplicate name `env`, first in line 1 (leave one out)",
		"3:8: empty value of `domain`: want a single value",
		"4:7: invalid value of `list`: want a single value, not a list",
		"5:1: invalid name `a b`: want a letter or _, then letters, digits, _ and -",
		"6:8: empty value of `empty`: want a single value",
		"7:5: invalid <<: want a mapping, not text",
		"8:7: empty value of `null`: want a single value",
		"9:1: invalid name: want text, not a list",
	}
	problems, _ := errors.AsType[Problems](err)
	var got []string
	for _, p := range problems {
		got = append(got, p.String()[len(p.File)+1:])
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, content := range []string{"", "- a\n", "a: b\n---\nc: d\n", "a: [\n"} {
		if got, err := loadValues(t, "dev", content); err == nil {
			t.Errorf("%q was read as %v", content, got)
		}
	}
	if _, err := LoadValues(filepath.Join(t.TempDir(), "none.yaml")); err == nil {
		t.Error("a file that is not there was read")
	}
}

func TestLoadValues_shows_no_line(t *testing.T) {
	t.Parallel()
	for _, content := range []string{"token: hunter2\ntoken: hunter2\n", "token: [hunter2]\n", "token: a: hunter2\n", "- hunter2\n", "token: *hunter2\n"} {
		_, err := loadValues(t, "dev", content)
		problems, _ := errors.AsType[Problems](err)
		if len(problems) != 1 || strings.Contains(problems[0].Format(), "hunter2") {
			t.Errorf("%q: the problems are\n%v", content, err)
		}
	}
}
