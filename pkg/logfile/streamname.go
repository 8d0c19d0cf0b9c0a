package logfile

import (
	"path"
	"path/filepath"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

var exported = lazyregexp.New(`^\d{6}(\.gz|\.zst)?$`)

var compressed = lazyregexp.New(`(.)\.(gz|zst|bz2)$`)

// streamOf returns the name of the stream of a file's events: the file's name, or, for
// the files 000000.gz of an export to S3, that of their folder
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/S3Export.html).
func streamOf(file, entry string) string {
	full := filepath.ToSlash(file)
	if entry != "" {
		full = entry
	}
	base, folder := path.Base(full), path.Base(path.Dir(full))
	if exported().MatchString(base) && folder != "." && folder != "/" {
		return folder
	}
	return compressed().ReplaceAllString(base, "$1")
}
