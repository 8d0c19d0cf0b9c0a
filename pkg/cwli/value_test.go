package cwli

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseNumber(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"0", "-0", "007", "1.5", ".5", "+3", "-12.25", "1e3", "1E-3", "123456789012345", "1234567890123456789",
		"0.1234567890123456", "999999999999999.9", "9007199254740993"} {
		want, err := strconv.ParseFloat(s, 64)
		if got, ok := parseNumber(s); !ok || err != nil || got != want {
			t.Errorf("parseNumber(%q) = %v, %v, want %v", s, got, ok, want)
		}
	}
	for _, s := range []string{"", "-", ".", "1.", "1.2.3", "e5", "1e", "0x10", "inf", "NaN", "1_000", " 1", "1 ", "1e999", "--1", "٣"} {
		if got, ok := parseNumber(s); ok {
			t.Errorf("parseNumber(%q) = %v, want no number", s, got)
		}
	}
}

func TestFormatNumber(t *testing.T) {
	t.Parallel()
	tests := []struct {
		f    float64
		want string
	}{
		{0, "0"}, {math.Copysign(0, -1), "0"}, {6, "6"}, {955512908, "955512908"}, {-1.5, "-1.5"},
		{1.0 / 3, "0.333333333333333"}, {200.0 / 3, "66.6666666666667"}, {0.1 + 0.2, "0.3"},
		{1e7, "10000000"}, {1e16, "10000000000000000"}, {1e-7, "0.0000001"}, {1 << 60, "1152921504606846976"},
		{12345678.000000001, "12345678"},
	}
	for _, test := range tests {
		if got := formatNumber(test.f); got != test.want {
			t.Errorf("formatNumber(%g) = %s, want %s", test.f, got, test.want)
		}
	}
}

// The example of https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Sort.html,
// but for "01", which there follows "0" and is the same number as "1".
func TestNaturalOrder(t *testing.T) {
	t.Parallel()
	want := []string{"!:", "#", "*%04", "0#", "5A", "111A", "2345_", "@", "@_", "A", "A9876fghj", "a12345hfh", "0", "1", "2", "3"}
	got := slices.Clone(want)
	r := rand.New(rand.NewPCG(1, 2))
	r.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
	slices.SortFunc(got, func(a, b string) int {
		x, y := textOf(a), textOf(b)
		return compareNatural(&x, &y)
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestRequiredLiteral(t *testing.T) {
	t.Parallel()
	tests := []struct {
		pattern, want string
		complete      bool
	}{
		{`Exception`, "Exception", true},
		{`failed: error (429|5\d\d)`, "failed: error ", false},
		{`(abc)+d?`, "abc", false},
		{`(?i)error`, "", false},
		{`a|b`, "", false},
		{`^x\/y`, "x/y", false},
		{`(?<name>eni-.*?) `, "eni-", false},
	}
	for _, test := range tests {
		if got, complete := required(test.pattern); got != test.want || complete != test.complete {
			t.Errorf("required(%s) = %q, %v, want %q, %v", test.pattern, got, complete, test.want, test.complete)
		}
	}
}
