package main

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/fanlight/fanlight/pkg/wholefile"
)

// beforeSeeds is how many seeds of the earlier simulator look for a bug.
const beforeSeeds = "10000"

// measureBefore lets the simulator of an earlier commit look for each bug, and prints the line
// that the head of its patch has. With write it puts the line there.
func (o options) measureBefore(ctx context.Context, all []mutant, out io.Writer) error {
	earlier, err := treeOf(ctx, o.root, o.before)
	if err != nil {
		return err
	}
	defer earlier.remove()
	for _, m := range all {
		var line string
		_, err := earlier.with(m, func() (_ []finding, err error) {
			line, err = seedsBefore(ctx, earlier.folder)
			return nil, err
		})
		if err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
		fmt.Fprintf(out, "%-32s %s\n", m.name, line)
		if !o.write {
			continue
		}
		if err := writeBefore(filepath.Join(o.folder, m.name+".patch"), line); err != nil {
			return err
		}
	}
	return nil
}

// treeOf unpacks a commit into a folder of its own.
func treeOf(ctx context.Context, root, commit string) (*tree, error) {
	archive := exec.CommandContext(ctx, "git", "-C", root, "archive", commit)
	var said bytes.Buffer
	archive.Stderr = &said
	packed, err := archive.Output()
	if err != nil {
		return nil, fmt.Errorf("git archive %s: %w\n%s", commit, err, said.String())
	}
	folder, err := os.MkdirTemp("", "mutants-before-")
	if err != nil {
		return nil, err
	}
	t := &tree{folder}
	if err := t.unpack(tar.NewReader(bytes.NewReader(packed))); err != nil {
		return nil, errors.Join(fmt.Errorf("unpack %s: %w", commit, err), os.RemoveAll(folder))
	}
	return t, nil
}

func (t *tree) unpack(files *tar.Reader) error {
	for {
		header, err := files.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if !filepath.IsLocal(header.Name) || header.Typeflag != tar.TypeReg {
			continue
		}
		content, err := io.ReadAll(files)
		if err != nil {
			return err
		}
		to := filepath.Join(t.folder, header.Name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(to), 0o700), os.WriteFile(to, content, 0o600)); err != nil {
			return err
		}
	}
}

var violated = regexp.MustCompile(`SEED=(\d+) go test[^\n]*\n\s*\[([^:\]]+):`)

// seedsBefore runs the seeds of the simulator in a tree until one fails.
func seedsBefore(ctx context.Context, folder string) (line string, err error) {
	c := exec.CommandContext(ctx, "go", "test", "-vet=off", "-count=1", "-timeout", "0", "-run", "TestSeeds$", "./pkg/sim")
	c.Dir, c.Env = folder, append(os.Environ(), "FANLIGHT_SIM_SEEDS="+beforeSeeds)
	out, err := c.CombinedOutput()
	if err == nil {
		return notFoundBefore, nil
	}
	match := violated.FindSubmatch(out)
	if match == nil {
		return "", fmt.Errorf("go test: %w\n%s", err, out)
	}
	return fmt.Sprintf("seed %s, rule %s", match[1], match[2]), nil
}

var beforeLine = regexp.MustCompile(`(?m)^# before: .*$`)

func writeBefore(path, line string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return wholefile.Write(path, beforeLine.ReplaceAll(text, []byte("# before: "+strings.ReplaceAll(line, "$", "$$"))))
}
