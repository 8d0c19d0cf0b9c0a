package expr_test

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// The size of a regular expression is that of its repetitions written out.
func TestParser_AcceptRegex_size(t *testing.T) {
	t.Parallel()
	for pattern, large := range map[string]bool{
		`^\d{4}-\d\d`: false, `a{1000}`: false, `(\w{50} ){20}`: false, `a{0,1000}`: false, `a{1000}(b|c){1000}`: false,
		strings.Repeat("a{1000}", 10): false, strings.Repeat("a{1000}", 10) + "a": true, strings.Repeat("(ab|cd){500,}", 11): true,
		`a{2000}`: false, `(a{40}){30}`: false, `a{0,9999}`: false, `a{10001}`: true, `a{99999999999999999999}`: true, `a{1,99999999999999999999}`: true,
		"(" + strings.Repeat("abcdefghij", 400) + "){1000}": true, strings.Repeat("(", 2000) + strings.Repeat(")", 2000): true,
		`(abcdefghijkl){1000}`: true, strings.Repeat(`(a{30}){30}`, 12): true,
	} {
		for _, text := range []string{"a like /" + pattern + "/", `regexReplace(a, "` + pattern + `", "b")`} {
			_, err := expr.Parse(text)
			e, _ := errors.AsType[*expr.Error](err)
			if got := e != nil && e.Unsupported; got != large || (err != nil) != large {
				t.Errorf("%s: error %v, want one that is Unsupported: %v", text, err, large)
			}
		}
	}
}

func TestNeedsBacktracking(t *testing.T) {
	t.Parallel()
	for pattern, want := range map[string]bool{
		`(?=a)`: true, `(?!a)`: true, `(?<=a)`: true, `(?<!a)`: true, `(?>a)`: true, `(a)\1`: true, `(?<n>a)\k<n>`: true, `a*+`: true,
		`a{2000}`: true, `a{1,2000}`: true, `a{2000,}`: true, `(a{40}){30}`: true, `a{10000}`: true, `a{10001}`: false, `a{3,2}`: false, `a{2000,20}`: false, `a{99999999999}`: false,
		`[`: false, `(a`: false, `a**`: false, `\8a(`: true, `*a`: false, `a`: false,
	} {
		_, err := syntax.Parse(pattern, syntax.Perl)
		if got := expr.NeedsBacktracking(err); got != want {
			t.Errorf("%s (%v): %v, want %v", pattern, err, got, want)
		}
	}
}

func TestCompiler_Regexp(t *testing.T) {
	t.Parallel()
	var c expr.Compiler
	re, err := c.Regexp(&expr.Regex{Text: `a(?<digit>\d)|b()`})
	if err != nil {
		t.Fatal(err)
	}
	if found, err := re.Match("xa1"); !found || err != nil {
		t.Errorf("Match = %v, %v", found, err)
	}
	if diff := cmp.Diff([]string{"digit", ""}, re.Names()); diff != "" {
		t.Errorf("Names (-want +got)\n%s", diff)
	}
	all, err := re.Find("a1ba2", -1)
	if diff := cmp.Diff([][]int{{0, 2, 1, 2, -1, -1}, {2, 3, -1, -1, 3, 3}, {3, 5, 4, 5, -1, -1}}, all); diff != "" || err != nil {
		t.Errorf("Find all: %v (-want +got)\n%s", err, diff)
	}
	first, _ := re.Find("a1ba2", 1)
	if diff := cmp.Diff(all[:1], first); diff != "" {
		t.Errorf("Find one (-want +got)\n%s", diff)
	}
	if none, _ := re.Find("c", 1); none != nil {
		t.Errorf("Find in c = %v", none)
	}
}

// gaveUp is a regular expression of another engine that gives up on every text.
type gaveUp struct{}

var errGaveUp = errors.New("gave up")

func (gaveUp) Match(string) (bool, error)        { return false, errGaveUp }
func (gaveUp) Find(string, int) ([][]int, error) { return nil, errGaveUp }
func (gaveUp) Names() []string                   { return nil }
func backtrack(string) (expr.Regexp, error)      { return gaveUp{}, nil }
func refuse(pattern string) (expr.Regexp, error) { _, err := regexp.Compile(pattern); return nil, err }

// An engine that gives up is an error of the row, and the condition does not hold.
func TestCompiler_Backtrack(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"s like /(?=x)/", "s not like /(?=x)/", "ispresent(regexReplace(s, '(?=x)', 'y'))"} {
		r := newRow(map[string]value.Value{"s": value.OfText("x")})
		c := expr.Compiler{Slot: r.Slot, Backtrack: backtrack}
		holds, err := c.Condition(parse(t, text))
		if err != nil {
			t.Fatal(err)
		}
		if holds(r) || !errors.Is(r.err, errGaveUp) {
			t.Errorf("%s holds, or the error is %v", text, r.err)
		}
		c.Backtrack = refuse
		_, err = c.Condition(parse(t, text))
		if e, ok := errors.AsType[*expr.Error](err); !ok || e.Unsupported {
			t.Errorf("%s: %v, want an error of the pattern", text, err)
		}
	}
}
