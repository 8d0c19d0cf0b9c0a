package discord

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/outline"
	"github.com/fanlight/fanlight/pkg/text"
)

// fieldUnits is about how many characters the fields of an embed have.
const fieldUnits = 3000

// fitting returns how many numbers at the beginning fit into an embed.
func fitting(numbers []outline.Number) int {
	n, used := 0, 0
	for n < min(maxFields, len(numbers)) {
		f := numberField(numbers[n])
		used += text.UTF16Len(f.Name) + text.UTF16Len(f.Value)
		if n > 0 && used > fieldUnits {
			break
		}
		n++
	}
	return n
}

func fields(numbers []outline.Number) (all []field) {
	for _, n := range numbers {
		all = append(all, numberField(n))
	}
	return all
}

// numberField returns a number below its title, then its mark, change and editions. The
// reason of a failure takes a line of its own.
func numberField(n outline.Number) field {
	f := field{Name: limit(markdown(n.Title), maxName), Inline: n.Note == ""}
	lines := []string{"**" + limit(markdown(n.Value), maxValue/4) + "**"}
	if n.Mark != "" {
		lines[0] += " " + limit(markdown(n.Mark), maxValue/8)
	}
	for _, line := range []string{n.Change, n.Note, n.Spark} {
		if line != "" {
			lines = append(lines, limit(markdown(line), maxValue/2-64))
		}
	}
	f.Value = limit(strings.Join(lines, "\n"), maxValue)
	return f
}
