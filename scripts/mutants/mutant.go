package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// mutant is one deliberate bug: a patch of production code, with a head that says what it is.
type mutant struct {
	name   string
	head   head
	change change
}

// head holds the comment lines before a patch.
type head struct {
	bug, class, rule string
	before           string            // what 10,000 seeds found before this proof
	hints            map[string]uint64 // by part: where it is found; 0: by a part without seeds
	scope            string            // that finds it; empty: none, or any
}

// classes are the kinds of bugs, each with at least three.
var classes = []string{
	"failure", "meta", "continuation", "expiry", "consistency", "account", "edge", "late", "interleaving", "parts", "schedule",
}

// choose reads the named bugs of a folder, or all of them, by name.
func choose(folder string, names []string) ([]mutant, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*.patch"))
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("no patches in %s: %w", folder, err)
	}
	if len(names) > 0 {
		paths = paths[:0]
		for _, name := range names {
			paths = append(paths, filepath.Join(folder, name+".patch"))
		}
	}
	var all []mutant
	for _, path := range paths {
		m, err := readMutant(path)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", path, err)
		}
		all = append(all, m)
	}
	return all, nil
}

func readMutant(path string) (m mutant, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return m, err
	}
	m.name = strings.TrimSuffix(filepath.Base(path), ".patch")
	comment, diff := splitHead(string(text))
	if m.head, err = parseHead(comment); err != nil {
		return m, err
	}
	m.change, err = parseChange(diff)
	return m, err
}

// splitHead parts the comment lines from the diff.
func splitHead(text string) (comment, diff string) {
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") {
			break
		}
		comment += line
	}
	return comment, text[len(comment):]
}

// parseHead reads "# key: value" lines. A line that is indented goes on with the one before.
func parseHead(comment string) (head, error) {
	values, key := map[string]string{}, ""
	for line := range strings.Lines(comment) {
		line = strings.TrimPrefix(strings.TrimRight(line, "\n"), "#")
		if strings.HasPrefix(line, "   ") {
			values[key] += " " + strings.TrimSpace(line)
			continue
		}
		name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		key, values[name] = name, strings.TrimSpace(value)
	}
	h := head{bug: values["bug"], class: values["class"], rule: values["rule"], before: values["before"]}
	var err error
	hints := values["hint"]
	if match := scopeHint.FindStringSubmatch(hints); match != nil {
		h.scope, hints = match[1], strings.Replace(hints, match[0], partScopes, 1)
	}
	if h.hints, err = parseHints(hints); err != nil {
		return h, err
	}
	return h, h.check()
}

// scopeHint names a scope, as in "scopes C".
var scopeHint = regexp.MustCompile(`\bscopes ([A-Z])\b`)

// parseHints reads "seeds 812, checker 33, scopes".
func parseHints(text string) (map[string]uint64, error) {
	hints := map[string]uint64{}
	for hint := range strings.SplitSeq(text, ",") {
		part, seed, has := strings.Cut(strings.TrimSpace(hint), " ")
		if part == "" {
			continue
		}
		n, err := strconv.ParseUint(seed, 10, 64)
		if !slices.Contains(partNames, part) || has && err != nil {
			return nil, fmt.Errorf("invalid hint %q: want a part and a seed, such as seeds 812", hint)
		}
		hints[part] = n
	}
	return hints, nil
}

func (h head) check() error {
	switch {
	case h.bug == "" || h.rule == "":
		return fmt.Errorf("the head needs lines with bug and rule")
	case !slices.Contains(classes, h.class):
		return fmt.Errorf("invalid class %q: want one of %s", h.class, strings.Join(classes, ", "))
	case h.before == "":
		return fmt.Errorf("the head needs a line with before: measure it with -before COMMIT -write")
	}
	return nil
}

// notFoundBefore begins the line of a bug that 10,000 seeds did not find before.
const notFoundBefore = "not found in 10,000 seeds"

// notMeasured is the line of a bug that the simulator before did not look for.
const notMeasured = "not measured"
