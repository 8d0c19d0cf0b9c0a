package source

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v4"
)

var itemsFileKeys = keys{known: []string{"file"}}

const wantItemsFile = "a list of items, such as - acme in each line"

// itemsFile returns the list in the file that for_each names, relative to the report
// file. It has no reader if there is none.
func (v value) itemsFile() value {
	m, ok := v.mapping(itemsFileKeys, wantItems)
	if !ok {
		return value{}
	}
	s := m.needText("file", "a path such as tenants.yaml, relative to the report file", "!!str")
	if s.unresolved {
		return value{}
	}
	path := s.text
	if !filepath.IsAbs(path) {
		path = filepath.Join(filepath.Dir(v.file), path)
	}
	src, err := readBounded(path)
	if err != nil {
		s.problem(s.at(), "", "file of for_each: cannot read %s: %v", quoted(path), err)
		return value{}
	}
	return v.listIn(path, src)
}

// listIn returns the list at the root of another file. No line of a file that is not one
// is shown: it may be that of something else.
func (v value) listIn(path string, src []byte) value {
	r := newReader(path, src)
	r.names = v.names
	v.files = append(v.files, r)
	list, ok := r.document(wantItemsFile)
	if list.what = "file of for_each"; ok && !list.must(yaml.SequenceNode, wantItemsFile) {
		r.wholeFile = true
		return value{}
	}
	if !ok {
		return value{}
	}
	return list
}

// readBounded reads a regular file, of which it reads little more than a YAML file may have.
func readBounded(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		return nil, errors.New("it is not a file")
	}
	if err != nil {
		return nil, withoutPath(err)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, withoutPath(err)
	}
	defer func() { _ = f.Close() }() // it was only read
	var b strings.Builder
	if _, err := io.Copy(&b, io.LimitReader(f, maxFile+1)); err != nil {
		return nil, fmt.Errorf("read: %w", withoutPath(err))
	}
	return []byte(b.String()), nil
}

// withoutPath returns an error of a file without its path, which the message has.
func withoutPath(err error) error {
	if pathError := (*fs.PathError)(nil); errors.As(err, &pathError) {
		return pathError.Err
	}
	return err
}
