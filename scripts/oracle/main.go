// Command oracle runs the generated queries of pkg/cwli/naive that SQL can express on
// DuckDB, and compares the rows with those of the reference. It exits with 1 if one
// differs. It is a module of its own, so that DuckDB stays out of Fanlight's; it needs
// cgo and a C++ linker.
package main

import (
	"database/sql"
	"flag"
	"fmt"
	"os"

	_ "github.com/duckdb/duckdb-go/v2" // registers the driver

	"github.com/fanlight/fanlight/pkg/cwli/naive"
)

func main() {
	cases := flag.Int("cases", 3000, "how many queries to compare; those that SQL cannot express do not count")
	first := flag.Uint64("first", 1, "the first seed")
	flag.Parse()
	db, err := sql.Open("duckdb", "")
	if err != nil {
		fmt.Fprintln(os.Stderr, "open DuckDB:", err)
		os.Exit(1)
	}
	t := compare(db, *first, *cases)
	fmt.Println(t)
	if t.different > 0 {
		os.Exit(1)
	}
}

// tally counts the seeds by their outcome.
type tally struct {
	agree, different, untranslated, rows int
}

func (t tally) String() string {
	return fmt.Sprintf("%d queries agree with DuckDB (%d rows), %d differ, %d are not SQL", t.agree, t.rows, t.different, t.untranslated)
}

const mostPrinted = 5

// compare goes through the seeds until so many queries were compared.
func compare(db *sql.DB, first uint64, cases int) (t tally) {
	for seed := first; t.agree+t.different < cases; seed++ {
		c := naive.Generate(seed)
		statement, ok := c.SQL()
		if !ok {
			t.untranslated++
			continue
		}
		rows, difference := answer(db, c, statement)
		if difference == "" {
			t.agree++
			t.rows += rows
			continue
		}
		if t.different++; t.different <= mostPrinted {
			fmt.Printf("seed %d: %s\n%s\n%s\n", seed, c.Query, difference, statement)
		}
	}
	return t
}

// answer returns how many rows DuckDB has, and how they differ or the error.
func answer(db *sql.DB, c naive.Case, statement string) (int, string) {
	rows, err := query(db, statement)
	if err != nil {
		return 0, "DuckDB: " + err.Error()
	}
	return len(rows), c.Difference(rows)
}
