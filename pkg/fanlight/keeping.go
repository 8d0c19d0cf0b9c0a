package fanlight

import "slices"

// Keeping returns the document with what an earlier document of its run was compared with,
// as far as that one had something to compare with: a replay changes no comparison that
// readers have seen (rule R6).
func (d Document) Keeping(earlier *Document) Document {
	d.Baselines = slices.Clone(d.Baselines)
	for i, b := range d.Baselines {
		if j := slices.IndexFunc(earlier.Baselines, func(e Baseline) bool { return e.Compare == b.Compare }); j >= 0 {
			d.Baselines[i] = b.keeping(earlier.Baselines[j])
		}
	}
	d.PatternsBefore = slices.Clone(d.PatternsBefore)
	for i, p := range d.PatternsBefore {
		j := slices.IndexFunc(earlier.PatternsBefore, func(e PatternsBefore) bool { return e.Section == p.Section })
		if j >= 0 && earlier.PatternsBefore[j].Missing == "" {
			d.PatternsBefore[i] = earlier.PatternsBefore[j]
		}
	}
	if len(d.Past) == 0 {
		d.Past = earlier.Past
	}
	d.Past = slices.Clone(d.Past)
	for i, f := range d.Past {
		if j := slices.IndexFunc(earlier.Past, func(e Figures) bool { return e.Run == f.Run }); j >= 0 {
			d.Past[i] = f.keeping(earlier.Past[j])
		}
	}
	return d
}

func (b Baseline) keeping(earlier Baseline) Baseline {
	switch {
	case earlier.Figures == nil:
		return b
	case b.Figures == nil || b.Figures.Run != earlier.Figures.Run:
		return earlier
	}
	kept := b.Figures.keeping(*earlier.Figures)
	b.Figures = &kept
	return b
}

// keeping returns the figures with those queries of earlier ones that could be compared
// with.
func (f Figures) keeping(earlier Figures) Figures {
	if f.Period != earlier.Period {
		return earlier
	}
	f.Queries = slices.Clone(f.Queries)
	for _, q := range earlier.Queries {
		if !q.State.Good() || q.Cut {
			continue
		}
		if i := slices.IndexFunc(f.Queries, func(now QueryFigures) bool { return now.Key == q.Key }); i >= 0 {
			f.Queries[i] = q
		} else {
			f.Queries = append(f.Queries, q)
		}
	}
	return f
}
