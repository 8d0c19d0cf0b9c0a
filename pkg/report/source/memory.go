package source

// Read reads the content of one report file that is in memory, as LoadTests reads those of
// paths. The path is for messages, and for files that the report names relative to it.
func Read(path string, content []byte, values Values, options Options) ([]File, []Problem, error) {
	var files []File
	var notes, problems findings
	f := load(path, content, values, options)
	for _, made := range f.reports {
		made.refuseDuplicate(path, map[string]string{})
		files = append(files, File{path, made.report, made.tests, made.each, made.environments})
	}
	f.finishAll(&notes, &problems)
	if len(problems.kept) > 0 {
		return nil, notes.problems(), problems.problems()
	}
	return files, notes.problems(), nil
}
