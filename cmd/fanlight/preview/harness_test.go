package preview_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/golden"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

func sample(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// compare compares what a drawing shows with a golden file, and checks its markup.
func compare(t *testing.T, name, page string) {
	t.Helper()
	check(t, page)
	_, shown, _ := strings.Cut(page, "<body>\n")
	golden.Compare(t, filepath.Join("testdata", "golden", name), shown)
}

// check fails unless a drawing has a policy, its own style sheet, and no other markup than
// its own. A tab of a message is drawn as the browser shows it.
func check(t testing.TB, page string) {
	t.Helper()
	before, rest, ok := strings.Cut(page, "<style>")
	_, after, closed := strings.Cut(rest, "</style>")
	if !ok || !closed || !strings.Contains(before, "default-src 'none'") {
		t.Fatalf("no policy or no style sheet: %.300s", page)
	}
	rendertest.CheckMarkup(t, strings.ReplaceAll(before+after, "\t", " "))
}

// quoted returns a message of Slack with a text in a block.
func quoted(s string) string {
	return encode(map[string]any{"blocks": []any{map[string]any{"type": "section", "text": map[string]any{"type": "mrkdwn", "text": s}}}})
}

// described returns a message of Discord with a text.
func described(s string) string {
	return encode(map[string]any{"embeds": []any{map[string]any{"title": s, "description": s}}})
}

func encode(of any) string {
	content, err := json.Marshal(of)
	if err != nil {
		panic(err)
	}
	return string(content)
}
