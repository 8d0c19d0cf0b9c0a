// Gallery writes one folder with every form of the examples, after the editions before
// them, and of the documents that the tests render, and a page that shows them next to each
// other. With a Chromium it also takes pictures of them and measures them: what is wider than
// the window, what the browser complains of, and, with axe-core, what readers with other
// senses cannot use.
//
//	go run ./scripts/gallery [-out out/gallery] [-chromium PROGRAM] [-axe axe.min.js] [document …]
//	go run ./scripts/gallery -pictures [-chromium PROGRAM] [example …]
//
// It fails if a page is too wide, asks for anything, or has violations. With -pictures it
// takes those that the examples have in their folders, of their page.html.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"slices"
)

func main() {
	out := flag.String("out", "out/gallery", "folder that is written")
	program := flag.String("chromium", "", "program of Chromium; default: the first that is found")
	axe := flag.String("axe", "", "file of axe-core; default: no check by it")
	pictures := flag.Bool("pictures", false, "take the pictures of the examples, and write no gallery")
	flag.Parse()
	bad, err := 0, error(nil)
	if *pictures {
		err = takePictures("examples", *program, flag.Args())
	} else {
		bad, err = run(context.Background(), *out, "examples", *program, *axe, flag.Args())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
	if bad > 0 {
		os.Exit(1)
	}
}

// run writes the gallery and returns the number of forms that are not as they should be.
func run(ctx context.Context, out, examples, program, axe string, only []string) (bad int, err error) {
	pages, err := write(ctx, out, examples, only)
	if err != nil {
		return 0, err
	}
	if program = find(program); program == "" {
		fmt.Println("SKIPPED: no Chromium; neither pictures nor figures")
		return 0, writeIndex(out, pages)
	}
	script := []byte(nil)
	if axe == "" {
		fmt.Println("SKIPPED: no axe-core; violations are not counted")
	} else if script, err = os.ReadFile(axe); err != nil {
		return 0, err
	}
	b, err := start(program)
	if err != nil {
		return 0, err
	}
	defer b.close()
	for _, p := range pages {
		for i := range p.forms {
			f := &p.forms[i]
			if err := b.look(out, f, string(script)); err != nil {
				return bad, fmt.Errorf("look at %s: %w", f.file, err)
			}
			if !f.figures.good() {
				bad++
			}
			if f.measured || !f.figures.good() {
				fmt.Println(f.figures.String(f.file))
			}
		}
	}
	return bad, writeIndex(out, pages)
}

// programs are the names of Chromium, the one without a window first.
var programs = []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}

// find returns the program of Chromium, "" if there is none.
func find(program string) string {
	names := programs
	if program != "" {
		names = []string{program}
	}
	i := slices.IndexFunc(names, func(name string) bool { _, err := exec.LookPath(name); return err == nil })
	if i < 0 {
		return ""
	}
	return names[i]
}
