package logfile

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/logfile/internal/unpack"
)

// foreign returns the error of a file whose first line shows that it is output of the AWS
// CLI in another form than JSON.
func foreign(first string) error {
	const remedy = "export the events as JSON, with --output json"
	switch {
	case strings.HasPrefix(first, "EVENTS\t"):
		return &unpack.NotTextError{What: "output of the AWS CLI as text", Remedy: remedy}
	case first == "events:":
		return &unpack.NotTextError{What: "output of the AWS CLI as YAML", Remedy: remedy}
	}
	return nil
}
