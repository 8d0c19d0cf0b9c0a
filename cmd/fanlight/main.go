// Fanlight turns CloudWatch Logs Insights queries into scheduled reports.
package main

import (
	"context"
	"os"
	"runtime/debug"

	"github.com/fanlight/fanlight/cmd/fanlight/cli"
)

func main() {
	reportCrashes()
	os.Exit(cli.Run(untilSignal(context.Background()), os.Args[1:], cli.OS()))
}

// reportCrashes makes a panic of any goroutine, and what the runtime ends the
// program for, such as too little memory, end it by SIGABRT (exit status 134)
// with the stacks of all goroutines: without it the status is 2, that of a wrong
// command line.
func reportCrashes() { debug.SetTraceback("crash") }
