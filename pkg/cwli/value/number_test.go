package value_test

import (
	"strconv"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"0", "-0", "007", "1.5", ".5", "+3", "-12.25", "1e3", "1E-3", "123456789012345", "1234567890123456789",
		"0.1234567890123456", "999999999999999.9", "9007199254740993", "1.5e3", "12345678901234567.5"} {
		want, err := strconv.ParseFloat(s, 64)
		if got, ok := value.Parse(s); !ok || err != nil || got != want {
			t.Errorf("Parse(%q) = %v, %v, want %v", s, got, ok, want)
		}
	}
	// github.com/x-blood/awsdevday2023tokyo-sls-framework-snapstart: rows of the service.
	if got, ok := value.Parse(" 262.41"); !ok || got != 262.41 {
		t.Errorf("Parse of a number behind a blank = %v, %v", got, ok)
	}
	for _, s := range []string{"", "-", ".", "1.", "1.2.3", "e5", "1e", "0x10", "inf", "NaN", "1_000", "1 2", " ", "1e999", "--1", "٣",
		"1.e5", "1234567890123456.", "12345678901234567-8", "12345678901234567x", "1e5.5", "1e+"} {
		if got, ok := value.Parse(s); ok {
			t.Errorf("Parse(%q) = %v, want no number", s, got)
		}
	}
}
