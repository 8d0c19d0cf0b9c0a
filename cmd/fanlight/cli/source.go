package cli

import (
	"context"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile"
)

// pathSource is a source that looks for its files each time it is read, so that
// files which were added to a folder are read too.
type pathSource struct {
	options logfile.Options
	paths   []string
}

// Each implements logs.Source.
func (s pathSource) Each(ctx context.Context, group string, yield func(*cwli.Event) error) error {
	set, err := s.options.Open(s.paths...)
	if err != nil {
		return err
	}
	return set.Each(ctx, group, yield)
}
