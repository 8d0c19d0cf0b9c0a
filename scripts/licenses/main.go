// The licenses program copies the licence texts of everything that the released
// programs link into a folder: one folder for each module, and one for Go itself.
//
//	go run ./scripts/licenses dist/licenses
package main

import (
	"fmt"
	"os"
)

// programs lists the programs of a release, by what decides which modules they link:
// the operating system and the build tags; the processor makes no difference.
var programs = []target{
	{packages: "./cmd/fanlight", system: "linux"},
	{packages: "./cmd/fanlight", system: "darwin"},
	{packages: "./cmd/fanlight", system: "windows"},
	{packages: "./functions/...", system: "linux", tags: "lambda.norpc"},
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: licenses FOLDER")
		os.Exit(2)
	}
	n, err := collect(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "licenses:", err)
		os.Exit(1)
	}
	fmt.Printf("licences of %d modules in %s\n", n, os.Args[1])
}

// collect writes the texts and returns the number of modules that they are of.
// The folder is replaced. A module without a licence is an error.
func collect(out string) (modules int, err error) {
	if err := os.RemoveAll(out); err != nil {
		return 0, fmt.Errorf("empty the folder: %w", err)
	}
	root, err := goRoot()
	if err != nil {
		return 0, err
	}
	seen := map[string]bool{}
	for _, t := range programs {
		linked, err := t.list(root)
		if err != nil {
			return 0, err
		}
		for _, p := range linked {
			if err := p.copyTexts(out); err != nil {
				return 0, err
			}
			seen[p.Module.String()] = true
		}
	}
	return len(seen), nil
}
