package naive

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
)

// Generate returns the case of a seed: always the same one. Its answer is described,
// so that an engine with another one is wrong.
func Generate(seed uint64) Case {
	for r := rand.New(rand.NewPCG(seed, 0)); ; {
		g := &generator{Rand: r}
		c := Case{Seed: seed, Events: g.log()}
		c.commands = g.query()
		c.Query = write(c.commands, pick(g, " | ", "\n| ", "|"), g.chance(10))
		c.want = c.answer(right())
		if !c.want.doubt && (len(c.want.rows) > 0 || g.chance(5)) {
			return c
		}
	}
}

// write returns the text of a query, with its commands in capitals or not.
func write(commands []command, between string, capitals bool) string {
	texts := make([]string, len(commands))
	for i, command := range commands {
		name, rest, _ := strings.Cut(command.String(), " ")
		if capitals {
			name = strings.ToUpper(name)
		}
		texts[i] = name + " " + rest
	}
	return strings.Join(texts, between)
}

// query draws commands: those of events, and then either their rows or groups.
func (g *generator) query() (commands []command) {
	if g.chance(50) {
		commands = append(commands, g.filter())
	}
	if g.chance(40) {
		commands = append(commands, g.extracted()...)
	}
	if g.chance(40) {
		commands = append(commands, g.computed())
	}
	if g.chance(20) {
		commands = append(commands, g.filter())
	}
	if g.chance(60) {
		return append(commands, g.aggregated()...)
	}
	return append(commands, g.listed()...)
}

func (g *generator) filter() command { return filter{pick(g, "filter", "where"), g.condition(2)} }

// alias draws a name that no log has.
func (g *generator) alias() string {
	g.aliases++
	return fmt.Sprintf("%s%d", pick(g, "x", "Some_name", "@x"), g.aliases)
}

// added keeps a column that can be a key for the commands that follow.
func (g *generator) added(name string, c class, always bool) string {
	g.columns = append(g.columns, column{name, c, always, true})
	return name
}

// computed draws a fields command with aliases.
func (g *generator) computed() command {
	items := []item{{g.numeric(2), g.alias()}}
	kinds := []class{numberClass}
	if g.chance(50) {
		items, kinds = append(items, item{g.textual(), g.alias()}), append(kinds, textClass)
	}
	if g.chance(45) {
		items, kinds = append(items, item{g.chosen(), g.alias()}), append(kinds, mixedClass)
	}
	if g.chance(30) {
		items, kinds = append(items, item{g.flag(), g.alias()}), append(kinds, flagClass)
	}
	for i, item := range items {
		g.columns = append(g.columns, column{item.alias, kinds[i], false, kinds[i] != numberClass})
	}
	return fields{items: items}
}

// extracted draws commands that take parts of a text or a list.
func (g *generator) extracted() []command {
	switch g.IntN(8) {
	case 0, 6, 7:
		return g.globbed()
	case 1:
		return g.matched(regexp.MustCompile(`took (?P<took>\d+) ms`), false)
	case 2:
		return g.matched(regexp.MustCompile(`(?P<verb>[A-Z]+) /api/(?P<version>v\d)`), false)
	case 3:
		return g.matched(regexp.MustCompile(`(?P<address>\d+\.\d+\.\d+\.\d+)`), true)
	case 4:
		return g.expanded()
	}
	return g.unnested()
}

// globbed draws patterns whose stars never stand for an empty text.
func (g *generator) globbed() []command {
	switch g.IntN(5) {
	case 0:
		return []command{parseGlob{"msg", "user=*, took * ms", []string{g.added("who", textClass, false), g.added("took", numberClass, false)}}}
	case 1:
		g.added("rest", textClass, false)
		return []command{parseGlob{"msg", "GET *", []string{"path"}}, parseGlob{"path", "/api/*/users/*", []string{g.added("version", textClass, false), "rest"}}}
	case 2:
		return []command{parseGlob{"", "user=*,", []string{g.added("who", textClass, false)}}}
	}
	if g.chance(70) {
		return []command{parseGlob{pick(g, "", "@message"), `"svc":"*"`, []string{g.added("service", textClass, false)}}}
	}
	return []command{parseGlob{"msg", "from * to *", []string{g.added("origin", textClass, false), g.added("goal", textClass, false)}}}
}

