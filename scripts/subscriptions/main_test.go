package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	t.Parallel()
	for waiting, want := range map[string]string{
		`[]`:            "0 subscriptions wait for their confirmation\nStack",
		`["b@x.org"]`:   "1 subscription waits for its confirmation: b@x.org\nNo mail",
		`["b@x","a@x"]`: "2 subscriptions wait for their confirmation: a@x, b@x\nNo mail",
	} {
		path := filepath.Join(t.TempDir(), "output.json")
		text := `{"stack":{"sensitive":false,"value":{"stack":"s","region":"r","archive_bucket":"b","unconfirmed":` + waiting + `}}}`
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		if err := run([]string{path}, &out); err != nil || !strings.HasPrefix(out.String(), want) || !strings.Contains(out.String(), "s3://b.") {
			t.Errorf("%s: %v\n%s", waiting, err, out.String())
		}
	}
}

func TestRun_errors(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "output.json")
	if err := os.WriteFile(path, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, args := range map[string][]string{"want one file": nil, "no output stack": {path}, "no such file": {path + "x"}} {
		if err := run(args, &strings.Builder{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v, want %q", args, err, want)
		}
	}
}
