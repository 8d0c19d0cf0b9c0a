package naive

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// generator draws a log and a query from a seed.
type generator struct {
	*rand.Rand
	columns []column            // what the query may use next
	drawn   map[string][]string // values that the log has, by column, as JSON
	words   []string            // of this log
	mixture []string
	aliases int
	plain   bool // the log has lines that are not JSON: no column is in each event
	twins   bool // events share times
	grouped bool // the columns are those of a stats
}

// class of a column says what the generator may do with it.
type class int

const (
	numberClass class = iota // numbers only, each in one spelling
	longClass                // integers beyond 2⁵³: compared and shown, never computed with
	flagClass                // true and false
	textClass
	mixedClass // all of them, numbers in more than one spelling
	timeClass
	listClass // of values(): not used again
)

// column is a name with what its values are.
type column struct {
	name   string
	class  class
	always bool // each row has it
	key    bool // it has few values, each exact: groups may be made by it
}

// spell draws a JSON value.
type spell func(g *generator) string

// property is a field of the generated events.
type property struct {
	column
	spell spell
}

var properties = []property{
	{column{"n", numberClass, false, true}, func(g *generator) string { return strconv.Itoa(g.IntN(16) - 3) }},
	{column{"ms", numberClass, false, false}, fraction},
	{column{"bytes", numberClass, true, false}, func(g *generator) string { return strconv.Itoa(1 + g.IntN(200)*g.IntN(1_000_000)) }},
	{column{"code", numberClass, false, true}, oneOf(`200`, `"200"`, `404`, `"404"`, `500`)},
	{column{"id", longClass, false, true}, func(g *generator) string { return strconv.FormatInt(1<<53+int64(g.IntN(6))-1, 10) }},
	{column{"ok", flagClass, false, true}, oneOf("true", "false", "null")},
	{column{"svc", textClass, true, true}, oneOf(`"api"`, `"web"`, `"batch"`)},
	{column{"word", textClass, false, true}, func(g *generator) string { return pick(g, g.words...) }},
	{column{"msg", textClass, false, false}, sentence},
	{column{"mixed", mixedClass, false, true}, func(g *generator) string { return pick(g, g.mixture...) }},
}

var (
	words   = []string{`"a9"`, `"a10"`, `"A10"`, `"B"`, `"b"`, `"\u0062"`, `"é"`, `"É"`, `"日本"`, `""`, `"5A"`, `"111A"`, `"x y"`, `""`, `"#"`, `" pad "`}
	mixture = []string{`1`, `2`, `10`, `-3`, `1.5`, `0`, `"5"`, `5`, `"abc"`, `"a9"`, `"a10"`, `""`, `null`, `{"x":1}`, `[1]`, `true`, `1.10`, `1.1`, `1.10`, `"1.1"`, `"5.0"`, `1.0`, `2.0`, `9007199254740993`, `9007199254740992`, `"é"`}
)

func oneOf(spellings ...string) spell {
	return func(g *generator) string { return pick(g, spellings...) }
}

func pick[T any](g *generator, from ...T) T { return from[g.IntN(len(from))] }

// some draws n different ones, so that they come more often.
func some(g *generator, from []string, n int) []string {
	from = slices.Clone(from)
	g.Shuffle(len(from), func(i, j int) { from[i], from[j] = from[j], from[i] })
	return from[:n]
}

// chance reports true in percent of the calls.
func (g *generator) chance(percent int) bool { return g.IntN(100) < percent }

// fraction has up to three decimals, without a zero at the end.
func fraction(g *generator) string {
	return strconv.FormatFloat(float64(g.IntN(200_000))/pick(g, 1.0, 10, 100, 1000), 'f', -1, 64)
}

// sentence has the parts that the patterns of parse look for.
func sentence(g *generator) string {
	return strconv.Quote(pick(g,
		fmt.Sprintf("user=%s, took %d ms", pick(g, "ann", "bob"), 1+g.IntN(90)),
		fmt.Sprintf("from 10.0.0.%d to 10.0.1.%d", g.IntN(3), g.IntN(3)),
		fmt.Sprintf("from 10.0.0.%d to 10.0.1.%d to 10.0.2.1", g.IntN(3), g.IntN(3)),
		fmt.Sprintf("GET /api/v%d/users/%d", 1+g.IntN(2), g.IntN(30)),
		"nothing"))
}

// log draws the events, up to 40, and the columns that they have.
func (g *generator) log() (events []Event) {
	g.plain, g.twins = g.chance(25), g.chance(20)
	g.drawn = map[string][]string{}
	g.words, g.mixture = append(some(g, words, 4), `""`, `"a9"`, `"a10"`), append(some(g, mixture, 5), `1.1`, `1.10`, `"a9"`)
	for _, p := range properties {
		p.always = p.always && !g.plain
		g.columns = append(g.columns, p.column)
	}
	g.columns = append(g.columns, column{"user.name", textClass, false, true}, column{"user.age", numberClass, false, true},
		column{"@logStream", textClass, true, true}, column{"nope", mixedClass, false, true})
	times := map[int64]bool{}
	for i := range 1 + g.IntN(40) {
		t := g.time()
		for times[t] && !g.twins {
			t++
		}
		times[t] = true
		events = append(events, Event{Time: t, Message: g.message(), Stream: pick(g, "s1", "s2"), Ptr: fmt.Sprintf("ptr%d", i)})
	}
	return events
}

// time is within three hours over midnight, often at the edge of a bin.
func (g *generator) time() int64 {
	t := int64(1_767_308_400_000) + g.Int64N(3*hour) // 2026-01-01 23:00
	return t - t%pick[int64](g, 1, 1, 50, 100, second, 5*minute)
}

func (g *generator) message() string {
	if g.plain && g.chance(30) {
		return pick(g, "user=cid, took 7 ms", `{"n":1,"svc":"api"`, "nothing to see", `level=info {"n":2}`)
	}
	var members []string
	for _, p := range properties {
		if p.always || g.chance(80) {
			members = append(members, g.member(p.name, p.spell(g)))
		}
	}
	members = append(members, g.nested()...)
	g.Shuffle(len(members), func(i, j int) { members[i], members[j] = members[j], members[i] })
	return "{" + strings.Join(members, pick(g, ",", ", ")) + "}"
}

// member writes a member of an object and keeps its value for literals.
func (g *generator) member(name, spelling string) string {
	g.drawn[name] = append(g.drawn[name], spelling)
	return strconv.Quote(name) + pick(g, ":", ":", ": ", " :") + spelling
}

// drawnText draws a value of a column that the log has; it may be empty.
func (g *generator) drawnText(name string) string {
	if len(g.drawn[name]) == 0 {
		return ""
	}
	return leaf(decode(pick(g, g.drawn[name]...))).text
}

// nested draws members that have parts: an object, in either of its forms, and lists.
func (g *generator) nested() (members []string) {
	name, age := pick(g, `"ann"`, `"bob"`, `"Zoë"`), strconv.Itoa(20+g.IntN(5))
	switch g.IntN(3) {
	case 0:
		members = append(members, `"user":{`+g.member("name", name)+`,`+g.member("age", age)+`}`)
	case 1:
		members = append(members, g.member("user.name", name), g.member("user.age", age))
	}
	if g.chance(70) {
		tags, _ := json.Marshal([]string{"red", "blue", "green"}[:g.IntN(4)])
		members = append(members, `"tags":`+string(tags))
	}
	if g.chance(70) {
		members = append(members, fmt.Sprintf(`"items":[{"name":"pen","qty":%d},{"name":"ink","qty":%d}]`, g.IntN(5), g.IntN(5)))
	}
	return members
}
