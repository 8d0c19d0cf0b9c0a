package expr_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

func TestToken_Is(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text, spelling string
		want           bool
	}{{"BY x", "by", true}, {"`by`", "by", false}, {"'by'", "by", false}, {"= 1", "=", true}, {"== 1", "=", false}, {"5", "5", false}} {
		if got := expr.NewParser(test.text, nil).Token().Is(test.spelling); got != test.want {
			t.Errorf("%s is %s: %v, want %v", test.text, test.spelling, got, test.want)
		}
	}
}

func TestToken_Found(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"": "end of the query", "5.0": "number 5.0", "5m": "period 5m", "'a'": `string "a"`, "a.b": "`a.b`", "|": "`|`"} {
		if got := expr.NewParser(text, nil).Token().Found(); got != want {
			t.Errorf("%s is found as %s, want %s", text, got, want)
		}
	}
}

func TestShorten(t *testing.T) {
	t.Parallel()
	forty := strings.Repeat("ä", 40)
	for s, want := range map[string]string{"a": "a", forty: forty, forty + "b": strings.Repeat("ä", 39) + "…"} {
		if got := expr.Shorten(s); got != want {
			t.Errorf("Shorten(%s) = %s, want %s", s, got, want)
		}
	}
}
