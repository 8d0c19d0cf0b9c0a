// Fanlight turns CloudWatch Logs Insights queries into scheduled reports.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/fanlight/fanlight/cmd/fanlight/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second one ends the process at once
	os.Exit(cli.Run(ctx, os.Args[1:], cli.OS()))
}
