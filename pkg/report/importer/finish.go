package importer

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/report/source"
)

// finish writes the report of a draft, if any of its queries can be carried over.
func (r *run) finish(d *draft) error {
	r.result.Found += len(d.items)
	d.items = r.carried(d)
	if len(d.items) == 0 {
		return nil
	}
	name := unique(slug(d.name, "-", "report"), "-", r.names)
	content, err := r.valid(name, d)
	if err != nil {
		return err
	}
	r.result.Changed = append(r.result.Changed, d.changes...)
	for _, it := range d.items {
		r.result.Changed = append(r.result.Changed, it.changes...)
	}
	r.result.Reports = append(r.result.Reports, Report{name, len(d.items), content})
	return nil
}

// carried returns the queries that a report can have.
func (r *run) carried(d *draft) (kept []*item) {
	defaults := map[string]string{}
	for _, it := range d.items {
		why := r.prepare(it, defaults)
		if why == "" && slices.ContainsFunc(kept, func(k *item) bool { return d.folder != "" && k.label == it.label && k.same(it) }) {
			why = "it is there twice"
		}
		if why == "" {
			why = r.tryOut(it, defaults)
		}
		if why != "" {
			r.lose(it, why)
			continue
		}
		kept = append(kept, it)
	}
	return kept
}

// same reports whether two queries give the same rows.
func (it *item) same(other *item) bool {
	return it.text == other.text && slices.Equal(it.groups, other.groups)
}

// prepare gives a query the text and the log groups that it has in a report. It returns why
// there is none.
func (r *run) prepare(it *item, defaults map[string]string) (why string) {
	it.text = strings.TrimSpace(strings.ReplaceAll(it.text, "\r\n", "\n"))
	switch language := strings.ToUpper(it.language); {
	case language != "" && language != "CWLI" && language != "LOGSQL":
		return "is " + language + ", not the Logs Insights language"
	case it.text == "":
		return "has no text"
	}
	if why := r.fillIn(it, defaults); why != "" {
		return why
	}
	return r.prepareGroups(it)
}

func (r *run) prepareGroups(it *item) (why string) {
	it.groups = cleanGroups(it.groups)
	switch {
	case namesOwn(it.text) && len(it.groups) > 0:
		it.change("its text names its log groups: its others are left out: %s", strings.Join(it.groups, ", "))
		it.groups = nil
	case namesOwn(it.text):
	case slices.ContainsFunc(it.groups, func(g string) bool { return strings.Contains(g, "*") }):
		return "names log groups with a *, of which AWS does not say what it selects: name them one by one, or their prefix by SOURCE logGroups(namePrefix: [\"…\"])"
	case len(it.groups) == 0 && len(r.options.Groups) == 0:
		return "names no log group (--group NAME gives it one)"
	case len(it.groups) == 0:
		it.groups = cleanGroups(r.options.Groups)
	}
	return ""
}

// fillIn gives the parameters of a query their default values: in the report, or in the text
// if another query has another default for the same name.
func (r *run) fillIn(it *item, defaults map[string]string) (why string) {
	values := map[string]string{}
	for _, p := range it.parameters {
		if p.DefaultValue != "" {
			values[p.Name] = p.DefaultValue
		}
	}
	places := syntax.Parameters(it.text)
	for _, at := range slices.Backward(places) {
		value, has := values[at.Name]
		if !has {
			return "its parameter {{" + at.Name + "}} has no default value"
		}
		if other, taken := defaults[at.Name]; at.Name != "each" && (!taken || other == value) {
			defaults[at.Name] = value
			continue
		}
		it.text = it.text[:at.Offset] + value + it.text[at.End:]
		it.change("the default of its parameter {{%s}} is written into its text", at.Name)
	}
	return ""
}

// tryOut reads a report with only this query. If its form does not fit its rows, it gets the
// default one. It returns why the query cannot be in a report.
func (r *run) tryOut(it *item, defaults map[string]string) (why string) {
	alone := func(it *item) error {
		content := write("report", &draft{title: "report", window: guessedWindow, items: []*item{it}}, defaults)
		return check("", content)
	}
	err := alone(it)
	if err == nil || it.show == "" {
		return reason(err)
	}
	plain := *it
	plain.show = ""
	if failed := alone(&plain); failed != nil {
		return reason(failed)
	}
	it.change("its rows cannot be shown as %s (%s): it is shown as its query suggests", it.show, reason(err))
	it.show = ""
	return ""
}

// valid returns the report file. A schedule that a report cannot have is left out.
func (r *run) valid(name string, d *draft) ([]byte, error) {
	defaults := defaultsOf(d)
	content := write(name, d, defaults)
	err := check(name, content)
	if s := d.schedule; err != nil && s != nil && s.until != "" {
		if without := withSchedule(d, &schedule{expression: s.expression, timezone: s.timezone, paused: s.paused}); check(name, write(name, without, defaults)) == nil {
			d.change("its end %s is left out: %s", s.until, reason(err))
			return write(name, without, defaults), nil
		}
	}
	if err != nil && d.schedule != nil {
		without := withSchedule(d, nil)
		d.change("its schedule %s is left out: %s", d.schedule.expression, reason(err))
		content = write(name, without, defaults)
		err = check(name, content)
	}
	if err != nil {
		return nil, fmt.Errorf("write report %s: %w", name, err)
	}
	return content, nil
}

func withSchedule(d *draft, s *schedule) *draft {
	other := *d
	other.schedule = s
	return &other
}

// defaultsOf returns the parameters that the queries of a draft have.
func defaultsOf(d *draft) map[string]string {
	all := map[string]string{}
	for _, it := range d.items {
		for _, at := range syntax.Parameters(it.text) {
			for _, p := range it.parameters {
				if p.Name == at.Name {
					all[p.Name] = p.DefaultValue
				}
			}
		}
	}
	return all
}

// check reads a report file as every command does.
func check(name string, content []byte) error {
	_, _, err := source.Read(name+".yaml", content, source.DefaultValues(), source.Options{})
	return err //nolint:wrapcheck // its callers say what it is about
}

// reason returns the first problem of a report file without its place, which nobody sees.
func reason(err error) string {
	problems, ok := errors.AsType[source.Problems](err)
	if !ok || len(problems) == 0 {
		if err == nil {
			return ""
		}
		return err.Error()
	}
	why := problems[0].Message
	if problems[0].Hint != "" {
		why += " (" + problems[0].Hint + ")"
	}
	return why
}
