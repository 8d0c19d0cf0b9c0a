package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// contents returns the content of each target's package, by its folder: a hash of the files
// of the module that are compiled into its test. What comes from elsewhere stands in go.mod
// and go.sum, and is the compiler's.
func contents(root string, all []listed, targets []target) (map[string]string, error) {
	t := tree{root, map[string]listed{}, map[string]string{}}
	for _, p := range all {
		t.packages[p.ImportPath] = p
	}
	found := map[string]string{}
	for _, one := range targets {
		content, err := t.content(one.folder)
		if err != nil {
			return nil, fmt.Errorf("find what %s is run on: %w", one, err)
		}
		found[one.folder] = content
	}
	return found, nil
}

// tree is the module's folder.
type tree struct {
	root     string
	packages map[string]listed // by import path
	sums     map[string]string // of files that were read
}

// content returns the content of the test of the package in a folder.
func (t tree) content(folder string) (string, error) {
	test, err := t.test(folder)
	if err != nil {
		return "", err
	}
	files := []string{"go.mod", "go.sum"}
	for _, path := range test.Deps {
		files = append(files, t.files(t.packages[path])...)
	}
	slices.Sort(files)
	h := sha256.New()
	fmt.Fprintln(h, runtime.Version())
	for _, file := range slices.Compact(files) {
		sum, err := t.sum(file)
		if err != nil {
			return "", err
		}
		fmt.Fprintln(h, filepath.ToSlash(file), sum)
	}
	return hex.EncodeToString(h.Sum(nil))[:12], nil
}

// test returns the program that runs the tests of the package in a folder.
func (t tree) test(folder string) (listed, error) {
	for path, p := range t.packages {
		if p.Dir == filepath.Join(t.root, folder) && strings.HasSuffix(path, ".test") {
			return p, nil
		}
	}
	return listed{}, fmt.Errorf("go list has no test of %s", folder)
}

// files returns the files of a package, if it is the module's.
func (t tree) files(p listed) (all []string) {
	folder, err := filepath.Rel(t.root, p.Dir)
	if err != nil || p.Standard || strings.HasPrefix(folder, "..") {
		return nil
	}
	for _, name := range slices.Concat(p.GoFiles, p.CgoFiles, p.EmbedFiles) {
		all = append(all, filepath.Join(folder, name))
	}
	return all
}

// sum returns the hash of a file.
func (t tree) sum(file string) (string, error) {
	if sum, known := t.sums[file]; known {
		return sum, nil
	}
	text, err := os.ReadFile(filepath.Join(t.root, file))
	if err != nil {
		return "", err
	}
	t.sums[file] = fmt.Sprintf("%x", sha256.Sum256(text))
	return t.sums[file], nil
}
