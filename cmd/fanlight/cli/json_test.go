package cli

import (
	"encoding/json"
	"testing"

	"github.com/fanlight/fanlight/pkg/text"
)

func TestQuoteJSON(t *testing.T) {
	t.Parallel()
	for _, in := range []string{
		"plain", "two\nlines", "\x1b[31mred", "\u009b31mred", "abc\u202ecba", "zero\u200bwidth", "tag\U000E0041",
		"<b>&\"quoted\"", "Grüße, 世界 ✓", "invalid \xff utf8",
	} {
		encoded, err := quoteJSON(in)
		if err != nil {
			t.Fatal(err)
		}
		if text.Clean(encoded) != encoded {
			t.Errorf("%q: a terminal would obey %s", in, encoded)
		}
		var got string
		if err := json.Unmarshal([]byte(encoded), &got); err != nil || got != string([]rune(in)) {
			t.Errorf("%q came back as %q, %v", in, got, err)
		}
	}
}
