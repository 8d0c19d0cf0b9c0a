package file

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/wholefile"
)

// Send replaces the file by the text of a message, and returns its path. Missing
// folders are made. A path that leads to something else than a regular file, such
// as a device, is a permanent error.
func (Channel) Send(_ context.Context, _ *channel.Environment, to report.Destination, m fanlight.Message) (string, error) {
	if to.File == nil {
		return "", channel.ErrNoSettings
	}
	err := replace(to.File.Path, m.Text)
	if errors.Is(err, wholefile.ErrNotRegular) {
		return "", &fanlight.DeliveryError{Permanent: true, Err: fmt.Errorf("%w; the kind stdout writes to standard output", err)}
	}
	if err != nil {
		return "", err
	}
	return to.File.Path, nil
}

func replace(path, content string) error {
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	if err := wholefile.Write(path, []byte(content)); err != nil {
		return fmt.Errorf("put report in place: %w", err)
	}
	return nil
}
