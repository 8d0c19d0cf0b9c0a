package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

// target is a build of one or several programs.
type target struct{ packages, system, tags string }

// linked is a package that a program links, as `go list -deps -json` describes
// it. The standard library's packages stand for one module, Go itself.
type linked struct {
	Dir      string
	Standard bool
	Module   module
}

// module is where a package comes from. Main is Fanlight itself.
type module struct {
	Path, Version, Dir string
	Main               bool
}

// String returns the name of the module's folder of licence texts.
func (m module) String() string {
	if m.Version == "" {
		return m.Path
	}
	return m.Path + "@" + m.Version
}

// goRoot returns the folder of Go itself.
func goRoot() (string, error) {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return "", fmt.Errorf("find Go's own folder: %w", err)
	}
	return strings.TrimSpace(string(out)), nil
}

// list returns the packages of other modules that the target's programs link.
// Go's own source is in root.
func (t target) list(root string) ([]linked, error) {
	cmd := exec.Command("go", "list", "-deps", "-tags", t.tags, "-json=Dir,Standard,Module", t.packages)
	cmd.Env = append(os.Environ(), "GOOS="+t.system, "CGO_ENABLED=0")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("list what %s links: %w", t.packages, err)
	}
	return decode(out, root)
}

// decode reads the objects that `go list -json` writes one after another.
func decode(text []byte, root string) (all []linked, err error) {
	for d := json.NewDecoder(bytes.NewReader(text)); ; {
		var p linked
		switch err := d.Decode(&p); {
		case errors.Is(err, io.EOF):
			return all, nil
		case err != nil:
			return nil, fmt.Errorf("read the list of packages: %w", err)
		}
		if p.Standard {
			p.Module = module{Path: "go", Dir: root}
		}
		if !p.Module.Main {
			all = append(all, p)
		}
	}
}
