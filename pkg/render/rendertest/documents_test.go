package rendertest_test

import (
	"encoding/json"
	"testing"

	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

func TestDocuments(t *testing.T) {
	t.Parallel()
	a, b := rendertest.Documents(), rendertest.Documents()
	a["classic"].Title = "changed"
	if len(a) < 9 || b["classic"].Title != "Telegram bot usage" {
		t.Errorf("%d documents, title %q: want 9 or more, which no other test changes", len(a), b["classic"].Title)
	}
	for name, d := range b {
		if _, err := json.Marshal(d); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
