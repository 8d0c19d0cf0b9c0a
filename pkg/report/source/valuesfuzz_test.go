package source

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/allocs"
)

// FuzzLoadValues reads any bytes as a values file: it gives names and single values, or problems; what
// reading allocates is bounded by the length of the file, whatever its anchors and aliases are.
func FuzzLoadValues(f *testing.F) {
	for _, src := range []string{
		"env: prod\ndomain: example.org\n", "a: &a x\nb: *a\n", "a: 'x\n", "- a\n", "a: {b: c}\n", "? [a]\n: b\n", "a: !!binary AA==\n",
		"a: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b]\n", "a: " + strings.Repeat("[", 2000), "<<: {a: b}\n", "\xff\xfea\x00:\x00 \x00b\x00",
	} {
		f.Add([]byte(src))
	}
	path := filepath.Join(f.TempDir(), "values.yaml")
	f.Fuzz(func(t *testing.T, src []byte) {
		if err := os.WriteFile(path, src, 0o600); err != nil {
			t.Fatal(err)
		}
		var values Values
		var err error
		allocs.AtMost(t, 2<<20+uint64(len(src))*bytesPerByte, func() { values, err = LoadValues(path) })
		if problems, ok := errors.AsType[Problems](err); err != nil && (!ok || problems.Error() == "") {
			t.Fatalf("not Problems: %v", err)
		}
		for name, value := range values {
			if !valueName().MatchString(name) || value == "" {
				t.Errorf("value %q of %q", value, name)
			}
		}
	})
}
