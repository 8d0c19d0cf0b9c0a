// Generate writes the log sample of this example: 26 hours of a Telegram bot on
// Lambda, the same bytes each time.
//
//	go run ./examples/bot-usage/generate examples/bot-usage/logs
package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/fanlight/fanlight/pkg/wholefile"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: generate FOLDER")
		os.Exit(2)
	}
	if err := write(os.Args[1], sample()); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// write writes each stream to a file of its own. One file is compressed, as real
// folders of logs have some.
func write(folder string, streams []*stream) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("create the folder: %w", err)
	}
	for _, s := range streams {
		content, err := s.encoded()
		if err != nil {
			return fmt.Errorf("compress %s: %w", s.file, err)
		}
		if err := wholefile.Write(filepath.Join(folder, s.file), content); err != nil {
			return fmt.Errorf("write a stream: %w", err)
		}
	}
	return nil
}

func (s *stream) encoded() ([]byte, error) {
	content := []byte(s.content())
	if !strings.HasSuffix(s.file, ".gz") {
		return content, nil
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(content); err != nil {
		return nil, err
	}
	err := w.Close()
	return b.Bytes(), err
}
