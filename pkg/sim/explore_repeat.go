package sim

import "fmt"

// String returns the violations, and the decisions that repeat them.
func (f *Failure) String() string {
	if f == nil {
		return ""
	}
	return fmt.Sprintf("decisions %s: %v", f.Decisions, f.Violations)
}

// Repeat runs one execution of the scope by its decisions, with at most so many crashes, and
// returns its trace and what it violates. It returns an error if no execution has these
// decisions.
func (s Scope) Repeat(decisions string, crashes int) (lines []string, violations []Violation, err error) {
	return (&explorer{begin: s.begin, crashes: crashes}).repeat(decisions)
}

// RepeatCrash is Repeat for an execution of CrashPoints.
func RepeatCrash(queries int, decisions string) (lines []string, violations []Violation, err error) {
	e := lifeExplorer(queries, nil)
	e.crashes = 2
	return e.repeat(decisions)
}

// repeat runs one execution, to its end.
func (e *explorer) repeat(decisions string) (lines []string, violations []Violation, err error) {
	all, err := parseDecisions(decisions)
	if err != nil {
		return nil, nil, err
	}
	if len(all) == 0 || int(all[0]) >= len(e.begin) {
		return nil, nil, fmt.Errorf("repeat decisions %q: the first one is a beginning, below %d", decisions, len(e.begin))
	}
	w := e.begin[all[0]](e.bug, true)
	for _, c := range all[1:] {
		if err := w.decide(int(c), e.crashes); err != nil {
			return w.trace.lines, w.violations(), fmt.Errorf("repeat decisions %q: %w", decisions, err)
		}
	}
	x := &execution{explorer: e, w: w, given: 0, blind: true}
	x.run()
	return w.trace.lines, x.violations, nil
}

// decide goes on to the next state in which something is to be decided, and takes a choice.
func (w *world) decide(n, crashes int) error {
	for !w.over() && len(w.violations()) == 0 {
		all := w.choices(w.died < crashes)
		if len(all) == 0 {
			break
		}
		if len(all) > 1 && n >= len(all) {
			return fmt.Errorf("%d is none of %d choices", n, len(all))
		}
		if len(all) > 1 {
			w.run(all[n])
			return nil
		}
		w.run(all[0])
	}
	return fmt.Errorf("the world has ended before choice %d", n)
}
