package cli

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// hostileCells are texts with characters that a terminal or a reader must not get, and what
// a cell of CSV shows instead.
var hostileCells = map[string]string{
	"\x1b[31mred\x1b[0m":          "␛[31mred␛[0m",
	"\x1b]52;c;cm0gLXJm\x07":      "␛]52;c;cm0gLXJm␇",
	"c1\u009b31m \u0085":          "c1�31m ␊",
	"nul\x00 del\x7f bell\a":      "nul␀ del␡ bell␇",
	"bidi\u202egpj.exe \u2066x":   "bidi�gpj.exe �x",
	"bad\xff\xc3(":                "bad��(",
	"zero\u200bwidth \ufeff":      "zero�width �",
	"two\nlines\tand \"quotes\",": "two\nlines\tand \"quotes\",",
	"back\rover":                  "back␍over",
	"\u200b=1+1":                  "�=1+1",
	"=\x1b1":                      "'=␛1",
	"-5":                          "-5",
}

func TestWriteCSV(t *testing.T) {
	t.Parallel()
	for cell, want := range hostileCells {
		for name, c := range map[string]struct{ columns, rows []string }{
			"a cell": {[]string{"n"}, []string{cell}}, "a name": {[]string{cell}, []string{"1"}},
		} {
			var out bytes.Buffer
			if err := writeCSV(&out, c.columns, [][]string{c.rows}); err != nil {
				t.Fatal(err)
			}
			if strings.ContainsFunc(strings.ReplaceAll(out.String(), "\t", ""), func(r rune) bool { return r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 }) {
				t.Errorf("%s %q: control characters in %q", name, cell, out.String())
			}
			read, err := csv.NewReader(&out).ReadAll()
			shown := map[string][][]string{"a cell": {{"n"}, {want}}, "a name": {{want}, {"1"}}}[name]
			if diff := cmp.Diff(shown, read); diff != "" || err != nil {
				t.Errorf("%s %q: %v (-want +got)\n%s", name, cell, err, diff)
			}
		}
	}
}
