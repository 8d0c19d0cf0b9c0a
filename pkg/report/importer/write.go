package importer

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/text"
)

// writer writes the lines of a report file.
type writer struct{ bytes.Buffer }

func (w *writer) line(format string, args ...any) { fmt.Fprintf(w, format+"\n", args...) }

// write returns the report file of a draft. Queries with the same text and log groups are
// one, which several sections show.
func write(name string, d *draft, defaults map[string]string) []byte {
	w := &writer{}
	for _, c := range append([]string{"Written by fanlight import."}, d.comments...) {
		w.line("# %s", text.Limit(text.Clean(c), mostTitle))
	}
	w.line("report: %s", name)
	w.line("title: %s", quote(title(d.title, name)))
	w.schedule(d.schedule)
	w.line("window: %s", report.Duration(d.window))
	if d.delay != nil {
		w.line("delay: %s", report.Duration(*d.delay))
	}
	shared := sharedGroups(d.items)
	w.groups("", shared)
	w.parameters(defaults)
	w.queries(d.items, shared)
	w.line("deliver:\n  - stdout: {} # say where it goes before it is deployed")
	return w.Bytes()
}

func (w *writer) schedule(s *schedule) {
	if s == nil {
		return
	}
	key, expression := "cron", s.expression
	for _, kind := range []string{"cron", "rate", "at"} {
		if inside, ok := strings.CutPrefix(expression, kind+"("); ok {
			key, expression = kind, strings.TrimSuffix(inside, ")")
		}
	}
	w.line("schedule: { %s: %s, timezone: %s }", key, quote(expression), quote(s.timezone))
	if s.paused {
		w.line("paused: true")
	}
	if s.until != "" {
		w.line("until: %s", s.until)
	}
}

// sharedGroups returns the log groups of all queries that do not name their own, if they are
// the same.
func sharedGroups(items []*item) (shared []string) {
	for _, it := range items {
		switch {
		case len(it.groups) == 0:
		case shared == nil:
			shared = it.groups
		case !slices.Equal(shared, it.groups):
			return nil
		}
	}
	return shared
}

func (w *writer) groups(indent string, groups []string) {
	if len(groups) == 0 {
		return
	}
	w.line("%slog_groups:", indent)
	for _, g := range groups {
		w.line("%s  - %s", indent, quote(dollars(g)))
	}
}

func (w *writer) parameters(defaults map[string]string) {
	if len(defaults) == 0 {
		return
	}
	w.line("parameters:")
	for _, name := range slices.Sorted(maps.Keys(defaults)) {
		w.line("  %s: %s", name, quote(defaults[name]))
	}
}

// queries writes the queries and the sections that show them.
func (w *writer) queries(items []*item, shared []string) {
	var sections writer
	var ids []string
	taken := map[string]bool{}
	w.line("queries:")
	for i, it := range items {
		first := slices.IndexFunc(items[:i], it.same)
		if first >= 0 {
			ids = append(ids, ids[first])
		} else {
			ids = append(ids, unique(slug(it.id, "_", "query"), "_", taken))
			w.query(ids[i], it, shared)
		}
		show := ""
		if it.show != "" {
			show = ", show: " + string(it.show)
		}
		sections.line("  - { title: %s, query: %s%s }", quote(title(it.title, ids[i])), ids[i], show)
	}
	w.line("sections:\n%s", strings.TrimSuffix(sections.String(), "\n"))
}

func (w *writer) query(id string, it *item, shared []string) {
	w.line("  %s:", id)
	if literal(it.text) {
		w.line("    query: |-\n      %s", strings.ReplaceAll(it.text, "\n", "\n      "))
	} else {
		w.line("    query: %s", quote(it.text))
	}
	if !slices.Equal(it.groups, shared) {
		w.groups("    ", it.groups)
	}
}

// literal reports whether a text can stand as it is, as a block of YAML.
func literal(s string) bool {
	return !strings.ContainsFunc(s, func(c rune) bool {
		return c != '\n' && c != '\t' && (!unicode.IsPrint(c) || c == '\ufeff' || c == unicode.ReplacementChar)
	}) && !strings.HasPrefix(s, "\t")
}

// quote returns a text in double quotes: JSON is YAML.
func quote(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a text can be encoded
	return strings.TrimSpace(b.String())
}

// mostTitle is the most characters of a title (package source).
const mostTitle = 200

// title returns a text as the title of a report or a section.
func title(s, otherwise string) string {
	return dollars(cmp.Or(strings.TrimSpace(text.Limit(text.Clean(s), mostTitle/2)), otherwise))
}

// dollars keeps ${names} in a text from being expanded.
func dollars(s string) string { return strings.ReplaceAll(s, "$", "$$") }
