// Package delivery builds the sender of the functions that deliver reports.
package delivery

import (
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/deliver/channel"
)

// Sender returns the sender of a function: it delivers reports, and messages to
// their owners.
func Sender(cfg aws.Config) *deliver.Sender {
	return deliver.New(channel.Environment{AWS: cfg, Stdout: os.Stdout})
}
