package file

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// Send replaces the file by the text of a message, and returns its path. Missing
// folders are made.
func (Channel) Send(_ context.Context, _ *channel.Environment, to report.Destination, m fanlight.Message) (string, error) {
	if to.File == nil {
		return "", channel.ErrNoSettings
	}
	if err := replace(to.File.Path, m.Text); err != nil {
		return "", err
	}
	return to.File.Path, nil
}

// replace replaces the file at path in one step, so that its readers see the
// old content or the new one.
func replace(path, content string) (err error) {
	dir := filepath.Dir(path)
	if err := makeFolder(dir); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, "."+filepath.Base(path)+"-*")
	if err != nil {
		return fmt.Errorf("make temporary file: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if err := fill(f, content); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("put report in place: %w", err)
	}
	return nil
}

// fill writes a file to the disk and closes it, readable for all: only its owner
// may read a temporary file.
func fill(f *os.File, content string) error {
	_, err := f.WriteString(content)
	return errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
}
