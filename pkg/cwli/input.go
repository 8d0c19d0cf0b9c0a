package cwli

import (
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// Input names the events that a part of a query reads.
type Input struct {
	sources []*syntax.Source // none: the groups that the caller chose
	shift   func(Window) Window
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
		if s.LogGroups == nil {
			_, name, arn := strings.Cut(s.Group, ":log-group:")
			if !arn {
				name = s.Group
			}
			names = append(names, name)
		}
	}
	return names
}

// Selects reports whether the query names a log group, which may have its account and a
// colon before it.
func (in Input) Selects(group string) bool {
	group = group[strings.IndexByte(group, ':')+1:]
	return slices.ContainsFunc(in.sources, func(s *syntax.Source) bool { return selects(s, group) })
}

func selects(s *syntax.Source, group string) bool {
	if s.LogGroups == nil {
		return s.Group == group || strings.HasSuffix(s.Group, ":log-group:"+group)
	}
	prefixes := s.LogGroups.Prefixes
	return len(prefixes) == 0 || slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(group, prefix) })
}

// Window returns the window of the input in a run over w.
func (in Input) Window(w Window) Window {
	if in.shift == nil {
		return w
	}
	return in.shift(w)
}

// source compiles a SOURCE command.
func (b *builder) source(c *syntax.Source) error {
	switch {
	case len(c.Tags) > 0, len(c.DataSources) > 0, c.Start != "", c.End != "":
		return unsupported(c, "`SOURCE` with tags, data sources or times is not supported here")
	case c.LogGroups != nil && len(c.LogGroups.Accounts)+len(c.LogGroups.Classes) > 0:
		return unsupported(c, "`SOURCE` with accounts or classes is not supported here")
	}
	b.part.input.sources = append(b.part.input.sources, c)
	return nil
}
