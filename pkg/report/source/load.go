// Package source reads report files and values files: strict YAML, from which
// every mistake is told at once, by line and column.
package source

import (
	"os"
	"time"

	"github.com/fanlight/fanlight/pkg/report"
)

// Options change how a report file is read.
type Options struct {
	// LenientDeliver turns unknown ${names} under deliver and owner from
	// errors into notes; the report keeps their text. It is for runs that
	// deliver nothing.
	LenientDeliver bool

	// Now is when the file is read: a schedule without a run after it is worth a
	// note. The zero time asks for none.
	Now time.Time
}

// Load reads one report file. The error, if any, is Problems: all that is
// wrong, by position. Notes are worth telling but stop nothing. The path only
// names the file in them.
func Load(path string, src []byte, values Values, options Options) (*report.Report, []Problem, error) {
	r, l := load(path, src, values, options)
	return r, l.notes.sorted(), l.problems.asError()
}

// LoadFile reads one report file from disk as Load does. A file that cannot be
// read is a Problem too, without a position.
func LoadFile(path string, values Values, options Options) (*report.Report, []Problem, error) {
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, unreadable(path, err)
	}
	return Load(path, src, values, options)
}

// LoadFiles reads report files that are deployed together: besides what
// LoadFile refuses, two reports of one name are a problem that names both
// files. The error holds the problems of all files.
func LoadFiles(paths []string, values Values, options Options) ([]*report.Report, []Problem, error) {
	var reports []*report.Report
	var notes, problems Problems
	first := map[string]string{} // by report name: the file that has it
	for _, path := range paths {
		src, err := os.ReadFile(path)
		if err != nil {
			problems = append(problems, unreadable(path, err)...)
			continue
		}
		r, l := load(path, src, values, options)
		if other, taken := first[l.name]; taken && l.name != "" {
			l.problem(l.nameAt, "", "report %s is defined in %s too", quoted(l.name), other)
		}
		first[l.name] = path
		reports = append(reports, r)
		notes, problems = append(notes, l.notes.sorted()...), append(problems, l.problems.sorted()...)
	}
	if len(problems) > 0 {
		return nil, notes, problems
	}
	return reports, notes, nil
}

func unreadable(path string, err error) Problems {
	return Problems{{File: path, Message: "cannot be read: " + reason(err)}}
}

// reason drops the path from an error that has it: the problem names the file.
func reason(err error) string {
	if pathError, ok := err.(*os.PathError); ok {
		return pathError.Err.Error()
	}
	return err.Error()
}

// load returns the report if there is no problem, and what reading it showed.
func load(path string, src []byte, values Values, options Options) (*report.Report, *loader) {
	l := newLoader(path, src)
	l.values, l.options = values, options
	var r *report.Report
	if root, ok := l.document(src); ok {
		r = l.report(root)
	}
	l.hideSecrets()
	l.problems = l.problems.sorted()
	if len(l.problems) > 0 {
		return nil, l
	}
	return r, l
}
