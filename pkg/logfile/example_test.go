package logfile_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile"
)

// sample writes a log file of JSON lines to a new folder.
func sample() (folder string, err error) {
	if folder, err = os.MkdirTemp("", "logs"); err != nil {
		return "", err
	}
	const lines = `{"timestamp":"2026-01-01T12:00:00Z","level":"info","ms":12}
{"timestamp":"2026-01-01T12:00:01Z","level":"error","ms":140}
goroutine 1 [running]:
`
	return folder, os.WriteFile(filepath.Join(folder, "bot.log"), []byte(lines), 0o600)
}

func ExampleOpen() {
	folder, err := sample()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(folder) }() // a temporary folder
	set, err := logfile.Open(folder)
	if err != nil {
		fmt.Println(err)
		return
	}
	err = set.Each(context.Background(), "", func(e *cwli.Event) error {
		fmt.Printf("%d %s %s\n", e.Timestamp, e.Stream, e.Message)
		return nil
	})
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// 1767268800000 bot.log {"timestamp":"2026-01-01T12:00:00Z","level":"info","ms":12}
	// 1767268801000 bot.log {"timestamp":"2026-01-01T12:00:01Z","level":"error","ms":140}
	// 1767268801000 bot.log goroutine 1 [running]:
}

// The events of a set are queried by passing Execution.Add to Each.
func ExampleSet_Each() {
	folder, err := sample()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(folder) }() // a temporary folder
	set, err := logfile.Open(folder)
	if err != nil {
		fmt.Println(err)
		return
	}
	query, err := cwli.Compile("stats count(*) as lines, max(ms) as slowest")
	if err != nil {
		fmt.Println(err)
		return
	}
	x := query.Execution(cwli.Options{})
	if err := set.Each(context.Background(), "", x.Add); err != nil {
		fmt.Println(err)
		return
	}
	result, err := x.Result(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range result.Rows {
		fmt.Println(row)
	}
	// Output: [{lines 3} {slowest 140}]
}
