package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// tree is a copy of the module, in which bugs are planted.
type tree struct{ folder string }

// leftOut are folders at the root that no build needs.
var leftOut = []string{".git", "bin", "dist", "out"}

// copyTree copies the module at root into a folder of its own.
func copyTree(root string) (*tree, error) {
	folder, err := os.MkdirTemp("", "mutants-")
	if err != nil {
		return nil, err
	}
	t := &tree{folder}
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		switch {
		case err != nil:
			return err
		case slices.Contains(leftOut, name) && entry.IsDir():
			return filepath.SkipDir
		case slices.Contains(leftOut, name): // .git of a worktree
			return nil
		}
		return t.take(path, name, entry)
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("copy %s: %w", root, err), os.RemoveAll(folder))
	}
	return t, nil
}

func (t *tree) take(path, name string, entry fs.DirEntry) error {
	to := filepath.Join(t.folder, name)
	switch {
	case entry.IsDir():
		return os.MkdirAll(to, 0o700)
	case !entry.Type().IsRegular():
		return nil
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return os.WriteFile(to, content, 0o600)
}

func (t *tree) remove() { _ = os.RemoveAll(t.folder) } // a folder for temporary files

// with plants a bug, does something and restores the tree.
func (t *tree) with(m mutant, do func() ([]finding, error)) (found []finding, err error) {
	restore, err := m.change.plant(t.folder)
	if err != nil {
		return nil, err
	}
	found, err = do()
	return found, errors.Join(err, restore())
}
