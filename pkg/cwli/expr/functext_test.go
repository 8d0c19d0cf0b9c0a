package expr_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/allocs"
	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

func TestTextFunctions(t *testing.T) {
	t.Parallel()
	checkEvaluations(t, []evaluation{
		{"isempty('x')", "0"},
		{"isempty(empty)", "1"},
		{"isempty(map)", "1"},
		{"isempty(' ')", "0"},
		{"isblank(' \t\n')", "1"},
		{"isblank(nope)", "1"},
		{"isblank(' a ')", "0"},
		{"concat('a', '-', 'b')", "a-b"},
		{"concat('a', 1 / 3)", "a0.3333"},
		{"concat(n, '!', size)", "12.5!1.28E8"},
		{"concat(id)", "9007199254740993"},
		{"concat('a', nope)", absent},
		{"concat('a', map)", absent},
		{"strlen('é😀')", "2"},
		{"strlen(@timestamp)", "23"},
		{"strlen(empty)", "0"},
		{"strlen(nope)", absent},
		{"toupper('aé1')", "AÉ1"},
		{"tolower('AÉ')", "aé"},
		{"substr('héllo', 1)", "éllo"},
		{"substr('héllo', 1, 2)", "él"},
		{"substr('héllo', 1, 99)", "éllo"},
		{"substr('héllo', 5)", ""},
		{"substr('héllo', 99, 1)", ""},
		{"substr('héllo', 0, 0)", ""},
		{"substr('héllo', 1.9, 1)", "é"},
		{"substr('héllo', -1)", absent},
		{"substr('héllo', 1, -1)", absent},
		{"substr('héllo', nope)", absent},
		{"substr(nope, 1)", absent},
		{"strcontains('aÉb', 'É')", "1"},
		{"strcontains('aÉb', 'é', true)", "1"},
		{"strcontains('aÉb', 'é', false)", "0"},
		{"strcontains('aÉb', 'é', 1 = 1)", "1"},
		{"strcontains('a', empty)", "1"},
		{"strcontains(nope, 'a')", absent},
		{"strcontains('a', nope)", absent},
		{"startsWith('abc', 'ab')", "1"},
		{"startsWith('abc', 'b')", "0"},
		{"startsWith('abc', empty)", "1"},
		{"endsWith('abc', 'bc')", "1"},
		{"endsWith('abc', 'b')", "0"},
		{"endsWith(nope, 'b')", absent},
		{`split("a,b,,c", ",")`, `["a","b","","c"]`},
		{`split("a,b", ",")[1]`, "b"},
		{`split("é b", "")`, `["é"," ","b"]`},
		{`split(empty, ",")`, `[""]`},
		{`split("say \"a\"|\\", "|")`, `["say \"a\"","\\"]`},
		{`split(nope, ",")`, absent},
	})
}

func TestTrimFunctions(t *testing.T) {
	t.Parallel()
	checkEvaluations(t, []evaluation{
		{"trim('  a ')", "a"},
		{"ltrim('  a ')", "a "},
		{"rtrim('  a \t')", "  a"},
		{"trim(' xax ', 'x')", " xax "}, // white space stays
		{"trim('xax', empty)", "xax"},
		{"trim('äaäb', 'äb')", "a"},
		{"trim('xx', 'x')", ""},
		{"trim(nope)", absent},
		{"trim('a', nope)", absent},
		{"ltrim(list)", absent},
		{"trim(12)", "12"},
	})
}

// What the functions make of a text of the longest event stays bounded, however they
// are nested, and a longer text is an error and not a wrong answer.
func TestBounded(t *testing.T) {
	message := strings.Repeat("ab, ", 1<<18)
	r := newRow(map[string]value.Value{"m": value.OfText(message), "x": value.OfText(strings.Repeat("x", 1<<20))})
	for text, fails := range map[string]bool{
		"base64encode(m)": false, "urlencode(m)": false, "concat(m, m, m)": false, "replace(m, 'a', 'aaaa')": false, "strlen(split(m, ' ')[5])": false,
		"regexReplace(substr(m, 0, 9999), '.', '$0$0')":                           false,
		"base64encode(base64encode(base64encode(base64encode(m))))":               false,
		"concat(concat(m, m, m), concat(m, m, m))":                                true,
		"replace(m, 'a', x)":                                                      true,
		"replace(m, '', x)":                                                       true,
		"regexReplace(m, 'a[^a]*a', x)":                                           true,
		"regexReplace(m, '.', '-')":                                               true, // too many matches
		"regexReplace(m, '(.*)', '$1$1$1$1$1')":                                   true,
		"split(concat(m, m, m), '')":                                              true,
		"urlencode(concat(m, m, m))":                                              true,
		"base64encode(base64encode(base64encode(base64encode(base64encode(m)))))": true,
	} {
		evaluate := compile(t, text, r)
		r.err = nil
		allocs.AtMost(t, 256<<20, func() {
			got := evaluate(r)
			if (r.err != nil) != fails || got.Present() == fails || len(got.Text) > expr.MaxText {
				t.Errorf("%s: error %v, %d bytes, want an error: %v", text, r.err, len(got.Text), fails)
			}
		})
	}
}

// Functions of one to three arguments that make no text allocate nothing.
func TestOfTexts(t *testing.T) {
	r := newRow(sample())
	for _, text := range []string{
		"strlen(s)", "strcontains(s, 'text')", "startsWith(s, 'x')", "isempty(s)", "isNumeric(n)", "messageSize(s)", "substr(s, 1, 2)", "trim(s)", "ltrim(s, 'sm')",
		"abs(n)", "ceil(n)", "round(n)", "sqrt(n)", "greatest(n, 5, 7)", "toLong(n)", "coalesce(nope, s)", "if(n > 1, s, n)", "case(n < 1, s, n > 1, n)",
		"bin(5m)", "dateceil(@timestamp, 1h)", "toMillis(@timestamp)", "queryTimeRange()",
		"isPrivateIP('10.0.0.1')", "isIpInSubnet('10.0.0.1', '10.0.0.0/8')", "ipv4ToNumber('10.0.0.1')", "hexToDec('0xff')",
		"jsonArraySize(list)",
	} {
		evaluate := compile(t, text, r)
		if n := testing.AllocsPerRun(20, func() { evaluate(r) }); n > 0 {
			t.Errorf("%s allocates %v times", text, n)
		}
	}
}
