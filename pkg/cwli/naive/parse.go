package naive

import (
	"regexp"
	"strings"
)

// parseGlob takes what stands for the stars of a pattern. A row that does not match
// stays, without the fields. Source: CWL_QuerySyntax-Parse.
type parseGlob struct {
	of      string // "": @message
	pattern string
	aliases []string
}

func (p parseGlob) String() string {
	return parsed(p.of, quoted(p.pattern).source) + " as " + strings.Join(p.aliases, ", ")
}

// parsed prints the beginning of a parse command.
func parsed(of, pattern string) string {
	if of == "" {
		return "parse " + pattern
	}
	return "parse " + of + " " + pattern
}

// source returns the text that a parse command reads; "" if it is absent.
func source(e *evaluation, r row, of string) string {
	if of == "" {
		of = "@message"
	}
	return e.show(r.fields[of])
}

// What parse and expand make is shown even if fields follows, which may not name it
// again: "Ephemeral field is already defined".
func (p parseGlob) apply(e *evaluation, t *table) {
	t.made = added(t.made, p.aliases...)
	for i, r := range t.rows {
		found := e.rules.glob(source(e, r, p.of), p.pattern)
		if found == nil {
			continue
		}
		for k, alias := range p.aliases {
			r = r.with(alias, text(found[k]))
		}
		t.rows[i] = r
	}
}

// globMatch finds the parts of a pattern one after the other, each as near as
// possible. A star at the end takes the rest of the text.
func globMatch(text, pattern string) (stars []string) {
	parts := strings.Split(pattern, "*")
	start := strings.Index(text, parts[0])
	if start < 0 {
		return nil
	}
	text = text[start+len(parts[0]):]
	for i, part := range parts[1:] {
		end := strings.Index(text, part)
		if i == len(parts)-2 && part == "" {
			end = len(text)
		}
		if end < 0 {
			return nil
		}
		stars = append(stars, text[:end])
		text = text[end+len(part):]
	}
	return stars
}

// parseRegex takes the named groups of the first match, or makes a row of each
// match. Its groups always take part in a match.
type parseRegex struct {
	of      string // "": @message
	pattern *regexp.Regexp
	multi   bool
}

func (p parseRegex) String() string {
	text := parsed(p.of, slashed(p.pattern.String()))
	if p.multi {
		text += " multi"
	}
	return text
}

func (p parseRegex) apply(e *evaluation, t *table) {
	t.made = added(t.made, p.pattern.SubexpNames()...)
	var rows []row
	for _, r := range t.rows {
		rows = append(rows, p.matches(e, r)...)
	}
	t.rows = rows
}

func (p parseRegex) matches(e *evaluation, r row) (rows []row) {
	most := 1
	if p.multi {
		most = -1
	}
	found := p.pattern.FindAllStringSubmatch(source(e, r, p.of), most)
	if p.multi {
		found = found[:e.rules.multi(len(found))]
	}
	for _, match := range found {
		matched := r
		for i, name := range p.pattern.SubexpNames() {
			if name != "" {
				matched = matched.with(name, text(match[i]))
			}
		}
		rows = append(rows, matched)
	}
	if len(rows) == 0 {
		return []row{r}
	}
	return rows
}

// expand makes a row of each item of a list of the log. Source: CWL_QuerySyntax-Expand.
type expand struct{ name string }

func (x expand) String() string { return "expand " + x.name }

func (x expand) apply(e *evaluation, t *table) {
	t.made = added(t.made, x.name)
	var rows []row
	for _, r := range t.rows {
		list, _ := r.fields[x.name].of.([]any)
		for _, item := range list[:e.rules.multi(len(list))] {
			rows = append(rows, r.with(x.name, leaf(item)))
		}
	}
	t.rows = rows
}

// unnest makes a row of each item of a list that jsonParse found. The item's fields
// follow the alias and a dot. Source: CWL_QuerySyntax-Unnest.
type unnest struct {
	of    string // alias of jsonParse
	path  string // below it
	alias string
}

func (u unnest) String() string { return "unnest " + u.of + "." + u.path + " into " + u.alias }

func (u unnest) apply(e *evaluation, t *table) {
	var rows []row
	for _, r := range t.rows {
		object, _ := r.fields[u.of].of.(map[string]any)
		list, _ := object[u.path].([]any)
		for _, item := range list[:e.rules.multi(len(list))] {
			found := r.with(u.alias, value{})
			flatten(found.fields, u.alias, item)
			rows = append(rows, found)
		}
	}
	t.rows = rows
}
