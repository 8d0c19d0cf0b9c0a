package source

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// tagValues are the values of a tag's key, of which a log group has one.
type tagValues struct {
	key    string
	values []string
}

// A tag's key has 1 to 128 characters, its value 1 to 256. As a regular expression, a repetition
// of so many letters would be compiled to megabytes.
//
// Source: docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagFilter.html
func isTagKey(s string) bool   { return isTagText(s, 128) }
func isTagValue(s string) bool { return isTagText(s, 256) }

func isTagText(s string, most int) bool {
	n := utf8.RuneCountInString(s)
	return 0 < n && n <= most && strings.IndexFunc(s, isNotOfTag) < 0
}

func isNotOfTag(r rune) bool {
	return !unicode.In(r, unicode.L, unicode.Zs, unicode.N) && !strings.ContainsRune("_.:/=+-@", r)
}

const (
	wantTag     = `a mapping such as { tag: "team=payments" }`
	wantTagText = `text such as "team=payments"`
)

var tagKeys = keys{
	known:     []string{"tag"},
	elsewhere: map[string]string{"prefix": `write the pattern itself: "/aws/lambda/*"`, "class": "it belongs next to log_groups, as log_class"},
}

// tag reads { tag: "key=value" }.
func (g *groupReader) tag(v value) {
	m, ok := v.mapping(tagKeys, wantTag)
	g.refused = g.refused || !ok || len(m.refused) > 0
	if !ok {
		return
	}
	g.selects(v)
	if len(g.tags) == 0 {
		g.firstTag = v
	}
	t, there := m.need("tag", wantTagText)
	if !there {
		g.refused = true
		return
	}
	s, ok := t.scalar(wantTagText, "!!str")
	if !ok || !g.addTag(s) {
		g.refused = true
	}
}

// addTag adds the value of a tag to those of its key. It is false for one that is not valid.
func (g *groupReader) addTag(s scalar) bool {
	key, text, _ := strings.Cut(s.text, "=")
	switch {
	case strings.HasPrefix(text, "!") || strings.ContainsAny(text, "*?"):
		s.problem(s.at(), "write each value as it stands, in an entry of its own",
			"invalid tag %s: ! and * are not taken, as a permission would not select what SOURCE selects by them", quoted(s.text))
	case !isTagKey(key) || !isTagValue(text):
		s.invalidText(s.text, "", `key=value, such as "team=payments", of letters, digits, blanks and _ . : / = + - @`)
	default:
		return g.valueOf(s, key, text)
	}
	return false
}

func (g *groupReader) valueOf(s scalar, key, text string) bool {
	i := slices.IndexFunc(g.tags, func(t tagValues) bool { return t.key == key })
	if i < 0 {
		g.tags = append(g.tags, tagValues{key: key})
		i = len(g.tags) - 1
	}
	if slices.Contains(g.tags[i].values, text) {
		s.problem(s.at(), "leave one out", "duplicate tag %s", quoted(s.text))
	}
	g.tags[i].values = append(g.tags[i].values, text)
	return true
}
