package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// function is an exported function, or an exported method of an exported type.
type function struct {
	file     string
	position string // file:line
	kind     string // receiver's type; empty: none
	name     string
	from, to int // of the body in the file, braces left out
}

// functions lists the exported functions below the folders, by file and line.
func functions(folders []string) (all []function, err error) {
	for _, folder := range folders {
		err = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "testdata/") {
				return err
			}
			found, err := inFile(path)
			all = append(all, found...)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("list the functions of %s: %w", folder, err)
		}
	}
	return all, nil
}

func inFile(path string) (found []function, err error) {
	positions := token.NewFileSet()
	tree, err := parser.ParseFile(positions, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	if tree.Name.Name == "main" {
		return nil, nil
	}
	for _, d := range tree.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Body == nil || !fn.Name.IsExported() {
			continue
		}
		kind := receiver(fn)
		if kind != "" && !ast.IsExported(kind) {
			continue
		}
		found = append(found, function{
			file: path, position: fmt.Sprintf("%s:%d", path, positions.Position(fn.Pos()).Line), kind: kind, name: fn.Name.Name,
			from: positions.Position(fn.Body.Lbrace).Offset + 1, to: positions.Position(fn.Body.Rbrace).Offset,
		})
	}
	return found, nil
}

// receiver returns the name of a method's type, empty for a function.
func receiver(fn *ast.FuncDecl) string {
	if fn.Recv == nil {
		return ""
	}
	name := ""
	ast.Inspect(fn.Recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && name == "" {
			name = id.Name
		}
		return true
	})
	return name
}

// test returns what go test -run is given: Name, or Type_Method.
func (f function) test() string {
	if f.kind == "" {
		return f.name
	}
	return f.kind + "_" + f.name
}

var ran = regexp.MustCompile(`(?m)^\s*--- (PASS|FAIL)`)

// check runs the function's tests with a panic in its body. It returns why no
// test caught that, or nothing.
func (f function) check() (why string, err error) {
	folder, err := os.MkdirTemp("", "panics")
	if err != nil {
		return "", err
	}
	defer func() { _ = os.RemoveAll(folder) }() // the system empties it too
	overlay, err := f.overlay(folder)
	if err != nil {
		return "", fmt.Errorf("plant a panic in %s: %w", f.position, err)
	}
	out, failed := exec.Command("go", "test", "-vet=off", "-v", "-short", "-timeout", "60s", "-overlay", overlay,
		"-run", f.test(), "./"+filepath.Dir(f.file)).CombinedOutput()
	switch text := string(out); {
	case strings.Contains(text, "[build failed]"):
		return "", fmt.Errorf("plant a panic in %s: %s", f.position, text)
	case strings.Contains(text, "planted panic"):
		return "", nil
	case !ran.Match(out):
		return "no test has this name", nil
	case failed != nil:
		return "", nil
	}
	return "its tests pass with a panic in it", nil
}

// overlay writes the file with the panic, and the list that go build -overlay
// reads. It returns the path of that list.
func (f function) overlay(folder string) (path string, err error) {
	text, err := os.ReadFile(f.file)
	if err != nil {
		return "", err
	}
	body := string(text[f.from:f.to])
	// The body stays, after a condition that is always true, so that the compiler
	// finds its imports and variables used.
	planted := string(text[:f.from]) + ` if len("` + `x") > 0 { panic("planted panic") }; ` + body + string(text[f.to:])
	replaced := filepath.Join(folder, "planted.go")
	if err := os.WriteFile(replaced, []byte(planted), 0o600); err != nil {
		return "", err
	}
	original, err := filepath.Abs(f.file)
	if err != nil {
		return "", err
	}
	list, err := json.Marshal(map[string]map[string]string{"Replace": {original: replaced}})
	if err != nil {
		return "", err
	}
	path = filepath.Join(folder, "overlay.json")
	return path, os.WriteFile(path, list, 0o600)
}
