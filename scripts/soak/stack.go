package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
)

// keyID and secret are the access key of the stand-in.
const keyID, secret = "soak", "soak-0123456789abcdef"

// stack has what a soak runs: the program, its disk and its destination.
type stack struct {
	plan     plan
	folder   string
	endpoint string
	due      time.Time // the minute of the reports that are due
	program  *program
	disk     disk
	receiver *receiver
	server   *http.Server
	lambda   *lambda.Client
	random   *rand.Rand // of kills and fills
	vitals   vitals
	starts   starts

	lives, kills, filled atomic.Int64
}

// setUp builds and starts everything.
func setUp(ctx context.Context, p plan) (s *stack, err error) {
	s = &stack{plan: p, receiver: newReceiver(p.seed), random: rand.New(rand.NewPCG(p.seed, 2))}
	if s.folder, err = os.MkdirTemp("", "soak"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.tearDown())
		}
	}()
	for _, sub := range []string{"data", "reports"} {
		if err := os.Mkdir(filepath.Join(s.folder, sub), 0o700); err != nil {
			return nil, err
		}
	}
	s.disk = mount(filepath.Join(s.folder, "data"))
	if s.disk.why != "" && p.fills > 0 {
		fmt.Println("SKIPPED full disks:", s.disk.why)
	}
	build := exec.CommandContext(ctx, "go", "build", "-o", filepath.Join(s.folder, "fanlight"), "./cmd/fanlight")
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("build the command line: %w: %s", err, out)
	}
	if err := s.serve(); err != nil {
		return nil, err
	}
	return s, s.deploy(ctx)
}

// serve starts the receiver.
func (s *stack) serve() error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s.server = &http.Server{Addr: listener.Addr().String(), Handler: s.receiver, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = s.server.Serve(listener) }() // ends with tearDown
	return nil
}

// deploy writes reports and logs, and starts the program.
func (s *stack) deploy(ctx context.Context) error {
	now := time.Now().UTC()
	s.due = now.Truncate(time.Minute).Add(2 * time.Minute)
	reports, log := filepath.Join(s.folder, "reports"), filepath.Join(s.folder, "soak.log")
	if err := writeReports(reports, "http://"+s.server.Addr+"/", s.plan, s.due); err != nil {
		return err
	}
	file, err := os.Create(log)
	if err != nil {
		return err
	}
	if err := errors.Join(writeLog(file, now.Add(-2*time.Hour), now.Add(s.plan.load+2*drain)), file.Close()); err != nil {
		return err
	}
	port, err := freePort()
	if err != nil {
		return err
	}
	s.endpoint = "http://" + port
	s.lambda = lambda.New(lambda.Options{
		BaseEndpoint: &s.endpoint, Region: "us-east-1", Retryer: aws.NopRetryer{},
		Credentials: credentials.NewStaticCredentialsProvider(keyID, secret, ""),
	})
	s.program = &program{
		binary: filepath.Join(s.folder, "fanlight"), output: filepath.Join(s.folder, "terminal.txt"), env: s.environment(),
		args: []string{"local", "--data", s.disk.folder, "--reports", reports, "--logs", log, "--deliver", "--listen", port,
			"--key", "env:SOAK_KEY", "--results", "16MiB"},
	}
	return s.begin(ctx)
}

// begin starts the program's next life.
func (s *stack) begin(ctx context.Context) error {
	s.lives.Add(1)
	return s.program.start(ctx)
}

// environment returns the environment of the program and of its commands.
func (s *stack) environment() []string {
	return append(os.Environ(), "SOAK_KEY="+keyID+":"+secret,
		"SOAK_SECRET=whsec_"+base64.StdEncoding.EncodeToString(make([]byte, 32)),
		"AWS_ENDPOINT_URL="+s.endpoint, "AWS_REGION=us-east-1", "AWS_ACCESS_KEY_ID="+keyID, "AWS_SECRET_ACCESS_KEY="+secret)
}

// freePort returns an address that is free, and stays the same over restarts.
func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// tearDown ends everything. The folder of a soak that failed stays, without its data folder if that was a tmpfs.
func (s *stack) tearDown() error {
	var failed []error
	if s.program != nil {
		failed = append(failed, s.program.kill())
	}
	if s.server != nil {
		failed = append(failed, s.server.Close())
	}
	return errors.Join(append(failed, s.disk.unmount())...)
}
