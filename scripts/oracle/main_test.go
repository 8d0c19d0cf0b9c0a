package main

import (
	"database/sql"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/naive"
)

func open(t *testing.T) *sql.DB {
	t.Helper()
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func TestCompare(t *testing.T) {
	if got := compare(open(t), 1, 50); got.agree != 50 || got.different != 0 || got.rows < 50 {
		t.Error(got)
	}
}

// TestAnswer holds that another answer and an error are differences.
func TestAnswer(t *testing.T) {
	db, c := open(t), naive.Generate(1)
	if _, difference := answer(db, c, "SELECT 'wrong' AS x"); !strings.Contains(difference, `x="wrong"`) {
		t.Errorf("another answer: %q", difference)
	}
	if _, difference := answer(db, c, "SELECT"); !strings.HasPrefix(difference, "DuckDB: ") {
		t.Errorf("an error: %q", difference)
	}
}
