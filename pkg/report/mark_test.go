package report

import "testing"

func TestParseMark(t *testing.T) {
	for _, c := range []struct {
		text string
		good Good
		want string // empty: an error
	}{
		{"10", "", "> 10"}, {"10", GoodDown, "> 10"}, {"0.5", GoodUp, "< 0.5"},
		{">= 10", GoodUp, ">= 10"}, {"<1e3", "", "< 1000"}, {" <= -2 ", "", "<= -2"},
		{"", "", ""}, {"ten", "", ""}, {"> ", "", ""}, {"> inf", "", ""}, {"nan", "", ""},
	} {
		got, err := ParseMark(c.text, c.good)
		if (err != nil) != (c.want == "") || err == nil && got.String() != c.want {
			t.Errorf("ParseMark(%q, %q) = %v, %v, want %q", c.text, c.good, got, err, c.want)
		}
	}
}

func TestMark_Crossed(t *testing.T) {
	for mark, want := range map[string][3]bool{ // of 9, 10 and 11
		"> 10": {false, false, true}, ">= 10": {false, true, true},
		"< 10": {true, false, false}, "<= 10": {true, true, false},
	} {
		m, err := ParseMark(mark, "")
		if err != nil {
			t.Fatal(err)
		}
		for i, value := range []float64{9, 10, 11} {
			if got := m.Crossed(value); got != want[i] {
				t.Errorf("%s: Crossed(%v) = %v, want %v", mark, value, got, want[i])
			}
		}
	}
}
