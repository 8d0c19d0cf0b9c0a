package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"
	"time"

	"github.com/fanlight/fanlight/cmd/fanlight/preview"
	"github.com/fanlight/fanlight/pkg/text"
)

// watchEvery is the pause between two looks at the watched files.
const watchEvery = time.Second

// serve serves the edition until the command ends, and draws it again when a watched
// file has changed.
func (p *previewCommand) serve(ctx context.Context, d *drawnEdition, watcher *preview.Watcher) error {
	on, err := p.listener(ctx)
	if err != nil {
		return err
	}
	server := preview.NewServer(p.s.Now())
	e := d.edition()
	server.Show(e)
	fmt.Fprintf(p.s.Err, "preview at http://%s (%s) until Ctrl-C\n", on.Addr(), viewNames(e.Views))
	serving, cancel := context.WithCancel(ctx)
	defer cancel()
	served := make(chan error, 1)
	go func() {
		defer cancel()
		served <- server.Serve(serving, on)
	}()
	watcher.Run(serving, watchEvery, func(files []string) { p.redraw(serving, server, files) })
	return <-served
}

func (p *previewCommand) listener(ctx context.Context) (net.Listener, error) {
	on, err := new(net.ListenConfig).Listen(ctx, "tcp", p.listen)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("serve the preview: %s is in use, maybe by another preview: --listen 127.0.0.1:0 takes a free port", p.listen)
	}
	if err != nil {
		return nil, fmt.Errorf("serve the preview: %w", err)
	}
	return on, nil
}

// redraw draws the edition again. What is wrong stands on stderr, and on the page instead
// of the edition.
func (p *previewCommand) redraw(ctx context.Context, server *preview.Server, files []string) {
	at := p.s.Now().UTC().Format("15:04:05Z")
	what := text.Clean(files[0]) + " has changed"
	if len(files) > 1 {
		what = fmt.Sprintf("%s and %s have changed", text.Clean(files[0]), count(len(files)-1, "other file", "other files"))
	}
	var said bytes.Buffer
	watched := *p.s
	watched.Err = io.MultiWriter(p.s.Err, &said)
	d, err := p.draw(ctx, &watched)
	if ctx.Err() != nil {
		return
	}
	if err == nil {
		server.Show(d.edition())
		fmt.Fprintf(p.s.Err, "%s  %s: drawn again\n", at, what)
		return
	}
	if left := unreported(err); left != nil {
		fmt.Fprintf(watched.Err, "fanlight: %s\n", text.CleanLines(left.Error()))
	}
	server.ShowProblem("Preview of "+p.path, strings.TrimSpace(said.String()))
	fmt.Fprintf(p.s.Err, "%s  %s: not drawn\n", at, what)
}
