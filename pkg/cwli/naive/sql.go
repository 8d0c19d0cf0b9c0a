package naive

import (
	"fmt"
	"slices"
	"strings"
)

// SQL translates the case into one statement for DuckDB, with the events in it. ok is
// false if it has something that SQL cannot express, or not in the same way. Columns
// of the statement are columns of the result, in their order; numbers are DOUBLE,
// other values are text as it is shown; NULL is an absent value.
func (c Case) SQL() (statement string, ok bool) {
	t := &translation{types: map[string]sqlType{}}
	t.start(c.Events)
	for _, command := range c.commands {
		t.command(command)
	}
	if t.failed {
		return "", false
	}
	return t.finish(), true
}

// sqlType is how a column is stored.
type sqlType int

const (
	sqlNumber sqlType = iota // DOUBLE
	sqlLong                  // DECIMAL(38, 3)
	sqlText                  // VARCHAR
	sqlTime                  // BIGINT, milliseconds since 1970
)

// translation is a chain of common table expressions; each command adds one.
type translation struct {
	types   map[string]sqlType
	tables  []string
	columns []string
	made    []string // of parse and expand
	order   []sqlOrder
	most    string
	grouped bool
	failed  bool
}

func (t *translation) fail() string {
	t.failed = true
	return "NULL"
}

func (t *translation) last() string { return fmt.Sprintf("t%d", len(t.tables)-1) }

func (t *translation) add(query string) {
	t.tables = append(t.tables, fmt.Sprintf("t%d AS (%s)", len(t.tables), query))
}

func sqlQuoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func sqlName(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// start adds the events, and a column for each field that they may have.
func (t *translation) start(events []Event) {
	var rows []string
	for i, e := range events {
		rows = append(rows, fmt.Sprintf("(%d, %d::BIGINT, %s, %s, %s)", i, e.Time, sqlQuoted(e.Message), sqlQuoted(e.Stream), sqlQuoted(e.Ptr)))
	}
	t.tables = []string{`events(arrival, "@timestamp", "@message", "@logStream", "@ptr") AS (VALUES ` + strings.Join(rows, ", ") + ")"}
	t.types["@timestamp"], t.types["@message"], t.types["@logStream"], t.types["@ptr"] = sqlTime, sqlText, sqlText, sqlText
	selected := []string{"*"}
	for _, name := range []string{"n", "ms", "bytes", "code", "user.age"} {
		selected = append(selected, t.field(name, sqlNumber, "CAST(%s AS DOUBLE)", member(name)))
	}
	for _, name := range []string{"svc", "word", "msg", "user.name", "nope"} {
		selected = append(selected, t.field(name, sqlText, "%s", member(name)))
	}
	selected = append(selected, t.field("id", sqlLong, "CAST(%s AS DECIMAL(38, 3))", member("id")),
		t.field("ok", sqlNumber, "CASE %s WHEN 'true' THEN 1.0::DOUBLE WHEN 'false' THEN 0.0 END", member("ok")),
		t.field("mixed", sqlText, "%s", mixedMember),
		t.field("tags.0", sqlText, "%s", "CASE WHEN json_valid(\"@message\") THEN \"@message\"->>'$.tags[0]' END"),
		t.field("items.0.name", sqlText, "%s", "CASE WHEN json_valid(\"@message\") THEN \"@message\"->>'$.items[0].name' END"))
	t.tables = append(t.tables, "t1 AS (SELECT "+strings.Join(selected, ", ")+" FROM events)")
	t.order = []sqlOrder{{"@timestamp", "DESC", sqlTime}, {"arrival", "ASC", sqlNumber}}
}

func (t *translation) field(name string, of sqlType, form, from string) string {
	t.types[name] = of
	return fmt.Sprintf(form, from) + " AS " + sqlName(name)
}

// member reads a field from JSON, nested or with a dot in its name.
func member(name string) string {
	return fmt.Sprintf(`CASE WHEN json_valid("@message") THEN coalesce("@message"->>'$.%s', "@message"->>'$."%s"') END`, name, name)
}

// mixedMember keeps how a number is written, which DuckDB does not.
const mixedMember = `CASE WHEN json_valid("@message") THEN CASE json_type("@message", '$.mixed')
 WHEN 'BOOLEAN' THEN CASE "@message"->>'$.mixed' WHEN 'true' THEN '1' ELSE '0' END
 WHEN 'VARCHAR' THEN "@message"->>'$.mixed'
 WHEN 'OBJECT' THEN NULL WHEN 'ARRAY' THEN NULL
 ELSE nullif(regexp_extract("@message", '"mixed" ?: ?(-?[0-9.]+)', 1), '') END END`

func (t *translation) command(command command) {
	switch c := command.(type) {
	case filter:
		t.add("SELECT * FROM " + t.last() + " WHERE " + t.condition(c.of))
	case fields:
		t.fields(c)
	case parseGlob:
		t.glob(c)
	case parseRegex:
		t.regex(c)
	case expand:
		t.expand(c)
	case unnest:
		t.unnest(c)
	case stats:
		t.stats(c)
	case sortBy:
		t.sort(c)
	case dedup:
		t.dedup(c)
	case limit:
		t.most = fmt.Sprintf(" LIMIT %d", c.n)
	default:
		t.fail()
	}
}

func (t *translation) fields(f fields) {
	if f.display {
		t.columns, t.made = nil, nil
	}
	selected := []string{"*"}
	for _, item := range f.items {
		t.columns = added(t.columns, item.name())
		if of, ok := item.of.(named); ok && item.alias == "" {
			t.known(of.name)
			continue
		}
		if of, ok := item.of.(call); ok && of.name == "jsonParse" {
			continue // unnest reads the message
		}
		selected = append(selected, t.value(item.of)+" AS "+sqlName(item.name()))
		t.types[item.name()] = t.typeOf(item.of)
	}
	t.add("SELECT " + strings.Join(selected, ", ") + " FROM " + t.last())
}

func (t *translation) known(name string) {
	if _, ok := t.types[name]; !ok {
		t.fail()
	}
}

func (t *translation) dedup(d dedup) {
	var keys, whole []string
	for _, name := range d.names {
		t.known(name)
		keys, whole = append(keys, sqlName(name)), append(whole, sqlName(name)+" IS NULL")
	}
	t.add("SELECT * FROM " + t.last() + " QUALIFY " + strings.Join(whole, " OR ") +
		" OR row_number() OVER (PARTITION BY " + strings.Join(keys, ", ") + " " + t.orderBy(t.last()) + ") = 1")
}

// stats keeps the keys and the results.
func (t *translation) stats(s stats) {
	types, selected, groups, aliases := map[string]sqlType{}, []string{}, []string{}, map[string]string{}
	for i, item := range slices.Concat(s.by, s.items) {
		of := t.substituted(item.of, aliases)
		selected = append(selected, of+" AS "+sqlName(item.name()))
		types[item.name()] = t.typeOf(item.of)
		if i < len(s.by) {
			groups = append(groups, of)
		} else {
			aliases[item.name()], t.types[item.name()] = of, types[item.name()]
		}
		t.columns = append(t.columns[:i:i], item.name())
	}
	query := "SELECT " + strings.Join(selected, ", ") + " FROM " + t.last()
	if len(groups) > 0 {
		query += " GROUP BY " + strings.Join(groups, ", ")
	}
	t.add(query)
	t.types, t.made, t.grouped, t.order = types, nil, true, nil
	if len(s.by) == 1 {
		if b, ok := s.by[0].of.(bin); ok && !strings.HasPrefix(b.name, "date") {
			t.order = []sqlOrder{{s.by[0].name(), "DESC", sqlTime}}
		}
	}
}

// finish selects the columns as they are shown, in order.
func (t *translation) finish() string {
	columns := t.columns
	if len(columns) == 0 {
		columns = []string{"@timestamp", "@message"}
	}
	columns = added(columns, t.made...)
	if !t.grouped {
		columns = added(columns, "@ptr")
	}
	shown := make([]string, len(columns))
	for i, name := range columns {
		shown[i] = t.shown(name) + " AS " + sqlName(name)
	}
	return "WITH " + strings.Join(t.tables, ",\n") + "\nSELECT " + strings.Join(shown, ", ") +
		" FROM (SELECT * FROM " + t.last() + t.orderBy(t.last()) + t.most + ") AS t" + t.orderBy("t")
}

func (t *translation) shown(name string) string {
	t.known(name)
	switch column := "t." + sqlName(name); t.types[name] {
	case sqlTime:
		return "strftime(epoch_ms(" + column + "), '%Y-%m-%d %H:%M:%S.%g')"
	case sqlLong:
		return "CAST(CAST(" + column + " AS BIGINT) AS VARCHAR)"
	default:
		return column
	}
}
