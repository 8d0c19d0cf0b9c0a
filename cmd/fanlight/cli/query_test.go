package cli

import (
	"bytes"
	"testing"
)

func TestQueryCommand_printMistake(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	var err screen
	status := Run(t.Context(), []string{"query", "filter a = 1\n\t| stats cuont(*)", "--logs", "app.log"}, onTerminal(&out, &err, nil))
	const want = "fanlight: the query is wrong: 2:10: unknown function `cuont`\n" +
		"  \t| stats cuont(*)\n" +
		"  \t        ^^^^^\n" +
		"did you mean `count`?\n"
	if status != statusFailed || err.String() != want {
		t.Errorf("status %d, got\n%s\nwant\n%s", status, err.String(), want)
	}
}
