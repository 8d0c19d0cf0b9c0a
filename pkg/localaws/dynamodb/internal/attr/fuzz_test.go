package attr_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

func FuzzNormalizeNumber(f *testing.F) {
	for _, seed := range []string{"0", "-1.50", "1e125", ".5", "1e-130", "007", "1E+3", "--1", "1e9999999999"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		number, err := attr.NormalizeNumber(text)
		if err != nil {
			return
		}
		if again, err := attr.NormalizeNumber(number); err != nil || again != number {
			t.Fatalf("%q: %q becomes %q, %v", text, number, again, err)
		}
	})
}
