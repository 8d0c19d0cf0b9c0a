package naive

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
)

// generated returns the cases of the first 300 seeds.
var generated = sync.OnceValue(func() (cases []Case) {
	for seed := uint64(1); seed <= 300; seed++ {
		cases = append(cases, Generate(seed))
	}
	return cases
})

// made returns a case of events, each "time message", and commands that a test makes.
func made(t *testing.T, events []string, commands ...command) Case {
	t.Helper()
	c := Case{commands: commands, Query: write(commands, " | ", false)}
	for i, event := range events {
		clock, message, _ := strings.Cut(event, " ")
		at, err := time.Parse(time.RFC3339, clock)
		if err != nil {
			t.Fatal(err)
		}
		c.Events = append(c.Events, Event{Time: at.UnixMilli(), Message: message, Stream: "stream", Ptr: fmt.Sprintf("ptr%d", i)})
	}
	c.want = c.answer(right())
	return c
}

// seconds gives messages times one second apart.
func seconds(messages ...string) (events []string) {
	for i, message := range messages {
		events = append(events, fmt.Sprintf("2026-01-01T00:00:%02dZ %s", i, message))
	}
	return events
}

// printed writes rows as name=value, a row on a line.
func printed(rows [][]Field) string {
	var lines []string
	for _, row := range rows {
		var cells []string
		for _, field := range row {
			cells = append(cells, field.Name+"="+field.Value)
		}
		lines = append(lines, strings.Join(cells, ", "))
	}
	return strings.Join(lines, "\n")
}

// as gives an expression an alias.
func as(of expression, alias string) item { return item{of, alias} }

func agg(name, field string) expression { return aggregate{name: name, of: named{field}} }
