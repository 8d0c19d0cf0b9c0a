package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// target is a fuzz target, by its package's folder and its name.
type target struct{ folder, name string }

func (t target) String() string { return t.folder + " " + t.name }

// listed is a package as `go list` writes it.
type listed struct {
	ImportPath                string
	Dir                       string
	Standard                  bool
	GoFiles, CgoFiles         []string
	EmbedFiles                []string
	TestGoFiles, XTestGoFiles []string
	Deps                      []string
}

// list returns the packages of the module, those of their tests, and all that these import.
func list(ctx context.Context) (all []listed, err error) {
	c := exec.CommandContext(ctx, "go", "list", "-test", "-deps",
		"-json=ImportPath,Dir,Standard,GoFiles,CgoFiles,EmbedFiles,TestGoFiles,XTestGoFiles,Deps", "./...")
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("list the packages of the module: %w", err)
	}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		switch err := d.Decode(&p); {
		case errors.Is(err, io.EOF):
			return all, nil
		case err != nil:
			return nil, fmt.Errorf("read the list of packages: %w", err)
		}
		all = append(all, p)
	}
}

// targets returns the fuzz targets below a folder, in the order of their names.
func targets(root string, all []listed) (found []target, err error) {
	for _, p := range all {
		folder, err := filepath.Rel(root, p.Dir)
		if err != nil || p.Standard || strings.HasPrefix(folder, "..") || strings.Contains(p.ImportPath, " ") {
			continue // not the module's, or a package as its test sees it
		}
		for _, name := range slices.Concat(p.TestGoFiles, p.XTestGoFiles) {
			names, err := declared(filepath.Join(p.Dir, name))
			if err != nil {
				return nil, fmt.Errorf("look for fuzz targets: %w", err)
			}
			for _, name := range names {
				found = append(found, target{filepath.ToSlash(folder), name})
			}
		}
	}
	slices.SortFunc(found, func(a, b target) int { return strings.Compare(a.String(), b.String()) })
	return found, nil
}

// declared returns the names of the fuzz targets of a file, as Go takes them.
func declared(path string) (names []string, err error) {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	for _, d := range file.Decls {
		f, is := d.(*ast.FuncDecl)
		if is && f.Recv == nil && strings.HasPrefix(f.Name.Name, "Fuzz") && len(f.Type.Params.List) == 1 {
			names = append(names, f.Name.Name)
		}
	}
	return names, nil
}

// corpus returns the bytes of the inputs that are kept for targets, seen from the module's
// folder.
func corpus(all []target) (bytes int64, err error) {
	for _, t := range all {
		kept, err := filepath.Glob(filepath.Join(t.folder, "testdata", "fuzz", t.name, "*"))
		if err != nil {
			return 0, fmt.Errorf("look for the inputs of %s: %w", t, err)
		}
		for _, path := range kept {
			info, err := os.Stat(path)
			if err != nil {
				return 0, fmt.Errorf("measure the inputs of %s: %w", t, err)
			}
			bytes += info.Size()
		}
	}
	return bytes, nil
}
