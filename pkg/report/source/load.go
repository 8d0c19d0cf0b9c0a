// Package source reads report files and values files. They are strict YAML. All
// mistakes of a file are reported at once, each with its line and column.
//
// A reader (reader.go, document.go, value.go, mapping.go, scalar.go, setting.go)
// turns a file into checked mappings, lists and scalars that know their places. A
// builder (report.go and a file for each of its keys) turns these into a
// report.Report.
package source

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/report"
)

// Options change how report files are read.
type Options struct {
	// LenientDeliver makes unknown ${names} under deliver and owner notes instead
	// of problems; the report keeps their text. It is for commands that deliver
	// nothing.
	LenientDeliver bool

	// ForAWS notes what does something else on AWS than where the file is read: a file
	// destination. It also compares ARNs with the Region in the values, if it is there.
	ForAWS bool

	// ValuesOf are the values of files that have other ones than the rest, by their path.
	ValuesOf map[string]Values

	// ValuesFile is the path of the values file if the files are read for its
	// environment: an unknown ${name} in a report that is not deployed to it is not
	// reported, and the report, which then is incomplete, is not to be used. The
	// empty path stands for no environment.
	ValuesFile string

	// Stdin is read for the path "-"; nil: that path is a file's like any other.
	Stdin io.Reader

	// Now is the time at which the file is read: a schedule that does not run after
	// it is noted. The zero time asks for no such note.
	Now time.Time
}

// LoadFiles reads the report files of one deployment, whose reports need
// different names. The reports are in the order of the paths, those of a file with
// for_each in the order of its items. Notes are remarks
// that stop nothing, as when a query runs only on AWS. The error is of
// type Problems: the mistakes of all files, those of each by position, at most 100
// and one that stands for the rest; so are the notes. A file that cannot be read is
// one of them. If there is one, no report is returned.
func LoadFiles(paths []string, values Values, options Options) ([]*report.Report, []Problem, error) {
	files, notes, err := LoadTests(paths, values, options)
	var reports []*report.Report
	for _, f := range files {
		reports = append(reports, f.Report)
	}
	return reports, notes, err
}

// File is a report of a report file. A file with for_each has several.
type File struct {
	Path   string
	Report *report.Report
	Tests  []Test // none if the file has none
	Each   string // the item of the file's for_each that made the report; empty: none

	Environments []string // that the report is deployed to; none: to every one
}

// In reports whether the report is deployed to an environment.
func (f File) In(environment string) bool {
	return len(f.Environments) == 0 || slices.Contains(f.Environments, environment)
}

// LoadTests is LoadFiles with the tests of the files.
func LoadTests(paths []string, values Values, options Options) ([]File, []Problem, error) {
	var loaded []File
	var notes, problems findings
	files := map[string]string{} // by name of a report: its file
	for _, path := range paths {
		path, src, err := options.read(path)
		if err != nil {
			problems.join(findings{kept: unreadable(path, err)})
			continue
		}
		f := load(path, src, values, options)
		for _, made := range f.reports {
			made.refuseDuplicate(path, files)
			loaded = append(loaded, File{path, made.report, made.tests, made.each, made.environments})
		}
		f.finishAll(&notes, &problems)
	}
	if len(problems.kept) > 0 {
		return nil, notes.problems(), problems.problems()
	}
	return loaded, notes.problems(), nil
}

// maxStdin bounds what is read of standard input, in bytes.
const maxStdin = 16 << 20

// read returns the content of a report file, and the name that messages have for it.
func (o Options) read(path string) (name string, content []byte, err error) {
	if path != "-" || o.Stdin == nil {
		content, err = os.ReadFile(path)
		return path, content, err
	}
	content, err = io.ReadAll(io.LimitReader(o.Stdin, maxStdin))
	return "stdin", content, err
}

func unreadable(path string, err error) Problems {
	if pathError := (*fs.PathError)(nil); errors.As(err, &pathError) {
		err = pathError.Err // the problem has the path
	}
	return Problems{{File: path, Message: "cannot be read: " + err.Error()}}
}

// loaded is a report file that was read.
type loaded struct {
	*reader
	reports []built
}

func load(path string, src []byte, values Values, options Options) loaded {
	r := newReader(path, src)
	if own, has := options.ValuesOf[path]; has {
		values = own
	}
	r.names, r.shownKeys = values, slices.DeleteFunc(slices.Clone(reportKeys.known), holdsSecrets)
	r.standsIn(options)
	root, ok := r.document(wantReport)
	if !ok {
		return loaded{reader: r}
	}
	return loaded{r, buildAll(root, options)}
}

// finishAll adds what was found in the file, and then in the files that it names.
func (r *reader) finishAll(notes, problems *findings) {
	for _, one := range append([]*reader{r}, r.files...) {
		notes.join(one.finish(one.notes))
		problems.join(one.finish(one.problems))
	}
}

// refuseDuplicate reports a name that another file has already. It notes the
// file's own.
func (made built) refuseDuplicate(path string, files map[string]string) {
	name := made.name.text
	if name == "" {
		return
	}
	if other, taken := files[name]; taken {
		made.name.problem(made.name.at(), "", "report %s is defined in %s too: want a name for each", quoted(name), other)
	}
	files[name] = path
}
