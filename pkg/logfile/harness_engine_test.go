package logfile_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/cwlitest"
	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/logfile"
)

// engine runs scripts with log files. It has neither events nor lookup tables.
type engine struct{}

func (engine) Run(ctx context.Context, in cwlitest.Input) (rows [][]cwlitest.Field, err error) {
	q, err := cwli.Compile(in.Query)
	if wrong, ok := errors.AsType[*expr.Error](err); ok {
		return nil, &cwlitest.Refusal{Offset: wrong.Offset, End: wrong.End, Message: wrong.Message, Unsupported: wrong.Unsupported}
	}
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "logfile")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	set, err := openScript(folder, in.Files)
	if err != nil {
		return nil, err
	}
	result, err := q.Run(ctx, cwli.Options{Window: windowOf(in)}, func(ctx context.Context, _ cwli.Input, yield func(*cwli.Event) error) error {
		return set.Each(ctx, "", yield)
	})
	return withoutPointers(result.Rows), err
}

// openScript writes the files of a script to a folder and opens them in their order.
func openScript(folder string, files []cwlitest.File) (*logfile.Set, error) {
	var paths []string
	for _, f := range files {
		path := filepath.Join(folder, f.Name)
		if err := os.WriteFile(path, []byte(f.Content), 0o600); err != nil {
			return nil, err
		}
		paths = append(paths, path)
	}
	return logfile.Open(paths...)
}

func windowOf(in cwlitest.Input) cwli.Window {
	if in.End == 0 {
		return cwli.Window{}
	}
	return cwli.Window{Start: in.Start * 1000, End: (in.End + 1) * 1000}
}

// withoutPointers returns rows as scripts over files have them.
func withoutPointers(rows [][]cwli.Field) [][]cwlitest.Field {
	all := make([][]cwlitest.Field, len(rows))
	for i, row := range rows {
		row = slices.DeleteFunc(row, func(f cwli.Field) bool { return f.Name == "@ptr" })
		for _, f := range row {
			all[i] = append(all[i], cwlitest.Field(f))
		}
	}
	return all
}
