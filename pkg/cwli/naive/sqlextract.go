package naive

import (
	"fmt"
	"strings"
)

// glob turns a pattern into a regular expression.
func (t *translation) glob(p parseGlob) {
	parts := strings.Split(p.pattern, "*")
	pattern := strings.Join(parts, "(.*?)")
	if strings.HasSuffix(p.pattern, "*") {
		pattern = strings.TrimSuffix(pattern, "(.*?)") + "(.*)"
	}
	t.groups(t.source(p.of), pattern, p.aliases)
}

func (t *translation) regex(p parseRegex) {
	of, pattern, names := t.source(p.of), p.pattern.String(), p.pattern.SubexpNames()[1:]
	if !p.multi {
		t.groups(of, pattern, names)
		return
	}
	if len(names) > 1 {
		t.fail()
	}
	found := fmt.Sprintf("regexp_extract_all(%s, %s, 1)", of, sqlQuoted(pattern))
	t.types[names[0]], t.made = sqlText, added(t.made, names...)
	t.items(fmt.Sprintf("CASE WHEN len(%s) > 0 THEN %[1]s ELSE [NULL] END", found), names[0])
}

// source returns the column that a parse command reads.
func (t *translation) source(of string) string {
	if of == "" {
		of = "@message"
	}
	t.known(of)
	return sqlName(of)
}

// groups adds a column for each group of a regular expression.
func (t *translation) groups(of, pattern string, names []string) {
	t.made = added(t.made, names...)
	selected := []string{"*"}
	for i, name := range names {
		found := fmt.Sprintf("CASE WHEN regexp_matches(%s, %s) THEN regexp_extract(%[1]s, %[2]s, %d) END", of, sqlQuoted(pattern), i+1)
		if t.types[name] = sqlText; name == "took" {
			found, t.types[name] = "CAST("+found+" AS DOUBLE)", sqlNumber
		}
		selected = append(selected, found+" AS "+sqlName(name))
	}
	t.add("SELECT " + strings.Join(selected, ", ") + " FROM " + t.last())
}

// items adds a row for each item of a list, in its order.
func (t *translation) items(list, name string) {
	t.add(fmt.Sprintf("SELECT *, unnest(%s) AS %s, unnest(range(len(%[1]s))) AS item FROM %[3]s", list, sqlName(name), t.last()))
	t.order = append(t.order, sqlOrder{"item", "ASC", sqlNumber})
}

func (t *translation) expand(x expand) {
	t.types[x.name], t.made = sqlText, added(t.made, x.name)
	t.items(`CAST("@message"->'$.`+x.name+`' AS VARCHAR[])`, x.name)
}

// unnest knows the items of the generated logs.
func (t *translation) unnest(u unnest) {
	t.items(`CAST("@message"->'$.`+u.path+`' AS JSON[])`, u.alias)
	t.types[u.alias+".name"], t.types[u.alias+".qty"] = sqlText, sqlNumber
	t.add(fmt.Sprintf(`SELECT *, %s->>'$.name' AS %s, CAST(%[1]s->>'$.qty' AS DOUBLE) AS %[3]s FROM %[4]s`,
		sqlName(u.alias), sqlName(u.alias+".name"), sqlName(u.alias+".qty"), t.last()))
}
