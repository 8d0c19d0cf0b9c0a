package cwli

import (
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// Input names the events that a part of a query reads.
type Input struct {
	sources []*syntax.Source // none: the groups that the caller chose
	times   sourceTimes
	shift   func(Window) Window // nil: none
	lookers func() *Looker      // nil: there are none
}

// Inputs returns what the query reads, in the order in which an execution takes it:
// queries in parentheses first, and the query itself last.
func (q *Query) Inputs() []Input {
	var list []Input
	for _, p := range q.plan.parts {
		list = append(list, p.input)
	}
	return list
}

// Named reports whether the query names the log groups of the input. Else the input
// reads those that the caller chose.
func (in Input) Named() bool { return len(in.sources) > 0 }

// Groups returns the log groups that the query names one by one, without their account.
// Of a prefix there is none: see Selects.
func (in Input) Groups() (names []string) {
	for _, s := range in.sources {
		if s.Group != "" {
			_, name, arn := strings.Cut(s.Group, ":log-group:")
			if !arn {
				name = s.Group
			}
			names = append(names, name)
		}
	}
	return names
}

// Prefixes returns the beginnings of names by which the query selects log groups.
func (in Input) Prefixes() (all []string) {
	for _, s := range in.sources {
		if s.LogGroups != nil {
			all = append(all, s.LogGroups.Prefixes...)
		}
	}
	return all
}

// Selects reports whether the query names a log group, which may have its account and a
// colon before it.
func (in Input) Selects(group string) bool {
	group = group[strings.IndexByte(group, ':')+1:]
	return slices.ContainsFunc(in.sources, func(s *syntax.Source) bool { return selects(s, group) })
}

func selects(s *syntax.Source, group string) bool {
	if s.Group != "" && (s.Group == group || strings.HasSuffix(s.Group, ":log-group:"+group)) {
		return true
	}
	if s.LogGroups == nil {
		return false
	}
	prefixes := s.LogGroups.Prefixes
	return len(prefixes) == 0 || slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(group, prefix) })
}

// Timed reports whether the query itself has the window of the input.
func (in Input) Timed() bool { return in.times != sourceTimes{} }

// Window returns the window of the input in a run over w that begins at now.
func (in Input) Window(w Window, now time.Time) Window {
	w = in.times.within(w, now)
	if in.shift == nil {
		return w
	}
	return in.shift(w)
}

// source compiles a SOURCE command.
func (b *builder) source(c *syntax.Source) error {
	switch {
	case len(c.Tags) > 0, len(c.DataSources) > 0:
		return unsupported(c, "`SOURCE` with tags or data sources is not supported here")
	case c.LogGroups != nil && len(c.LogGroups.Accounts) > 0:
		return unsupported(c, "`SOURCE` with accounts is not supported here")
	case c.LogGroups != nil && slices.ContainsFunc(c.LogGroups.Classes, func(class string) bool { return class != standard }):
		return unsupported(c, "`SOURCE` with classes other than "+standard+" is not supported here")
	}
	times, err := readSourceTimes(c)
	if err != nil {
		return err
	}
	in := &b.part.input
	if times != (sourceTimes{}) {
		if in.Timed() {
			return unsupported(c, "a second `SOURCE` with times is not supported here")
		}
		in.times = times
	}
	in.sources = append(in.sources, c)
	return nil
}

// standard is the class of log groups that local files are taken for.
const standard = "STANDARD"
