package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/report/source"
)

// valuesFile is the name of the values file that the reports of a folder, and of those below
// it, have.
const valuesFile = "values.yaml"

// reportTree is the report files that arguments stand for: of a folder those in it and below
// it.
type reportTree struct {
	s     *System
	paths []string
	named map[string]bool   // the files that were named one by one
	files map[string]string // by report file: the values file that it has in its folder, or above it in the tree

	ownValues bool // no other values are given
}

// reportsBelow returns the report files that arguments stand for. Of folders whose names
// begin with a dot it takes none.
func reportsBelow(s *System, args []string, ownValues bool) (*reportTree, error) {
	t := &reportTree{s: s, named: map[string]bool{}, files: map[string]string{}, ownValues: ownValues}
	for _, arg := range args {
		if !isFolder(arg) { // the loader reports an error with the others
			t.paths, t.named[arg] = append(t.paths, arg), true
			continue
		}
		before := len(t.paths)
		if err := t.folder(arg, ""); err != nil {
			return nil, err
		}
		if len(t.paths) == before {
			return nil, fmt.Errorf("no report file is in %s or below it: want files with the key report, whose names end in .yaml or .yml", arg)
		}
	}
	t.paths = distinct(t.paths)
	return t, nil
}

// folder takes the reports of a folder, which have the values of that folder or of one above.
func (t *reportTree) folder(folder, values string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return fmt.Errorf("read the folder of report files: %w", err)
	}
	isValues := func(e os.DirEntry) bool { return t.ownValues && !e.IsDir() && e.Name() == valuesFile }
	if slices.ContainsFunc(entries, isValues) {
		values = filepath.Join(folder, valuesFile)
	}
	for _, e := range entries {
		switch path := filepath.Join(folder, e.Name()); {
		case isValues(e):
		case !e.IsDir():
			t.file(path, values)
		case !strings.HasPrefix(e.Name(), "."):
			if err := t.folder(path, values); err != nil {
				return err
			}
		}
	}
	return nil
}

// file takes a report. The values file is read only for one that has ${names}: it may be
// another program's.
func (t *reportTree) file(path, values string) {
	content, is := readReport(t.s, path)
	if !is {
		return
	}
	t.paths = append(t.paths, path)
	if values != "" && bytes.Contains(content, []byte("${")) {
		t.files[path] = values
	}
}

// values returns the values of the reports that have a values file in the tree.
func (t *reportTree) values() (map[string]source.Values, error) {
	read, all := map[string]source.Values{}, map[string]source.Values{}
	for _, path := range t.paths {
		file := t.files[path]
		if _, done := read[file]; file != "" && !done {
			values, err := source.LoadValues(file)
			if err != nil {
				return nil, err
			}
			read[file] = values
		}
		if file != "" {
			all[path] = read[file]
		}
	}
	return all, nil
}
