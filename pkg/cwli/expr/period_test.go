package expr_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

func TestCall_Shifts(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"datefloor(a + 9h, 1h)":          "9h",
		"dateceil(9h + a - 1s - 2m, 1h)": "2m 1s 9h",
		"bin(a - 1d, 1h)":                "1d",
		"bin(1h)":                        "",
		"datefloor(a + 9, 1h)":           "",
		"datefloor(1h - a, 1h)":          "",
		"datefloor((a + 1h) * 2, 1h)":    "",
		"rate(a + 9h, 1h)":               "",
		"toMillis(a + 9h)":               "",
	} {
		var got []string
		for _, period := range parse(t, text).(*expr.Call).Shifts() {
			got = append(got, period.String())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", text, got, want)
		}
	}
}
