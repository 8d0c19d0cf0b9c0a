package expr_test

import "testing"

func TestGeneralFunctions(t *testing.T) {
	t.Parallel()
	checkEvaluations(t, []evaluation{
		{"ispresent(nope)", "0"},
		{"ispresent(empty)", "1"},
		{"ispresent(map)", "1"},
		{"coalesce(nope, 'd')", "d"},
		{"coalesce(nope, empty, 'd')", ""},
		{"coalesce(nope, nope)", absent},
		{"coalesce(list)", `["a", "B", 1, true, null, {"k": [5]}, [6]]`},
		{"if(1 = 1, 'y', 'n')", "y"},
		{"if(nope, 'y', 'n')", "n"},
		{"if(nope = 1, 'y', nope)", absent},
		{"if(n > 5 and s like /t/, n, 0)", "12.5"},
		{"case(1 = 2, 'a', 1 = 1, 'b', 'c')", "b"},
		{"case(1 = 2, 'a', 1 = 3, 'b', 'c')", "c"},
		{"case(1 = 2, 'a')", absent},
		{"case(nope > 1, 'a', not ispresent(nope), 'b')", "b"},
		{"case(1 = 1, nope, 'c')", absent},
		{"isNumeric('12.5')", "1"},
		{"isNumeric('1e3')", "1"},
		{"isNumeric(size)", "1"},
		{"isNumeric('x')", "0"},
		{"isNumeric(' 1')", "1"},
		{"isNumeric('0x10')", "0"},
		{"isNumeric(empty)", "0"},
		{"isNumeric(nope)", absent},
		{"messageSize('é')", "2"},
		{"messageSize(empty)", "0"},
		{"messageSize(map)", absent},
		{"now()", "1642195200"},
		{"queryStartTime()", "1642190000000"},
		{"queryEndTime()", "1642195200000"},
		{"queryTimeRange()", "5200000"},
		{"unmask(s)", "some text"},
		{"unmask(nope)", absent},
	})
}

// What is not needed is not evaluated. The call itself is a step, a comparison is none.
func TestEither(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"if(a = 1, b, c)":              3, // itself, a, c
		"if(a = 2, b, c)":              3, // itself, a, b
		"coalesce(a, b, c)":            2, // itself, a
		"coalesce(d, b, c)":            3, // itself, d, b
		"case(a = 2, b, c = 1, c)":     3, // itself, a, b
		"case(d = 1, b, c = 1, c)":     3, // itself, d, c
		"case(a = 1, b, ispresent(d))": 4, // itself, a, the call and d
	} {
		if got := steps(t, text); got != want {
			t.Errorf("%s takes %d steps, want %d", text, got, want)
		}
	}
}
