package slack

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/outline"
)

// numberBytes is about how many bytes of JSON the numbers of a unit have.
const numberBytes = 4500

// numberUnits returns numbers that follow each other: a table, and without tables the
// fields of sections.
func numberUnits(numbers []outline.Number, since string) (all []unit) {
	for len(numbers) > 0 {
		n, bytes := 0, 0
		for ; n < min(4*maxFields, len(numbers)); n++ {
			bytes += len(encode(field(numbers[n]))) + 60 // what a row has more
			if n > 0 && bytes > numberBytes {
				break
			}
		}
		all = append(all, numberUnit(numbers[:n], since))
		numbers = numbers[n:]
	}
	return all
}

func numberUnit(numbers []outline.Number, since string) unit {
	var plain []block
	for i, n := range numbers {
		if i%maxFields == 0 {
			plain = append(plain, block{Type: "section"})
		}
		last := &plain[len(plain)-1]
		last.Fields = append(last.Fields, field(n))
	}
	table, cells := numberTable(numbers, since)
	return unit{title: numbers[0].Title, native: []block{table}, plain: plain, differs: true, cells: cells, sections: len(numbers)}
}

// numberTable returns numbers as rows, with their change and their last editions if some
// have these.
func numberTable(numbers []outline.Number, since string) (block, int) {
	changes, sparks := false, false
	for _, n := range numbers {
		changes = changes || n.Change != "" || n.Note != ""
		sparks = sparks || n.Spark != ""
	}
	names := []string{"Number", "Value"}
	if changes && since != "" {
		names = append(names, "Since "+since)
	} else if changes {
		names = append(names, "Note")
	}
	if sparks {
		names = append(names, "Last editions")
	}
	rows := make([][]any, len(numbers))
	for i, n := range numbers {
		rows[i] = []any{textCell(n.Title, maxPlain), textCell(strings.TrimSpace(n.Value+"  "+n.Mark), maxPlain)}
		if changes {
			rows[i] = append(rows[i], textCell(n.Change+n.Note, maxPlain))
		}
		if sparks {
			rows[i] = append(rows[i], textCell(n.Spark, maxPlain))
		}
	}
	return newDataTable("Numbers", names, rows)
}
