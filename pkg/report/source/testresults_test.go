package source

import (
	"strings"
	"testing"
)

func TestTestCell_Matches(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		want string
		got  string
		is   bool
	}{
		{"12", "12", true},
		{"12", "12.0", true},
		{"12.5", "12.50", true},
		{"-0.5", "-0.5", true},
		{"1.2E3", "1200", true},
		{"12", "13", false},
		{"12", "", false},
		{"12", "0xC", false},
		{"12", "twelve", false},
		{`"12"`, "12", true},
		{`"12"`, "12.0", false},
		{"012", "012", true},
		{"012", "12", false},
		{"0x0C", "12", false},
		{"acme", "acme", true},
		{"acme", "Acme", false},
		{"true", "true", true},
		{"2026-01-02 12:30:00.000", "2026-01-02 12:30:00.000", true},
		{"~", "", true},
		{`""`, "", true},
		{`""`, "0", false},
	} {
		src := small + "tests: [ { name: a, logs: b, at: 2026-01-02T12:30:00Z, rows: { calls: [[ " + test.want + " ]] } } ]\n"
		f := load("report.yaml", []byte(src), nil, Options{})
		if len(f.problems.kept) > 0 {
			t.Errorf("%s: %v", test.want, f.problems.kept)
			continue
		}
		if is := f.reports[0].tests[0].Tables[0].Rows[0].Cells[0].Matches(test.got); is != test.is {
			t.Errorf("%s matches %q: %t", test.want, test.got, is)
		}
	}
}

func TestTestCell_Matches_a_value_of_the_values_file(t *testing.T) {
	t.Parallel()
	src := small + "tests: [ { name: a, logs: b, at: 2026-01-02T12:30:00Z, expect: { calls: ${n} } } ]\n"
	src = strings.Replace(src, "${n}", `"${n}"`, 1)
	f := load("report.yaml", []byte(src), Values{"n": "12"}, Options{})
	if len(f.problems.kept) > 0 || !f.reports[0].tests[0].Values[0].Want.Matches("12") {
		t.Errorf("%v, %+v", f.problems.kept, f.reports[0].tests)
	}
}
