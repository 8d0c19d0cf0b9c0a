// Package delivery builds the sender of the functions that deliver reports, and the
// inspector of their destinations.
package delivery

import (
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/inspect"
)

// Sender returns the sender of a function: it delivers reports, and messages to
// their owners.
func Sender(cfg aws.Config) *deliver.Sender {
	return deliver.New(channel.Environment{AWS: cfg, Stdout: os.Stdout})
}

// Inspector returns the inspector of a function: it checks destinations and sends nothing.
func Inspector(cfg aws.Config) *inspect.Inspector {
	return inspect.New(channel.Environment{AWS: cfg})
}
