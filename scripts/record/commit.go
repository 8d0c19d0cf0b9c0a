package record

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// Git runs a command of git here and returns what it prints.
func Git(ctx context.Context, args ...string) (string, error) {
	out, err := exec.CommandContext(ctx, "git", args...).Output()
	if failed := (*exec.ExitError)(nil); errors.As(err, &failed) {
		return "", fmt.Errorf("git %s: %s", strings.Join(args, " "), strings.TrimSpace(string(failed.Stderr)))
	}
	if err != nil {
		return "", fmt.Errorf("git %s: %w", args[0], err)
	}
	return strings.TrimSpace(string(out)), nil
}

// Commit returns the short name of the commit, with a + if files differ from it.
func Commit(ctx context.Context) (string, error) {
	name, err := Git(ctx, "rev-parse", "--short=12", "HEAD")
	if err != nil {
		return "", err
	}
	changed, err := Git(ctx, "status", "--porcelain", "--untracked-files=no", "--", "*.go", "go.mod")
	if err == nil && changed != "" {
		name += "+"
	}
	return name, err
}
