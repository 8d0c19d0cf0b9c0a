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
)

// git runs a command of git here and returns what it prints.
func git(ctx context.Context, args ...string) (string, error) {
	out, err := exec.CommandContext(ctx, "git", args...).Output()
	if failed := (*exec.ExitError)(nil); errors.As(err, &failed) {
		return "", fmt.Errorf("git %s: %s", strings.Join(args, " "), strings.TrimSpace(string(failed.Stderr)))
	}
	if err != nil {
		return "", fmt.Errorf("git %s: %w", args[0], err)
	}
	return strings.TrimSpace(string(out)), nil
}

// head returns the short name of the commit, with a + if files differ from it.
func head(ctx context.Context) (string, error) {
	name, err := git(ctx, "rev-parse", "--short=12", "HEAD")
	if err != nil {
		return "", err
	}
	changed, err := git(ctx, "status", "--porcelain", "--untracked-files=no", "--", "*.go", "go.mod")
	if err == nil && changed != "" {
		name += "+"
	}
	return name, err
}

// parentOf returns the commit before what is checked out: of changed files the commit itself.
func parentOf(ctx context.Context) (string, error) {
	name, err := head(ctx)
	if err != nil || strings.HasSuffix(name, "+") {
		return strings.TrimSuffix(name, "+"), err
	}
	return git(ctx, "rev-parse", "--short=12", "--verify", "HEAD^")
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
		_, _ = git(context.WithoutCancel(ctx), "worktree", "remove", "--force", folder)
		_ = os.RemoveAll(parent)
	}
	if _, err := git(ctx, "worktree", "add", "--detach", folder, commit); err != nil {
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
