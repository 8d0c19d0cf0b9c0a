package cli

import (
	"bytes"
	"testing"
)

func TestWriteTable(t *testing.T) {
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

func TestDropEmptyColumns(t *testing.T) {
	t.Parallel()
	columns, rows := dropEmptyColumns([]string{"query", "receipt", "error"}, [][]string{{"a", "", ""}, {"b", "", "late"}})
	if len(columns) != 2 || columns[1] != "error" || len(rows[0]) != 2 || rows[1][1] != "late" {
		t.Errorf("got %v %v", columns, rows)
	}
}
