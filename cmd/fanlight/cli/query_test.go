package cli

import (
	"bytes"
	"testing"
)

func TestAMistakeIsShownInItsLineOfTheQuery(t *testing.T) {
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

func TestATableFitsTheTerminal(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	long := string(bytes.Repeat([]byte("x"), 200))
	if err := writeTable(&out, []string{"n", "text"}, [][]string{{"7", long}, {"10", "short"}}, 40); err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(out.Bytes()) {
		if n := len([]rune(string(bytes.TrimSpace(line)))); n > 40 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
	if !bytes.Contains(out.Bytes(), []byte("\n 7  xxx")) || !bytes.Contains(out.Bytes(), []byte("\n10  short")) {
		t.Errorf("numbers are not below each other:\n%s", out.String())
	}
}

func TestColumnsWithoutValuesAreLeftOut(t *testing.T) {
	t.Parallel()
	columns, rows := dense([]string{"query", "receipt", "error"}, [][]string{{"a", "", ""}, {"b", "", "late"}})
	if len(columns) != 2 || columns[1] != "error" || len(rows[0]) != 2 || rows[1][1] != "late" {
		t.Errorf("got %v %v", columns, rows)
	}
}
