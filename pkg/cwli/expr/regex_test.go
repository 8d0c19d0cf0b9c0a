package expr_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// The size of a regular expression is that of its repetitions written out.
func TestParse_size_of_regex(t *testing.T) {
	t.Parallel()
	for pattern, large := range map[string]bool{
		`^\d{4}-\d\d`: false, `a{1000}`: false, `(\w{50} ){20}`: false, `a{0,1000}`: false, `a{1000}(b|c){1000}`: false,
		strings.Repeat("a{1000}", 10): false, strings.Repeat("a{1000}", 10) + "a": true, strings.Repeat("(ab|cd){500,}", 11): true,
		`(abcdefghijkl){1000}`: true, strings.Repeat(`(a{30}){30}`, 12): true,
	} {
		_, err := syntax.Parse("filter a like /" + pattern + "/")
		e, _ := errors.AsType[*syntax.Error](err)
		if got := e != nil && e.Unsupported; got != large || (err != nil) != large {
			t.Errorf("/%s/: error %v, want one that is Unsupported: %v", pattern, err, large)
		}
	}
}
