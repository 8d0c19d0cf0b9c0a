package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	root    = "../.."
	patches = root + "/pkg/sim/mutants"
)

// TestChoose reads every patch: each still applies to the tree and changes it, its head is
// complete, and there are enough of each class.
func TestChoose(t *testing.T) {
	t.Parallel()
	all, err := choose(patches, nil)
	if err != nil {
		t.Fatal(err)
	}
	const mutants, ofClass, unseen, byScope = 44, 3, 20, 10
	number, notFound := map[string]int{}, 0
	for _, m := range all {
		text, err := os.ReadFile(filepath.Join(root, m.change.path))
		if err != nil {
			t.Fatal(err)
		}
		changed, err := m.change.of(string(text))
		if err != nil || changed == string(text) {
			t.Errorf("%s: it does not apply, or changes nothing: %v", m.name, err)
		}
		if strings.HasSuffix(m.change.path, "_test.go") || !strings.HasPrefix(m.change.path, "pkg/") {
			t.Errorf("%s changes %s, which is not production code", m.name, m.change.path)
		}
		number[m.head.class]++
		switch {
		case strings.HasPrefix(m.head.before, notFoundBefore):
			notFound++
		case m.head.before == notMeasured:
		case !strings.HasPrefix(m.head.before, "seed "):
			t.Errorf("%s: before is %q, want %q or seed 123, rule S2: measure it with -before COMMIT -write", m.name, m.head.before, notFoundBefore)
		}
	}
	for _, class := range classes {
		if number[class] < ofClass {
			t.Errorf("%d mutants of the class %s, want at least %d", number[class], class, ofClass)
		}
	}
	if len(all) < mutants || notFound < unseen || number["interleaving"] < byScope {
		t.Errorf("%d mutants, want %d; %d that seeds did not find before, want %d; %d interleavings, want %d",
			len(all), mutants, notFound, unseen, number["interleaving"], byScope)
	}
	if some, err := choose(patches, []string{all[0].name}); err != nil || len(some) != 1 || some[0].name != all[0].name {
		t.Errorf("chose %v, %v, want %s", some, err, all[0].name)
	}
}

func TestReadMutant(t *testing.T) {
	t.Parallel()
	const body = "--- a/pkg/a.go\n+++ b/pkg/a.go\n@@ -1,2 +1,2 @@\n one\n-two\n+three\n"
	const complete = "# bug: a word\n#   is wrong\n# class: meta\n# rule: D4\n# before: seed 12, rule S2\n# hint: seeds 12, scopes\n"
	for _, test := range []struct{ name, text, want string }{
		{"complete", complete + body, ""},
		{"no class", strings.Replace(complete, "meta", "words", 1) + body, `invalid class "words"`},
		{"no rule", strings.Replace(complete, "# rule: D4\n", "", 1) + body, "lines with bug and rule"},
		{"no before", strings.Replace(complete, "# before: seed 12, rule S2\n", "", 1) + body, "a line with before"},
		{"hint", strings.Replace(complete, "seeds 12,", "seeds twelve,", 1) + body, `invalid hint "seeds twelve"`},
		{"no file", complete + "@@ -1 +1 @@\n-one\n+two\n", "no file or no hunk"},
		{"no hunk", complete + "--- a/a.go\n+++ b/a.go\n", "no file or no hunk"},
		{"words", complete + "words\n" + body, "before the first hunk"},
		{"a line of a hunk", complete + body + "\\ No newline at end of file\n", "of a hunk"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "wrong-word.patch")
			if err := os.WriteFile(path, []byte(test.text), 0o600); err != nil {
				t.Fatal(err)
			}
			m, err := readMutant(path)
			if test.want != "" {
				if err == nil || !strings.Contains(err.Error(), test.want) {
					t.Errorf("got %v, want an error with %q", err, test.want)
				}
				return
			}
			want := head{bug: "a word is wrong", class: "meta", rule: "D4", before: "seed 12, rule S2", hints: map[string]uint64{"seeds": 12, "scopes": 0}}
			if diff := cmp.Diff(want, m.head, cmp.AllowUnexported(head{})); err != nil || m.name != "wrong-word" || diff != "" {
				t.Errorf("%s, %v (-want +got):\n%s", m.name, err, diff)
			}
		})
	}
}

func TestChoose_nothing(t *testing.T) {
	t.Parallel()
	if _, err := choose(t.TempDir(), nil); err == nil || !strings.Contains(err.Error(), "no patches in") {
		t.Errorf("got %v", err)
	}
	if _, err := choose(patches, []string{"unknown"}); err == nil || !strings.Contains(err.Error(), "unknown.patch") {
		t.Errorf("got %v", err)
	}
}

func TestParseHead_scope(t *testing.T) {
	t.Parallel()
	h, err := parseHead("# bug: b\n# class: late\n# rule: J2\n# before: seed 1, rule J2\n# hint: seeds 812, scopes C, checker 33\n")
	if err != nil || h.scope != "C" || len(h.hints) != 3 || h.hints[partSeeds] != 812 || h.hints[partChecker] != 33 {
		t.Errorf("%+v, %v", h, err)
	}
}
