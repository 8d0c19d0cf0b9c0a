package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/fanlight/fanlight/pkg/sim"
	"github.com/fanlight/fanlight/scripts/record"
)

// parentOf returns the commit before what is checked out: of changed files the commit itself.
func parentOf(ctx context.Context) (string, error) {
	name, err := record.Commit(ctx)
	if err != nil || strings.HasSuffix(name, "+") {
		return strings.TrimSuffix(name, "+"), err
	}
	return record.Git(ctx, "rev-parse", "--short=12", "--verify", "HEAD^")
}

// worktree checks a commit out into a temporary folder, until remove is called.
func worktree(ctx context.Context, commit string) (folder string, remove func(), err error) {
	parent, err := os.MkdirTemp("", "sim")
	if err != nil {
		return "", nil, err
	}
	folder = filepath.Join(parent, "parent")
	remove = func() {
		// What cannot be removed is in the system's temporary folder, and git prunes its name.
		_, _ = record.Git(context.WithoutCancel(ctx), "worktree", "remove", "--force", folder)
		_ = os.RemoveAll(parent)
	}
	if _, err := record.Git(ctx, "worktree", "add", "--detach", folder, commit); err != nil {
		remove()
		return "", nil, err
	}
	return folder, remove, nil
}

// passes runs a seed on the commit that is checked out in a folder, by the test that each
// commit has.
func passes(ctx context.Context, folder string, seed uint64) (bool, error) {
	test := exec.CommandContext(ctx, "go", "test", "-count=1", "-run", "^TestSeeds$", "./pkg/sim")
	test.Dir = folder
	test.Env = append(os.Environ(), fmt.Sprintf("SEED=%d", seed), fmt.Sprintf("QUERIES=%d", sim.Few))
	out, err := test.CombinedOutput()
	switch failed := (*exec.ExitError)(nil); {
	case err == nil:
		return true, nil
	case errors.As(err, &failed) && strings.Contains(string(out), "--- FAIL: TestSeeds"):
		return false, nil
	}
	return false, fmt.Errorf("run seed %d in %s: %w\n%s", seed, folder, err, out)
}
