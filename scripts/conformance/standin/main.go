// Command standin serves an empty account of the stand-in on the loopback address that it gets,
// until its standard input ends. scripts/conformance.sh runs it, one for each test where the
// suite expects to begin with nothing.
package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"

	"github.com/fanlight/fanlight/pkg/localaws"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: standin ADDRESS:PORT")
		os.Exit(2)
	}
	if err := serve(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "standin:", err)
		os.Exit(1)
	}
}

// serve prints the URL when requests are answered.
func serve(address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", address, err)
	}
	account := localaws.New(localaws.Options{})
	defer account.Close()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // until the parent ends or closes it
		cancel()
	}()
	fmt.Println("http://" + listener.Addr().String())
	return account.Serve(ctx, listener)
}