func (g *generator) matched(pattern *regexp.Regexp, multi bool) []command {
	g.twins = g.twins || multi
	for _, name := range pattern.SubexpNames()[1:] {
		g.added(name, map[bool]class{true: numberClass, false: textClass}[name == "took"], false)
	}
	return []command{parseRegex{pick(g, "msg", "@message", ""), pattern, multi}}
}

// expanded needs lists with an item: what becomes of other rows is not described.
func (g *generator) expanded() []command {
	g.twins = true
	g.added("tags", textClass, true)
	return []command{filter{"filter", call{"ispresent", []expression{named{"tags.0"}}}}, expand{"tags"}}
}

func (g *generator) unnested() []command {
	g.twins = true
	g.added("it.name", textClass, true)
	g.added("it.qty", numberClass, true)
	return []command{
		filter{"filter", call{"ispresent", []expression{named{"items.0.name"}}}},
		fields{items: []item{{call{"jsonParse", []expression{named{"@message"}}}, "j"}}},
		unnest{"j", "items", "it"},
	}
}

// listed draws the end of a query that shows events. It always names its columns.
func (g *generator) listed() (commands []command) {
	show := fields{display: true, items: g.shown()}
	if names := g.logged(3); len(names) > 0 && !g.has("it.name") && g.chance(35) {
		show = fields{}
		for _, name := range names {
			show.items = append(show.items, item{of: named{name}})
		}
	}
	if g.chance(70) {
		commands = append(commands, g.sorted())
	}
	commands = append(commands, show)
	if g.chance(30) {
		commands = append(commands, dedup{g.names(1+g.IntN(2), numberClass, textClass, flagClass, longClass, mixedClass)})
	}
	if g.chance(40) {
		commands = append(commands, limit{pick(g, "limit", "limit", "head"), 1 + g.IntN(12)})
	}
	return commands
}

// logged draws columns of the log. The service refuses fields that parse has made.
func (g *generator) logged(n int) []string {
	names := g.names(len(g.columns), numberClass, longClass, textClass, flagClass, mixedClass)
	names = slices.DeleteFunc(names, func(name string) bool { return len(g.drawn[name]) == 0 })
	return names[:min(n, len(names))]
}

// shown draws columns: names, and expressions without an alias.
func (g *generator) shown() (items []item) {
	for _, name := range append(g.names(2+g.IntN(3), numberClass, longClass, textClass, flagClass, mixedClass), "@timestamp")[g.IntN(2):] {
		items = append(items, item{of: named{name}})
	}
	if g.chance(40) {
		items = append(items, item{of: binary{pick(g, "+", "*", "/"), named{g.column(numberClass).name}, plain("3")}})
	}
	if g.chance(35) {
		items = append(items, item{of: g.numeric(2), alias: g.alias()})
	}
	return items
}

// names draws different columns.
func (g *generator) names(n int, classes ...class) (names []string) {
	for _, c := range g.shuffled(g.of(classes...)) {
		if len(names) < n {
			names = append(names, c.name)
		}
	}
	return names
}

// shuffled returns the columns in another order, often with one of the newest first,
// so that a query uses what it made.
func (g *generator) shuffled(columns []column) []column {
	all := slices.Clone(columns)
	g.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	if len(all) > 0 && g.chance(60) {
		newest := columns[len(columns)-1-g.IntN(min(3, len(columns)))]
		at := slices.Index(all, newest)
		all[0], all[at] = all[at], all[0]
	}
	return all
}

// sorted draws the order of events. Equal rows stay newest first.
func (g *generator) sorted() command {
	s := sortBy{word: pick(g, "sort", "sort", "sort by", "order by")}
	for _, name := range g.names(1+g.IntN(2), numberClass, longClass, textClass, flagClass, mixedClass) {
		s.keys = append(s.keys, sortKey{name, pick(g, "", "asc", "desc")})
	}
	if g.chance(30) {
		s.keys[g.IntN(len(s.keys))].name = "@timestamp"
	}
	return s
}
