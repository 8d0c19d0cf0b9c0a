package naive

import (
	"fmt"
	"strings"
)

// sqlOrder is a column with a direction.
type sqlOrder struct {
	name, direction string
	of              sqlType
}

// keys returns what SQL orders by, for the column of a table.
func (o sqlOrder) keys(table string) (keys []string) {
	column := table + "." + sqlName(o.name)
	if o.of == sqlText {
		for _, key := range sqlOrderOfText(column) {
			keys = append(keys, key+" "+o.direction)
		}
		return keys
	}
	nulls := " NULLS FIRST"
	if o.direction == "DESC" {
		nulls = " NULLS LAST"
	}
	return []string{column + " " + o.direction + nulls}
}

// sqlOrderOfText returns keys for the order of sort: NULL, texts, numbers; runs of
// digits by their length first.
func sqlOrderOfText(column string) []string {
	rank := fmt.Sprintf("(CASE WHEN %s IS NULL THEN 0 WHEN regexp_full_match(%[1]s, %s) THEN 2 ELSE 1 END)", column, sqlForm)
	runs := fmt.Sprintf("list_transform(regexp_extract_all(%s, '[0-9]+|[^0-9]'), lambda run: CASE WHEN run >= '0' AND run < ':' THEN '0' || lpad(CAST(length(run) AS VARCHAR), 3, '0') || run ELSE run END)", column)
	text := "CASE WHEN " + rank + " = 1 THEN array_to_string(" + runs + ", '') ELSE '' END"
	return []string{rank, "coalesce(" + sqlDecimal(column) + ", 0)", text}
}

// orderBy returns the order of the rows, by columns of a table.
func (t *translation) orderBy(table string) string {
	var keys []string
	for _, order := range t.order {
		keys = append(keys, order.keys(table)...)
	}
	if len(keys) == 0 {
		return ""
	}
	return " ORDER BY " + strings.Join(keys, ", ")
}

func (t *translation) sort(s sortBy) {
	var order []sqlOrder
	for _, key := range s.keys {
		t.known(key.name)
		direction := "ASC"
		if key.direction == "desc" {
			direction = "DESC"
		}
		order = append(order, sqlOrder{key.name, direction, t.types[key.name]})
	}
	t.order = append(order, t.order...)
}

// ofTexts is the text that sorts first or last.
func ofTexts(aggregate, column string) string {
	function := "arg_min"
	if aggregate == "max" || aggregate == "sortsLast" {
		function = "arg_max"
	}
	keys := sqlOrderOfText(column)
	return fmt.Sprintf("%s(%s, {'a': %s, 'b': %s, 'c': %s})", function, column, keys[0], keys[1], keys[2])
}
