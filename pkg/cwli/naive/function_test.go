package naive

import "testing"

// TestFunctions has the values that CWL_QuerySyntax-operations-functions gives, or that
// follow from its words.
func TestFunctions(t *testing.T) {
	t.Parallel()
	nope := named{"nope"}
	for _, test := range []struct {
		name string
		args []expression
		want string
	}{
		{"abs", []expression{plain("-3")}, "3"},
		{"ceil", []expression{plain("1.2")}, "2"},
		{"floor", []expression{plain("1.8")}, "1"},
		{"floor", []expression{plain("-1.2")}, "-2"},
		{"round", []expression{plain("2.6")}, "3"},
		{"round", []expression{plain("-2.6")}, "-3"},
		{"round", []expression{plain("2.347"), plain("2")}, "2.35"},
		{"sqrt", []expression{plain("16")}, "4"},
		{"sqrt", []expression{plain("-1")}, ""},
		{"greatest", []expression{plain("1"), plain("5"), plain("3")}, "5"},
		{"least", []expression{plain("4"), plain("2")}, "2"},
		{"substr", []expression{quoted("xyZfooxyZ"), plain("3"), plain("3")}, "foo"},
		{"substr", []expression{quoted("éab"), plain("1")}, "ab"},
		{"substr", []expression{quoted("ab"), plain("5"), plain("1")}, ""},
		{"strlen", []expression{quoted("é😀")}, "2"},
		{"messageSize", []expression{quoted("é")}, "2"},
		{"toupper", []expression{quoted("ab")}, "AB"},
		{"tolower", []expression{quoted("AB")}, "ab"},
		{"trim", []expression{quoted("  a ")}, "a"},
		{"replace", []expression{quoted("a-b-c"), quoted("-"), quoted("")}, "abc"},
		{"concat", []expression{quoted("a"), quoted("-"), quoted("b")}, "a-b"},
		{"strcontains", []expression{quoted("smoke_test"), quoted("test")}, "1"},
		{"strcontains", []expression{nope, quoted("test")}, ""},
		{"startsWith", []expression{quoted("abc"), quoted("ab")}, "1"},
		{"endsWith", []expression{quoted("abc"), quoted("b")}, "0"},
		{"isempty", []expression{nope}, "1"},
		{"isblank", []expression{quoted("  ")}, "1"},
		{"isempty", []expression{quoted("x")}, "0"},
		{"isNumeric", []expression{quoted("12.5")}, "1"},
		{"isNumeric", []expression{quoted("x")}, "0"},
		{"ispresent", []expression{nope}, "0"},
		{"coalesce", []expression{nope, quoted("d")}, "d"},
		{"if", []expression{binary{"=", plain("1"), plain("1")}, quoted("y"), quoted("n")}, "y"},
		{"case", []expression{binary{"=", plain("1"), plain("2")}, quoted("a"), binary{"=", plain("1"), plain("1")}, quoted("b"), quoted("c")}, "b"},
		{"jsonParse", []expression{quoted("text")}, ""},
		{"toMillis", []expression{plain("7")}, "7"},
		{"toMillis", []expression{plain("9999999")}, "9999999"},
		{"toMillis", []expression{plain("10000000")}, "10000000"},
		{"toMillis", []expression{plain("1788436989319")}, "1788436989319"},
	} {
		e := &evaluation{rules: right()}
		if got := e.show(call{test.name, test.args}.eval(e, row{})); got != test.want {
			t.Errorf("%v is %q, want %q", call{test.name, test.args}, got, test.want)
		}
	}
}
