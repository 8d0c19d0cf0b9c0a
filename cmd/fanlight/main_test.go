package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/fanlight/fanlight/cmd/fanlight/cli"
	"github.com/fanlight/fanlight/pkg/deliver/telegram"
	"github.com/fanlight/fanlight/pkg/golden"
)

// TestMain makes the program a command of the scripts.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"fanlight": main, "crashing": crash})
}

// crash is a program that crashes as fanlight does: in a goroutine.
func crash() {
	reportCrashes()
	go func() { panic("a mistake of ours") }()
	select {}
}

func TestMain_scripts(t *testing.T) {
	examples, err := filepath.Abs("../../examples")
	if err != nil {
		t.Fatal(err)
	}
	serveChats(t)
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       golden.Updating(),
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"serve": serve, "release": release, "deploy": deploy},
		Setup: func(env *testscript.Env) error {
			env.Setenv("EXAMPLES", examples)
			env.Setenv(telegram.URLVariable, os.Getenv(telegram.URLVariable))
			env.Setenv("TELEGRAM_TOKEN", os.Getenv("TELEGRAM_TOKEN"))
			env.Setenv("AWS_EC2_METADATA_DISABLED", "true")
			env.Setenv("GORACE", "atexit_sleep_ms=0") // the race detector's programs linger for a second
			return nil
		},
	})
}

// serve runs `fanlight local` on a free port until the script ends, and does
// with its output what eval does in a shell.
func serve(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("unsupported: ! serve")
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	server := startLocal(ctx, args)
	ts.Defer(func() {
		cancel(cli.Stopped{Signal: syscall.SIGTERM})
		if status := server.wait(); status != 143 {
			ts.Logf("fanlight local ended with status %d", status)
		}
		ts.Logf("%s", server.stderr.String())
	})
	exports, err := server.exports()
	ts.Check(err)
	for name, value := range exports {
		ts.Setenv(name, value)
	}
	ts.Setenv("ADDRESS", strings.TrimPrefix(exports["AWS_ENDPOINT_URL"], "http://"))
}

// TestReportCrashes runs a program that crashes: its status is not 2.
func TestReportCrashes(t *testing.T) {
	t.Parallel()
	output, err := exec.Command("crashing").CombinedOutput()
	failed, ok := errors.AsType[*exec.ExitError](err)
	if !ok || failed.Sys().(syscall.WaitStatus).Signal() != syscall.SIGABRT || !bytes.Contains(output, []byte("a mistake of ours")) {
		t.Errorf("%v:\n%s", err, output)
	}
}
