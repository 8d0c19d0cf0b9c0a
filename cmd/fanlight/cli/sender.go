package cli

import (
	"context"
	"io"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
)

// newSender returns what delivers reports from this machine, by the AWS
// configuration of its user; the destination stdout writes to the writer.
func newSender(ctx context.Context, s *System, stdout io.Writer) (reporter.Sender, error) {
	cfg, err := s.AWS(ctx, Account{})
	if err != nil {
		return nil, err
	}
	return deliver.New(channel.Environment{AWS: cfg, Stdout: stdout, Getenv: s.Getenv}), nil
}
