package main

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/golden"
)

// TestRun holds docs/costs.md to what is computed. -update writes its tables again.
func TestRun(t *testing.T) {
	t.Parallel()
	const page = "../../docs/costs.md"
	var out strings.Builder
	if err := run(&out, "../.."); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	text := string(content)
	for n, name := range names {
		table, _ := strings.CutPrefix(out.String()[strings.Index(out.String(), name+"\n\n"):], name+"\n\n")
		if n < len(names)-1 {
			table, _, _ = strings.Cut(table, "\n"+names[n+1]+"\n")
		}
		table = strings.TrimSuffix(table, "\n") + "\n"
		before, rest, ok := strings.Cut(text, "<!-- "+name+" -->\n")
		got, after, alsoOK := strings.Cut(rest, "<!-- end of "+name+" -->\n")
		if !ok || !alsoOK {
			t.Fatalf("%s has no table %s", page, name)
		}
		if diff := cmp.Diff(table, got); diff != "" && !golden.Updating() {
			t.Errorf("%s of %s (-computed +page), -update writes it again:\n%s", name, page, diff)
		}
		text = before + "<!-- " + name + " -->\n" + table + "<!-- end of " + name + " -->\n" + after
	}
	if golden.Updating() {
		if err := os.WriteFile(page, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestReadFacts_errors(t *testing.T) {
	t.Parallel()
	if _, err := readFacts(t.TempDir()); err == nil {
		t.Error("read the facts of an empty folder")
	}
}
