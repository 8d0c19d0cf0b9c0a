package expr

import (
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

// namePattern matches the name of a group. Go's package regexp, and Java's, have only
// letters, digits and _ in it; queries in use have an @ before, as in (?<@ip>[0-9.]+), as
// other fields that parse makes have.
const namePattern = `(@*\w[\w@]*(?:[.-]+[\w@]+)*)`

var (
	namedGroup     = lazyregexp.New(`^\(\?P?<` + namePattern + `>`)
	namedReference = lazyregexp.New(`^\\k<` + namePattern + `>`)
	engineName     = lazyregexp.New(`^[A-Za-z_]\w*$`)
)

// Groups returns the names of the groups of the regular expression, "" for those without
// one.
func (x *Regex) Groups() (names []string) {
	for _, g := range regexNames(x.Text) {
		if !g.reference {
			names = append(names, x.Text[g.from:g.to])
		}
	}
	return names
}

// repeatedGroup returns the name that a second group has, too; empty if there is none.
// No engine here, nor Java's, has two: the fields of parse would have one name.
func (x *Regex) repeatedGroup() string {
	seen := map[string]bool{}
	for _, name := range x.Groups() {
		if name != "" && seen[name] {
			return name
		}
		seen[name] = true
	}
	return ""
}

// forEngine returns the regular expression with names of groups that every engine takes,
// and those that it has given instead of others, by these.
func (x *Regex) forEngine() (text string, given map[string]string) {
	taken, n, end := map[string]bool{}, 0, 0
	given = map[string]string{}
	for _, name := range x.Groups() {
		taken[name] = true
	}
	var b strings.Builder
	for _, g := range regexNames(x.Text) {
		name := x.Text[g.from:g.to]
		if name == "" || engineName().MatchString(name) {
			continue
		}
		for given[name] == "" {
			if n++; !taken["_"+strconv.Itoa(n)] {
				given[name] = "_" + strconv.Itoa(n)
			}
		}
		b.WriteString(x.Text[end:g.from] + given[name])
		end = g.to
	}
	return b.String() + x.Text[end:], given
}

// written returns a message about what forEngine returned with the names of the query.
func written(message string, given map[string]string) string {
	for name, as := range given {
		message = strings.ReplaceAll(message, "<"+as+">", "<"+name+">")
	}
	return message
}

// regexName is where a group of a regular expression, or a reference to one, has its
// name: nowhere (from is to) for a group without one.
type regexName struct {
	from, to  int
	reference bool
}

// regexNames returns the groups of a regular expression and the references to their
// names. It reads them itself, since Go's package regexp reads no look-around.
func regexNames(re string) (list []regexName) {
	for i := 0; i < len(re); i++ {
		switch {
		case strings.HasPrefix(re[i:], `\Q`):
			i += quotedLength(re[i:]) - 1
		case re[i] == '\\':
			if at := namedReference().FindStringSubmatchIndex(re[i:]); at != nil {
				list = append(list, regexName{i + at[2], i + at[3], true})
			}
			i++
		case re[i] == '[':
			i += classLength(re[i:]) - 1
		case re[i] == '(':
			if from, to, ok := groupName(re[i:]); ok {
				list = append(list, regexName{i + from, i + to, false})
			}
		}
	}
	return list
}

// groupName finds the name at the start of a group. ok is false for a group that takes
// no part of the text, such as (?:…) and (?i).
func groupName(re string) (from, to int, ok bool) {
	if !strings.HasPrefix(re, "(?") {
		return 0, 0, true
	}
	if at := namedGroup().FindStringSubmatchIndex(re); at != nil {
		return at[2], at[3], true
	}
	return 0, 0, false
}

// quotedLength returns the length of \Q…\E.
func quotedLength(re string) int {
	if end := strings.Index(re, `\E`); end >= 0 {
		return end + len(`\E`)
	}
	return len(re)
}

// classLength returns the length of […], in which a bracket may come first.
func classLength(re string) int {
	i := 1
	if strings.HasPrefix(re[i:], "^") {
		i++
	}
	for first := i; i < len(re); i++ {
		switch {
		case re[i] == '\\':
			i++
		case strings.HasPrefix(re[i:], "[:") && strings.Contains(re[i:], ":]"):
			i += strings.Index(re[i:], ":]") + 1
		case re[i] == ']' && i > first:
			return i + 1
		}
	}
	return len(re)
}
