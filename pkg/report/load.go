package report

// Options change how a report file is read.
type Options struct {
	// LenientDeliver turns unresolved ${names} under deliver and owner from
	// errors into notes; the report keeps their text. It is for runs that
	// deliver nothing.
	LenientDeliver bool
}

// Load reads one report file. The error, if any, is Problems: all that is
// wrong, by position. Notes are worth telling but stop nothing. The path only
// names the file in them.
func Load(path string, src []byte, values Values, options Options) (*Report, []Problem, error) {
	return nil, nil, Problems{}
}

// LoadFile reads one report file from disk as Load does.
func LoadFile(path string, values Values, options Options) (*Report, []Problem, error) {
	return nil, nil, Problems{}
}

// LoadFiles reads report files that are deployed together: besides what Load
// refuses, two reports of one name are a problem that names both files. The
// error holds the problems of all files.
func LoadFiles(paths []string, values Values, options Options) ([]*Report, []Problem, error) {
	return nil, nil, Problems{}
}
