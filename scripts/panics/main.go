// Panics checks that exported functions can be found from their tests: it draws
// functions by a seed, replaces the body of one at a time by a panic, and runs
// the tests that bear its name. It prints those that no test of that name
// catches.
//
//	go run ./scripts/panics -seed 1 -n 30 -want 27 [package folder …]
package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
)

func main() {
	seed := flag.Uint64("seed", 1, "of the draw")
	n := flag.Int("n", 30, "functions to draw; 0: all")
	want := flag.Int("want", 27, "of these, how many a test must catch")
	flag.Parse()
	caught, drawn, err := run(*seed, *n, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, "panics:", err)
		os.Exit(1)
	}
	fmt.Printf("seed %d: a test of the same name catches a panic in %d of %d exported functions, want %d\n", *seed, caught, drawn, *want)
	if caught < *want {
		os.Exit(1)
	}
}

func run(seed uint64, n int, folders []string) (caught, drawn int, err error) {
	if len(folders) == 0 {
		folders = []string{"pkg"}
	}
	all, err := functions(folders)
	if err != nil {
		return 0, 0, err
	}
	for _, f := range draw(all, seed, n) {
		drawn++
		why, err := f.check()
		switch {
		case err != nil:
			return caught, drawn, err
		case why != "":
			fmt.Printf("%s: %s: %s\n", f.position, f.test(), why)
		default:
			caught++
		}
	}
	return caught, drawn, nil
}

// draw returns n of the functions, all of them if n is 0.
func draw(all []function, seed uint64, n int) []function {
	if n == 0 || n > len(all) {
		return all
	}
	drawn := slices.Clone(all)
	rand.New(rand.NewPCG(seed, 0)).Shuffle(len(drawn), func(i, j int) { drawn[i], drawn[j] = drawn[j], drawn[i] })
	return drawn[:n]
}
