package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/wholefile"
	"github.com/fanlight/fanlight/scripts/internal/figures"
)

const module = "github.com/fanlight/fanlight/"

// pair is a program and the bare one that makes the same calls.
type pair struct {
	real, bare string // paths
	services   calls
}

// buildPair builds both for this machine, stripped. Functions have the tag that they are
// deployed with.
func buildPair(folder, pkg, main string) (pair, error) {
	tags := ""
	if main == functionMain {
		tags = "lambda.norpc"
	}
	called, err := calledBy(pkg, tags)
	if err != nil {
		return pair{}, err
	}
	name := filepath.Join(folder, filepath.Base(pkg))
	source := name + "bare/main.go"
	if err := os.Mkdir(filepath.Dir(source), 0o755); err != nil {
		return pair{}, fmt.Errorf("make a folder for a bare program: %w", err)
	}
	if err := writeSource(source, called.source(main)); err != nil {
		return pair{}, err
	}
	p := pair{real: name, bare: name + "-bare", services: called}
	return p, errors.Join(build(pkg, p.real, tags), build(source, p.bare, tags))
}

func build(what, out, tags string) error {
	return command("env", "CGO_ENABLED=0", "go", "build", "-tags", tags, "-trimpath", "-buildvcs=false", "-ldflags", "-s -w", "-o", out, what)
}

// calledBy returns what a program calls: the stand-in names the same operations, to serve them.
func calledBy(pkg, tags string) (calls, error) {
	out, err := exec.Command("go", "list", "-deps", "-tags", tags, "-json=ImportPath,Dir,GoFiles", pkg).Output()
	if err != nil {
		return nil, fmt.Errorf("list the packages of %s: %w", pkg, err)
	}
	called := calls{}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			ImportPath, Dir string
			GoFiles         []string
		}
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return called, nil
		} else if err != nil {
			return nil, fmt.Errorf("read the packages of %s: %w", pkg, err)
		}
		if !strings.HasPrefix(p.ImportPath, module) || strings.HasPrefix(p.ImportPath, module+"pkg/localaws") {
			continue
		}
		for _, file := range p.GoFiles {
			if err := called.addFile(filepath.Join(p.Dir, file)); err != nil {
				return nil, err
			}
		}
	}
}

// cost is the median processor time of the two programs of a pair, in ms.
type cost struct{ real, bare float64 }

func (c cost) ratio() float64 { return c.real / c.bare }

// compare starts both in turn. start runs a program and returns its processor time.
func (p pair) compare(rounds int, start func(path string) (time.Duration, error)) (cost, error) {
	var real, bare []float64
	for range rounds {
		for _, one := range []struct {
			path  string
			times *[]float64
		}{{p.real, &real}, {p.bare, &bare}} {
			t, err := start(one.path)
			if err != nil {
				return cost{}, err
			}
			*one.times = append(*one.times, t.Seconds()*1e3)
		}
	}
	return cost{figures.Median(real), figures.Median(bare)}, nil
}

// help returns the processor time of a program that prints its help.
func help(path string) (time.Duration, error) {
	c := exec.Command(path, "--help")
	if err := c.Run(); err != nil {
		return 0, fmt.Errorf("print the help of %s: %w", filepath.Base(path), err)
	}
	return c.ProcessState.UserTime() + c.ProcessState.SystemTime(), nil
}

func writeSource(path, text string) error {
	if err := wholefile.Write(path, []byte(text)); err != nil {
		return fmt.Errorf("write a bare program: %w", err)
	}
	return nil
}
