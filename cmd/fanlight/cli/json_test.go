package cli

import (
	"encoding/json"
	"testing"
)

func TestQuoteJSON(t *testing.T) {
	t.Parallel()
	for in := range hostile {
		encoded, err := quoteJSON(in)
		if err != nil {
			t.Fatal(err)
		}
		if clean(encoded) != encoded {
			t.Errorf("%q: %s would be obeyed by a terminal", in, encoded)
		}
		var got string
		if err := json.Unmarshal([]byte(encoded), &got); err != nil || got != string([]rune(in)) {
			t.Errorf("%q came back as %q, %v", in, got, err)
		}
	}
}
