package naive

import (
	"strings"
	"testing"
)

// TestCase_SQL tests the form of a statement. scripts/oracle runs them.
func TestCase_SQL(t *testing.T) {
	t.Parallel()
	c := made(t, seconds(`{"n":1,"svc":"it's"}`), filter{"filter", binary{">", named{"n"}, plain("0")}},
		stats{items: []item{as(agg("avg", "n"), "mean")}, by: []item{{of: named{"svc"}}}}, sortBy{"sort", []sortKey{{"mean", "desc"}}}, limit{"limit", 3})
	statement, ok := c.SQL()
	if !ok {
		t.Fatal("not translated")
	}
	for _, part := range []string{
		`'{"n":1,"svc":"it''s"}'`, `WHERE coalesce("n" > CAST('0' AS DECIMAL(38, 10)), false)`,
		`SELECT "svc" AS "svc", avg("n") AS "mean" FROM t2 GROUP BY "svc"`, `ORDER BY t3."mean" DESC NULLS LAST LIMIT 3`,
	} {
		if !strings.Contains(statement, part) {
			t.Errorf("the statement lacks %s:\n%s", part, statement)
		}
	}
	for _, command := range []command{
		sortBy{"sort", []sortKey{{"unheard", ""}}},
		fields{items: []item{{of: named{"unheard"}}}},
	} {
		if statement, ok := made(t, seconds(`{}`), command).SQL(); ok {
			t.Errorf("%v is translated: %s", command, statement)
		}
	}
}

// TestCase_SQL_many holds that most kinds of queries are compared with DuckDB.
func TestCase_SQL_many(t *testing.T) {
	t.Parallel()
	translated := 0
	for _, c := range generated() {
		if _, ok := c.SQL(); ok {
			translated++
		}
	}
	if translated < 270 {
		t.Errorf("%d of 300 queries are translated to SQL", translated)
	}
}
