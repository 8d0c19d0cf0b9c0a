package file

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"syscall"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// lasting are causes for which a folder cannot be made until a person changes
// something: another try a minute later has the same outcome.
var lasting = []error{fs.ErrPermission, fs.ErrNotExist, syscall.ENOTDIR, syscall.EROFS}

// makeFolder makes the folder of a file, with those above it. The error is a
// *fanlight.DeliveryError, which is permanent if another try cannot help.
func makeFolder(path string) error {
	err := os.MkdirAll(path, 0o755)
	if err == nil {
		return nil
	}
	permanent := slices.ContainsFunc(lasting, func(cause error) bool { return errors.Is(err, cause) })
	return &fanlight.DeliveryError{Permanent: permanent, Err: fmt.Errorf("make folder: %w", err)}
}
