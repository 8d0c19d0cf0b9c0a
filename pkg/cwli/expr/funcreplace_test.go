package expr_test

import "testing"

func TestReplace(t *testing.T) {
	t.Parallel()
	checkEvaluations(t, []evaluation{
		{"replace('a-b-c', '-', '')", "abc"},
		{"replace('aaa', 'a', 'bb')", "bbbbbb"},
		{"replace('ab', '', '-')", "-a-b-"},
		{"replace('a.c', '.', 'b')", "abc"},
		{"replace('Ab', 'a', 'x')", "Ab"},
		{"replace(nope, 'a', 'b')", absent},
		{"replace('a', 'a', nope)", absent},
	})
}

func TestRegexReplace(t *testing.T) {
	t.Parallel()
	checkEvaluations(t, []evaluation{
		{`regexReplace("/a/12/b/7", "[0-9]+", "N")`, "/a/N/b/N"},
		{`regex_replace("none", "[0-9]+", "N")`, "none"},
		{`regexReplace("john smith", "(\w+) (\w+)", "$2 $1")`, "smith john"},
		{`regexReplace("john smith", "(\w+) (\w+)", "\2, ${1}")`, "smith, john"},
		{`regexReplace("john", "(?<first>.)(.*)", "${first}-$2-${none}$7")`, "j-ohn-"},
		{`regexReplace("abc", "b", "[$0]")`, "a[b]c"},
		{`regexReplace("5", "5", "$ 5 \x")`, `$ 5 \x`},
		{`regexReplace("5", "5", "\\$0")`, "$0"}, // the string is \$0
		{`regexReplace("aaa", "^a", "b")`, "baa"},
		{`regexReplace("ab", "x*", "-")`, "-a-b-"},
		{`regexReplace("aXbx", "(?i)x", "")`, "ab"},
		{`regexReplace("ac", "a(b)?c", "<$1>")`, "<>"},
		{`regexReplace("é1", "\d", "${")`, "é${"},
		{`regexReplace(nope, "a", "b")`, absent},
		{`regexReplace("a", "a", nope)`, absent},
	})
}
