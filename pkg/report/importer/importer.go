// Package importer writes report files from what the AWS CLI prints of saved queries,
// dashboards and scheduled queries. A file that it writes is right: package source reads it
// without a problem. What cannot be carried over is said, each thing by a line of its own.
package importer

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Document is a file with one or more JSON values as the AWS CLI prints them.
type Document struct {
	Name string // in messages, and of a dashboard that does not say its own
	Data []byte
}

// Options change what is written.
type Options struct {
	Groups []string  // log groups of queries that name none
	Now    time.Time // a schedule that begins later is not carried over as a whole
}

// Result has the report files, and what is not in them.
type Result struct {
	Reports []Report // by name
	Found   int      // queries in the documents
	Lost    []Loss   // queries that no report has
	Changed []Loss   // what reports do not have, or have otherwise
}

// Report is a report file.
type Report struct {
	Name    string // of the report; its file is called so too
	Queries int    // that were carried over
	Content []byte // YAML
}

// Loss says what was not carried over, and why. Its texts may have come from anywhere.
type Loss struct{ What, Why string }

// String returns the loss in one line.
func (l Loss) String() string { return l.What + ": " + l.Why }

// Import reads documents and writes their queries as report files: those of a folder of
// saved queries, of a dashboard in one Region and of a scheduled query into one file each.
// It returns an error if a document is nothing that it reads.
func Import(documents []Document, o Options) (Result, error) {
	r := &run{options: o, names: map[string]bool{}}
	var drafts []*draft
	var wrong []error
	for _, d := range documents {
		x := &export{run: r}
		if err := x.read(d); err != nil {
			wrong = append(wrong, fmt.Errorf("read %s: %w", d.Name, err))
			continue
		}
		drafts = append(drafts, x.drafts()...)
	}
	if len(wrong) > 0 {
		return Result{}, errors.Join(wrong...)
	}
	for _, d := range joined(drafts) {
		if err := r.finish(d); err != nil {
			return Result{}, err
		}
	}
	slices.SortFunc(r.result.Reports, func(a, b Report) int { return cmp.Compare(a.Name, b.Name) })
	return r.result, nil
}

// run is one call of Import.
type run struct {
	options Options
	names   map[string]bool // of reports so far
	result  Result
}

func (r *run) lose(it *item, why string) {
	r.result.Lost = append(r.result.Lost, Loss{it.label, why})
}

func (r *run) change(what, format string, args ...any) {
	r.result.Changed = append(r.result.Changed, Loss{what, fmt.Sprintf(format, args...)})
}

// joined joins the drafts of one folder of saved queries: documents may be pages of a list.
func joined(drafts []*draft) (all []*draft) {
	folders := map[string]*draft{}
	for _, d := range drafts {
		if first := folders[d.folder]; d.folder != "" && first != nil {
			first.items = append(first.items, d.items...)
			continue
		}
		if d.folder != "" {
			folders[d.folder] = d
		}
		all = append(all, d)
	}
	return all
}
