// Command speed prints how many requests a second the stand-in answers for each one that moto's
// server or dynalite answers, on this machine and now:
// speed STANDIN-URL [moto=URL] [dynalite=URL]. scripts/conformance.sh runs it.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// A measurement takes rounds: in each the two servers take turns, so that another load of the machine is
// one of both. The median round counts.
const (
	rounds  = 5
	seconds = 2 // of each server in a round
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: speed STANDIN-URL [NAME=URL]...")
		os.Exit(2)
	}
	if err := compare(context.Background(), os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "speed:", err)
		os.Exit(1)
	}
}

// compare prints a row for each operation, number of connections and other server.
func compare(ctx context.Context, own string, others []string) error {
	var failed error
	fmt.Println("| operation | connections | other | ratio |\n|---|---|---|---|")
	for _, other := range others {
		name, url, _ := strings.Cut(other, "=")
		for _, m := range measurements {
			if name == "dynalite" && !m.dynamoDB {
				continue
			}
			for _, connections := range []int{1, 16} {
				ratio, err := median(ctx, m, own, url, connections)
				if err != nil {
					failed = errors.Join(failed, fmt.Errorf("%s at %s: %w", m.name, name, err))
					continue
				}
				fmt.Printf("| %s | %d | %s | %.1f |\n", m.name, connections, name, ratio)
			}
		}
	}
	return failed
}

// median returns the ratio of the median round.
func median(ctx context.Context, m measurement, own, other string, connections int) (float64, error) {
	var ratios []float64
	for range rounds {
		a, err1 := rate(ctx, m, own, connections)
		b, err2 := rate(ctx, m, other, connections)
		if err := errors.Join(err1, err2); err != nil {
			return 0, err
		}
		ratios = append(ratios, a/b)
	}
	slices.Sort(ratios)
	return ratios[rounds/2], nil
}

// rate returns the requests a second of so many connections.
func rate(ctx context.Context, m measurement, url string, connections int) (float64, error) {
	request, err := m.prepare(ctx, url)
	if err != nil {
		return 0, err
	}
	type outcome struct {
		n   int
		err error
	}
	began := time.Now()
	outcomes := make(chan outcome)
	for range connections {
		go func() {
			var o outcome
			for o.err == nil && time.Since(began) < seconds*time.Second {
				if o.err = request(ctx); o.err == nil {
					o.n++
				}
			}
			outcomes <- o
		}()
	}
	total := 0
	for range connections {
		o := <-outcomes
		total, err = total+o.n, errors.Join(err, o.err)
	}
	return float64(total) / time.Since(began).Seconds(), err
}
